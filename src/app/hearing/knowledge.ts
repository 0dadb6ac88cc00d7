/** What is known of commands, as this folder needs it: joined to core/commands, which the core's hearing never sees. */
import type { CommandLanguage, HeardCommand, HearingContext } from '../../contract/hearing.ts'
import type { HotWord } from '../../contract/ear.ts'
import type { Opinions, Verdict } from '../../core/hearing/parts.ts'
import {
  canGoOn,
  combine,
  commandGrammar,
  hotWords,
  phrases,
  stopGrammar,
  stopWords,
  understandText,
  wakeGrammar,
} from '../../core/commands/index.ts'
import { spokenGrammar } from '../../core/dictation/spoken-grammar.ts'
import type { Grammar } from './grammars.ts'

export interface Place {
  readonly language: CommandLanguage
  readonly context?: HearingContext | undefined
}

export interface Knowledge {
  commandGrammar(place: Place): Grammar | undefined
  wakeGrammar(phrase: string, sounds: readonly string[], place: Place): Grammar | undefined
  stopGrammar(place: Place): Grammar | undefined
  /** Letters, numbers, marks and commands of dictation; undefined for languages without rules for them. */
  dictationGrammar(language: string): Grammar | undefined
  hotWords(place: Place): readonly HotWord[]
  stopWords(language: CommandLanguage): readonly string[]
  combine(opinions: Opinions, place: Place): Verdict
  canGoOn(text: string, place: Place): boolean
  understand(text: string, place: Place): HeardCommand
  phrases(place: Place): readonly { readonly command: string; readonly phrases: readonly string[] }[]
}

export const knowledge: Knowledge = {
  commandGrammar,
  wakeGrammar,
  stopGrammar,
  dictationGrammar: spokenGrammar,
  hotWords,
  stopWords,
  combine,
  canGoOn,
  understand: (text, { language, context }) =>
    understandText(text, { language, ...(context === undefined ? {} : { context }) }),
  phrases,
}
