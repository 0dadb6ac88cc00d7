/**
 * The network that Kokoro and KittenTTS share (StyleTTS 2): symbols, a style vector and a speed become a sound at 24 kHz.
 *
 * Inputs as in hexgrad/kokoro, kokoro.js/src/kokoro.js: `input_ids` [1,T] with a 0 at either end, `style` [1,256], `speed`
 * [1]; older exports call the first `tokens` and take the speed as a whole number (thewh1teagle/kokoro-onnx). The first
 * output with many values is the sound; one called `duration` has the length of each symbol (KittenTTS).
 */
import { openSession, type Session, type Value } from '../session.ts'
import type { FoundPack } from '../packs.ts'
import { realValues } from '../proof.ts'
import { damaged, type RawSound } from './model.ts'

export const styleSize = 256
export const styleRate = 24_000

export interface StyleNetwork {
  /** @param ids with the ones at both ends @param skip how many of them are not the caller's: at the beginning, at the end */
  speak(
    ids: readonly number[],
    style: Float32Array,
    speed: number,
    skip: readonly [number, number],
  ): Promise<RawSound>
  release(): Promise<void>
}

const scalar = (type: string, value: number): Value =>
  type === 'int32'
    ? ({ type: 'int32', data: Int32Array.of(Math.round(value)), dims: [1] } as Value)
    : type === 'int64'
      ? { type: 'int64', data: BigInt64Array.of(BigInt(Math.round(value))), dims: [1] }
      : { type: 'float32', data: Float32Array.of(value), dims: [1] }

/** @throws {AppError} `damaged` for what is no such network */
export async function openStyleNetwork(pack: FoundPack, file: string): Promise<StyleNetwork> {
  const session: Session = await openSession(file, { name: pack.name, size: 'large', proof: 'level' })
  const named = (pattern: RegExp) => session.inputs.find(({ name }) => pattern.test(name))
  const tokens = named(/^(?:input_ids|tokens)$/)
  const style = named(/^style$/)
  const speed = named(/^speed$/)
  if (!tokens || !style || !speed || session.inputs.length > 3) {
    await session.release()
    throw damaged(pack)
  }
  return {
    async speak(ids, values, pace, [before, after]) {
      const answer = await session.run({
        [tokens.name]: { type: 'int64', data: BigInt64Array.from(ids, BigInt), dims: [1, ids.length] },
        [style.name]: { type: 'float32', data: values, dims: [1, styleSize] },
        [speed.name]: scalar(speed.type, pace),
      })
      const outputs = Object.entries(answer)
      const [samples] = outputs.flatMap(([name, value]) =>
        /dur/i.test(name) ? [] : (realValues(value) ?? []),
      )
      if (!samples) throw damaged(pack)
      const told = outputs.find(([name]) => /dur/i.test(name))?.[1]
      // Without an explanation of what else it could be, a length of its own for each symbol is taken as that.
      const lengths = told && told.data.length === ids.length ? Array.from(told.data, Number) : undefined
      return {
        samples,
        ...(lengths && { shares: sharesOf(lengths, before, after) }),
      }
    },
    release: () => session.release(),
  }
}

/** Lengths of all symbols as shares: what lies before the caller's, each of those, what lies after. */
function sharesOf(lengths: readonly number[], before: number, after: number): number[] {
  const total = lengths.reduce((sum, length) => sum + length, 0) || 1
  const sum = (part: readonly number[]): number => part.reduce((all, length) => all + length, 0) / total
  const end = lengths.length - after
  return [
    sum(lengths.slice(0, before)),
    ...lengths.slice(before, end).map((length) => length / total),
    sum(lengths.slice(end)),
  ]
}
