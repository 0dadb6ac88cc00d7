/**
 * The sound that is at hand, laid end to end: what was heard lately, what is being heard, what comes next.
 *
 * Places on it are counted in frames (samples at `soundRate`, speed 1), pauses included. It grows at its end and is
 * cut at its beginning; a piece never moves.
 */
import type { SpokenUtterance } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { soundRate } from '../../contract/inference.ts'
import { speedRange } from '../../contract/settings.ts'
import { heardSamples, sampleHeard, sampleSpans, type Sound, type Tempo } from '../../sound/tempo.ts'
import { grown, type Splice } from './session-parts.ts'
import type { TextRange } from './session-types.ts'

export interface Piece {
  /** Counts on when the beginning of the timeline is cut. */
  readonly index: number
  /** With all the sound, words and tempo that have come of it. */
  readonly spoken: SpokenUtterance
  readonly start: number
  /** Where its sound ends and its pause begins. */
  readonly soundEnd: number
  readonly end: number
  /** More of its sound is to come; only the last piece grows. */
  readonly growing: boolean
  /** Where a part that comes later is put: see session-parts.ts. */
  readonly splice?: Splice
}
export type Timeline = readonly Piece[]

/** A word counts as heard this much before its time: engines place onsets late rather than early. In frames, 10 ms. */
const lead = 0.01 * soundRate

export function comparePlaces(a: Position, b: Position): number {
  return a.block - b.block || a.offset - b.offset
}

/** What a piece is with so much of its sound. */
function piece(index: number, start: number, spoken: SpokenUtterance, splice?: Splice): Piece {
  const growing = spoken.part?.more === true
  const soundEnd = start + spoken.pcm.length
  const pause = growing ? 0 : Math.max(0, Math.round(spoken.pauseAfter * soundRate))
  return { index, spoken, start, soundEnd, end: soundEnd + pause, growing, ...(splice && { splice }) }
}

/**
 * A part is added to what has come of its utterance. The last utterance again, once it is complete, is left out: a stream
 * that goes on where another broke off may begin with it.
 */
export function append(timeline: Timeline, spoken: SpokenUtterance): Timeline {
  const last = timeline.at(-1)
  if (last && comparePlaces(spoken.utterance.position, last.spoken.utterance.position) === 0) {
    if (!last.growing) return timeline
    const more = grown(last.spoken, spoken, last.splice)
    return [...timeline.slice(0, -1), piece(last.index, last.start, more.spoken, more.splice)]
  }
  return [...timeline, piece((last?.index ?? -1) + 1, last?.end ?? 0, spoken)]
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
    if (index < 0 && piece.growing) return undefined // not yet
    return frameOfWord(piece, index < 0 ? words.length - 1 : index)
  }
  return undefined
}

/** A stretch of a block's text that is heard at a share of the speed. */
interface Slower {
  readonly block: number
  readonly from: number
  readonly to: number
  readonly factor: number
}

/** From where the reading is gone on with at `frame`: the word that is heard, or the next if that one has been heard. */
export function goingOn(timeline: Timeline, frame: number): Position | undefined {
  const piece = pieceAt(timeline, frame)
  if (!piece) return undefined
  const { position } = piece.spoken.utterance
  const word = wordAt(piece, frame)
  if (!word) return position
  const heard = frame - piece.start >= word.end * soundRate
  return { ...position, offset: heard ? word.to : word.from }
}

/** Samples of the piece before which it is heard slower; `undefined` if it is not. */
function slowUntil({ spoken, end, start }: Piece, { block, from, to }: Slower): number | undefined {
  const { position, end: last } = spoken.utterance
  if (position.block !== block || position.offset >= to || last <= from) return undefined
  const after = spoken.words.find((word) => word.from >= to)
  return after ? Math.round(after.start * soundRate) : end - start
}

/** The sound of `piece` from `frame` on, and the silence after it. */
export function soundFrom(piece: Piece, frame: number, slower?: Slower): Sound {
  const until = slower && slowUntil(piece, slower)
  const cut = Math.max(0, Math.round(frame) - piece.start)
  return {
    pcm: piece.spoken.pcm.subarray(Math.min(cut, piece.spoken.pcm.length)),
    silence: piece.end - Math.max(piece.soundEnd, piece.start + cut),
    spans: sampleSpans(piece.spoken.tempo, cut),
    ...(until !== undefined && { factor: slower?.factor, until: Math.max(0, until - cut) }),
  }
}

/** Where one is so many seconds later, or before, as they are heard. Outside the timeline, at the speed of words. */
export function frameAfter(timeline: Timeline, frame: number, seconds: number, tempo: Tempo): number {
  const first = timeline[0]
  const last = timeline.at(-1)
  let piece = pieceAt(timeline, frame)
  if (!first || !last || !piece || frame > last.end) return frame + seconds * tempo.speed * soundRate
  let at = timeline.indexOf(piece)
  let sound = soundFrom(piece, piece.start)
  let heard = heardSamples(sound, tempo, frame - piece.start) + seconds * soundRate
  while (heard < 0) {
    piece = timeline[--at]
    if (!piece) return first.start + heard * tempo.speed
    sound = soundFrom(piece, piece.start)
    heard += heardSamples(sound, tempo)
  }
  for (;;) {
    const length = heardSamples(sound, tempo)
    if (heard < length) return piece.start + sampleHeard(sound, tempo, heard)
    heard -= length
    const following: Piece | undefined = timeline[++at]
    if (!following) return last.end + heard * tempo.speed
    piece = following
    sound = soundFrom(piece, piece.start)
  }
}

/** Too few words say nothing about how many are heard in a minute. */
const wordsToCount = 40

/** Words a minute as they come out of what is at hand, pauses included; `undefined` while that is too little. */
export function pace(timeline: Timeline, tempo: Tempo): number | undefined {
  let words = 0
  let heard = 0
  for (const piece of timeline) {
    words += piece.spoken.words.length
    heard += heardSamples(soundFrom(piece, piece.start), tempo)
  }
  return words < wordsToCount ? undefined : Math.round(words / (heard / soundRate / 60))
}

/** The speed at which words come nearest to so many a minute; `undefined` while too little is at hand to tell. */
export function speedForPace(timeline: Timeline, tempo: Tempo, words: number): number | undefined {
  if (pace(timeline, tempo) === undefined) return undefined
  let best = { speed: tempo.speed, difference: Number.POSITIVE_INFINITY }
  for (let twentieths = speedRange.min * 20; twentieths <= speedRange.max * 20; twentieths++) {
    const speed = twentieths / 20
    const difference = Math.abs((pace(timeline, { ...tempo, speed }) ?? 0) - words)
    if (difference < best.difference) best = { speed, difference }
  }
  return best.speed
}
