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

/**
 * Applies replacements and gives the new text with its map. Neighbouring stretches that stay as they are become one
 * piece; every replacement is an atom of its own.
 * @param replacements in order, within the text, without overlaps.
 */
export function replace(text: string, replacements: readonly Replacement[]): { text: string; map: SpanMap } {
  const pieces: SpanPiece[] = []
  const parts: string[] = []
  let written = 0
  let spoken = 0
  const keep = (to: number) => {
    if (to <= written) return
    const length = to - written
    parts.push(text.slice(written, to))
    pieces.push({ written: [written, to], spoken: [spoken, spoken + length], atom: false })
    written = to
    spoken += length
  }
  for (const { from, to, say } of replacements) {
    keep(from)
    parts.push(say)
    pieces.push({ written: [written, to], spoken: [spoken, spoken + say.length], atom: true })
    written = to
    spoken += say.length
  }
  keep(text.length)
  return { text: parts.join(''), map: { pieces } }
}

/** One map for two rewritings in a row: `first` from written to a middle text, `second` from that to spoken. */
export function composeMaps(first: SpanMap, second: SpanMap): SpanMap {
  const pieces: SpanPiece[] = []
  let left = 0
  let right = 0
  let written = 0
  let spoken = 0
  const emit = (toWritten: number, toSpoken: number, atom: boolean) => {
    if (toWritten === written && toSpoken === spoken) return
    const last = pieces.at(-1)
    // Plain stretches that meet are one piece again.
    if (last && !atom && !last.atom)
      pieces[pieces.length - 1] = {
        written: [last.written[0], toWritten],
        spoken: [last.spoken[0], toSpoken],
        atom,
      }
    else pieces.push({ written: [written, toWritten], spoken: [spoken, toSpoken], atom })
    written = toWritten
    spoken = toSpoken
  }
  let middle = 0
  while (left < first.pieces.length || right < second.pieces.length) {
    const one = first.pieces[left]
    const two = second.pieces[right]
    if (one && !one.atom && two && !two.atom) {
      const end = Math.min(one.spoken[1], two.written[1])
      emit(one.written[0] + (end - one.spoken[0]), two.spoken[0] + (end - two.written[0]), false)
      middle = end
      if (one.spoken[1] === end) left++
      if (two.written[1] === end) right++
      continue
    }
    // At least one atom: take in pieces of both sides until they end at the same place of the middle text.
    let endOne = middle
    let endTwo = middle
    let toWritten = written
    let toSpoken = spoken
    const takeLeft = () => {
      const piece = first.pieces[left]!
      endOne = piece.spoken[1]
      toWritten = piece.written[1]
      left++
    }
    const takeRight = () => {
      const piece = second.pieces[right]!
      endTwo = piece.written[1]
      toSpoken = piece.spoken[1]
      right++
    }
    if (one?.atom) takeLeft()
    else takeRight()
    while (endOne !== endTwo) {
      if (endOne < endTwo) {
        const piece = first.pieces[left]!
        if (!piece.atom && piece.spoken[1] > endTwo) {
          // A plain stretch is cut where the other side ends.
          toWritten = piece.written[0] + (endTwo - piece.spoken[0])
          endOne = endTwo
        } else takeLeft()
      } else {
        const piece = second.pieces[right]!
        if (!piece.atom && piece.written[1] > endOne) {
          toSpoken = piece.spoken[0] + (endOne - piece.written[0])
          endTwo = endOne
        } else takeRight()
      }
    }
    emit(toWritten, toSpoken, true)
    middle = endOne
  }
  return { pieces }
}
