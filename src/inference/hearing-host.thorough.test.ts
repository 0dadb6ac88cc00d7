/** The process that hears, as the app starts it. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { startEar } from '../app/hearing/ear.ts'
import { resample } from './dsp/resample.ts'
import { speakFlite } from './flite.ts'

const models = join(import.meta.dirname, '../../../shared/testdata/models')
const reports: unknown[] = []
const process = startEar({ report: (...each) => reports.push(each) })
const { ear } = process
afterAll(() => process.close())

async function say(text: string): Promise<Int16Array> {
  const { pcm } = await speakFlite({ voice: 'flite:rms', text }, new AbortController().signal)
  const still = new Int16Array(8_000)
  return Int16Array.from([...still, ...resample(pcm, 24_000, 16_000), ...still])
}

test('speech is told from silence in the process itself', async () => {
  const { stream } = await ear.call('activity.open', {})
  const { probabilities } = await ear.call('activity.hear', { stream, pcm: await say('Hello there.') })
  expect(probabilities.filter((each) => each > 0.5).length).toBeGreaterThan(10)
  expect(Math.max(...probabilities.slice(0, 10))).toBeLessThan(0.5)
  await ear.call('activity.close', { stream })
  await expect(ear.call('activity.hear', { stream, pcm: new Int16Array(512) })).rejects.toMatchObject({
    code: 'not-found',
  })
}, 20_000)

test('recognisers that come with the app are listed without any folder', async () => {
  const list = await ear.call('recognisers', { folders: [] })
  expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining(['grammar:en-us', 'grammar:fr-fr']))
  expect(list.every(({ kind }) => kind !== 'transducer')).toBe(true)
}, 20_000)

test('a recogniser that is not there is not found', async () => {
  const request = { recogniser: 'zipformer:none', folders: ['/nowhere'], language: 'en' }
  await expect(ear.call('recogniser.open', request)).rejects.toMatchObject({ code: 'not-found' })
}, 20_000)

test.skipIf(!existsSync(models))(
  'two utterances at once are heard apart, and calls for one are answered in order (needs ../shared/testdata)',
  async () => {
    const sentences = ['Open the window and close the door.', 'The weather is fine in the morning.']
    const open = () =>
      ear.call('recogniser.open', {
        recogniser: 'zipformer:zipformer-en-3.3m',
        folders: [models],
        language: 'en',
        alternatives: 2,
      })
    const texts = await Promise.all(
      sentences.map(async (sentence) => {
        const pcm = await say(sentence)
        const { stream } = await open()
        const calls: Promise<unknown>[] = []
        for (let at = 0; at < pcm.length; at += 512)
          calls.push(ear.call('recogniser.hear', { stream, pcm: pcm.slice(at, at + 512) }))
        const { hypotheses } = await ear.call('recogniser.end', { stream })
        await Promise.all(calls)
        return hypotheses[0]?.text ?? ''
      }),
    )
    const near = (text: string, sentence: string) =>
      sentence
        .toLowerCase()
        .match(/\w+/g)
        ?.filter((word) => text.split(' ').includes(word)).length ?? 0
    expect(near(texts[0] as string, sentences[0] as string)).toBeGreaterThanOrEqual(5)
    expect(near(texts[1] as string, sentences[1] as string)).toBeGreaterThanOrEqual(5)
    expect(reports).toEqual([])
  },
  40_000,
)
