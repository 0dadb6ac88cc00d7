/** The small English model on recordings of people (../shared/testdata): accuracy, partials, peeking, hot words. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openHearingSound } from '../decode/hearing-sound.ts'
import { findRecognisers, zipformerFiles } from '../recogniser-packs.ts'
import type { StreamOptions } from '../recogniser.ts'
import { openZipformer } from './model.ts'

const testdata = join(import.meta.dirname, '../../../../shared/testdata')
const absent = !existsSync(join(testdata, 'models/zipformer-en-3.3m'))
const plain: StreamOptions = { language: 'en', hotWords: [], alternatives: 0 }
const step = 512

async function pocketEnglish() {
  const [found] = findRecognisers([join(testdata, 'models')])
  if (!found) throw new Error('no pack')
  return await openZipformer(found.about, zipformerFiles(found.pack))
}
async function sound(file: string): Promise<Int16Array> {
  const opened = await openHearingSound(readFileSync(join(testdata, 'speech', file)))
  const pieces: number[] = []
  while (!opened.ended) for (const value of await opened.read(16_000)) pieces.push(value)
  return Int16Array.from(pieces)
}
const words = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('mr.', 'mister')
    .split(/[^\p{L}']+/u)
    .filter((word) => word !== '')

function errors(said: readonly string[], heard: readonly string[]): number {
  let row = heard.map((_, at) => at + 1)
  said.forEach((word, at) => {
    const next: number[] = []
    heard.forEach((other, column) => {
      const left = column === 0 ? at + 1 : (next[column - 1] as number)
      const above = row[column] as number
      const corner = column === 0 ? at : (row[column - 1] as number)
      next.push(Math.min(left + 1, above + 1, corner + (word === other ? 0 : 1)))
    })
    row = next
  })
  return row.at(-1) ?? said.length
}
async function hear(pcm: Int16Array, options: StreamOptions = plain) {
  const stream = await (await pocketEnglish()).open(options)
  for (let at = 0; at < pcm.length; at += step) await stream.hear(pcm.subarray(at, at + step))
  return stream.end()
}

interface Row {
  readonly file: string
  readonly said: readonly string[]
}
function readings(): Row[] {
  return readFileSync(join(testdata, 'speech/utterances.tsv'), 'utf8')
    .split('\n')
    .map((line) => line.split('\t'))
    .filter(
      ([file, said, lang, , , basis]) =>
        file?.startsWith('read/') && said && lang === 'en' && basis?.startsWith('repo'),
    )
    .map(([file = '', said = '']) => ({ file, said: words(said) }))
    .filter(({ said }) => said.every((word) => !/\d/.test(word)))
}

test.skipIf(absent)(
  'of readings by people, at most 13 words in 100 are wrong (needs ../shared/testdata)',
  async () => {
    let wrong = 0
    let all = 0
    for (const { file, said } of readings()) {
      const [best] = await hear(await sound(file))
      wrong += errors(said, words(best?.text ?? ''))
      all += said.length
    }
    expect(all).toBeGreaterThan(100)
    expect(wrong / all).toBeLessThanOrEqual(0.13)
  },
  120_000,
)

test.skipIf(absent)(
  'what a partial calls stable stays, in the next partials and at the end',
  async () => {
    const pcm = await sound('read/LJ001-0001.wav')
    const stream = await (await pocketEnglish()).open({ ...plain, alternatives: 3 })
    let stable = ''
    let longest = 0
    for (let at = 0; at < pcm.length; at += step) {
      const hypothesis = await stream.hear(pcm.subarray(at, at + step))
      expect(hypothesis?.text.startsWith(stable)).toBe(true)
      stable = hypothesis?.text.slice(0, hypothesis.stable) ?? ''
      longest = Math.max(longest, stable.length)
    }
    const [best, ...others] = await stream.end()
    expect(best?.text.startsWith(stable)).toBe(true)
    expect(longest).toBeGreaterThan(100)
    expect(others.length).toBeGreaterThan(0)
    expect(new Set([best, ...others].map((each) => each?.text)).size).toBe(others.length + 1)
    for (const each of [best, ...others])
      expect(words(each?.text ?? '')).toEqual(each?.words.flatMap(({ text }) => words(text)))
  },
  30_000,
)

test.skipIf(absent)(
  'words have their times, in order and within the sound',
  async () => {
    const pcm = await sound('read/moonshine_beckett.wav')
    const [best] = await hear(pcm)
    let before = 0
    for (const { start, end, confidence } of best?.words ?? []) {
      expect(start).toBeGreaterThanOrEqual(before)
      expect(end).toBeGreaterThanOrEqual(start)
      expect(confidence).toBeGreaterThan(0)
      before = end
    }
    expect(before).toBeLessThanOrEqual(pcm.length / 16_000)
    // Forced alignment has its phrases begin at 0.29 and 4.85 s (research/SPEECH-LAB.md section 3).
    const [first] = best?.words ?? []
    const again = best?.words.find(({ text }) => text === 'try')
    expect(first?.start).toBeCloseTo(0.29, 0)
    expect(again?.start).toBeGreaterThan(4.6)
    expect(again?.start).toBeLessThan(5.4)
  },
  30_000,
)

test.skipIf(absent)(
  'looking ahead to the end leaves the utterance as it is, and says what ending would',
  async () => {
    const pcm = await sound('read/lhotse_LJ002-0035.wav')
    const [straight] = await hear(pcm)
    const stream = await (await pocketEnglish()).open(plain)
    let peeked = ''
    for (let at = 0; at < pcm.length; at += step) {
      await stream.hear(pcm.subarray(at, at + step))
      if (at % (step * 16) === 0) await stream.peek()
    }
    peeked = (await stream.peek()).text
    const [best] = await stream.end()
    expect(peeked).toBe(best?.text)
    expect(best).toEqual(straight)
  },
  30_000,
)

test.skipIf(absent)(
  'speech 26 dB quieter is heard alike, also after a click',
  async () => {
    const pcm = await sound('read/ps_sense_and_sensibility_01_austen_64kb-0870.wav')
    const [usual] = await hear(pcm)
    const quiet = pcm.map((value) => value * 0.05)
    const clicked = Int16Array.from([...new Int16Array(4_000).fill(20_000, 2_000, 2_040), ...quiet])
    const said = words(usual?.text ?? '')
    expect(errors(said, words((await hear(quiet))[0]?.text ?? ''))).toBeLessThanOrEqual(1)
    expect(errors(said, words((await hear(clicked))[0]?.text ?? ''))).toBeLessThanOrEqual(2)
  },
  30_000,
)

test.skipIf(absent)(
  'a hot word is heard where it was said, and not where it was not',
  async () => {
    const pcm = await sound('read/LJ001-0007.wav') // “the Gutenberg, or forty-two line Bible”
    const [without] = await hear(pcm)
    expect(without?.text).not.toContain('gutenberg')
    const [best] = await hear(pcm, { ...plain, hotWords: [{ text: 'Gutenberg' }, { text: 'volcano' }] })
    expect(best?.text).toContain('the gutenberg or forty two line bible')
    expect(best?.text).not.toContain('volcano')
  },
  30_000,
)

test.skipIf(absent)(
  'digital silence before speech does not become a word',
  async () => {
    const pcm = await sound('read/ps_sense_and_sensibility_01_austen_64kb-0880.wav')
    const [best] = await hear(Int16Array.from([...new Int16Array(8_000), ...pcm]))
    expect(best?.text.startsWith('he was not')).toBe(true)
    const [nothing] = await hear(new Int16Array(32_000))
    expect(nothing?.text).toBe('')
  },
  30_000,
)
