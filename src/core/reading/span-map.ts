/**
 * Ties a spoken text to the written text it came from, so that a word heard can be lit where it stands.
 *
 * A map is a list of pieces in order. Together they cover both texts without holes or overlaps. A piece that is
 * not an atom is the same text on both sides, character for character; an atom was replaced as a whole ("3 km" by
 * "three kilometres"), so any part of it stands for all of it. Either side of an atom may be empty: characters that
 * are not said, and words that are said but not written.
 */

export interface SpanPiece {
  /** UTF-16 offsets into the written text, end excluded. */
  readonly written: readonly [number, number]
  /** UTF-16 offsets into the spoken text, end excluded. */
  readonly spoken: readonly [number, number]
  /** Replaced as a whole; false where both sides are the same characters. */
  readonly atom: boolean
}

export interface SpanMap {
  readonly pieces: readonly SpanPiece[]
}

/** One step of a rewriting: the written stretch [from, to) is said as `say`. Steps are in order and never overlap. */
export interface Replacement {
  readonly from: number
  readonly to: number
  readonly say: string
}

type Side = 'written' | 'spoken'

/** Index of the first piece whose `side` ends after `offset`, or the number of pieces. */
function firstEndingAfter(pieces: readonly SpanPiece[], side: Side, offset: number): number {
  let low = 0
  let high = pieces.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (pieces[middle]![side][1] > offset) high = middle
    else low = middle + 1
  }
  return low
}

function across(map: SpanMap, side: Side, other: Side, from: number, to: number): readonly [number, number] {
  const { pieces } = map
  const last = pieces.at(-1)
  if (!last) return [0, 0]
  const length = last[side][1]
  const start = Math.min(Math.max(from, 0), length)
  const end = Math.min(Math.max(to, start), length)
  const first = pieces[firstEndingAfter(pieces, side, start)]
  if (!first) return [last[other][1], last[other][1]]
  const begin = first.atom ? first[other][0] : first[other][0] + (start - first[side][0])
  if (end === start) return [begin, first.atom ? first[other][1] : begin]
  const final = pieces[firstEndingAfter(pieces, side, end - 1)]!
  return [begin, final.atom ? final[other][1] : final[other][0] + (end - final[side][0])]
}

/**
 * The written range that the spoken range [from, to) stands for. Atoms that it touches are taken whole. Offsets
 * outside the text are clamped; an empty range gives the place it stands at, or the whole atom it stands in.
 * Logarithmic in the number of pieces.
 */
export function toWritten(map: SpanMap, from: number, to: number): readonly [number, number] {
  return across(map, 'spoken', 'written', from, to)
}

/** The spoken range that the written range [from, to) is said as; otherwise as `toWritten`. */
export function toSpoken(map: SpanMap, from: number, to: number): readonly [number, number] {
  return across(map, 'written', 'spoken', from, to)
}

/** The map that leaves a text of `length` UTF-16 units as it is. */
export function identityMap(length: number): SpanMap {
  return { pieces: length > 0 ? [{ written: [0, length], spoken: [0, length], atom: false }] : [] }
}
