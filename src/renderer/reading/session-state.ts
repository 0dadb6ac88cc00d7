/** What a session's machine remembers, and the few steps that all its parts take. */
import type { Position } from '../../contract/document.ts'
import type { AppError } from '../../rpc/failure.ts'
import { plainTempo, type Tempo } from '../../sound/tempo.ts'
import type { SessionEffect } from './session-events.ts'
import { type Lit, litAt, pace, pieceAt, type Timeline } from './session-timeline.ts'
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

/** What an excursion has left, to be gone on with after it. */
interface Visit {
  /** It was reading. */
  readonly resume: boolean
  readonly timeline: Timeline
  readonly heard: number | undefined
  /** All of it has been heard, or none of it can be. */
  readonly over: boolean
}

/** A stretch of a block's text, from..to in UTF-16, that is heard at a share of the speed. */
export interface Slowly {
  readonly block: number
  readonly from: number
  readonly to: number
  readonly factor: number
}

/** A mutable copy lives for one event; see `Turn`. */
export interface Machine extends Writable<SessionState> {
  /** The listener wants to hear. */
  wants: boolean
  /** How the sound is heard; its speed is `speed`. */
  tempo: Tempo
  /** What is repeated slower, until it has been heard. */
  slowly: Slowly | undefined
  timeline: Timeline
  /** `asked`: an utterance is under way; `open`: the stream waits to be asked; `done`: it ended; `none`: there is none. */
  source: 'none' | 'asked' | 'open' | 'done'
  stream: number
  /** Streams that failed in a row. */
  retries: number
  aim: Aim | undefined
  /** The player's run: the frame it began at, the piece that it gets next, and how far it has had that one if it grows. */
  run: {
    readonly id: number
    readonly origin: number
    readonly next: number
    readonly upTo?: number | undefined
    readonly finished: boolean
  }
  /** The frame at the ear; `undefined` while no sound is there for the place. */
  heard: number | undefined
  /** The frame that has left for the ear. */
  left: number
  visit: Visit | undefined
  /** What has come of a reading that is to take the place of the present one; see session-renewal.ts. */
  renewal: Timeline | undefined
  /** Where it stood before changes of what is read moved it, while nothing has been heard since. */
  before: Position | undefined
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
  /** The voice of which it was told last that another speaks in its place. */
  replaced: string | undefined
  /** The voice that spoke last, in whatever document. */
  lastVoice: string
  /** Of the voice that reads, at speed 1. */
  baseWordsPerMinute: number
  /** The piece that was heard when the words per minute were counted last. */
  paced: number
}
type Writable<T> = { -readonly [K in keyof T]: T[K] }

export const initial: Readonly<Machine> = {
  status: 'idle',
  document: undefined,
  place: undefined,
  sentence: undefined,
  word: undefined,
  visiting: undefined,
  speed: 1,
  wordsPerMinute: 0,
  pace: 1,
  volume: 100,
  muted: false,
  sleep: undefined,
  error: undefined,
  stalls: 0,
  wants: false,
  tempo: plainTempo(1),
  slowly: undefined,
  timeline: [],
  source: 'none',
  stream: 0,
  retries: 0,
  aim: undefined,
  run: { id: 0, origin: 0, next: Number.POSITIVE_INFINITY, finished: false },
  heard: undefined,
  left: 0,
  visit: undefined,
  renewal: undefined,
  before: undefined,
  progressAt: 0,
  tries: 0,
  recoveredAt: 0,
  broken: false,
  saved: undefined,
  savedAt: 0,
  fading: undefined,
  replaced: undefined,
  lastVoice: '',
  baseWordsPerMinute: 0,
  paced: -1,
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
  const lit = litAt(piece, frame)
  if (m.visit) return light(m, lit)
  const { sentence, word, place } = lit
  if (!sameRange(m.sentence, sentence)) m.sentence = sentence
  if (!sameRange(m.word, word)) m.word = word
  if (m.place?.block !== place.block || m.place.offset !== place.offset) m.place = place
  if (m.baseWordsPerMinute === piece.spoken.wordsPerMinute && m.paced === piece.index) return
  m.baseWordsPerMinute = piece.spoken.wordsPerMinute
  m.paced = piece.index
  showPace(m)
}

/** Words a minute as they are heard, pauses and all; until enough have been, those of the voice. */
export function showPace(m: Machine): void {
  const heard = pace(m.timeline, m.tempo)
  m.wordsPerMinute = heard ?? Math.round(m.baseWordsPerMinute * m.speed)
  m.pace = heard && m.baseWordsPerMinute > 0 ? heard / m.baseWordsPerMinute : m.speed
}

/** What an excursion says is not the place, and is not lit for it. */
function light(m: Machine, { sentence, word }: Lit): void {
  const before = m.visiting
  if (!before || !sameRange(before.sentence, sentence) || !sameRange(before.word, word))
    m.visiting = { sentence, word }
}

/** Ends an excursion without going on: what was at hand before it is at hand again, in silence. */
export function leaveVisit({ m, effects }: Turn): void {
  const { visit } = m
  if (!visit) return
  m.visit = undefined
  m.visiting = undefined
  if (m.slowly && m.slowly.block !== m.place?.block) m.slowly = undefined // it was of the note
  m.timeline = visit.timeline
  m.heard = visit.heard
  m.aim = undefined
  m.stream++
  m.source = 'none'
  effects.push({ do: 'cancel' })
  if (visit.resume || !m.wants) return
  m.wants = false
  effects.push({ do: 'pause' })
  if (m.status !== 'idle') m.status = 'paused'
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
  m.renewal = undefined
  effects.push({ do: 'stream', stream: m.stream, from, unit: m.visit ? 'block' : 'rest', lazily: !m.wants })
}

/** Ends every request and drops all sound; the place stays. */
export function letGo(turn: Turn): void {
  const { m, effects } = turn
  m.visit = undefined
  m.visiting = undefined
  m.renewal = undefined
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
  if (m.visit) {
    m.visit = { ...m.visit, over: true }
    return
  }
  m.wants = false
  m.status = 'ended'
  m.sleep = undefined
  m.aim = undefined
  effects.push({ do: 'pause' })
  save(turn)
}

export function fail(turn: Turn, error: AppError): void {
  const { m, effects } = turn
  if (m.visit) {
    m.visit = { ...m.visit, over: true }
    m.error = error
    return
  }
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
