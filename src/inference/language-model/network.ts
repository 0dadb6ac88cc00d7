/**
 * The network of a decoder with its cache: tokens in, what may come next out.
 *
 * Inputs and outputs have the names that Hugging Face's Optimum gives them (research/MODELS-LAB.md section 2). Attention's
 * caches grow with every token and can be cut to any length. Those of short convolutions (LFM2) hold only the last steps,
 * so that going back is possible only to where they were kept.
 */
import { AppError } from '../../rpc/failure.ts'
import type { Session, Slot, Value, Values } from '../session.ts'
import type { ModelConfig } from './config.ts'

/** What a network has read, and what it remembers of it. Changed by `feed` and `crop`. */
export interface Cache {
  ids: number[]
  past: Record<string, Value>
  /** The convolutions' memory at earlier lengths, shortest first. */
  kept: { readonly length: number; readonly states: Values }[]
}

export interface Network {
  /** Bytes of cache for each token, and for a conversation besides. */
  readonly bytesPerToken: number
  readonly bytesBesides: number
  empty(): Cache
  /**
   * Reads tokens on from what is in the cache, in steps between which others have their turn.
   *
   * @returns logits of the token after the last, one for each of the vocabulary; its own copy
   * @throws {AppError} `cancelled` between two steps; the cache then holds what was read
   */
  feed(cache: Cache, ids: readonly number[], signal?: AbortSignal): Promise<Float32Array>
  /** Keeps what is needed to come back to this length. Costs nothing for attention alone. */
  keep(cache: Cache): void
  /** Forgets all behind `length`, and more where it cannot be cut there. */
  crop(cache: Cache, length: number): void
  release(): Promise<void>
}

/** Numbers of logits that one step may give: 64 MB of them. */
const mostLogits = 16_000_000
const longestStep = 256
const mostKept = 12
const bytesOfType: Readonly<Record<string, number>> = { float32: 4, float16: 2 }

