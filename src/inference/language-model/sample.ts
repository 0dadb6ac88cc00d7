/** Chooses the next token from a network's logits. */
import type { Random } from './random.ts'

/** Which tokens may come: bit `id & 31` of element `id >> 5`. */
export type Mask = Uint32Array

export const allows = (mask: Mask, id: number): boolean => (((mask[id >> 5] ?? 0) >>> (id & 31)) & 1) === 1

export interface Sampling {
  readonly temperature: number // 0: always the likeliest
  readonly topP: number // of the probability's mass, the likeliest tokens that make it up
}

/** The likeliest token; of equals the one with the lowest number. −1 where the mask allows none. */
export function likeliest(logits: Float32Array, mask?: Mask): number {
  let best = -1
  let value = -Infinity
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id] as number
    if (logit > value && (!mask || allows(mask, id))) {
      best = id
      value = logit
    }
  }
  return best
}

/**
 * @param logits one for each token, not changed
 * @returns a token's number; −1 where the mask allows none
 */
export function choose(
  logits: Float32Array,
  { temperature, topP }: Sampling,
  random: Random,
  mask?: Mask,
): number {
  const best = likeliest(logits, mask)
  if (temperature === 0 || best < 0) return best
  const most = logits[best] as number
  const weights = new Float64Array(logits.length)
  let sum = 0
  for (let id = 0; id < logits.length; id++) {
    if (mask && !allows(mask, id)) continue
    const weight = Math.exp(((logits[id] as number) - most) / temperature)
    weights[id] = Number.isFinite(weight) ? weight : 0
    sum += weights[id] as number
  }
  if (topP < 1) return nucleus(weights, sum, topP, random)
  let left = random.next() * sum
  let last = best
  for (let id = 0; id < weights.length; id++) {
    const weight = weights[id] as number
    if (weight === 0) continue
    last = id
    left -= weight
    if (left < 0) return id
  }
  return last
}

/** Holtzman et al. 2020, “The Curious Case of Neural Text Degeneration”: the smallest set of tokens of that mass. */
function nucleus(weights: Float64Array, sum: number, topP: number, random: Random): number {
  // All tokens below this weight together weigh no more than what is left out, so that none of them is in the set.
  const least = ((1 - topP) * sum) / weights.length
  const candidates: number[] = []
  for (let id = 0; id < weights.length; id++) if ((weights[id] as number) >= least) candidates.push(id)
  candidates.sort((a, b) => (weights[b] as number) - (weights[a] as number) || a - b)
  let mass = 0
  let count = 0
  while (count < candidates.length && (count === 0 || mass < topP * sum))
    mass += weights[candidates[count++] as number] as number
  let left = random.next() * mass
  for (const id of candidates.slice(0, count)) {
    left -= weights[id] as number
    if (left < 0) return id
  }
  return candidates[count - 1] as number
}
