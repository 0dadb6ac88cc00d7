/** What the interface sees of reading aloud: one session, its state, and the orders it takes. */
import type { AppClient, MoveUnit } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import type { PausePreset } from '../../contract/listening.ts'
import type { AppError } from '../../rpc/failure.ts'
import type { Tempo } from '../../sound/tempo.ts'

/** A stretch of a block's text; start and end in UTF-16 units, end exclusive. */
export interface TextRange {
  readonly block: number
  readonly start: number
  readonly end: number
}

/** `loading`: play was asked for and its sound has not come yet. `ended`: the document has been read to its end. */
type SessionStatus = 'idle' | 'loading' | 'playing' | 'paused' | 'ended' | 'failed'

type Sleep =
  | { readonly kind: 'minutes'; readonly endsAt: number } // milliseconds since 1970, by the clock on the wall
  | { readonly kind: 'chapter'; readonly block: number } // stops before this block

export type RepeatUnit = 'word' | 'sentence' | 'paragraph'

/** A snapshot; a new object whenever anything in it changes, so it can be compared by identity. */
export interface SessionState {
  readonly status: SessionStatus
  readonly document: string | undefined
  /** The word heard last, or where reading would begin. This is what is saved. */
  readonly place: Position | undefined
  /** What is lit. Both stay lit while paused. */
  readonly sentence: TextRange | undefined
  readonly word: TextRange | undefined
  /** What an excursion says at the moment; `sentence`, `word` and `place` stay where it began. */
  readonly visiting: { readonly sentence: TextRange; readonly word: TextRange | undefined } | undefined
  /** 0.25 to 4 in steps of 0.05. */
  readonly speed: number
  /** As heard, pauses and all; of the voice at this speed while little has been heard, 0 before any has. */
  readonly wordsPerMinute: number
  /** Times the voice's own words per minute; the speed, until enough has been heard. Divides seconds that are left. */
  readonly pace: number
  /** Percent. */
  readonly volume: number
  readonly muted: boolean
  readonly sleep: Sleep | undefined
  /** Why `status` is `failed`; also set, with another status, when an order such as a move could not be carried out. */
  readonly error: AppError | undefined
  /** Silences that the watchdog noticed and recovered from. */
  readonly stalls: number
}

/**
 * Reads one document at a time. Every order may be given at any time; later ones overtake earlier ones. Promises
 * settle when the order has been carried out or overtaken, and never reject: failures are in the state.
 */
export interface ReadingSession {
  getState(): SessionState
  /** For `useSyncExternalStore`. Word changes notify at most once per animation frame. @returns unsubscribe */
  subscribe(listener: () => void): () => void
  /** Makes a document the one that is read, at `place` or its beginning, silently: the sentence there is lit. */
  open(document: string, place: Position | undefined): void
  /** Stops, saves the place and forgets the document. */
  close(): void
  /** From a place, or from where it is. Must be called in a user gesture the first time, or the browser keeps silent. */
  play(from?: Position): Promise<void>
  pause(): void
  toggle(): void
  /** Stops and lets go of everything prepared; the place is kept. */
  stop(): void
  /** Goes on reading there if it was reading, else only moves the place and lights the sentence. */
  move(unit: MoveUnit, count: number): Promise<void>
  /** Seconds as heard at the current speed; negative goes back. */
  skip(seconds: number): Promise<void>
  /** Goes back to the start of what is being heard and reads on from there. Starts reading if it was paused. */
  repeat(unit: RepeatUnit): Promise<void>
  /**
   * Reads what is heard once more, at a share of the speed, and goes on at the speed; within a second and a half of a
   * sentence's beginning, and not in its second half, the one before it. Pressed again while it is repeated, once more.
   */
  repeatSlower(factor: number, unit?: RepeatUnit): Promise<void>
  seek(to: Position): Promise<void>
  /**
   * An excursion: reads what is left of the block at `from` (a note, say), then goes on at the word it left, or rests
   * there if it rested. Any order to go elsewhere ends it; pause and play pause it. The saved place is never in it.
   */
  visit(options: { readonly from: Position }): Promise<void>
  /** Clamped to 0.25..4 and rounded to 0.05. Heard within 100 ms, in the middle of a word. Not stored: the caller does. */
  setSpeed(speed: number): void
  /** The speed, in steps of 0.05, that comes nearest to so many words a minute as heard; `undefined` until that is known. */
  speedFor(wordsPerMinute: number): number | undefined
  /** How long pauses are, and at what share of the speed hard spans are read. Heard at once; no sound is made anew. */
  setPauses(pauses: PausePreset, slow: Tempo['slow']): void
  /** Percent, 0 to 100. */
  setVolume(percent: number): void
  setMuted(muted: boolean): void
  /** `chapter`: until the next entry of the table of contents begins. `undefined` switches it off. */
  setSleep(minutes: number | 'chapter' | undefined): void
  /** A voice, a rule or the mode has changed: goes on at the word heard, in the new way, without a silence between. */
  renew(): void
  /** Closes, and gives the sound device back. The session is of no use afterwards. */
  dispose(): void
}

export type { AppClient }
