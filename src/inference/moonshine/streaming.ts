/**
 * Moonshine streaming: five graphs, of which the first two go on with the sound instead of hearing all of it again.
 *
 * The procedure is that of moonshine-ai/moonshine, core/moonshine-streaming-model.cpp and core/transcriber.cpp (MIT), the
 * shapes those of its exporter, language-bindings/python/src/moonshine_voice/lora/export.py: the front end takes 1,280
 * samples at a time with five values of state; the encoder gets what is new behind 16 features for each of its layers, and
 * its last `total_lookahead` frames count only once more has come or the sound has ended; the adapter turns frames into
 * memory by their place; `cross_kv` turns all memory into keys and values, with which `decoder_kv` writes token by token.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../../rpc/failure.ts'
import type { Intake, Memory, SequenceNetwork, Step } from '../sequence/network.ts'
import { openAll } from '../sequence/open-all.ts'
import { readVocabulary } from '../sequence/read-vocabulary.ts'
import { attentionRows, floats } from '../sequence/rows.ts'
import type { Session, Value } from '../session.ts'

export interface MoonshineStreamingFiles {
  readonly frontend: string
  readonly encoder: string
  readonly adapter: string
  readonly cross: string
  readonly decoder: string
  readonly config: string
  readonly tokenizer: string
}

/** Far above any of the family: a spoilt file must not ask for all memory. */
const width = z.int().positive().max(65_536)
const config = z.object({
  encoder_dim: width,
  decoder_dim: width,
  depth: z.int().positive().max(256),
  nheads: z.int().positive().max(1_024),
  head_dim: width,
  vocab_size: z.int().positive().max(1_000_000),
  bos_id: z.int().min(0),
  eos_id: z.int().min(0),
  frame_len: width.default(80),
  total_lookahead: z.int().min(0).max(65_536),
  d_model_frontend: width,
  c1: width,
  max_seq_len: width.default(448),
})
type Config = z.infer<typeof config>

/** Samples that the front end is given at a time: 80 ms, a whole number of its features. */
const chunk = 1_280
/** Features behind which a layer of the encoder does not look. */
const context = 16
/** New frames for which the encoder runs while sound comes in: half a second of them. */
const batch = 25
/** Seconds of a feature. */
const shift = 0.02
/** Seconds in one go: its cache of memory grows with the sound. */
const longest = 60

interface Sessions {
  readonly frontend: Session
  readonly encoder: Session
  readonly adapter: Session
  readonly cross: Session
  readonly decoder: Session
}

/** Where an utterance has come to. A value: hearing on makes another. */
interface Progress {
  readonly rest: Float32Array // samples that fill no chunk yet
  readonly frontend: Readonly<Record<string, Value>>
  /** From the first one that the encoder may still look at, which is number `first`. */
  readonly features: Float32Array
  readonly first: number
  readonly memory: Float32Array
  readonly emitted: number // frames of it
}

const float = (data: Float32Array, dims: readonly number[]): Value => ({ type: 'float32', data, dims })
const whole = (value: number): Value => ({ type: 'int64', data: BigInt64Array.of(BigInt(value)), dims: [1] })
const both = (a: Float32Array, b: Float32Array): Float32Array => {
  const all = new Float32Array(a.length + b.length)
  all.set(a)
  all.set(b, a.length)
  return all
}

function readConfig(path: string): Config {
  try {
    return config.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    throw new AppError('damaged', 'The recogniser’s streaming_config.json cannot be read.', {
      reason: 'recogniser-damaged',
      cause,
    })
  }
}

/** Sound to memory. */
class StreamingIntake implements Intake {
  readonly #sessions: Sessions
  readonly #config: Config
  #progress: Progress

