/** Whether two processors have computed the same: what a graphics card must show before it is trusted. */
import type { Value } from './session.ts'

export type Values = Readonly<Record<string, Value>>

/** Largest root mean square of differences, as a share of the values. Half precision gives about 0.001, 8-bit products some 0.02. */
const tolerance = 0.05

const halfToNumber = (bits: number): number => {
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  const sign = bits & 0x8000 ? -1 : 1
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const isReal = ({ type }: Value): boolean => type === 'float32' || type === 'float64' || type === 'float16'

const reader = (value: Value): ((at: number) => number) =>
  value.type === 'float16' ? (at) => halfToNumber(value.data[at] as number) : (at) => Number(value.data[at])

/** The numbers of a value in single precision; undefined for whole numbers. */
export const realValues = (value: Value): Float32Array | undefined => {
  if (value.type === 'float32') return value.data
  return isReal(value)
    ? Float32Array.from(value.data as ArrayLike<number>, (_, at) => reader(value)(at))
    : undefined
}

/** Root mean square; NaN where a value is none, infinite ones included. */
function level(value: Value): number {
  const read = reader(value)
  let sum = 0
  for (let at = 0; at < value.data.length; at++) sum += read(at) ** 2
  return Number.isFinite(sum) ? Math.sqrt(sum / Math.max(1, value.data.length)) : Number.NaN
}

function sameValue(expected: Value, found: Value): boolean {
  if (expected.data.length !== found.data.length) return false
  const [a, b] = [reader(expected), reader(found)]
  if (!isReal(expected)) {
    for (let at = 0; at < expected.data.length; at++) if (a(at) !== b(at)) return false
    return true
  }
  let difference = 0
  let whole = 0
  for (let at = 0; at < expected.data.length; at++) {
    const [x, y] = [a(at), b(at)]
    if (Number.isFinite(x)) whole += x ** 2
    if (x !== y) difference += (x - y) ** 2 // infinite masks are equal
  }
  return Number.isFinite(difference) && difference <= tolerance ** 2 * whole + 1e-8 * expected.data.length
}

/** Draws of random numbers make lengths and values differ, but neither silence nor noise at full level comes of them. */
function likeValue(expected: Value, found: Value): boolean {
  if (!isReal(expected)) return found.data.length > 0 || expected.data.length === 0
  const [a, b] = [level(expected), level(found)]
  const lengths = (found.data.length + 1) / (expected.data.length + 1)
  return lengths > 2 / 3 && lengths < 3 / 2 && b >= a / 2 && b <= a * 2
}

/**
 * @param proof `values`: the same numbers but for rounding. `level`: for networks that draw random numbers
 */
export function agree(expected: Values, found: Values, proof: 'values' | 'level'): boolean {
  const same = proof === 'values' ? sameValue : likeValue
  return Object.entries(expected).every(([name, value]) => {
    const other = found[name]
    return other !== undefined && other.type === value.type && same(value, other)
  })
}

/** True where no output holds a number that is none. Infinite ones are masks. */
export function isSound(values: Values): boolean {
  return Object.values(values).every((value) => {
    if (!isReal(value)) return true
    const read = reader(value)
    for (let at = 0; at < value.data.length; at++) if (Number.isNaN(read(at))) return false
    return true
  })
}
