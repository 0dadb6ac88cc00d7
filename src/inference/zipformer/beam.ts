/**
 * Modified beam search over a stateless transducer: at most one token a frame, sequences that agree are one.
 *
 * After `modified_beam_search` of icefall (k2-fsa, Apache-2.0) and Kang et al. 2022, “Fast and parallel decoding for
 * transducer”. Sequences are nodes of a tree, so that two hypotheses that wrote the same share a node, and what all live
 * ones agree on is their nearest common ancestor.
 */
import type { Bias, BiasState } from './bias.ts'
import type { Networks } from './networks.ts'

export interface Node {
  readonly token: number
  readonly before: Node | null
  readonly length: number
  readonly after: Map<number, Node>
}

/** When a token was written, and how probable it was then (natural logarithm), along the likelier of merged paths. */
export interface Emission {
  readonly frame: number
  readonly probability: number
  readonly before: Emission | null
}

export interface Path {
  readonly node: Node
  readonly emissions: Emission | null
  /** Logarithm of the probability of all paths that wrote this. */
  readonly score: number
  /** What hot words add to it. */
  readonly bonus: number
  readonly bias: BiasState
}

export interface BeamOptions {
  readonly width: number
  /** Paths worse than the best by more nats are given up. */
  readonly spread: number
}

const blank = 0

export function beginPaths(bias: Bias): readonly Path[] {
  return [
    {
      node: { token: -1, before: null, length: 0, after: new Map() },
      emissions: null,
      score: 0,
      bonus: 0,
      bias: bias.root,
    },
  ]
}

/** The tokens that the decoder sees; before the first ones stand −1 … and blank, as in training. */
function contextOf(node: Node, length: number): number[] {
  const context: number[] = []
  for (let at: Node | null = node; at && at.token >= 0 && context.length < length; at = at.before)
    context.unshift(at.token)
  if (context.length < length) context.unshift(blank)
  while (context.length < length) context.unshift(-1)
  return context
}

function child(node: Node, token: number): Node {
  let found = node.after.get(token)
  if (!found) {
    found = { token, before: node, length: node.length + 1, after: new Map() }
    node.after.set(token, found)
  }
  return found
}

function logSum(a: number, b: number): number {
  return a > b ? a + Math.log1p(Math.exp(b - a)) : b + Math.log1p(Math.exp(a - b))
}

/** Turns a row of logits into logarithms of probabilities, in place. */
function logSoftmax(row: Float32Array): void {
  let most = -Infinity
  for (let at = 0; at < row.length; at++) if (row[at]! > most) most = row[at]!
  let sum = 0
  for (let at = 0; at < row.length; at++) sum += Math.exp(row[at]! - most)
  const norm = most + Math.log(sum)
  for (let at = 0; at < row.length; at++) row[at] = row[at]! - norm
}

interface Candidate {
  readonly path: Path
  readonly token: number
  readonly probability: number
  readonly total: number
}

/**
 * One frame further.
 *
 * @param vector the encoder's output for it @param frame its number
 * @returns at most `width` paths, best first
 */
export async function step(
  networks: Networks,
  bias: Bias,
  silent: (token: number) => boolean,
  paths: readonly Path[],
  vector: Float32Array,
  frame: number,
  { width, spread }: BeamOptions,
): Promise<readonly Path[]> {
  const predicted = await Promise.all(
    paths.map(({ node }) => networks.predict(contextOf(node, networks.context))),
  )
  const vectors = new Float32Array(paths.length * vector.length)
  for (let row = 0; row < paths.length; row++) vectors.set(vector, row * vector.length)
  const logits = await networks.join(vectors, predicted)

  const best: Candidate[] = [] // by falling total
  paths.forEach((path, row) => {
    const logs = logits.subarray(row * networks.vocabulary, (row + 1) * networks.vocabulary)
    logSoftmax(logs)
    const bonuses = bias.bonuses(path.bias)
    const base = path.score + path.bonus
    for (let token = 0; token < logs.length; token++) {
      const total = base + logs[token]! + (bonuses ? bonuses[token]! : 0)
      if (best.length >= width && total <= best[width - 1]!.total) continue
      let at = Math.min(best.length, width - 1)
      while (at > 0 && best[at - 1]!.total < total) at--
      best.splice(at, 0, { path, token, probability: logs[token]!, total })
      if (best.length > width) best.pop()
    }
  })

  const next = new Map<Node, Path>()
  const least = (best[0]?.total ?? 0) - spread
  for (const { path, token, probability, total } of best) {
    if (total < least) break
    const written = !silent(token)
    const node = written ? child(path.node, token) : path.node
    const moved = written ? bias.next(path.bias, token) : undefined
    const made: Path = {
      node,
      emissions: written ? { frame, probability, before: path.emissions } : path.emissions,
      score: path.score + probability,
      bonus: path.bonus + (moved?.bonus ?? 0),
      bias: moved?.state ?? path.bias,
    }
    const same = next.get(node)
    if (!same) next.set(node, made)
    else {
      const likelier = same.score >= made.score ? same : made
      next.set(node, { ...likelier, score: logSum(same.score, made.score) })
    }
  }
  return [...next.values()].sort((a, b) => b.score + b.bonus - a.score - a.bonus)
}

/** How many tokens from the beginning all paths agree on: no later sound changes those. */
export function agreed(paths: readonly Path[]): number {
  let common: Node | null = paths[0]?.node ?? null
  for (const { node } of paths) {
    let other: Node | null = node
    while (common && other && common !== other)
      if (common.length > other.length) common = common.before
      else if (other.length > common.length) other = other.before
      else {
        common = common.before
        other = other.before
      }
  }
  return common?.length ?? 0
}

/** The tokens of a path and when they were written, in order. */
export function unroll({ node, emissions }: Path): {
  readonly tokens: number[]
  readonly written: Emission[]
} {
  const tokens: number[] = []
  const written: Emission[] = []
  for (let at: Node | null = node; at && at.token >= 0; at = at.before) tokens.push(at.token)
  for (let at = emissions; at; at = at.before) written.push(at)
  return { tokens: tokens.reverse(), written: written.reverse() }
}
