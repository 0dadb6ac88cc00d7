/** Recognisers of sequences against Transformers.js, which made the layout: the same files, the same sound, the same words. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { whisperMel } from '../dsp/whisper-mel.ts'
import { transformers } from '../transformers.ts'
import { tones, type Tones } from './tones.cases.ts'

const fixtures = join(import.meta.dirname, '../../../models/fixtures/recognisers')
const sound = (text: string, options: Tones = {}) =>
  Float32Array.from(tones(text, options), (value) => value / 32_768)

test('the library’s extractor makes the same features of 30 s as ours', { timeout: 60_000 }, async () => {
  const { AutoProcessor } = await transformers()
  const processor = await AutoProcessor.from_pretrained(join(fixtures, 'whisper-tiny'))
  const heard = sound('hello world seven one', { noise: 0.02 })
  const { input_features: features } = (await processor(heard)) as { input_features: { data: Float32Array } }
  const own = whisperMel(heard, 3_000)
  expect(features.data).toHaveLength(own.length)
  let furthest = 0
  own.forEach((value, at) => {
    furthest = Math.max(furthest, Math.abs(value - features.data[at]!))
  })
  expect(furthest).toBeLessThan(1e-3)
})

test(
  'the library writes the fixture’s words as ours do: Whisper in two languages, Moonshine',
  { timeout: 120_000 },
  async () => {
    const { pipeline } = await transformers()
    const kind = 'automatic-speech-recognition'
    const options = { dtype: 'fp32', device: 'cpu' } as const
    const whisper = await pipeline(kind, join(fixtures, 'whisper-tiny'), options)
    const text = async (heard: Float32Array, language: string) => {
      const written = await whisper(heard, { language, task: 'transcribe', max_new_tokens: 40 })
      return (Array.isArray(written) ? written[0]?.text : written.text)?.trim()
    }
    expect(await text(sound('hello world seven again one one'), 'en')).toBe('hello world seven again one one')
    expect(await text(sound('hello five', { german: true }), 'de')).toBe('hallo fünf')
    await whisper.dispose()

    const moonshine = await pipeline(kind, join(fixtures, 'moonshine-tiny-onnx'), options)
    const written = await moonshine(sound('hello world seven again one one'), { max_new_tokens: 40 })
    expect((Array.isArray(written) ? written[0]?.text : written.text)?.trim()).toBe(
      'hello world seven again one one',
    )
    await moonshine.dispose()
  },
)
