/** Spoken punctuation, layout and case: phrases looked up in a language's table. */
import { englishMarks } from './marks-english.ts'
import { germanMarks } from './marks-german.ts'

export interface Mark {
  readonly text: string
  readonly left: boolean
  readonly right: boolean
  readonly end: boolean
}

export type CaseWord =
  | 'capital' // the next word
  | 'upper'
  | 'lower'
  | 'capitalOn' // until it is off
  | 'capitalOff'
  | 'upperOn'
  | 'upperOff'
  | 'lowerOn'
  | 'lowerOff'

/** A language's spoken marks. Phrases are lower case, words parted by one space. */
export interface MarkTable {
  readonly marks: readonly (readonly [readonly string[], Mark])[]
  readonly breaks: readonly (readonly [readonly string[], '\n' | '\n\n' | '\t'])[]
  /** A word that opens a quotation only if one of the others closes it. */
  readonly quote?: { readonly open: string; readonly closing: readonly string[]; readonly mark: Mark }
  /** Marks that come in pairs, as a dash does. */
  readonly pairs: readonly string[]
  /** What comes before words that are to be written as they are. */
  readonly literal: readonly string[]
  readonly noSpace: readonly string[]
  readonly space: readonly string[]
  readonly casing: Readonly<Record<CaseWord, readonly string[]>>
  /** Whether a phrase at `keys[at]` is ordinary words there: “the period of rest”. */
  isWord(keys: readonly string[], at: number, phrase: string): boolean
}

export type Control =
  | { readonly type: 'mark'; readonly mark: Mark }
  | { readonly type: 'break'; readonly text: '\n' | '\n\n' | '\t' }
  | { readonly type: 'case'; readonly what: CaseWord }
  | { readonly type: 'literal' }
  | { readonly type: 'join' }
  | { readonly type: 'space' }

export interface FoundControl {
  readonly control: Control
  readonly phrase: string
  readonly words: number
}

interface Index {
  readonly table: MarkTable
  readonly phrases: ReadonlyMap<string, Control>
}

function indexed(table: MarkTable): Index {
  const phrases = new Map<string, Control>()
  const put = (list: readonly string[], control: Control) =>
    list.forEach((phrase) => phrases.set(phrase, control))
  for (const [list, mark] of table.marks) put(list, { type: 'mark', mark })
  for (const [list, text] of table.breaks) put(list, { type: 'break', text })
  put(table.literal, { type: 'literal' })
  put(table.noSpace, { type: 'join' })
  put(table.space, { type: 'space' })
  for (const [what, list] of Object.entries(table.casing)) put(list, { type: 'case', what: what as CaseWord })
  if (table.quote) put([table.quote.open], { type: 'mark', mark: table.quote.mark })
  return { table, phrases }
}

const indexes: Readonly<Record<string, Index>> = { en: indexed(englishMarks), de: indexed(germanMarks) }
const longestPhrase = 4

/** The longest spoken mark, break or case word that begins at `keys[at]`, whatever it means there. */
export function phraseAt(keys: readonly string[], at: number, language: string): FoundControl | undefined {
  const index = indexes[language]
  if (!index) return undefined
  for (let words = Math.min(longestPhrase, keys.length - at); words > 0; words--) {
    const phrase = keys.slice(at, at + words).join(' ')
    const control = index.phrases.get(phrase)
    if (control) return { control, phrase, words }
  }
  return undefined
}

/** As `phraseAt`, but only where the words are meant as a mark. */
export function controlAt(keys: readonly string[], at: number, language: string): FoundControl | undefined {
  const index = indexes[language]
  const found = phraseAt(keys, at, language)
  if (!index || !found) return undefined
  if (/^(?:word|words|wort|wörter)$/.test(keys[at - 1] ?? '') && at > 1) return undefined // “the word comma”
  const { quote } = index.table
  if (quote && found.phrase === quote.open) {
    const rest = ` ${keys.slice(at + 1).join(' ')} `
    return quote.closing.some((closing) => rest.includes(` ${closing} `)) ? found : undefined
  }
  if (quote?.closing.includes(found.phrase) && found.phrase === 'unquote') return found
  return index.table.isWord(keys, at, found.phrase) ? undefined : found
}

/** All marks, new lines and spaces of a language that may be said alone. */
export function markPhrases(language: 'en' | 'de'): readonly string[] {
  const { marks, breaks, space } = (indexes[language] as Index).table
  const all = [...marks, ...breaks].flatMap(([phrases]) => phrases)
  // Said with a hyphen, they are there without it, too; and some are a mark only behind words.
  return [...new Set([...all, ...space])].filter(
    (phrase) => !phrase.includes('-') && controlAt(phrase.split(' '), 0, language) !== undefined,
  )
}
