/** Our Whisper and Moonshine against Transformers.js: of the same sound and files the same words. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hearingRate } from '../contract/hearing.ts'
import { createKeeper } from './keeper.ts'
import { createRecognisers } from './recognisers.ts'
import { tones } from './sequence/tones.cases.ts'
import { transformers } from './transformers.ts'

const folder = join(import.meta.dirname, '../../models/fixtures/recognisers')
const said = ['four', 'five one four two']

test.each([
  ['whisper-tiny', 'whisper'],
  ['moonshine-tiny-onnx', 'moonshine'],
])(
  '%s hears what Transformers.js hears with the same files',
  { timeout: 60_000 },
  async (name, architecture) => {
    const { pipeline } = await transformers()
    const theirs = await pipeline('automatic-speech-recognition', join(folder, name), {
      dtype: 'fp32',
      device: 'cpu',
    })
    const keeper = createKeeper()
    const ours = createRecognisers(keeper)
    for (const text of said) {
      const pcm = tones(text)
      const stream = await ours.open(`${architecture}:${name}`, [folder], {
        language: 'en',
        hotWords: [],
        alternatives: 0,
      })
      await stream.hear(pcm)
      const [found] = await stream.end()
      const heard = await theirs(
        Float32Array.from(pcm, (sample) => sample / 32_768),
        {
          max_new_tokens: Math.ceil((pcm.length / hearingRate) * 6.5) + 12,
          ...(architecture === 'whisper' ? { language: 'en', task: 'transcribe' } : {}),
        },
      )
      const expected = (Array.isArray(heard) ? heard[0] : heard)?.text ?? ''
      expect([found?.text.trim(), expected.trim()]).toEqual([text, text])
    }
    await keeper.close()
  },
)
