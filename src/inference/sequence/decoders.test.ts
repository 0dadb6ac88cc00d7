/** Caches of decoders, with the fixtures: token by token they say what they say to all tokens at once. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openMoonshine } from '../moonshine/model.ts'
import { openMoonshineStreaming } from '../moonshine/streaming.ts'
import { openWhisper } from '../whisper/model.ts'
import { createBias } from './bias.ts'
import type { SequenceNetwork } from './network.ts'
import { write } from './search.ts'
import { tones } from './tones.cases.ts'
import { spell } from './words.ts'

const fixture = (pack: string, file: string) =>
  join(import.meta.dirname, '../../../models/fixtures/recognisers', pack, file)
const published = (file: string) => fixture('moonshine-tiny-en', file)
const streamed = (file: string) => fixture('moonshine-tiny-streaming-en', file)
const optimum = (file: string) => fixture('whisper-tiny', file)

const networks: readonly (readonly [string, () => Promise<SequenceNetwork>])[] = [
  [
    'Moonshine',
    () =>
      openMoonshine(
        {
          encoder: published('encoder_model.ort'),
          decoder: published('decoder_model_merged.ort'),
          tokenizer: published('tokenizer.bin'),
        },
        'Moonshine',
      ),
  ],
  [
    'Moonshine streaming',
    () =>
      openMoonshineStreaming(
        {
          frontend: streamed('frontend.ort'),
          encoder: streamed('encoder.ort'),
          adapter: streamed('adapter.ort'),
          cross: streamed('cross_kv.ort'),
          decoder: streamed('decoder_kv.ort'),
          config: streamed('streaming_config.json'),
          tokenizer: streamed('tokenizer.bin'),
        },
        'Moonshine streaming',
      ),
  ],
  [
    'Whisper',
    () =>
      openWhisper(
        {
          encoder: optimum('onnx/encoder_model.onnx'),
          decoder: optimum('onnx/decoder_model_merged.onnx'),
          tokenizer: optimum('tokenizer.json'),
          generation: optimum('generation_config.json'),
        },
        'Whisper',
      ),
  ],
]

const sound = (text: string, lead?: number) =>
  Float32Array.from(tones(text, lead === undefined ? {} : { lead }), (value) => value / 32_768)

test.each(networks)(
  '%s: cached steps equal all tokens at once, and a step can be gone on from twice',
  async (_, open) => {
    const network = await open()
    const intake = network.begin()
    await intake.hear(sound('seven one hello'))
    const memory = await intake.memory()
    const opening = await network.open(memory, 'en', [])
    const prompted = await memory.prompt(opening.tokens)
    const { tokens } = await write({ network, opening, bias: createBias([]), most: 50, forks: 0 }, prompted, {
      tokens: [],
      probabilities: [],
    })
    expect(spell(network.vocabulary, tokens).text).toBe('seven one hello')
    expect(tokens).toHaveLength(4)
    const all = await memory.prompt([...opening.tokens, ...tokens])
    const size = prompted.step.logits.length
    const base = opening.tokens.length - 1
    let { step } = prompted
    for (const [at, token] of [...tokens, network.end].entries()) {
      const row = all.rows.subarray((base + at) * size, (base + at + 1) * size)
      for (let index = 0; index < size; index++)
        expect(Math.abs(row[index]! - step.logits[index]!)).toBeLessThan(1e-4)
      if (token === network.end) break
      await step.next(tokens.at(-1)!) // another way, which must not touch this one
      step = await step.next(token)
    }
    await network.release()
  },
  20_000,
)

test('what is streamed in pieces of any size is what is heard at once, at the end and in between', async () => {
  const network = await networks[1]![1]()
  const text = 'one two three four five six seven'
  const whole = sound(text, 0.7)
  const read = async (pieces: readonly number[], until = whole.length) => {
    const intake = network.begin()
    for (let at = 0, turn = 0; at < until; turn++) {
      const length = Math.min(pieces[turn % pieces.length]!, until - at)
      await intake.hear(whole.subarray(at, at + length))
      if (turn % 3 === 2) await intake.memory() // a look must not change what follows
      at += length
    }
    const memory = await intake.memory()
    const { rows } = await memory.prompt([1])
    return { frames: memory.frames, rows: Array.from(rows) }
  }
  const once = await read([whole.length])
  for (const pieces of [[1_280], [512], [333, 2_000, 77], [16_000]]) {
    const again = await read(pieces)
    expect(again.frames).toBe(once.frames)
    again.rows.forEach((value, at) => expect(Math.abs(value - once.rows[at]!)).toBeLessThan(1e-4))
  }
  await network.release()
}, 20_000)
