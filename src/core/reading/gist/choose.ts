/**
 * Chooses sentences under a budget: what the extract covers and how it is spread over the chapter grow less and less
 * with every further sentence of the same kind, so that nothing is told twice and no part is forgotten.
 *
 * The function that is raised is monotone submodular, after Lin and Bilmes (2011, "A class of submodular functions for
 * document summarization"): coverage of weighted terms plus the square root of what is relevant in each part. The
 * greedy choice by gain for its cost is within a constant of the best (Lin and Bilmes 2010); as gains only fall,
 * a gain is worked out again only for the candidate on top (Minoux 1978).
 */

export interface Candidate {
  /** In words or seconds, above 0. */
  readonly cost: number
  readonly relevance: number
  readonly terms: Int32Array
  /** The part of the chapter it belongs to. */
  readonly part: number
  /** Indices of candidates that must be chosen with it. */
  readonly needs: readonly number[]
}

export interface Trade {
  /** Share of coverage in the function, 0 to 1; the rest is relevance spread over the parts. */
  readonly coverage: number
  /** How much less the next sentence with the same term counts. */
  readonly repeated: number
  /** Relevance counts to this power in each part: at 1 the parts do not matter, nearer to 0 each gets its turn. */
  readonly spread: number
  /** Gains are divided by the cost to this power. */
  readonly price: number
}

export const trade: Trade = { coverage: 0.15, repeated: 0.45, spread: 0.8, price: 0.85 }

/** A sentence is left out rather than that it draws more than so many others with it. */
const longestChain = 8
/** A term that occurs more often than that is worth no less. */
const fewTimes = 20

export class Choice {
  readonly #candidates: readonly Candidate[]
  readonly #termWeights: Float64Array
  readonly #trade: Trade
  readonly #times: Uint16Array
  /** What a term is worth that has occurred so many times. */
  readonly #worths: Float64Array
  readonly #spread = new Map<number, number>()
  readonly #spreadTotal: number
  readonly #coverTotal: number
  readonly chosen: Uint8Array
  cost = 0

  /** @param termWeights how much it is worth that a term occurs */
  constructor(candidates: readonly Candidate[], termWeights: Float64Array, options: Trade = trade) {
    this.#candidates = candidates
    this.#termWeights = termWeights
    this.#trade = options
    this.#times = new Uint16Array(termWeights.length)
    this.#worths = Float64Array.from({ length: fewTimes + 1 }, (_, times) => options.repeated ** times)
    this.chosen = new Uint8Array(candidates.length)
    const parts = new Map<number, number>()
    for (const { part, relevance } of candidates) parts.set(part, (parts.get(part) ?? 0) + relevance)
    this.#spreadTotal = [...parts.values()].reduce((sum, value) => sum + value ** options.spread, 0) || 1
    this.#coverTotal = termWeights.reduce((sum, value) => sum + value, 0) || 1
  }

