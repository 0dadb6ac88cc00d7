/** What a session's machine remembers, and the few steps that all its parts take. */
import type { Position } from '../../contract/document.ts'
import type { AppError } from '../../rpc/failure.ts'
import type { SessionEffect } from './session-events.ts'
import { litAt, pieceAt, type Timeline } from './session-timeline.ts'
import type { SessionState, TextRange } from './session-types.ts'

/** Where reading is to begin once its sound is there. */
type Aim =
  /** At a place; utterances are asked for from there. */
  | { readonly kind: 'place'; readonly place: Position }
  /** At a frame behind the end of the timeline. */
  | { readonly kind: 'frame'; readonly frame: number }
  /** Some frames before a place; utterances are asked for from `sentences` before it, for the `round`th time. */
  | {
      readonly kind: 'before'
      readonly anchor: Position
      readonly frames: number
      readonly sentences: number
      readonly round: number
    }

/** A mutable copy lives for one event; see `Turn`. */
export interface Machine extends Writable<SessionState> {
  /** The listener wants to hear. */
  wants: boolean
  timeline: Timeline
  /** `asked`: an utterance is under way; `open`: the stream waits to be asked; `done`: it ended; `none`: there is none. */
  source: 'none' | 'asked' | 'open' | 'done'
  stream: number
  /** Streams that failed in a row. */
  retries: number
  aim: Aim | undefined
  /** The player's run: the frame it began at, and the index of the piece that it gets next. */
  run: { readonly id: number; readonly origin: number; readonly next: number; readonly finished: boolean }
  /** The frame at the ear; `undefined` while no sound is there for the place. */
  heard: number | undefined
  /** When something new was last heard, or would have been had there not been an order. */
  progressAt: number
  /** Recoveries in a row without success. */
  tries: number
  recoveredAt: number
  /** The player has failed at rest and must be opened anew before it plays. */
  broken: boolean
  saved: Position | undefined
  savedAt: number
  /** Where the sentence began in which falling asleep began. */
  fading: Position | undefined
  /** Of the voice that reads, at speed 1. */
  baseWordsPerMinute: number
}
type Writable<T> = { -readonly [K in keyof T]: T[K] }

export const initial: Readonly<Machine> = {
  status: 'idle',
  document: undefined,
  place: undefined,
  sentence: undefined,
  word: undefined,
  speed: 1,
  wordsPerMinute: 0,
  volume: 100,
  muted: false,
  sleep: undefined,
  error: undefined,
  stalls: 0,
  wants: false,
  timeline: [],
  source: 'none',
  stream: 0,
  retries: 0,
  aim: undefined,
  run: { id: 0, origin: 0, next: Number.POSITIVE_INFINITY, finished: false },
  heard: undefined,
  progressAt: 0,
  tries: 0,
  recoveredAt: 0,
  broken: false,
  saved: undefined,
  savedAt: 0,
  fading: undefined,
  baseWordsPerMinute: 0,
}

/** One event being handled: the machine as it becomes, and what is to be done. */
export interface Turn {
  readonly m: Machine
  readonly effects: SessionEffect[]
  readonly now: number
}

/** A listener's volume as an amplitude, 0 to 1. Squared, because loudness is not heard in proportion to it. */
export function gainOf({ volume, muted }: Pick<SessionState, 'volume' | 'muted'>): number {
  return muted ? 0 : (volume / 100) ** 2
}

/** Drops the player's sound. What it says of the run before is not listened to any more. */
export function silence({ m, effects }: Turn): void {
  m.run = {
    id: m.run.id + 1,
    origin: m.heard ?? 0,
    next: Number.POSITIVE_INFINITY,
    finished: false,
  }
  effects.push({ do: 'begin', run: m.run.id })
}

function sameRange(a: TextRange | undefined, b: TextRange | undefined): boolean {
  return a?.block === b?.block && a?.start === b?.start && a?.end === b?.end
}

/** Lights what is said at `frame` and makes it the place. Objects are replaced only when they change. */
export function standAt({ m }: Turn, frame: number): void {
  const piece = pieceAt(m.timeline, frame)
  if (!piece) return
  const { sentence, word, place } = litAt(piece, frame)
  if (!sameRange(m.sentence, sentence)) m.sentence = sentence
  if (!sameRange(m.word, word)) m.word = word
  if (m.place?.block !== place.block || m.place.offset !== place.offset) m.place = place
  if (m.baseWordsPerMinute !== piece.spoken.wordsPerMinute) {
    m.baseWordsPerMinute = piece.spoken.wordsPerMinute
    m.wordsPerMinute = Math.round(m.baseWordsPerMinute * m.speed)
  }
}

export function save({ m, effects, now }: Turn): void {
  if (!m.place || m.place === m.saved) return
  m.saved = m.place
  m.savedAt = now
  effects.push({ do: 'save', place: m.place })
}

/** Asks for utterances from a place on, in place of what was asked for before. */
export function request({ m, effects }: Turn, from: Position): void {
  m.stream++
  m.source = 'asked'
  effects.push({ do: 'stream', stream: m.stream, from, lazily: !m.wants })
}

/** Ends every request and drops all sound; the place stays. */
export function letGo(turn: Turn): void {
  const { m, effects } = turn
  effects.push({ do: 'cancel' })
  m.stream++
  m.source = 'none'
  m.retries = 0
  m.timeline = []
  m.aim = undefined
  m.heard = undefined
  silence(turn)
}

/** The document has been read to its end. */
export function end(turn: Turn): void {
  const { m, effects } = turn
  m.wants = false
  m.status = 'ended'
  m.sleep = undefined
  m.aim = undefined
  effects.push({ do: 'pause' })
  save(turn)
}

export function fail(turn: Turn, error: AppError): void {
  const { m, effects } = turn
  m.wants = false
  m.status = 'failed'
  m.error = error
  effects.push(
    { do: 'pause' },
    {
      do: 'log',
      level: 'error',
      event: 'reading-failed',
      data: { code: error.code, reason: error.reason ?? '' },
    },
  )
  save(turn)
  letGo(turn)
}
