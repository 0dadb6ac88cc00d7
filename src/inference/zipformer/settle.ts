/**
 * Settles what was said a while ago, so that partial text becomes stable and the search spends its paths on what is new.
 *
 * Paths that still differ from the best one in tokens older than the horizon are given up. What they would have said
 * there is kept as an exchange of a few tokens, and offered with the final text as an alternative.
 */
import type { Node, Path } from './beam.ts'

export interface Exchange {
  /** Tokens of the best path from number `from` on … */
  readonly from: number
  readonly said: readonly number[]
  /** … for which these are the alternative. */
  readonly instead: readonly number[]
  /** How much likelier the best path was as a whole, in nats. */
  readonly worse: number
}

/** Ancestor that has written so many tokens. */
function ancestor(node: Node, length: number): Node {
  let at = node
  while (at.length > length && at.before) at = at.before
  return at
}

function tokensAfter(node: Node, length: number): number[] {
  const tokens: number[] = []
  for (let at: Node | null = node; at && at.length > length; at = at.before) tokens.unshift(at.token)
  return tokens
}

/** What `path` says otherwise than `best`: what they begin and end with alike is left out. */
export function exchangeOf(best: Path, path: Path): Exchange {
  let common = ancestor(best.node, path.node.length)
  let other = ancestor(path.node, best.node.length)
  while (common !== other && common.before && other.before) {
    common = common.before
    other = other.before
  }
  const said = tokensAfter(best.node, common.length)
  const instead = tokensAfter(path.node, common.length)
  while (said.length > 0 && instead.length > 0 && said.at(-1) === instead.at(-1)) {
    said.pop()
    instead.pop()
  }
  return { from: common.length, said, instead, worse: best.score + best.bonus - path.score - path.bonus }
}

/**
 * @param paths best first @param before frame: what the best path wrote earlier is settled
 * @returns the paths that agree with the best one on that, and what the others said
 */
export function settle(
  paths: readonly Path[],
  before: number,
): { readonly paths: readonly Path[]; readonly exchanges: readonly Exchange[] } {
  const [best] = paths
  if (!best || paths.length < 2) return { paths, exchanges: [] }
  let younger = 0
  for (let at = best.emissions; at && at.frame >= before; at = at.before) younger++
  const length = best.node.length - younger
  const settled = ancestor(best.node, length)
  const kept: Path[] = []
  const exchanges: Exchange[] = []
  for (const path of paths)
    if (ancestor(path.node, length) === settled) kept.push(path)
    else exchanges.push(exchangeOf(best, path))
  return { paths: kept, exchanges }
}

/**
 * Whole alternatives to a final sequence of tokens, likeliest first.
 *
 * @param exchanges of earlier best paths; those that do not fit the final one any more are left out
 */
export function applied(
  tokens: readonly number[],
  exchanges: readonly Exchange[],
): { readonly tokens: readonly number[]; readonly exchange: Exchange }[] {
  return exchanges
    .filter(({ from, said }) => said.every((token, at) => tokens[from + at] === token))
    .sort((a, b) => a.worse - b.worse)
    .map((exchange) => ({
      tokens: [
        ...tokens.slice(0, exchange.from),
        ...exchange.instead,
        ...tokens.slice(exchange.from + exchange.said.length),
      ],
      exchange,
    }))
}
