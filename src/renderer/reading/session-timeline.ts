/**
 * The sound that is at hand, laid end to end: what was heard lately, what is being heard, what comes next.
 *
 * Places on it are counted in frames (samples at `soundRate`, speed 1), pauses included. It grows at its end and is
 * cut at its beginning; a piece never moves.
 */
import type { SpokenUtterance } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { soundRate } from '../../contract/inference.ts'
import type { TextRange } from './session-types.ts'

export interface Piece {
  /** Counts on when the beginning of the timeline is cut. */
  readonly index: number
  readonly spoken: SpokenUtterance
  readonly start: number
  /** Where its sound ends and its pause begins. */
  readonly soundEnd: number
  readonly end: number
}
export type Timeline = readonly Piece[]

/** A word counts as heard this much before its time: engines place onsets late rather than early. In frames, 10 ms. */
const lead = 0.01 * soundRate

export function comparePlaces(a: Position, b: Position): number {
  return a.block - b.block || a.offset - b.offset
}

/** The last utterance again is left out: a stream that goes on where another broke off may begin with it. */
export function append(timeline: Timeline, spoken: SpokenUtterance): Timeline {
  const last = timeline.at(-1)
  if (last && comparePlaces(spoken.utterance.position, last.spoken.utterance.position) === 0) return timeline
  const start = last?.end ?? 0
  const soundEnd = start + spoken.pcm.length
  const end = soundEnd + Math.max(0, Math.round(spoken.pauseAfter * soundRate))
  return [...timeline, { index: (last?.index ?? -1) + 1, spoken, start, soundEnd, end }]
}

/** Without the pieces that end before `frame`. At least one piece is kept. */
export function cutBefore(timeline: Timeline, frame: number): Timeline {
  const first = timeline.findIndex((piece) => piece.end >= frame)
  if (first <= 0) return timeline
  return timeline.slice(first)
}

/** The piece at `frame`; the first or last one if `frame` is outside. */
export function pieceAt(timeline: Timeline, frame: number): Piece | undefined {
  return timeline.findLast((piece) => piece.start <= frame) ?? timeline[0]
}

/** The word being heard at `frame`, or the last one heard in its piece; `undefined` before the first. */
function wordAt(piece: Piece, frame: number): SpokenUtterance['words'][number] | undefined {
  // Half a frame of grace: a word that was landed on must not be missed by a rounding error.
  const seconds = (frame + lead + 0.5 - piece.start) / soundRate
  return piece.spoken.words.findLast((word) => word.start <= seconds)
}

export interface Lit {
  readonly sentence: TextRange
  readonly word: TextRange | undefined
  readonly place: Position
}

export function litAt(piece: Piece, frame: number): Lit {
  const { position, end } = piece.spoken.utterance
  const word = wordAt(piece, frame)
  return {
    sentence: { block: position.block, start: position.offset, end },
    word: word && { block: position.block, start: word.from, end: word.to },
    place: word ? { ...position, offset: word.from } : position,
  }
}

function frameOfWord(piece: Piece, index: number): number {
  const word = piece.spoken.words[index]
  if (!word || index === 0) return piece.start
  return piece.start + Math.max(0, Math.ceil(word.start * soundRate - lead))
}

/** Where the word that is heard at `frame` begins; in a pause, where the next piece begins if there is one. */
export function wordStart(timeline: Timeline, frame: number): number {
  const piece = pieceAt(timeline, frame)
  if (!piece) return 0
  if (frame >= piece.soundEnd && timeline.at(-1) !== piece) return piece.end
  const word = wordAt(piece, frame)
  return frameOfWord(piece, word ? piece.spoken.words.indexOf(word) : 0)
}

/**
 * Where `place` is said: the beginning of the word at it, or of the first one after it.
 * `undefined` if it lies before or behind the timeline.
 */
export function frameOf(timeline: Timeline, place: Position): number | undefined {
  const first = timeline[0]
  if (!first || comparePlaces(place, first.spoken.utterance.position) < 0) return undefined
  for (const piece of timeline) {
    const { position, end } = piece.spoken.utterance
    if (comparePlaces(place, position) <= 0) return piece.start
    if (place.block !== position.block || place.offset >= end) continue
    const { words } = piece.spoken
    const index = words.findIndex((word) => word.to > place.offset)
    return frameOfWord(piece, index < 0 ? words.length - 1 : index)
  }
  return undefined
}

/** The sound of `piece` from `frame` on, and the silence after it, both in frames. */
export function soundFrom(piece: Piece, frame: number): { pcm: Int16Array; silence: number } {
  const cut = Math.max(0, Math.round(frame) - piece.start)
  return {
    pcm: piece.spoken.pcm.subarray(Math.min(cut, piece.spoken.pcm.length)),
    silence: piece.end - Math.max(piece.soundEnd, piece.start + cut),
  }
}
