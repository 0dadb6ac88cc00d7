import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { bytesSource } from '../decode/byte-source.ts'
import { openWav } from '../decode/decode-wav.ts'
import { resample } from '../dsp/resample.ts'
import { createKeeper } from '../keeper.ts'
import { createSpelling } from './index.ts'
import { bands, clipSamples, frames, logMel } from './log-mel.ts'

const keeper = createKeeper()
afterAll(() => keeper.close())

test('the features of a tone lie in its band, mean 0 and deviation 1', () => {
  // 1 kHz is 15 on Slaney's scale, which runs from 0.3 to 45.245: band 21 of 64, counted from 0.
  const clip = Float32Array.from({ length: clipSamples }, (_, at) =>
    Math.sin((2 * Math.PI * 1_000 * at) / 16_000),
  )
  const mel = logMel(clip)
  const column = Array.from({ length: bands }, (_, band) => mel[band * frames + 64]!)
  expect(column.indexOf(Math.max(...column))).toBe(20)
  const mean = mel.reduce((sum, value) => sum + value, 0) / mel.length
  const deviation = Math.sqrt(mel.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (mel.length - 1))
  expect(mean).toBeCloseTo(0, 4)
  expect(deviation).toBeCloseTo(1, 4)
})

test('silence has features without a number that is none', () => {
  expect(logMel(new Float32Array(0)).every((value) => value === 0)).toBe(true)
})

test('without the network, and with one that is none, the reason is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-spelling-'))
  const spelling = createSpelling(keeper)
  const pcm = new Int16Array(8_000)
  await expect(spelling.decode({ folders: [folder, '/no/such/folder'], pcm })).rejects.toMatchObject({
    code: 'not-found',
    reason: 'spelling-missing',
  })
  writeFileSync(join(folder, 'spelling_cnn.onnx'), 'nonsense')
  await expect(spelling.decode({ folders: [folder], pcm })).rejects.toMatchObject({ code: 'damaged' })
})

const model = join(import.meta.dirname, '../../../../shared/testdata/models/moonshine-spelling')
const recordings = join(import.meta.dirname, '../../../../shared/testdata/speech/letters-digits')
describe.skipIf(!existsSync(model) || !existsSync(recordings))(
  'with the publisher’s network (needs ../shared/testdata)',
  () => {
    test('nine in ten letters of two people are named, and the others are among the first three', async () => {
      const spelling = createSpelling(keeper)
      const files = readdirSync(recordings).filter((name) => /^moonshine_[a-z]_/.test(name))
      expect(files.length).toBeGreaterThan(30)
      let first = 0
      let three = 0
      for (const name of files) {
        const wav = openWav(bytesSource(new Uint8Array(readFileSync(join(recordings, name)))))!
        const pcm = resample(wav.samples(0, Math.round(wav.seconds() * wav.rate)), wav.rate, 16_000)
        const { letters } = await spelling.decode({ folders: [join(model, '..')], pcm, most: 3 })
        const right = name.split('_')[1]
        if (letters[0]!.text === right) first++
        if (letters.some(({ text }) => text === right)) three++
        expect(letters.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1.0001)
      }
      expect(first / files.length).toBeGreaterThanOrEqual(0.85)
      expect(three / files.length).toBeGreaterThanOrEqual(0.95)
    })
  },
)
