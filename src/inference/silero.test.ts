import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hearingFrame } from '../contract/hearing.ts'
import { resample } from './dsp/resample.ts'
import { speakFlite } from './flite.ts'
import { type ActivityModel, openSilero } from './silero.ts'

let model: Promise<ActivityModel> | undefined
const silero = () => (model ??= openSilero())
const speech = join(import.meta.dirname, '../../../shared/testdata/speech')

async function share(pcm: Int16Array): Promise<number> {
  const probabilities = await (await silero()).start().hear(pcm)
  expect(probabilities).toHaveLength(Math.floor(pcm.length / hearingFrame))
  return probabilities.filter((probability) => probability > 0.5).length / probabilities.length
}

function noise(seconds: number, level: number, colour = 0): Int16Array {
  let seed = 1
  let last = 0
  return Int16Array.from({ length: seconds * 16_000 }, () => {
    seed = (seed * 48_271) % 2_147_483_647
    last = colour * last + (1 - colour) * (seed / 2_147_483_647 - 0.5)
    return last * level
  })
}

test('a voice is speech: the frames carry the 64 samples that the network wants in front of them', async () => {
  const { pcm } = await speakFlite(
    { voice: 'flite:rms', text: 'Every frame begins with the end of the one before.' },
    new AbortController().signal,
  )
  expect(await share(resample(pcm, 24_000, 16_000))).toBeGreaterThan(0.8)
})

test.each([
  ['silence', new Int16Array(48_000)],
  ['white noise', noise(3, 20_000)],
  ['brown noise', noise(3, 60_000, 0.95)],
  [
    'a hum',
    Int16Array.from({ length: 48_000 }, (_, at) => 9_000 * Math.sin((at * 2 * Math.PI * 50) / 16_000)),
  ],
])('%s is no speech', async (_, pcm) => {
  expect(await share(pcm)).toBe(0)
})

test('pieces of any length give the same probabilities as the whole', async () => {
  const pcm = noise(1, 9_000)
  const whole = await (await silero()).start().hear(pcm)
  const activity = (await silero()).start()
  const pieces: number[] = []
  for (let at = 0; at < pcm.length; at += 333)
    pieces.push(...(await activity.hear(pcm.subarray(at, at + 333))))
  expect(pieces).toEqual(whole)
})

test.skipIf(!existsSync(speech))('a reading by a person is speech (needs ../shared/testdata)', async () => {
  const bytes = readFileSync(join(speech, 'read/lhotse_LJ002-0020.wav'))
  const start = bytes.indexOf('data') + 8
  const pcm = new Int16Array(
    bytes.buffer.slice(
      bytes.byteOffset + start,
      bytes.byteOffset + bytes.length - ((bytes.length - start) % 2),
    ),
  )
  expect(await share(pcm)).toBeGreaterThan(0.6)
})
