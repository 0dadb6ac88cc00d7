/** Number words cut into parts: what each language's lexer gives and the grammar in `cardinal.ts` reads. */

export type NumeralLanguage = 'en' | 'de' | 'fr'

/**
 * `unit`: 0 to 9, `teen`: 10 to 19, `tens`: 20 to 90. `half` and `part`
 * (a quarter, a third …) have their share of one as value. `digits`: written in digits already.
 */
export type TokenKind =
  | 'unit'
  | 'teen'
  | 'tens'
  | 'hundred'
  | 'scale'
  | 'and'
  | 'article' // “a”: before a hundred, a half …
  | 'point'
  | 'half'
  | 'part'
  | 'repeat' // “double”, “triple”
  | 'minus'
  | 'digits'

export interface Token {
  readonly kind: TokenKind
  readonly value: number
  /** The word, counted from the first that was lexed, that it ends or lies in. */
  readonly word: number
  /** Whether a word ends here: numbers end only there. */
  readonly last: boolean
  readonly ordinal?: boolean
  /** A `part` for several: “quarters”. */
  readonly plural?: boolean
  /** Of `digits`: as written, without grouping, with a point; of `scale`: the word. */
  readonly text?: string
}

/** A token without its place. */
export type Part = Omit<Token, 'word' | 'last'>

/** Parts of one word, or undefined where it is no number word. */
export type WordLexer = (word: string) => readonly Part[] | undefined

/** The words from `at` on, as far as each is made of number words, at most 40. */
export function lexed(words: readonly string[], at: number, lex: WordLexer): Token[] {
  const tokens: Token[] = []
  for (let index = at; index < words.length && index < at + 40; index++) {
    const parts = lex((words[index] ?? '').toLowerCase().normalize('NFC'))
    if (!parts || parts.length === 0) break
    parts.forEach((part, place) =>
      tokens.push({ ...part, word: index - at, last: place === parts.length - 1 }),
    )
  }
  return tokens
}

/** A number in digits: `1200`, `1,200`, `3.5`, `3rd`; with German and French grouping and comma where those are spoken. */
export function digitParts(word: string, language: NumeralLanguage): readonly Part[] | undefined {
  if (!/^[\d]/.test(word)) return undefined
  const ordinal =
    language === 'en' ? /^(\d+)(?:st|nd|rd|th)$/ : language === 'fr' ? /^(\d+)(?:er|re|e|ème)$/ : /^(\d+)\.$/
  const counted = ordinal.exec(word)
  if (counted) return [{ kind: 'digits', value: Number(counted[1]), text: counted[1] ?? '', ordinal: true }]
  const grouped =
    language === 'en' ? /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/ : /^\d{1,3}(?:[.\u202f\u00a0]\d{3})+(?:,\d+)?$/
  const plain = grouped.test(word)
    ? language === 'en'
      ? word.replaceAll(',', '')
      : word.replaceAll(/[.\u202f\u00a0]/g, '').replace(',', '.')
    : word.replace(',', '.')
  if (!/^\d+(?:\.\d+)?$/.test(plain) || plain.length > 18) return undefined
  return [{ kind: 'digits', value: Number(plain), text: plain }]
}
