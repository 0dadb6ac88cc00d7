/**
 * How much each sentence has in common with all the others: continuous LexRank (Erkan and Radev 2004, "LexRank:
 * graph-based lexical centrality as salience in text summarization"), which is TextRank (Mihalcea and Tarau 2004) with
 * the cosine of tf-idf vectors as the weight of its edges.
 *
 * The graph is never built. Without a threshold, one step of the walk is a product with the vectors and one with their
 * transpose, so that time and memory are linear in the words; a threshold would need all pairs of sentences.
 */

export interface Vector {
  /** Numbers of the terms, and their weights; of length 1 together. */
  readonly terms: Int32Array
  readonly weights: Float64Array
}

/** @returns for each list of terms its tf-idf vector; idf is that of the lists themselves */
export function vectors(lists: readonly (readonly string[])[]): { vectors: Vector[]; terms: string[] } {
  const numbers = new Map<string, number>()
  const frequency: number[] = []
  const counted = lists.map((list) => {
    const counts = new Map<number, number>()
    for (const term of list) {
      let number = numbers.get(term)
      if (number === undefined) numbers.set(term, (number = numbers.size))
      counts.set(number, (counts.get(number) ?? 0) + 1)
    }
    for (const number of counts.keys()) frequency[number] = (frequency[number] ?? 0) + 1
    return counts
  })
  const made = counted.map((counts) => {
    const terms = Int32Array.from(counts.keys())
    const weights = new Float64Array(terms.length)
    let square = 0
    for (const [at, term] of terms.entries()) {
      const weight = Math.log(1 + counts.get(term)!) * Math.log(1 + lists.length / frequency[term]!)
      weights[at] = weight
      square += weight * weight
    }
    const length = Math.sqrt(square)
    if (length > 0) for (let at = 0; at < weights.length; at++) weights[at]! /= length
    return { terms, weights }
  })
  return { vectors: made, terms: [...numbers.keys()] }
}

const damping = 0.15
const steps = 12

/** @returns for each sentence its share of the walk, times their number: 1 on average. 0 for one without terms. */
export function centrality(sentences: readonly Vector[], terms: number): Float64Array {
  const { length } = sentences
  const mass = new Float64Array(terms)
  const spread = (values: (index: number) => number): void => {
    mass.fill(0)
    for (const [index, { terms: own, weights }] of sentences.entries()) {
      const value = values(index)
      for (let at = 0; at < own.length; at++) mass[own[at]!]! += value * weights[at]!
    }
  }
  /** Likeness to all the others that `spread` was told of; to itself it is 1, and does not count. */
  const gathered = (index: number, itself: number): number => {
    const { terms: own, weights } = sentences[index]!
    let sum = 0
    for (let at = 0; at < own.length; at++) sum += mass[own[at]!]! * weights[at]!
    return own.length > 0 ? Math.max(0, sum - itself) : 0
  }
  spread(() => 1)
  const degree = Float64Array.from(sentences, (_, index) => gathered(index, 1))
  let rank = new Float64Array(length).fill(1)
  for (let step = 0; step < steps; step++) {
    const flow = Float64Array.from(rank, (value, index) =>
      degree[index]! > 1e-9 ? value / degree[index]! : 0,
    )
    spread((index) => flow[index]!)
    rank = rank.map((_, index) =>
      sentences[index]!.terms.length > 0 ? damping + (1 - damping) * gathered(index, flow[index]!) : 0,
    )
  }
  return rank
}
