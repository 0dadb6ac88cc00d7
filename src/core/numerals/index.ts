/** Spoken numbers: words to values, in English, German and French. Commands and dictation read numbers here alone. */
import { readSmall, readWhole, type Whole } from './cardinal.ts'
import { lexEnglish } from './english.ts'
import { lexFrench } from './french.ts'
import { lexGerman } from './german.ts'
import { lexed, type NumeralLanguage, type Token, type WordLexer } from './tokens.ts'

export type { NumeralLanguage } from './tokens.ts'

export interface SpokenNumber {
  readonly value: number
  readonly kind: 'cardinal' | 'ordinal' | 'decimal' | 'fraction'
  /** How many of the words it takes. */
  readonly words: number
  /** In digits, without grouping, with a point; leading zeros kept where digits were spoken: “007”, “3.50”, “2 1/2”. */
  readonly text: string
  /**
   * How it was said. `digits`: figure by figure, or in groups of figures (“one oh five”, “seven forty seven”). `year`:
   * two groups of two (“nineteen eighty four”). `written`: in digits already.
   */
  readonly form: 'words' | 'digits' | 'year' | 'written'
  readonly fraction?: { readonly whole: number; readonly over: number; readonly under: number }
  /** Of “2.5 million”: 2.5 and the word for a million or more that ends it. */
  readonly scaled?: { readonly text: string; readonly scale: string }
}

const lexers: Readonly<Record<NumeralLanguage, WordLexer>> = { en: lexEnglish, de: lexGerman, fr: lexFrench }

type Found = Omit<SpokenNumber, 'words'> & { readonly next: number }

/**
 * The longest number that begins at `words[at]`, or undefined.
 *
 * Words come without punctuation, in any case, hyphenated or not, number words glued or split; digits count, too.
 * Articles that are numbers in German and French (“eine”, “un”) are read as 1; English “a” only as in “a hundred”.
 */
export function readNumber(
  words: readonly string[],
  at: number,
  language: NumeralLanguage,
): SpokenNumber | undefined {
  const tokens = lexed(words, at, lexers[language])
  for (let end = tokens.length; end > 0; end = cutBefore(tokens, end)) {
    const part = tokens.slice(0, end)
    const found = longest(part, language)
    if (!found) return undefined
    const last = part[found.next - 1]
    if (last?.last) {
      const { next: _next, ...number } = found
      return { ...number, words: last.word + 1 }
    }
    end = found.next // it would end within a word: what is before that word may still be one
  }
  return undefined
}

/** The place where the word that holds token `end - 1` begins. */
function cutBefore(tokens: readonly Token[], end: number): number {
  const word = tokens[end - 1]?.word
  let place = end - 1
  while (place > 0 && tokens[place - 1]?.word === word) place--
  return place
}

function longest(tokens: readonly Token[], language: NumeralLanguage): Found | undefined {
  if (tokens[0]?.kind === 'minus') {
    const found = longest(tokens.slice(1), language)
    if (!found || found.kind === 'ordinal' || tokens[1]?.kind === 'minus') return undefined
    return { ...found, value: -found.value, text: `-${found.text}`, next: found.next + 1 }
  }
  const counted = readCounted(tokens, language)
  const figures = readFigures(tokens, language)
  return figures && (!counted || figures.next > counted.next) ? figures : counted
}

/** A count with what may follow it: decimals, a fraction, a scale word. */
function readCounted(tokens: readonly Token[], language: NumeralLanguage): Found | undefined {
  const first = tokens[0]
  if (first?.kind === 'digits') return readWritten(tokens, first, language)
  if (first?.kind === 'point' && first.value === 0 && language === 'en') return decimals(tokens, 0, 0, '0')
  const share = readShare(tokens, 0, language)
  const whole = readWhole(tokens, 0, language)
  if (share && share.next > (whole?.next ?? 0)) {
    return { ...fractionOf(0, share.over, share.under), next: share.next }
  }
  if (!whole) return undefined
  if (whole.ordinal) {
    return { value: whole.value, kind: 'ordinal', text: String(whole.value), form: 'words', next: whole.next }
  }
  const dotted =
    tokens[whole.next]?.kind === 'point'
      ? decimals(tokens, whole.next, whole.value, String(whole.value))
      : undefined
  if (dotted) return withScale(dotted, tokens)
  const mixed = readMixed(tokens, whole.next, whole.value, language)
  if (mixed) return withScale(mixed, tokens)
  return counted(whole)
}

