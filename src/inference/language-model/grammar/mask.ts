/**
 * Which tokens of a vocabulary may come next in a grammar.
 *
 * The tokens are walked in the order of their bytes, so that what neighbours begin with alike is followed once. A mask is
 * kept for each state, since most steps of a text are in a few states (inside a string).
 */
import type { Mask } from '../sample.ts'
import { type Automaton, dead } from './automaton.ts'

/** A vocabulary made ready for masks. Shared by all grammars. */
export interface TokenOrder {
  /** Tokens by their bytes; those that are never text are left out. */
  readonly ids: Int32Array
  /** How many first bytes each has in common with the one before it. */
  readonly shared: Int32Array
  readonly bytes: (id: number) => Uint8Array
  readonly size: number // of the vocabulary
  readonly longest: number // bytes of a token
}

/** @param bytes of a token as it is written; an empty one is never text */
export function orderTokens(size: number, bytes: (id: number) => Uint8Array): TokenOrder {
  const order: number[] = []
  for (let id = 0; id < size; id++) if (bytes(id).length > 0) order.push(id)
  // As strings of one letter for each byte, which are compared three times as fast.
  const letters = Array.from({ length: size }, (_, id) => Buffer.from(bytes(id)).toString('latin1'))
  order.sort((a, b) => {
    const [left, right] = [letters[a] as string, letters[b] as string]
    return left < right ? -1 : left > right ? 1 : a - b
  })
  const shared = new Int32Array(order.length)
  let longest = 0
  for (let at = 0; at < order.length; at++) {
    const now = bytes(order[at] as number)
    longest = Math.max(longest, now.length)
    if (at === 0) continue
    const before = bytes(order[at - 1] as number)
    let count = 0
    while (count < now.length && count < before.length && now[count] === before[count]) count++
    shared[at] = count
  }
  return { ids: Int32Array.from(order), shared, bytes, size, longest }
}

/** Masks that one grammar keeps: 19 kB each for a vocabulary of 150,000. */
const mostKept = 128

export interface Masks {
  /** Not to be changed. */
  of(state: number): Mask
}

export function masksOf(grammar: Automaton, tokens: TokenOrder): Masks {
  const kept = new Map<number, Mask>()
  const path = new Int32Array(tokens.longest + 1)

  function make(state: number): Mask {
    const mask = new Uint32Array((tokens.size + 31) >> 5)
    path[0] = state
    // How many bytes of the token before could be followed.
    let followed = 0
    for (let at = 0; at < tokens.ids.length; at++) {
      const common = tokens.shared[at] as number
      if (common > followed) continue // begins with what could not be followed
      const id = tokens.ids[at] as number
      const bytes = tokens.bytes(id)
      followed = common
      let now = path[common] as number
      while (followed < bytes.length) {
        now = grammar.step(now, bytes[followed] as number)
        if (now === dead) break
        path[++followed] = now
      }
      if (followed === bytes.length) mask[id >> 5] = (mask[id >> 5] as number) | (1 << (id & 31))
    }
    return mask
  }

  return {
    of(state) {
      let mask = kept.get(state)
      if (mask) kept.delete(state)
      else mask = make(state)
      kept.set(state, mask) // the last one is the one used last
      if (kept.size > mostKept) kept.delete(kept.keys().next().value as number)
      return mask
    },
  }
}
