/** Real people's commands and their other talk, cut by voice activity: what the grammar makes of both. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bytesSource } from '../decode/byte-source.ts'
import { openWav } from '../decode/decode-wav.ts'
import { resample } from '../dsp/resample.ts'
import { openSilero } from '../silero.ts'
import { coffee, slotsOf } from './coffee.cases.ts'
import { createGrammars, type Grammars } from './index.ts'

const folder = join(import.meta.dirname, '../../../../shared/testdata/speech')
const list = join(folder, 'utterances.tsv')

interface Row {
  readonly file: string
  readonly language: string
  readonly extra: string
}
const rows = (): Row[] =>
  readFileSync(list, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
    .filter(([file = '']) => file.endsWith('.wav') && existsSync(join(folder, file)))
    .map(([file = '', , language = '', , , , extra = '']) => ({ file, language, extra }))

describe.skipIf(!existsSync(list))('on recordings (needs ../shared/testdata)', () => {
  let grammars: Grammars
  let silero: Awaited<ReturnType<typeof openSilero>>
  beforeAll(async () => {
    grammars = createGrammars()
    silero = await openSilero()
  })
  afterAll(() => grammars.close())

  function sound(file: string): Int16Array {
    const wav = openWav(bytesSource(new Uint8Array(readFileSync(join(folder, file)))))!
    return resample(wav.samples(0, Math.round(wav.seconds() * wav.rate)), wav.rate, 16_000)
  }
  /** From the first frame of speech to the last, with a quarter of a second on both sides. */
  async function cut(pcm: Int16Array): Promise<Int16Array | undefined> {
    const probabilities = await silero.start().hear(pcm)
    const first = probabilities.findIndex((probability) => probability > 0.5)
    const last = probabilities.findLastIndex((probability) => probability > 0.35)
    return first < 0 ? undefined : pcm.slice(Math.max(0, first * 512 - 4_000), (last + 1) * 512 + 4_000)
  }

  test('nine in ten orders of many people are understood in every slot, and none is refused', async () => {
    await grammars.set({ grammar: 'coffee', language: 'en', jsgf: coffee })
    // Every other one: `npm run bench` hears them all.
    const all = rows().filter(({ file }) => file.startsWith('command-intent/coffee_'))
    const orders = all.filter((_, index) => index % 2 === 0)
    expect(orders.length).toBeGreaterThan(20)
    let exact = 0
    const ratios = []
    for (const { file, extra } of orders) {
      const { hypothesis } = await grammars.decode({ grammar: 'coffee', pcm: (await cut(sound(file)))! })
      const labels = JSON.parse(extra.replace(/^"|"$/g, '').replaceAll('""', '"')) as {
        slots: Record<string, string>
      }
      const wanted = Object.entries(labels.slots).map(([name, value]) => `${name}: ${value.trim()}`)
      if (slotsOf(hypothesis.text) === wanted.toSorted().join(', ')) exact++
      ratios.push(hypothesis.ratio)
    }
    expect(exact / orders.length).toBeGreaterThanOrEqual(0.9)
    expect(ratios.filter((ratio) => ratio > -9.6).length / orders.length).toBeGreaterThanOrEqual(0.95)
  }, 300_000)

  test('sentences read aloud are forced into orders, and nearly all are refused', async () => {
    await grammars.set({ grammar: 'coffee', language: 'en', jsgf: coffee })
    const talk = rows().filter(({ file }, index) => /^(?:read|disfluent)\//.test(file) && index % 3 === 0)
    expect(talk.length).toBeGreaterThan(10)
    let accepted = 0
    let heard = 0
    for (const { file } of talk) {
      const pcm = await cut(sound(file))
      if (!pcm || pcm.length > 8 * 16_000) continue
      heard++
      if ((await grammars.decode({ grammar: 'coffee', pcm })).hypothesis.ratio > -9.6) accepted++
    }
    expect(heard).toBeGreaterThan(8)
    expect(accepted / heard).toBeLessThan(0.05)
  }, 300_000)
})
