/** Grammars in the ear: set when they change or its process is new, with the sounds of words that its dictionary lacks. */
import type { GrammarHypothesis, Pronounced } from '../../contract/ear.ts'
import { isLost } from '../../core/hearing/failures.ts'
import type { Pronounce } from '../../core/ports.ts'
import type { EarProcess } from './ear.ts'

export interface Grammar {
  /** Changes only if the grammar does. */
  readonly key: string
  readonly jsgf: string
  /** Sounds of words that are known already; the others come from the voices. */
  readonly words?: readonly Pronounced[]
}

interface Held {
  readonly key: string
  readonly ready: Promise<void>
}

export class Grammars {
  readonly #process: EarProcess
  readonly #pronounce: Pronounce
  readonly #report: (what: string, cause: unknown) => void
  readonly #set = new Map<string, Held>()
  readonly #sounds = new Map<string, string>()
  readonly #places = new Set<number>()
  /** Words that dictionaries were found to lack, by language. */
  readonly #lacking = new Map<string, Set<string>>()

  constructor(
    process: EarProcess,
    pronounce: Pronounce,
    report: (what: string, cause: unknown) => void = () => undefined,
  ) {
    this.#process = process
    this.#pronounce = pronounce
    this.#report = report
  }

  /**
   * A beginning for names of grammars that nobody else has meanwhile. Few, and used again and again: what has a name
   * stays compiled in the ear.
   */
  reserve(): { readonly prefix: string; readonly release: () => void } {
    let place = 1
    while (this.#places.has(place)) place++
    this.#places.add(place)
    let held = true
    return {
      prefix: `${place} `,
      release: () => {
        if (held) this.#places.delete(place)
        held = false
      },
    }
  }

  /** Has it compiled before somebody speaks. */
  prepare(name: string, language: string, grammar: Grammar): Promise<void> {
    const key = `${this.#process.generation()} ${grammar.key}`
    const held = this.#set.get(name)
    if (held?.key === key) return held.ready
    const ready = this.#compile(name, language, grammar)
    this.#set.set(name, { key, ready })
    ready.catch(() => this.#set.delete(name))
    return ready
  }

  /**
   * A whole utterance, cut by voice activity, as the grammar hears it.
   *
   * @throws {AppError} `unavailable` where the ear does not come back
   */
  async decode(
    name: string,
    language: string,
    grammar: Grammar,
    pcm: Int16Array,
  ): Promise<GrammarHypothesis> {
    for (let left = 2; ; left--)
      try {
        await this.prepare(name, language, grammar)
        return (await this.#process.ear.call('grammar.decode', { grammar: name, pcm })).hypothesis
      } catch (error) {
        this.#set.delete(name)
        if (left === 0 || !isLost(error)) throw error
      }
  }

  async #compile(name: string, language: string, { jsgf, words = [] }: Grammar): Promise<void> {
    const lacking = this.#lacking.get(language) ?? new Set()
    this.#lacking.set(language, lacking)
    const given = new Set(words.map(({ written }) => written))
    const known = () => [
      ...words,
      ...[...lacking].flatMap((written) => {
        const ipa = this.#sounds.get(`${language} ${written}`)
        return given.has(written) || !ipa || !jsgf.includes(written) ? [] : [{ written, ipa }]
      }),
    ]
    const set = () => this.#process.ear.call('grammar.set', { grammar: name, language, jsgf, words: known() })
    const { unknown } = await set()
    const fresh = unknown.filter((word) => !this.#sounds.has(`${language} ${word}`))
    if (fresh.length === 0) return
    try {
      // A phrase that is one word to the grammar is several to the voices.
      const sounds = await this.#pronounce(
        language,
        fresh.map((word) => word.replaceAll('_', ' ')),
      )
      for (const [index, word] of fresh.entries()) {
        lacking.add(word)
        this.#sounds.set(`${language} ${word}`, sounds[index] ?? '')
      }
    } catch (error) {
      // The rest of the grammar works; the words are asked for again with the next one.
      this.#report('words of a grammar could not be pronounced', error)
      return
    }
    const { unknown: left } = await set()
    if (left.length > 0) this.#report('words of a grammar cannot be said', left.slice(0, 20).join(', '))
  }
}
