/** What the interface sees of dictation: what is being said, where it goes, and the orders it takes. */
import type { TextRange } from '../../contract/dictation.ts'
import type { HearingEvent } from '../../contract/hearing.ts'
import type { ReadableStore } from '../ui/store.ts'
import type { Outcome, Written } from './target.ts'
import type { TextField } from './text-port.ts'

export interface DictationState {
  /** Speech is written. */
  readonly active: boolean
  /** What is being said, as it seems so far; empty when nothing is. */
  readonly partial: string
  /** Where it will be written. */
  readonly field: TextField | undefined
  readonly at: TextRange | undefined
}

/** Told of each utterance that was dealt with. */
export interface DictationNews {
  readonly outcome: Outcome
  /** `said`: an utterance; `asked`: a command that somebody gave. */
  readonly by: 'said' | 'asked'
}

export type FinalEvent = Extract<HearingEvent, { type: 'final' }>

export interface Dictation {
  readonly state: ReadableStore<DictationState>
  /** Opens the microphone for writing; while it is open already it is turned to writing. */
  readonly start: () => Promise<void>
  /** What is being said is still written. The microphone is closed, or goes back to what it was open for. */
  readonly stop: () => Promise<void>
  /** The view's own field, which is written into while no other field has the focus. @returns take it away */
  readonly setMain: (field: TextField, draft: number) => () => void
  /** The field that would be written into now. */
  readonly field: () => TextField | undefined
  /** What was dictated last into that field, if it is still as it was written. */
  readonly last: () => Written | undefined
  /** Carries out a command on the field; @returns undefined where there is no field */
  readonly edit: (command: string, args: Record<string, unknown>) => Promise<Outcome | undefined>
  /** Asks what a command would come to without doing it: the words that it would select. */
  readonly find: (args: Record<string, unknown>) => Promise<string | undefined>
  /** Puts words in as they are: at the caret, or in place of a stretch. */
  readonly insert: (words: string, range?: TextRange) => Promise<Outcome | undefined>
  /** What an utterance would be written as in place of what was written last. */
  readonly wordsOf: (written: Written) => Promise<readonly string[]>
  /** Sees each utterance first. @returns stop; the listener returns true for what it has dealt with */
  readonly intercept: (listener: (text: string) => boolean) => () => void
  /** True while Lectern itself speaks: what is heard then is not the user. */
  readonly speaks: (speaking: boolean) => void
}
