/** What the interface sees of hearing: one microphone, one session, its state, and the orders it takes. */
import type { HearingEvent, HearingMode, HearingWay } from '../../contract/hearing.ts'
import type { AppError } from '../../rpc/failure.ts'
import type { ReadableStore } from '../ui/store.ts'

/**
 * `off`: the microphone is closed. `opening`: it was asked for, or what hears is being started anew. `failed`: it is
 * closed, because of `problem`.
 */
export type HearingStatus = 'off' | 'opening' | 'listening' | 'failed'

/** `quiet`: speech comes in too faint. `noisy`: it hardly stands out. `clipping`: it is too loud for the microphone. */
export type HearingAdvice = 'quiet' | 'noisy' | 'clipping'

/** In dBFS: 0 is the loudest sound there can be, −96 none. */
export interface HearingLevel {
  /** Of the frame heard last. */
  readonly speech: number
  /** Of what is there while nobody speaks. */
  readonly noise: number
}

/** A snapshot; a new object whenever anything in it changes. The level changes some ten times a second. */
export interface HearingState {
  readonly status: HearingStatus
  readonly mode: HearingMode
  readonly way: HearingWay
  readonly speaking: boolean
  /** What is said now is heard: always, but while a wake phrase is waited for. */
  readonly awake: boolean
  readonly level: HearingLevel
  /** Nothing is installed that could write words: dictation hears letters, numbers, marks and commands. */
  readonly wordless?: boolean
  readonly advice?: HearingAdvice
  readonly problem?: AppError
}

export interface HearingStart {
  readonly mode: HearingMode
  readonly way: HearingWay
  /** The draft that is dictated into. */
  readonly draft?: number
}

/**
 * Listens to one microphone at a time. Every order may be given at any time; later ones overtake earlier ones.
 * Promises settle when the order has been carried out or overtaken, and never reject: failures are in the state.
 */
export interface Hearing {
  readonly state: ReadableStore<HearingState>
  /** Opens the microphone and a session; where one is open, changes it. Sound heard before the core answers is kept. */
  start(options: HearingStart): Promise<void>
  /** Changes what speech is for without losing what is being said. Nothing while the microphone is closed. */
  change(options: Partial<HearingStart>): Promise<void>
  /** Takes what is being said for ended; its events have been told when the promise settles. */
  flush(): Promise<void>
  /** Closes the microphone at once, and finishes what was being said; its events have been told when it settles. */
  finish(): Promise<void>
  /** Closes the microphone at once. What is being said is dropped: `flush` first keeps it. */
  stop(): Promise<void>
  /** Told in order. @returns stop telling */
  onEvent(listener: (event: HearingEvent) => void): () => void
}