  /** It and what it needs, without what is chosen already; undefined where that is too much or may not be. */
  bundle(index: number): readonly number[] | undefined {
    const found: number[] = []
    const open = [index]
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (this.chosen[next] || found.includes(next)) continue
      if (found.length >= longestChain || !(this.#candidates[next]!.cost < Infinity)) return undefined
      found.push(next)
      open.push(...this.#candidates[next]!.needs)
    }
    return found
  }

  gain(bundle: readonly number[]): number {
    let cover = 0
    let spread = 0
    const { spread: power } = this.#trade
    const more = new Map<number, number>() // what earlier ones of the bundle add to their parts
    for (const index of bundle) {
      const { terms, part, relevance } = this.#candidates[index]!
      for (let at = 0; at < terms.length; at++) {
        const term = terms[at]!
        cover += this.#termWeights[term]! * this.#worths[Math.min(this.#times[term]!, fewTimes)]!
      }
      const before = (this.#spread.get(part) ?? 0) + (more.get(part) ?? 0)
      spread += (before + relevance) ** power - before ** power
      if (bundle.length > 1) more.set(part, (more.get(part) ?? 0) + relevance)
    }
    const { coverage } = this.#trade
    return (coverage * cover) / this.#coverTotal + ((1 - coverage) * spread) / this.#spreadTotal
  }

  costOf(bundle: readonly number[]): number {
    return bundle.reduce((sum, index) => sum + this.#candidates[index]!.cost, 0)
  }

  add(bundle: readonly number[]): void {
    for (const index of bundle) this.#set(index, 1)
  }
  remove(index: number): void {
    this.#set(index, 0)
  }
  #set(index: number, value: 0 | 1): void {
    if (this.chosen[index] === value) return
    const { terms, part, relevance, cost } = this.#candidates[index]!
    const sign = value === 1 ? 1 : -1
    this.chosen[index] = value
    this.cost += sign * cost
    for (const term of terms) this.#times[term]! += sign
    this.#spread.set(part, Math.max(0, (this.#spread.get(part) ?? 0) + sign * relevance))
  }

  worth(bundle: readonly number[]): number {
    return this.gain(bundle) / this.costOf(bundle) ** this.#trade.price
  }
}

/** A binary heap of candidates by their last known worth, the best on top. */
class Queue {
  readonly #items: { index: number; worth: number }[] = []

  get size(): number {
    return this.#items.length
  }
  get best(): number {
    return this.#items[0]?.worth ?? -1
  }
  push(index: number, worth: number): void {
    const items = this.#items
    let at = items.push({ index, worth }) - 1
    while (at > 0) {
      const up = (at - 1) >> 1
      if (items[up]!.worth >= items[at]!.worth) break
      ;[items[up], items[at]] = [items[at]!, items[up]!]
      at = up
    }
  }
  pop(): number | undefined {
    const items = this.#items
    const top = items[0]
    const last = items.pop()
    if (!top || !last) return undefined
    if (items.length === 0) return top.index
    items[0] = last
    for (let at = 0; ;) {
      let most = at
      for (const down of [2 * at + 1, 2 * at + 2])
        if (down < items.length && items[down]!.worth > items[most]!.worth) most = down
      if (most === at) break
      ;[items[most], items[at]] = [items[at]!, items[most]!]
      at = most
    }
    return top.index
  }
}

/**
 * @param budget in the candidates' cost @param tolerance how far off the budget the cost may be
 * @returns for each candidate 1 if it is chosen. What a chosen one needs is chosen, too.
 */
export function choose(
  candidates: readonly Candidate[],
  termWeights: Float64Array,
  budget: number,
  tolerance: number,
  options: Trade = trade,
): Uint8Array {
  const choice = new Choice(candidates, termWeights, options)
  const queue = new Queue()
  for (const [index, { cost }] of candidates.entries()) {
    const bundle = cost < Infinity ? choice.bundle(index) : undefined
    if (bundle?.length) queue.push(index, choice.worth(bundle))
  }
  const passedOver: number[] = []
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const bundle = choice.bundle(index)
    if (!bundle || bundle.length === 0) continue
    const worth = choice.worth(bundle)
    if (queue.size > 0 && worth < queue.best) {
      queue.push(index, worth)
      continue
    }
    if (choice.cost + choice.costOf(bundle) <= budget + tolerance / 2) choice.add(bundle)
    else passedOver.push(index)
    if (choice.cost >= budget - tolerance / 2) break
  }
  fit(choice, candidates, budget, tolerance)
  return choice.chosen
}

/** Candidates that are looked at for an exchange. */
const looked = 400

/** Adds one, or exchanges one for another, until the budget is met as nearly as sentences allow. */
function fit(choice: Choice, candidates: readonly Candidate[], budget: number, tolerance: number): void {
  for (let round = 0; round < 4; round++) {
    const missing = budget - choice.cost
    if (Math.abs(missing) <= tolerance) return
    const needed = new Set<number>()
    for (const [index, { needs }] of candidates.entries())
      if (choice.chosen[index]) for (const other of needs) needed.add(other)
    const outs = [...candidates.keys()].filter((index) => choice.chosen[index] && !needed.has(index))
    const ins = [...candidates.keys()]
      .filter((index) => !choice.chosen[index])
      .map((index) => ({ index, bundle: choice.bundle(index) }))
      .filter((each): each is { index: number; bundle: readonly number[] } => !!each.bundle?.length)
      .map(({ bundle }) => ({ bundle, cost: choice.costOf(bundle), gain: choice.gain(bundle) }))
      .toSorted((a, b) => b.gain - a.gain)
      .slice(0, looked)
    let best: { off: number; value: number; out?: number; bundle: readonly number[] } | undefined
    const consider = (
      out: number | undefined,
      bundle: readonly number[],
      by: number,
      value: number,
    ): void => {
      // Within the tolerance the better sentences win, outside it the nearer ones.
      const off = Math.max(tolerance, Math.abs(missing - by))
      if (off >= Math.abs(missing)) return
      if (best && (off > best.off || (off === best.off && value <= best.value))) return
      best = { off, value, bundle, ...(out !== undefined && { out }) }
    }
    for (const { bundle, cost, gain } of ins) consider(undefined, bundle, cost, 1 + gain)
    for (const out of outs.slice(-looked)) {
      const { cost, relevance } = candidates[out]!
      consider(out, [], -cost, -relevance / 1_000)
      for (const { bundle, cost: more, gain } of ins)
        if (!bundle.some((index) => candidates[index]!.needs.includes(out)))
          consider(out, bundle, more - cost, gain - relevance / 1_000)
    }
    if (!best) return
    if (best.out !== undefined) choice.remove(best.out)
    choice.add(best.bundle)
  }
}
