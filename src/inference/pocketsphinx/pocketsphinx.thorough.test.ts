import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { soundRate } from '../../contract/inference.ts'
import { resample } from '../dsp/resample.ts'
import { speakFlite } from '../flite.ts'
import { pocketsphinxModel } from './index.ts'
import { findSphinx } from './paths.ts'

test('elsewhere than on Linux there is none, and where it is not installed it says so', async () => {
  expect(pocketsphinxModel({ platform: 'win32' })).toBeUndefined()
  const root = mkdtempSync(join(tmpdir(), 'lectern-sphinx-'))
  const absent = pocketsphinxModel({ root, platform: 'linux' })
  expect(absent?.about).toMatchObject({ state: 'missing', problem: 'system-missing' })
  await expect(absent?.open({ language: 'en', hotWords: [], alternatives: 0 })).rejects.toMatchObject({
    code: 'unavailable',
  })
})

test('the library without its model counts as missing', () => {
  const root = mkdtempSync(join(tmpdir(), 'lectern-sphinx-'))
  const place = (path: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), '')
  }
  place('usr/lib/riscv64-linux-gnu/libpocketsphinx.so.3')
  place('usr/lib/riscv64-linux-gnu/libsphinxbase.so.3')
  expect(findSphinx(root)).toBeUndefined()
  for (const path of ['en-us/mdef', 'en-us.lm.bin', 'cmudict-en-us.dict'])
    place(join('usr/share/pocketsphinx/model/en-us', path))
  expect(findSphinx(root)).toMatchObject({
    library: join(root, 'usr/lib/riscv64-linux-gnu/libpocketsphinx.so.3'),
    dictionary: join(root, 'usr/share/pocketsphinx/model/en-us/cmudict-en-us.dict'),
  })
})

describe.skipIf(!findSphinx())(
  'with the system’s PocketSphinx (skipped: libpocketsphinx3 is not installed)',
  () => {
    const options = { language: 'en', hotWords: [], alternatives: 0 }
    async function said(text: string): Promise<Int16Array> {
      const { pcm } = await speakFlite({ voice: 'flite:rms', text }, new AbortController().signal)
      return resample(pcm, soundRate, 16_000)
    }
    const text = 'the weather is nice today'

    test('partials grow, the end has words with times and confidences', async () => {
      const model = pocketsphinxModel()
      const stream = await model!.open(options)
      const pcm = await said(text)
      const partials: string[] = []
      for (let at = 0; at < pcm.length; at += 512) {
        const partial = await stream.hear(pcm.subarray(at, at + 512))
        if (partial!.text !== partials.at(-1)) partials.push(partial!.text)
        expect(partial!.stable).toBeLessThanOrEqual(partial!.text.length)
      }
      const peeked = await stream.peek()
      const [final] = await stream.end()
      expect(partials.length).toBeGreaterThan(2)
      expect(peeked.text.split(' ').length).toBeGreaterThan(2)
      const right = text.split(' ').filter((word) => final!.words.some((each) => each.text === word))
      expect(right.length).toBeGreaterThanOrEqual(4)
      expect(final!.stable).toBe(final!.text.length)
      let before = 0
      for (const { start, end, confidence } of final!.words) {
        expect(start).toBeGreaterThanOrEqual(before)
        expect(end).toBeGreaterThan(start)
        expect(confidence).toBeGreaterThanOrEqual(0)
        before = start
      }
      expect(before).toBeLessThan(pcm.length / 16_000)
    })

    test('two utterances at once do not mix, and one that is given up leaves room for the next', async () => {
      const model = pocketsphinxModel()
      const [one, other] = [await model!.open(options), await model!.open(options)]
      const [first, second] = [await said('one two three four'), await said(text)]
      for (let at = 0; at < Math.max(first.length, second.length); at += 1_600) {
        if (at < first.length) await one.hear(first.subarray(at, at + 1_600))
        if (at < second.length) await other.hear(second.subarray(at, at + 1_600))
      }
      expect((await one.end())[0]!.text).toContain('two three')
      other.close()
      const next = await model!.open(options)
      await next.hear(new Int16Array(8_000))
      expect((await next.end())[0]).toMatchObject({ words: [], confidence: 0 })
    })
  },
)