function counted(whole: Whole): Found {
  return {
    value: whole.value,
    kind: 'cardinal',
    text: String(whole.value),
    form: 'words',
    next: whole.next,
    ...(whole.scaled && { scaled: { text: String(whole.scaled.count), scale: whole.scaled.scale } }),
  }
}

function readWritten(tokens: readonly Token[], first: Token, language: NumeralLanguage): Found {
  const text = first.text ?? ''
  const plain: Found = {
    value: first.value,
    kind: first.ordinal ? 'ordinal' : text.includes('.') ? 'decimal' : 'cardinal',
    text,
    form: 'written',
    next: 1,
  }
  if (first.ordinal) return plain
  const mixed = plain.kind === 'cardinal' ? readMixed(tokens, 1, first.value, language) : undefined
  if (mixed) return withScale(mixed, tokens)
  const dotted =
    plain.kind === 'cardinal' && tokens[1]?.kind === 'point'
      ? decimals(tokens, 1, first.value, text)
      : undefined
  return withScale(dotted ?? plain, tokens)
}

/** “point one four”, “point fourteen”, “Komma fünf”: figures after the mark at `at`. */
function decimals(tokens: readonly Token[], at: number, whole: number, before: string): Found | undefined {
  const mark = tokens[at]
  let next = at + 1
  let figures = ''
  const first = tokens[next]
  if (first?.kind === 'digits' && /^\d+$/.test(first.text ?? '') && !first.ordinal) {
    figures = first.text ?? ''
    next++
  } else {
    while (next < tokens.length) {
      const token = tokens[next]
      if (token?.kind === 'unit' && !token.ordinal) {
        figures += String(token.value)
        next++
        continue
      }
      const two =
        figures === '' && (token?.kind === 'tens' || token?.kind === 'teen')
          ? twoFigures(tokens, next)
          : undefined
      if (!two) break
      figures = String(two.value)
      next = two.next
      break
    }
    const inverted = germanTwoFigures(tokens, at + 1)
    if (inverted && inverted.next > next) {
      figures = String(inverted.value)
      next = inverted.next
    }
  }
  if (figures === '' || figures.length > 15 || !mark) return undefined
  const text = `${before}.${figures}`
  return { value: whole < 0 ? whole : Number(text), kind: 'decimal', text, form: 'words', next }
}

function twoFigures(tokens: readonly Token[], at: number) {
  const found = readSmall(tokens, at, 'en')
  return found && !found.ordinal && found.value > 9 ? found : undefined
}

/** “fünfundzwanzig” after “Komma”. */
function germanTwoFigures(tokens: readonly Token[], at: number) {
  if (tokens[at + 1]?.kind !== 'and') return undefined
  const found = readSmall(tokens, at, 'de')
  return found && !found.ordinal && found.value > 9 ? found : undefined
}

/** “half”, “a half”, “one third”, “three quarters”, “ein Viertel”. */
function readShare(
  tokens: readonly Token[],
  at: number,
  language: NumeralLanguage,
): { over: number; under: number; next: number } | undefined {
  const first = tokens[at]
  if (first?.kind === 'half' && !first.plural) return { over: 1, under: 2, next: at + 1 }
  const second = tokens[at + 1]
  if (!first || !second) return undefined
  const one = first.kind === 'article' || (first.kind === 'unit' && first.value === 1 && !first.ordinal)
  if (one && (second.kind === 'half' || second.kind === 'part') && !second.plural) {
    return { over: 1, under: second.value, next: at + 2 }
  }
  // “one third”; not “one second”, which is a time
  if (
    one &&
    second.ordinal &&
    second.value > 2 &&
    (second.kind === 'unit' || second.kind === 'teen') &&
    first.kind === 'unit'
  ) {
    return { over: 1, under: second.value, next: at + 2 }
  }
  if (language === 'de' && second.plural) return undefined // “zweieinhalb” is no two halves
  const several = (first.kind === 'unit' || first.kind === 'teen') && !first.ordinal && first.value > 1
  if (several && (second.kind === 'part' || (second.kind === 'half' && second.plural))) {
    return { over: first.value, under: second.value, next: at + 2 }
  }
  return undefined
}

