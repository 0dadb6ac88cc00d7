/** The tiny language models compute in onnxruntime what torch computed: models/fixtures/language/README.md. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openSession, type Session, type Value } from '../session.ts'

const folder = join(import.meta.dirname, '..', '..', '..', 'models', 'fixtures', 'language')
interface Golden {
  readonly ids: number[]
  /** Token and logit, likeliest first. */
  readonly last: [number, number][]
}

const int64 = (values: readonly number[]): Value => ({
  type: 'int64',
  data: BigInt64Array.from(values, BigInt),
  dims: [1, values.length],
})
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i)

/** An empty cache as the graph's inputs declare it: what they leave open, but the batch, is 0 long. */
function emptyCache(session: Session): Record<string, Value> {
  const past = session.inputs.filter(({ name }) => name.startsWith('past'))
  return Object.fromEntries(
    past.map(({ name, dims, type }) => {
      const shape = dims.map((size, at) => size ?? (at === 0 ? 1 : 0))
      const size = shape.reduce((a, b) => a * b, 1)
      return [
        name,
        type === 'float16'
          ? { type, data: new Uint16Array(size), dims: shape }
          : { type: 'float32', data: new Float32Array(size), dims: shape },
      ] as const
    }),
  )
}

const number = (half: number): number => {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 31
  const part = half & 1023
  return exponent === 0 ? sign * part * 2 ** -24 : sign * (1 + part / 1024) * 2 ** (exponent - 15)
}
function numbers({ data, type }: Value): number[] {
  return type === 'float16' ? Array.from(data as Uint16Array, number) : Array.from(data as Float32Array)
}

/** Logits after the last of `ids`, and the cache. */
async function step(session: Session, ids: number[], seen: number, cache: Record<string, Value>) {
  const total = seen + ids.length
  const out = await session.run({
    input_ids: int64(ids),
    attention_mask: int64(range(0, total).map(() => 1)),
    position_ids: int64(range(seen, total)),
    ...cache,
  })
  const logits = numbers(out['logits'] as Value)
  const next = Object.fromEntries(
    Object.keys(cache).map((name) => [
      name,
      out[name.replace('past_conv', 'present_conv').replace('past_key_values', 'present')] as Value,
    ]),
  )
  return { logits: logits.slice(-logits.length / ids.length), cache: next }
}

const sessions: Session[] = []
afterAll(() => Promise.all(sessions.map((session) => session.release())))

describe.each([
  // Weights of 4 bits cost up to 1 of a logit (the largest are near 12), a cache of 16-bit floats 0.1.
  ['qwen3-tiny', 'model_q4.onnx', 1, 1e-4],
  ['qwen3-tiny', 'model_bnb4.onnx', 1, 1e-4],
  ['qwen3-tiny', 'model_q4f16.onnx', 1, 0.2],
  ['lfm2-tiny', 'model_q4.onnx', 1, 1e-4],
])('%s, %s', (name, file, tolerance, cached) => {
  test('its logits are those of full precision but for the rounding of its weights, whole and step by step', async () => {
    const golden = JSON.parse(readFileSync(join(folder, name, 'golden.json'), 'utf8')) as Golden
    const session = await openSession(join(folder, name, 'onnx', file))
    sessions.push(session)
    const whole = await step(session, golden.ids, 0, emptyCache(session))
    let cache = emptyCache(session)
    let last: number[] = []
    for (const [at, id] of golden.ids.entries())
      ({ logits: last, cache } = await step(session, [id], at, cache))
    const apart = Math.max(...whole.logits.map((value, at) => Math.abs(value - (last[at] ?? Number.NaN))))
    expect(apart).toBeLessThan(cached)
    expect(whole.logits.indexOf(Math.max(...whole.logits))).toBe(golden.last[0]?.[0])
    for (const [token, logit] of golden.last)
      expect(Math.abs((whole.logits[token] ?? Number.NaN) - logit)).toBeLessThan(tolerance)
  })
})
