/** What a slot of a phrase can take: readings of words as values. */
import type { CommandLanguage, HearingContext } from '../../../contract/hearing.ts'
import type { CommandToken } from '../tokens.ts'

/** What a sentence is read in. */
export interface Sentence {
  readonly text: string
  readonly language: CommandLanguage
  readonly tokens: readonly CommandToken[]
  readonly words: readonly string[]
  readonly context: HearingContext
}

export interface Reading {
  /** How many of the words it takes. */
  readonly length: number
  readonly value: unknown
  /** 0 where there is no doubt; see match.ts for the scale. */
  readonly cost: number
}

export type ReadValue = (sentence: Sentence, at: number) => readonly Reading[]
