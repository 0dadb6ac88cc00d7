/** Names on screen, as spoken: titles, bookmarks, voices, profiles. Words of a name will do where they fit one. */
import type { CommandLanguage, HearingContext } from '../../../contract/hearing.ts'
import { alike } from '../similarity.ts'
import { tokensOf } from '../tokens.ts'
import { asDigits } from './digits.ts'
import type { ReadValue, Reading, Sentence } from './value.ts'

export type NameKind = 'chapters' | 'bookmarks' | 'documents' | 'voices' | 'profiles'

interface Named {
  readonly name: string
  readonly words: readonly string[]
}

interface Index {
  readonly names: readonly Named[]
  readonly byWord: ReadonlyMap<string, readonly number[]>
  readonly vocabulary: readonly string[]
}

const small: Readonly<Record<CommandLanguage, ReadonlySet<string>>> = {
  en: new Set(['the', 'a', 'an', 'of', 'and', 'in', 'on', 'to', 'for', 'by', 'with', 'from', 'is', 'at', 'chapter', 'book', 'part', 'document', 'called']),
  de: new Set(['der', 'die', 'das', 'den', 'dem', 'des', 'ein', 'eine', 'und', 'in', 'im', 'von', 'vom', 'zu', 'zum', 'zur', 'auf', 'mit', 'kapitel', 'buch', 'dokument']),
  fr: new Set(['le', 'la', 'les', 'un', 'une', 'de', 'du', 'des', 'et', 'en', 'à', 'au', 'aux', 'dans', 'chapitre', 'livre', 'document']),
} // prettier-ignore

const indexes = new WeakMap<readonly string[], Map<CommandLanguage, Index>>()

/** Words of names by which they are found; kept for as long as the list of names lives. */
function indexOf(names: readonly string[], language: CommandLanguage): Index {
  const perLanguage = indexes.get(names) ?? new Map<CommandLanguage, Index>()
  indexes.set(names, perLanguage)
  const known = perLanguage.get(language)
  if (known) return known
  const named = names.map((name) => ({
    name,
    words: asDigits(tokensOf(name, language).map(({ word }) => word), language), // prettier-ignore
  }))
  const byWord = new Map<string, number[]>()
  for (const [number, { words }] of named.entries()) {
    for (const word of new Set(words)) {
      const places = byWord.get(word)
      if (places) places.push(number)
      else byWord.set(word, [number])
    }
  }
  const index = { names: named, byWord, vocabulary: [...byWord.keys()] }
  perLanguage.set(language, index)
  return index
}

/** What is said is only this short of a name's own words: half of what tells it apart. */
const leastShare = 0.34

/**
 * The names that all of `said` fits, best first. A name fits by any of its words, in their order; what sounds alike
 * counts a little less.
 */
export function namesFor(
  said: readonly string[],
  names: readonly string[],
  language: CommandLanguage,
): { name: string; fit: number }[] {
  const index = indexOf(names, language)
  const spoken = asDigits(said, language)
  const telling = spoken.filter((word) => !small[language].has(word))
  if (telling.length === 0 && !index.names.some(({ words }) => words.join(' ') === spoken.join(' ')))
    return []
  const near = spoken.map((word) => {
    const found = new Map<number, number>()
    for (const number of index.byWord.get(word) ?? []) found.set(number, 1)
    if (found.size === 0 && word.length > 3) {
      for (const other of index.vocabulary) {
        const likeness = alike(word, other, language)
        if (likeness < 0.7) continue
        for (const number of index.byWord.get(other) ?? [])
          found.set(number, Math.max(found.get(number) ?? 0, likeness))
      }
    }
    return found
  })
  const candidates = new Set<number>()
  spoken.forEach((word, place) => {
    if (!small[language].has(word) || telling.length === 0)
      for (const number of near[place]!.keys()) candidates.add(number)
  })
  const fits: { name: string; fit: number }[] = []
  for (const number of candidates) {
    const named = index.names[number]!
    let sum = 0
    let whole = true
    spoken.forEach((word, place) => {
      const likeness = near[place]!.get(number) ?? 0
      if (small[language].has(word) && telling.length > 0) return
      if (likeness === 0) whole = false
      sum += likeness
    })
    if (!whole) continue
    const weight = telling.length || spoken.length
    const own = named.words.filter((word) => !small[language].has(word)).length || named.words.length
    const share = Math.min(1, weight / own)
    const exact = named.words.join(' ') === spoken.join(' ')
    if (share < leastShare && !(weight >= 2 || sum / weight === 1)) continue
    fits.push({ name: named.name, fit: exact ? 1 : (sum / weight) * (0.6 + 0.35 * share) })
  }
  return fits.toSorted((a, b) => b.fit - a.fit)
}

/** The longest name that is said is one of a dozen words. */
const mostWords = 12

/** Stretches of words that name something on screen; `name` as it is written there. */
export function readName(
  kind: NameKind,
  names: (context: HearingContext) => readonly string[] = (context) => context[kind],
): ReadValue {
  return (sentence, at) => {
    const list = names(sentence.context)
    if (list.length === 0) return []
    const readings: Reading[] = []
    const most = Math.min(sentence.words.length, at + mostWords)
    for (let end = at + 1; end <= most; end++) {
      const [best] = namesFor(sentence.words.slice(at, end), list, sentence.language)
      if (best) readings.push({ length: end - at, value: best.name, cost: 0.25 * (1 - best.fit) })
    }
    return readings
  }
}

/** What was said, as it was written, from one word to another. */
export function writtenAt({ text, tokens }: Sentence, from: number, to: number): string {
  const first = tokens[from]
  const last = tokens[to - 1]
  return first && last ? text.slice(first.from, last.to) : ''
}

const quotation = /[“„"]([^“”„"]+)[”“"]|«([^«»]+)»/g

/** All that stands in the quotation marks around these words, where the last of them is the last in the marks. */
export function quotedAt({ text, tokens }: Sentence, from: number, to: number): string | undefined {
  const first = tokens[from]
  const last = tokens[to - 1]
  if (!first || !last) return undefined
  for (const match of text.matchAll(quotation)) {
    const end = match.index + match[0].length - 1
    if (match.index < first.from && last.to <= end && !/[\p{L}\p{N}]/u.test(text.slice(last.to, end)))
      return (match[1] ?? match[2])?.trim()
  }
  return undefined
}

/** Whether the word is the first in quotation marks. */
export function opensQuotation({ text, tokens }: Sentence, at: number): boolean {
  const first = tokens[at]
  return (
    first !== undefined &&
    [...text.matchAll(quotation)].some(
      ({ index }) => index < first.from && !/[\p{L}\p{N}]/u.test(text.slice(index, first.from)),
    )
  )
}
