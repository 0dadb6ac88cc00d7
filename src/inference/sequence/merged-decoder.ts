/**
 * A decoder as Optimum exports it: one graph for the prompt and for what follows, switched by `use_cache_branch`.
 *
 * Inputs `input_ids`, `encoder_hidden_states`, `past_key_values.<layer>.<decoder|encoder>.<key|value>`; outputs `logits`,
 * `present.…` and, in some, `cross_attentions.<layer>`. What the encoder's layers keep comes out with the prompt only: the
 * other branch gives out empty values in its place. After huggingface/transformers.js, models/modeling_utils.js
 * (Apache-2.0), and moonshine-ai/moonshine, core/moonshine-model.cpp (MIT).
 */
import { AppError } from '../../rpc/failure.ts'
import type { Session, Value } from '../session.ts'
import type { Memory, Prompted, Step } from './network.ts'
import { attentionRows, floats } from './rows.ts'

type Cache = Readonly<Record<string, Value>>

export interface MergedDecoder {
  readonly vocabulary: number
  /** @param hidden [1, frames, width] of the encoder @param mask of the sound's samples, where the decoder asks for it */
  prompt(hidden: Value, tokens: readonly number[], mask?: Value): Promise<Prompted>
}

/** Heads and their width in Moonshine's models, whose graphs may leave them open, by the number of layers. */
const moonshineHeads: Readonly<Record<number, readonly [heads: number, width: number]>> = {
  6: [8, 36],
  8: [8, 52],
}

/** @throws {AppError} `damaged` for a graph of another kind */
export function mergedDecoder(session: Session): MergedDecoder {
  const past = session.inputs.filter(({ name }) => name.startsWith('past_key_values.'))
  const names = new Set(session.inputs.map(({ name }) => name))
  const logitsSlot = session.outputs.find(({ name }) => name === 'logits')
  if (past.length === 0 || !names.has('input_ids') || !logitsSlot)
    throw new AppError('damaged', 'This is no decoder of text.', { reason: 'recogniser-damaged' })
  const usual = moonshineHeads[past.length / 4]
  const empty: Cache = Object.fromEntries(
    past.map(({ name, dims }) => {
      const heads = dims[1] ?? usual?.[0] ?? 8
      const width = dims[3] ?? usual?.[1] ?? 64
      return [name, { type: 'float32', data: new Float32Array(0), dims: [1, heads, 0, width] } as Value]
    }),
  )

  async function run(
    hidden: Value,
    mask: Value | undefined,
    tokens: readonly number[],
    cache: Cache,
    first: boolean,
  ) {
    const feeds: Record<string, Value> = {
      ...cache,
      input_ids: {
        type: 'int64',
        data: BigInt64Array.from(tokens, (token) => BigInt(token)),
        dims: [1, tokens.length],
      },
    }
    if (names.has('encoder_hidden_states')) feeds['encoder_hidden_states'] = hidden
    if (names.has('encoder_attention_mask') && mask) feeds['encoder_attention_mask'] = mask
    if (names.has('use_cache_branch'))
      feeds['use_cache_branch'] = { type: 'bool', data: Uint8Array.of(first ? 0 : 1), dims: [1] }
    const values = await session.run(feeds)
    const next: Record<string, Value> = {}
    for (const { name } of past) {
      const present = values[name.replace('past_key_values', 'present')]
      const kept = !first && name.includes('.encoder.')
      next[name] = kept || !present ? (cache[name] as Value) : present
    }
    return { logits: floats(values, 'logits'), attention: attentionRows(values), cache: next }
  }

  function stepOf(
    hidden: Value,
    mask: Value | undefined,
    { logits, attention, cache }: Awaited<ReturnType<typeof run>>,
  ): Step {
    const size = logits.dims.at(-1) ?? 0
    return {
      logits: logits.data.subarray(logits.data.length - size),
      attention: attention?.at(-1),
      next: async (token) => stepOf(hidden, mask, await run(hidden, mask, [token], cache, false)),
    }
  }

  return {
    vocabulary: logitsSlot.dims[2] ?? 0,
    async prompt(hidden, tokens, mask) {
      const result = await run(hidden, mask, tokens, empty, true)
      return { step: stepOf(hidden, mask, result), rows: result.logits.data, attention: result.attention }
    },
  }
}

/** A memory that is what an encoder gave out. */
export function memoryOf(
  decoder: MergedDecoder,
  hidden: Value,
  time: { readonly frame: number; readonly frames: number },
  mask?: Value,
): Memory {
  return { ...time, prompt: (tokens) => decoder.prompt(hidden, tokens, mask) }
}