  constructor(sessions: Sessions, about: Config) {
    this.#sessions = sessions
    this.#config = about
    const { frame_len: frame, d_model_frontend: width, c1 } = about
    this.#progress = {
      rest: new Float32Array(0),
      frontend: {
        sample_buffer: float(new Float32Array(frame - 1), [1, frame - 1]),
        sample_len: whole(0),
        conv1_buffer: float(new Float32Array(width * 4), [1, width, 4]),
        conv2_buffer: float(new Float32Array(c1 * 4), [1, c1, 4]),
        frame_count: whole(0),
      },
      features: new Float32Array(0),
      first: 0,
      memory: new Float32Array(0),
      emitted: 0,
    }
  }

  async hear(sound: Float32Array): Promise<void> {
    this.#progress = await this.#encode(await this.#listen(this.#progress, sound), false)
  }

  async memory(): Promise<Memory> {
    const { rest } = this.#progress
    // The last samples are filled up with silence, on a copy: more sound may follow.
    const filled = rest.length === 0 ? new Float32Array(0) : new Float32Array(chunk - rest.length)
    const { memory, emitted } = await this.#encode(await this.#listen(this.#progress, filled), true)
    return this.#memory(memory, emitted)
  }

  async #listen(progress: Progress, sound: Float32Array): Promise<Progress> {
    const all = both(progress.rest, sound)
    let { frontend, features } = progress
    let at = 0
    for (; at + chunk <= all.length; at += chunk) {
      const out = await this.#sessions.frontend.run({
        ...frontend,
        audio_chunk: float(all.slice(at, at + chunk), [1, chunk]),
      })
      features = both(features, floats(out, 'features').data)
      frontend = Object.fromEntries(Object.keys(frontend).map((name) => [name, out[`${name}_out`]!]))
    }
    return { ...progress, rest: all.slice(at), frontend, features }
  }

  /** @param final the sound ends here: the frames that wait for more count as they are */
  async #encode(progress: Progress, final: boolean): Promise<Progress> {
    const { encoder_dim: width, total_lookahead: lookahead, depth } = this.#config
    const { features, first, emitted } = progress
    const total = first + features.length / width
    const stable = final ? total : Math.max(0, total - lookahead)
    const fresh = stable - emitted
    if (fresh < (final ? 1 : batch)) return progress
    const { data } = floats(
      await this.#sessions.encoder.run({ features: float(features, [1, total - first, width]) }),
      'encoded',
    )
    const adapted = floats(
      await this.#sessions.adapter.run({
        encoded: float(data.slice((emitted - first) * width, (stable - first) * width), [1, fresh, width]),
        pos_offset: whole(emitted),
      }),
      'memory',
    )
    const next = Math.max(first, stable - context * depth)
    return {
      ...progress,
      features: features.slice((next - first) * width),
      first: next,
      memory: both(progress.memory, adapted.data),
      emitted: stable,
    }
  }

  #memory(memory: Float32Array, frames: number): Memory {
    const { decoder_dim: width, depth, nheads, head_dim: head, vocab_size: size } = this.#config
    const { cross, decoder } = this.#sessions
    const none = () => float(new Float32Array(0), [depth, 1, nheads, 0, head])
    const run = async (tokens: readonly number[], cache: Readonly<Record<string, Value>>) => {
      const out = await decoder.run({
        ...cache,
        token: {
          type: 'int64',
          data: BigInt64Array.from(tokens, (token) => BigInt(token)),
          dims: [1, tokens.length],
        },
      })
      const kept = { ...cache, k_self: floats(out, 'out_k_self'), v_self: floats(out, 'out_v_self') }
      const rows = floats(out, 'logits').data
      const attention = attentionRows(out)
      const step: Step = {
        logits: rows.subarray(rows.length - size),
        attention: attention?.at(-1),
        next: async (token) => (await run([token], kept)).step,
      }
      return { step, rows, attention }
    }
    return {
      frame: shift,
      frames,
      prompt: async (tokens) => {
        const made = await cross.run({ memory: float(memory, [1, frames, width]) })
        return run(tokens, {
          k_self: none(),
          v_self: none(),
          out_k_cross: floats(made, 'k_cross'),
          out_v_cross: floats(made, 'v_cross'),
        })
      },
    }
  }
}

/** @param name as a person calls it, for errors */
export async function openMoonshineStreaming(
  files: MoonshineStreamingFiles,
  name: string,
): Promise<SequenceNetwork> {
  const about = readConfig(files.config)
  const vocabulary = readVocabulary(files.tokenizer)
  const { frontend, encoder, adapter, cross, decoder } = files
  const { sessions, release } = await openAll({ frontend, encoder, adapter, cross, decoder }, name)
  return {
    vocabulary,
    end: about.eos_id,
    most: about.max_seq_len,
    longest,
    begin: () => new StreamingIntake(sessions, about),
    open: () => Promise.resolve({ tokens: [about.bos_id], never: [], notFirst: [] }),
    release,
  }
}
