/** Sounds for the decoders' tests: one to find one's place in, and how alike two are. */
import { soundRate } from '../../contract/inference.ts'

/** A tone that rises and comes in beats, so that no two moments of it are alike. */
export function tone(seconds: number, rate = soundRate): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * rate) }, (_, index) => {
    const t = index / rate
    const beat = 0.5 + 0.5 * Math.sin(2 * Math.PI * (1.3 + 0.07 * t) * t)
    return Math.round(9_000 * beat * Math.sin(2 * Math.PI * (180 + 23 * t) * t))
  })
}

/** Samples by which `found` lies behind `wanted`, at most `reach`, and how alike they are then: 1 is the same. */
export function compared(
  found: Int16Array,
  wanted: Int16Array,
  reach = 400,
): { readonly lag: number; readonly likeness: number } {
  let best = { lag: 0, likeness: -1 }
  for (let lag = -reach; lag <= reach; lag++) {
    let [both, one, other] = [0, 0, 0]
    for (let index = reach; index < Math.min(found.length, wanted.length) - reach; index += 3) {
      const a = found[index + lag] ?? 0
      const b = wanted[index] ?? 0
      both += a * b
      one += a * a
      other += b * b
    }
    const likeness = both / (Math.sqrt(one * other) || 1)
    if (likeness > best.likeness) best = { lag, likeness }
  }
  return best
}
