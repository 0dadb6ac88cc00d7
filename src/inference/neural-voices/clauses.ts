/**
 * Cuts a text into clauses, each spoken for itself, so that the first is heard while the others are made.
 *
 * A neural voice takes as long for a sentence as the sentence is long, or longer; who presses play waits for the first
 * clause only. Clauses are not made smaller than the voice's melody bears.
 */

/** A stretch of the text, in UTF-16. */
export interface Clause {
  readonly from: number
  readonly to: number
  /** Silence after it, in seconds, where it is not the last. */
  readonly pause: number
}

export interface Limits {
  /** Characters after which the first clause is cut between words, if it has no mark before. */
  readonly first: number
  readonly other: number
  /** Stretches that are not cut. */
  readonly keep: readonly { readonly from: number; readonly to: number }[]
}

/** The first clause may be this short: about a second and a half. */
const shortestFirst = 16
const shortest = 60

/** Where a clause ends, with what follows it up to the next word. Not inside figures, nor after an abbreviation's period. */
const ends = /(?:[.!?…]["'”’»)\]]*(?=\s+[^\p{Ll}\s])|[;:—–](?=\s)|—|,(?=\s)|[、。，！？；：])["'”’»)\]]*\s*/gu

const pauseAfter = (end: string): number => {
  if (/[.!?…。！？]/.test(end)) return 0.3
  if (/[;:—–；：]/.test(end)) return 0.22
  return /[,、，]/.test(end) ? 0.14 : 0.01
}

/** Between words at or before `limit`; anywhere but in a pair of surrogates, if there is no space. */
function betweenWords(text: string, from: number, limit: number): number {
  for (let at = limit; at > from + limit / 8; at--) if (/\s/.test(text[at - 1]!)) return at
  return /[\udc00-\udfff]/.test(text[limit] ?? '') ? limit - 1 : limit
}

/** Together they are the text, in its order; text that says nothing is in none of its own. */
export function clausesOf(text: string, { first, other, keep }: Limits): Clause[] {
  const clauses: Clause[] = []
  let from = 0
  const close = (end: number): void => {
    const to = keep.find((each) => each.from < end && each.to > end)?.to ?? end
    if (to <= from) return
    clauses.push({ from, to, pause: pauseAfter(text.slice(Math.max(from, to - 6), to)) })
    from = to
  }
  const room = (to: number): void => {
    for (;;) {
      const most = clauses.length === 0 ? first : other
      if (to - from <= most + shortestFirst) return
      close(betweenWords(text, from, from + most))
    }
  }
  for (const match of text.matchAll(ends)) {
    const to = match.index + match[0].length
    room(to)
    const enough = clauses.length === 0 ? shortestFirst : shortest
    if (to - from >= enough && /[\p{L}\p{N}]/u.test(text.slice(to))) close(to)
  }
  room(text.length)
  if (from < text.length || clauses.length === 0) close(text.length)
  return clauses
}
