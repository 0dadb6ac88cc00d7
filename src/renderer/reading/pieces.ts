/**
 * Cuts a document into pieces that are put into the page one by one.
 *
 * A piece is a chapter or a part of one: never more than `largest` blocks, so that a book in one file does not fill
 * the page, and small neighbouring sections together, so that a book of tiny ones does not cost a request each.
 * Pure: the same contents give the same cuts, and blocks that are added at the end move none but the last.
 */
import type { TocEntry } from '../../contract/document.ts'

/** Blocks from..to, `to` exclusive. */
export interface Piece {
  readonly from: number
  readonly to: number
}

export interface PieceSizes {
  readonly largest: number
  /** A section ends a piece only when the piece has at least this many blocks. */
  readonly smallest: number
}
const defaultSizes: PieceSizes = { largest: 120, smallest: 24 }

function starts(toc: readonly TocEntry[], into: Set<number>): void {
  for (const entry of toc) {
    into.add(entry.block)
    starts(entry.children, into)
  }
}

export function cutPieces(
  toc: readonly TocEntry[],
  blockCount: number,
  { largest, smallest }: PieceSizes = defaultSizes,
): Piece[] {
  const cuts = new Set<number>()
  starts(toc, cuts)
  const sorted = [...cuts].filter((cut) => cut > 0 && cut < blockCount).toSorted((a, b) => a - b)
  const pieces: Piece[] = []
  let from = 0
  for (const cut of [...sorted, blockCount]) {
    while (cut - from > largest) {
      pieces.push({ from, to: from + largest })
      from += largest
    }
    if (cut - from >= smallest) {
      pieces.push({ from, to: cut })
      from = cut
    }
  }
  if (from < blockCount) pieces.push({ from, to: blockCount })
  return pieces
}

/** Index of the piece that holds `block`; the last one for a block beyond the end, -1 if there are none. */
export function pieceAt(pieces: readonly Piece[], block: number): number {
  let low = 0
  let high = pieces.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((pieces[middle]?.from ?? 0) <= block) low = middle
    else high = middle - 1
  }
  return pieces.length === 0 ? -1 : low
}

/** Pieces first..last, both inclusive. */
export interface Span {
  readonly first: number
  readonly last: number
}

/**
 * Which pieces should be in the page so that `index` is, with its neighbours.
 *
 * Near what is there already, the span grows towards it and lets go at the far end when it holds more than `most`;
 * far from it, the page starts anew there.
 */
export function spanFor(index: number, count: number, current: Span | undefined, most = 9): Span {
  const wanted: Span = { first: Math.max(0, index - 1), last: Math.min(count - 1, index + 1) }
  if (!current || wanted.last < current.first - 1 || wanted.first > current.last + 1) return wanted
  let first = Math.min(wanted.first, current.first)
  let last = Math.min(count - 1, Math.max(wanted.last, current.last))
  while (last - first + 1 > most) {
    if (index - first > last - index) first++
    else last--
  }
  return { first, last }
}
