/**
 * Moonshine tiny and base: an encoder of raw sound and a decoder of text.
 *
 * Names, numbers and limits are those of moonshine-ai/moonshine, core/moonshine-model.cpp (MIT): a text begins with token 1
 * and ends with token 2; graphs from newer exports ask for a mask of the samples, all ones. Files are the publisher's own
 * (`.ort`, `tokenizer.bin`) or those that Optimum exports (`.onnx`, `tokenizer.json`).
 */
import { hearingRate } from '../../contract/hearing.ts'
import { AppError } from '../../rpc/failure.ts'
import type { Intake, SequenceNetwork } from '../sequence/network.ts'
import { mergedDecoder, memoryOf } from '../sequence/merged-decoder.ts'
import { openAll } from '../sequence/open-all.ts'
import { readVocabulary } from '../sequence/read-vocabulary.ts'
import { floats } from '../sequence/rows.ts'
import type { Value } from '../session.ts'

export interface MoonshineFiles {
  readonly encoder: string
  readonly decoder: string
  readonly tokenizer: string
}

const start = 1
const end = 2
/** Tokens that its decoder has places for (`max_position_embeddings` of both). */
const most = 194
/** Seconds; its decoder's places end at about this much speech. */
const longest = 28
/** Samples that the three strides of the encoder need to give out a first frame. */
const leastSamples = 2_000

/** @param name as a person calls it, for errors */
export async function openMoonshine(files: MoonshineFiles, name: string): Promise<SequenceNetwork> {
  const vocabulary = readVocabulary(files.tokenizer)
  const { sessions, release } = await openAll({ encoder: files.encoder, decoder: files.decoder }, name)
  const { encoder } = sessions
  const decoder = mergedDecoder(sessions.decoder)
  const [input, masked] = encoder.inputs
  const [output] = encoder.outputs
  if (!input || !output) throw new AppError('damaged', 'This is no encoder of sound.')

  function begin(): Intake {
    let sound = new Float32Array(0)
    return {
      hear(more) {
        const all = new Float32Array(sound.length + more.length)
        all.set(sound)
        all.set(more, sound.length)
        sound = all
        return Promise.resolve()
      },
      async memory() {
        const length = Math.max(leastSamples, sound.length)
        const data = new Float32Array(length)
        data.set(sound)
        const mask: Value = { type: 'int64', data: new BigInt64Array(length).fill(1n), dims: [1, length] }
        const hidden = floats(
          await encoder.run({
            [input!.name]: { type: 'float32', data, dims: [1, length] },
            ...(masked ? { [masked.name]: mask } : {}),
          }),
          output!.name,
        )
        const frames = hidden.dims[1] ?? 0
        const frame = length / hearingRate / Math.max(1, frames)
        return memoryOf(decoder, hidden, { frame, frames }, mask)
      },
    }
  }

  return {
    vocabulary,
    end,
    most,
    longest,
    begin,
    open: () => Promise.resolve({ tokens: [start], never: [], notFirst: [] }),
    release,
  }
}