/** What makes a whole number a mixed one: “and a half”, “and three quarters”, “einhalb”, “et demi”. */
function readMixed(
  tokens: readonly Token[],
  at: number,
  whole: number,
  language: NumeralLanguage,
): Found | undefined {
  const first = tokens[at]
  if (language === 'de' && first?.plural && (first.kind === 'half' || first.kind === 'part')) {
    return { ...fractionOf(whole, 1, first.value), next: at + 1 }
  }
  if (first?.kind !== 'and') {
    // “zwei ein halb”, “zwei ein Viertel”
    const part = language === 'de' && first?.kind === 'unit' && first.value === 1 ? tokens[at + 1] : undefined
    const share = part?.kind === 'half' || part?.kind === 'part' ? part : undefined
    return share && { ...fractionOf(whole, 1, share.value), next: at + 2 }
  }
  const quarter = tokens[at + 1]
  if (language === 'fr' && quarter?.kind === 'part' && !quarter.plural) {
    return { ...fractionOf(whole, 1, quarter.value), next: at + 2 }
  }
  const share = readShare(tokens, at + 1, language)
  return share && { ...fractionOf(whole, share.over, share.under), next: share.next }
}

function fractionOf(whole: number, over: number, under: number): Omit<Found, 'next'> {
  return {
    value: whole + over / under,
    kind: 'fraction',
    text: whole === 0 ? `${over}/${under}` : `${whole} ${over}/${under}`,
    form: 'words',
    fraction: { whole, over, under },
  }
}

/** “two point five million”, “one and a half thousand”, “3 million”. */
function withScale(found: Found, tokens: readonly Token[]): Found {
  const scale = tokens[found.next]
  if (scale?.kind !== 'scale' || scale.ordinal || scale.value < 1e3 || found.value >= 1_000) return found
  const share = found.fraction
  const exact = share && ![2, 4, 5, 8, 10].includes(share.under) ? undefined : String(found.value)
  const text = share ? exact : found.text
  const value = Math.round(found.value * scale.value)
  const { fraction: _fraction, ...rest } = found
  return {
    ...rest,
    value,
    kind: 'cardinal',
    text: String(value),
    form: 'words',
    next: found.next + 1,
    ...(text !== undefined && scale.value >= 1e6 && { scaled: { text, scale: scale.text ?? '' } }),
  }
}

/** Figures said one by one or by twos: “one oh five”, “double oh seven”, “nineteen eighty four”, “seven forty seven”. */
function readFigures(tokens: readonly Token[], language: NumeralLanguage): Found | undefined {
  let text = ''
  let next = 0
  let groups = 0
  const sizes: number[] = []
  const ends: { next: number; text: string; sizes: number[] }[] = []
  while (next < tokens.length && text.length < 30) {
    const token = tokens[next]
    if (!token || token.ordinal) break
    const repeated = tokens[next + 1]
    if (token.kind === 'repeat' && repeated?.kind === 'unit' && !repeated.ordinal) {
      text += String(repeated.value).repeat(token.value)
      sizes.push(1)
      next += 2
    } else if (token.kind === 'unit' && token.value === 0) {
      text += '0'
      sizes.push(1)
      next++
    } else {
      const small = readSmall(tokens, next, language)
      const after = small && tokens[small.next]
      if (!small || small.ordinal || after?.kind === 'hundred' || after?.kind === 'scale') break
      if (after?.kind === 'half' || after?.kind === 'part' || after?.kind === 'point') break
      text += String(small.value)
      sizes.push(small.value > 9 ? 2 : 1)
      next = small.next
    }
    groups++
    if (tokens[next - 1]?.last) ends.push({ next, text, sizes: [...sizes] })
  }
  const best = ends.at(-1)
  if (!best || (groups < 2 && best.sizes.length < 2 && best.text.length < 2)) return undefined
  if (best.sizes.length === 1 && tokens[0]?.kind !== 'repeat') return undefined
  const [first, second] = best.sizes
  const head = Number(best.text.slice(0, 2))
  const year =
    best.text.length === 4 &&
    first === 2 &&
    head >= 10 &&
    head <= 21 &&
    (second === 2 || /^\d\d0\d$/.test(best.text))
  return {
    value: Number(best.text),
    kind: 'cardinal',
    text: best.text,
    form: year ? 'year' : 'digits',
    next: best.next,
  }
}