/** Between two steps the process hears what else is asked of it. */
const breath = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** @throws {AppError} `damaged` for a graph that is no decoder with a cache */
export function decoderNetwork(
  session: Session,
  config: ModelConfig,
  vocabulary: number,
  name: string,
): Network {
  const foreign = (what: string): AppError =>
    new AppError('damaged', `The files of “${name}” cannot be used: ${what}.`, {
      reason: 'model-damaged',
      data: { name },
    })
  const inputs = new Map(session.inputs.map((slot) => [slot.name, slot]))
  const outputs = new Set(session.outputs.map((slot) => slot.name))
  const known = ['input_ids', 'attention_mask', 'position_ids', 'num_logits_to_keep']
  const past = session.inputs.filter((slot) => slot.name.startsWith('past_'))
  const attention = past.filter((slot) => slot.name.startsWith('past_key_values.'))
  const states = past.filter((slot) => !slot.name.startsWith('past_key_values.'))
  const present = (input: string): string =>
    input.startsWith('past_key_values.') ? input.replace('past_key_values', 'present') : input.replace('past_', 'present_') // prettier-ignore
  if (!inputs.has('input_ids') || !outputs.has('logits')) throw foreign('this is no language model')
  if (attention.length === 0) throw foreign('it keeps no cache')
  const strange = session.inputs.find((slot) => !known.includes(slot.name) && !past.includes(slot))
  if (strange) throw foreign(`it wants “${strange.name}”`)
  for (const { name: input, type, dims } of past) {
    if (!outputs.has(present(input))) throw foreign(`“${present(input)}” is missing`)
    if (!(type in bytesOfType) || dims.length < 3) throw foreign(`“${input}” is of another kind`)
  }
  const started = new Map(past.map((slot) => [slot.name, emptyOf(slot)]))
  const wanted = ['logits', ...past.map((slot) => present(slot.name))]
  const keepsOne = inputs.has('num_logits_to_keep')
  const step = keepsOne
    ? longestStep
    : Math.max(1, Math.min(longestStep, Math.floor(mostLogits / vocabulary)))
  const firstPlace = config.type.startsWith('gemma3') ? 1 : 0

  /** Of a batch of one that has read nothing. */
  function emptyOf({ name: input, type, dims }: Slot): Value {
    const isAttention = input.startsWith('past_key_values.')
    const shape = isAttention
      ? [1, dims[1] ?? config.heads, 0, dims[3] ?? config.headSize]
      : [1, dims[1] ?? config.hidden, dims[2] ?? config.convolution, ...dims.slice(3)]
    if (shape.some((size) => size === undefined || size === null)) throw foreign(`“${input}” has no shape`)
    const sizes = shape as number[]
    const length = sizes.reduce((product, size) => product * size, 1)
    return type === 'float16'
      ? { type: 'float16', data: new Uint16Array(length), dims: sizes }
      : { type: 'float32', data: new Float32Array(length), dims: sizes }
  }
  const emptyValue = (input: string): Value => started.get(input) as Value
  const width = (slot: Slot): number => bytesOfType[slot.type] ?? 4
  const stateOf = (cache: Cache): Values =>
    Object.fromEntries(states.map((slot) => [slot.name, cache.past[slot.name] as Value]))

  async function run(cache: Cache, ids: readonly number[]): Promise<Float32Array> {
    const before = cache.ids.length
    const total = before + ids.length
    const whole = (values: BigInt64Array, dims = [1, values.length]): Value => ({ type: 'int64', data: values, dims }) // prettier-ignore
    const feeds: Record<string, Value> = { ...cache.past, input_ids: whole(BigInt64Array.from(ids, BigInt)) }
    if (inputs.has('attention_mask')) feeds['attention_mask'] = whole(new BigInt64Array(total).fill(1n))
    if (inputs.has('position_ids'))
      feeds['position_ids'] = whole(BigInt64Array.from(ids, (_, at) => BigInt(before + at + firstPlace)))
    if (keepsOne) feeds['num_logits_to_keep'] = whole(BigInt64Array.of(1n), [])
    const found = await session.run(feeds, wanted)
    for (const slot of attention) giveBack(cache.past[slot.name])
    for (const slot of past) cache.past[slot.name] = found[present(slot.name)] as Value
    cache.ids.push(...ids)
    return lastRow(found['logits'] as Value)
  }

  function lastRow(logits: Value): Float32Array {
    const size = logits.dims.at(-1) ?? 0
    const from = logits.data.length - size
    if (logits.type === 'float32') return logits.data.slice(from)
    if (logits.type === 'float16') return widened(logits.data.subarray(from))
    throw foreign('its answers are of another kind')
  }

  return {
    bytesPerToken: attention.reduce((sum, slot) => {
      const { dims } = emptyValue(slot.name)
      return sum + (dims[1] ?? 0) * (dims[3] ?? 0) * width(slot)
    }, 0),
    bytesBesides: states.reduce((sum, slot) => sum + emptyValue(slot.name).data.byteLength, 0),
    empty: () => ({ ids: [], past: Object.fromEntries(started), kept: [] }),
    async feed(cache, ids, signal) {
      let logits: Float32Array | undefined
      for (let at = 0; at < ids.length; at += step) {
        await breath()
        if (signal?.aborted) throw new AppError('cancelled', 'The answer was interrupted.')
        logits = await run(cache, ids.slice(at, at + step))
        if (at + step < ids.length) this.keep(cache)
      }
      if (!logits) throw new Error('There is nothing to read.')
      return logits
    },
    keep(cache) {
      if (states.length === 0) return
      const length = cache.ids.length
      cache.kept = cache.kept.filter((each) => each.length < length)
      cache.kept.push({ length, states: stateOf(cache) })
      // The first is of the system's part, which every later conversation begins with; of the others the oldest goes.
      if (cache.kept.length > mostKept) cache.kept.splice(1, 1)
    },
    crop(cache, length) {
      if (length >= cache.ids.length) return
      let to = length
      if (states.length > 0) {
        cache.kept = cache.kept.filter((each) => each.length <= length)
        const last = cache.kept.at(-1)
        to = last?.length ?? 0
        for (const slot of states) cache.past[slot.name] = last?.states[slot.name] ?? emptyValue(slot.name)
      }
      cache.ids.length = to
      for (const slot of attention) cache.past[slot.name] = cut(cache.past[slot.name] as Value, to)
    },
    release: () => session.release(),
  }
}

/**
 * Frees a cache's memory at once. Each token leaves a whole one behind, 175 MB after 763 tokens of a model of 0.4 billion
 * parameters; the collector, which sees only small objects, would let several of them pile up.
 */
function giveBack(value: Value | undefined): void {
  if (value && value.data.length > 0) (value.data.buffer as ArrayBuffer).transfer(0)
}

/** The first `length` steps of [1, heads, steps, size]. */
function cut(value: Value, length: number): Value {
  const [batch = 1, heads = 0, steps = 0, size = 0] = value.dims
  const dims = [batch, heads, length, size]
  const from = value.data as Float32Array | Uint16Array
  const to = value.type === 'float16' ? new Uint16Array(heads * length * size) : new Float32Array(heads * length * size) // prettier-ignore
  for (let head = 0; head < heads; head++)
    to.set(from.subarray(head * steps * size, (head * steps + length) * size), head * length * size)
  return { type: value.type, data: to, dims } as Value
}

/** Halves (IEEE 754 binary16) as floats. */
export function widened(bits: Uint16Array): Float32Array {
  const floats = new Float32Array(bits.length)
  for (let at = 0; at < bits.length; at++) {
    const half = bits[at] as number
    const exponent = (half >> 10) & 31
    const fraction = half & 1023
    const size =
      exponent === 31
        ? fraction === 0 ? Infinity : NaN
        : exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15) // prettier-ignore
    floats[at] = half & 0x8000 ? -size : size
  }
  return floats
}
