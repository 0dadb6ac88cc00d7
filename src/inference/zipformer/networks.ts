/**
 * The three networks of a streaming transducer, and what their graphs say of themselves.
 *
 * No size is written here: the models of the family differ in chunk, states, widths, vocabulary and context. The encoder
 * takes windows of `window` frames, of which each is moved on by `advance`, and hands its states from one to the next:
 * each output `new_NAME` is the next input `NAME`. The decoder (“predictor”) sees the last few tokens, the joiner one
 * frame and one context.
 */
import { AppError } from '../../rpc/failure.ts'
import type { Session, Slot, Value } from '../session.ts'

type States = Readonly<Record<string, Value>>

export interface Networks {
  readonly bins: number
  /** Frames of 10 ms that the encoder sees at once, and by how many it goes on. */
  readonly window: number
  readonly advance: number
  /** Frames that come out of a window, and the width of each. */
  readonly width: number
  readonly vocabulary: number
  /** Tokens that the decoder sees. */
  readonly context: number
  begin(): States
  /** @param features `window` × `bins` */
  encode(
    features: Float32Array,
    states: States,
  ): Promise<{ readonly frames: Float32Array; readonly count: number; readonly states: States }>
  /** @returns a vector; those of contexts seen lately are kept */
  predict(context: readonly number[]): Promise<Float32Array>
  /**
   * Logits for pairs of a frame and a context's vector, `vocabulary` for each.
   *
   * @param frames rows of `width` @param predicted as many vectors
   */
  join(frames: Float32Array, predicted: readonly Float32Array[]): Promise<Float32Array>
  release(): Promise<void>
}

/** Frames of right context that a window overlaps with the next: 7 of the convolutions in front, twice 3 of ConvNeXt. */
const overlaps: Readonly<Record<string, number>> = { zipformer: 7, zipformer2: 13 }
const contextsKept = 5_000

const strange = (what: string): AppError =>
  new AppError('damaged', `The recogniser’s files do not belong to a streaming transducer: ${what}.`, {
    reason: 'recogniser-damaged',
  })

function emptyOf({ type, dims, name }: Slot): Value {
  const sizes = dims.map((size) => size ?? 1) // the one open dimension is the number of streams
  const length = sizes.reduce((product, size) => product * size, 1)
  if (type === 'float32') return { type, data: new Float32Array(length), dims: sizes }
  if (type === 'int64') return { type, data: new BigInt64Array(length), dims: sizes }
  throw strange(`the state ${name} holds ${type}`)
}

function only(slots: readonly Slot[], what: string): Slot {
  const [slot] = slots
  if (!slot || slots.length > 1) throw strange(`${what} has ${slots.length} of them`)
  return slot
}

function last(slot: Slot, what: string): number {
  const size = slot.dims.at(-1)
  if (size === null || size === undefined) throw strange(`the width of ${what} is open`)
  return size
}

/**
 * @param metadata the publisher's notes in the encoder's file
 * @throws {AppError} `damaged` for networks that do not fit together
 */
export function joinNetworks(
  encoder: Session,
  decoder: Session,
  joiner: Session,
  metadata: ReadonlyMap<string, string>,
): Networks {
  const outputs = new Set(encoder.outputs.map(({ name }) => name))
  const stateSlots = encoder.inputs.filter(({ name }) => outputs.has(`new_${name}`))
  const sound = only(
    encoder.inputs.filter((slot) => !stateSlots.includes(slot)),
    'the encoder’s input',
  )
  const out = only(
    encoder.outputs.filter(({ name }) => !stateSlots.some((slot) => `new_${slot.name}` === name)),
    'the encoder’s output',
  )
  const noted = (key: string): number | undefined => {
    const value = Number(metadata.get(key))
    return Number.isInteger(value) && value > 0 ? value : undefined
  }
  const bins = last(sound, 'the features')
  const window = sound.dims[1] ?? noted('T')
  if (sound.dims.length !== 3 || !window) throw strange('the length of its window is open')
  const advance = noted('decode_chunk_len') ?? window - (overlaps[metadata.get('model_type') ?? ''] ?? 13)
  if (advance < 1 || advance > window) throw strange('its windows do not meet')
  const width = last(out, 'the encoder’s output')

  const y = only(decoder.inputs, 'the decoder’s input')
  const context = y.dims[1] ?? noted('context_size') ?? 2
  const decoded = only(decoder.outputs, 'the decoder’s output')
  const logit = only(joiner.outputs, 'the joiner’s output')
  const vocabulary = last(logit, 'the joiner’s output')
  const [first, second] = joiner.inputs
  if (!first || !second || joiner.inputs.length !== 2) throw strange('its joiner has other inputs')
  const [frameSlot, contextSlot] = first.name.startsWith('dec') ? [second, first] : [first, second]
  if (last(frameSlot, 'the joiner’s input') !== width) throw strange('encoder and joiner do not fit')
  /** Graphs that were made for one stream take one row at a time. */
  const oneByOne = frameSlot.dims[0] === 1 || contextSlot.dims[0] === 1

  const kept = new Map<string, Float32Array>()

  async function joinRows(frames: Float32Array, predicted: readonly Float32Array[]): Promise<Float32Array> {
    const wide = predicted[0]?.length ?? 0
    const contexts = new Float32Array(predicted.length * wide)
    predicted.forEach((each, row) => contexts.set(each, row * wide))
    const values = await joiner.run({
      [(frameSlot as Slot).name]: { type: 'float32', data: frames, dims: [predicted.length, width] },
      [(contextSlot as Slot).name]: { type: 'float32', data: contexts, dims: [predicted.length, wide] },
    })
    return values[logit.name]?.data as Float32Array
  }

  return {
    bins,
    window,
    advance,
    width,
    vocabulary,
    context,
    begin: () => Object.fromEntries(stateSlots.map((slot) => [slot.name, emptyOf(slot)])),
    async encode(features, states) {
      const values = await encoder.run({
        ...states,
        [sound.name]: { type: 'float32', data: features, dims: [1, window, bins] },
      })
      const { data } = values[out.name] as Value
      const next: Record<string, Value> = {}
      for (const { name } of stateSlots) next[name] = values[`new_${name}`] as Value
      return { frames: data as Float32Array, count: data.length / width, states: next }
    },
    async predict(tokens) {
      const key = tokens.join()
      const known = kept.get(key)
      if (known) return known
      const values = await decoder.run({
        [y.name]: { type: 'int64', data: BigInt64Array.from(tokens, BigInt), dims: [1, context] },
      })
      const vector = values[decoded.name]?.data as Float32Array
      if (kept.size >= contextsKept) kept.delete(kept.keys().next().value as string)
      kept.set(key, vector)
      return vector
    },
    async join(frames, predicted) {
      if (!oneByOne || predicted.length === 1) return joinRows(frames, predicted)
      const logits = new Float32Array(predicted.length * vocabulary)
      for (let row = 0; row < predicted.length; row++)
        logits.set(
          await joinRows(frames.slice(row * width, (row + 1) * width), predicted.slice(row, row + 1)),
          row * vocabulary,
        )
      return logits
    },
    async release() {
      await Promise.all([encoder.release(), decoder.release(), joiner.release()])
    },
  }
}
