/** What one session knows of commands: its language, and what is on screen now. */
import { commandLanguage, type CommandLanguage, type HearingContext } from '../../contract/hearing.ts'
import type { GrammarHypothesis } from '../../contract/ear.ts'
import type { CommandSense, GrammarRole, Opinions, Verdict } from '../../core/hearing/parts.ts'
import type { Grammar, Grammars } from './grammars.ts'
import type { Knowledge, Place } from './knowledge.ts'

/** The language of commands for someone who speaks `language`; English where there are none in it. */
export function commandLanguageOf(language: string): CommandLanguage {
  const parsed = commandLanguage.safeParse(language.slice(0, 2).toLowerCase())
  return parsed.success ? parsed.data : 'en'
}

export interface SenseParts {
  readonly knowledge: Knowledge
  readonly grammars: Grammars
  readonly language: string
  /** The wake phrase and how the user says it, now. */
  readonly wake: () => { readonly phrase: string; readonly sounds: readonly string[] }
  readonly report: (what: string, cause: unknown) => void
  /** Keeps its grammars apart from those of sessions that are open meanwhile. */
  readonly prefix?: string
}

export class SessionSense implements CommandSense {
  readonly #parts: SenseParts
  readonly #language: CommandLanguage
  readonly #stopWords: ReadonlySet<string>
  #place: Place
  #commands: Grammar | undefined

  constructor(parts: SenseParts, context: HearingContext | undefined) {
    this.#parts = parts
    this.#language = commandLanguageOf(parts.language)
    this.#place = { language: this.#language, context }
    this.#stopWords = new Set(parts.knowledge.stopWords(this.#language).map(plain))
  }

  get place(): Place {
    return this.#place
  }

  set context(context: HearingContext) {
    this.#place = { language: this.#language, context }
    this.#commands = undefined
  }

  /** Has the grammars compiled before somebody speaks. */
  prepare(roles: readonly GrammarRole[]): void {
    for (const role of roles) {
      const grammar = this.#grammar(role)
      if (grammar)
        this.#parts.grammars
          .prepare(this.#name(role), this.#language, grammar)
          .catch((error: unknown) => this.#parts.report('a grammar could not be prepared', error))
    }
  }

  async decode(role: GrammarRole, pcm: Int16Array): Promise<GrammarHypothesis | undefined> {
    const grammar = this.#grammar(role)
    if (!grammar || pcm.length === 0) return undefined
    return this.#parts.grammars.decode(this.#name(role), this.#language, grammar, pcm)
  }
  combine(opinions: Opinions): Verdict {
    return this.#parts.knowledge.combine(opinions, this.#place)
  }
  canGoOn(text: string): boolean {
    return this.#parts.knowledge.canGoOn(text, this.#place)
  }
  isStop(text: string): boolean {
    return this.#stopWords.has(plain(text))
  }

  #name(role: GrammarRole): string {
    return `${this.#parts.prefix ?? ''}${role}-${this.#language}`
  }
  #grammar(role: GrammarRole): Grammar | undefined {
    const { knowledge, wake } = this.#parts
    if (role === 'stop') return knowledge.stopGrammar(this.#place)
    if (role === 'dictation') return knowledge.dictationGrammar(this.#parts.language)
    if (role === 'commands') return (this.#commands ??= knowledge.commandGrammar(this.#place))
    const { phrase, sounds } = wake()
    return phrase === '' ? undefined : knowledge.wakeGrammar(phrase, sounds, this.#place)
  }
}

const plain = (text: string): string =>
  text
    .toLocaleLowerCase()
    .replaceAll(/[\s.,!?;:]+/g, ' ')
    .trim()
