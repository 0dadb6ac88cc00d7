/** From what a recogniser hears to what a person would have typed: marks, figures, spelling, capitals, stops. */
import { readEnglishAmount } from './amounts-english.ts'
import { readGermanAmount } from './amounts-german.ts'
import type { AmountReader } from './amounts.ts'
import { properCase } from './capitals.ts'
import { raised, startsSentence, wordItem, write, type Item } from './items.ts'
import { controlAt, phraseAt, type CaseWord } from './marks.ts'
import { readNumber } from '../numerals/index.ts'
import { restored } from './restore.ts'
import { readLetters, readSpelling } from './spelling.ts'
import { writtenAsTaught } from './taught.ts'
import { splitWords, type Word } from './words.ts'

export interface TidyOptions {
  /** A language tag; English and German have rules, others are only given a capital at the start. */
  readonly language: string
  /** “comma” writes one; layout, case words, spelling and “literal” likewise. */
  readonly spokenPunctuation: boolean
  /** Capitals and stops where the recogniser gives none. */
  readonly autoPunctuation: boolean
  /** Figures for numbers, dates, times, money, measures and addresses. Default: yes. */
  readonly numbers?: boolean
  /** What stands before it. Default: nothing. */
  readonly before?: string
  /** The text goes on after it within the same sentence: no stop is added. */
  readonly open?: boolean
  /** False: breaks are written as spaces, and no stop is added. */
  readonly lines?: boolean
  /** Those with capitals are written as they are here, as whole words. Default: none. */
  readonly taughtWords?: readonly string[]
}

type Ruled = 'en' | 'de'
const amounts: Readonly<Record<Ruled, AmountReader>> = { en: readEnglishAmount, de: readGermanAmount }

/** The language whose rules apply, or undefined where there are none. */
export function ruled(language: string): Ruled | undefined {
  const base = language.toLowerCase().split(/[-_]/)[0]
  return base === 'en' || base === 'de' ? base : undefined
}

interface Case {
  mode: 'none' | 'capital' | 'upper' | 'lower'
  next: 'capital' | 'upper' | 'lower' | undefined
}

function turned(state: Case, what: CaseWord): void {
  switch (what) {
    case 'capital':
    case 'upper':
    case 'lower':
      state.next = what
      break
    case 'capitalOn':
      state.mode = 'capital'
      break
    case 'upperOn':
      state.mode = 'upper'
      break
    case 'lowerOn':
      state.mode = 'lower'
      break
    case 'capitalOff':
    case 'upperOff':
    case 'lowerOff':
      state.mode = 'none'
      break
    default:
      what satisfies never
  }
}

function cased(text: string, how: Case['next'] | Case['mode']): string {
  if (how === 'capital') return raised(text)
  if (how === 'upper') return text.toLocaleUpperCase()
  return how === 'lower' ? text.toLocaleLowerCase() : text
}

const romans: readonly (readonly [number, string])[] = [
  [1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'],
  [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I'],
] // prettier-ignore

function roman(value: number): string {
  let rest = value
  let text = ''
  for (const [worth, letters] of romans) {
    while (rest >= worth) {
      text += letters
      rest -= worth
    }
  }
  return text
}

/** “numeral five” is 5, “roman numeral five” and “römisch fünf” are V. */
function readNumeral(
  keys: readonly string[],
  at: number,
  language: Ruled,
): { text: string; words: number } | undefined {
  const said = keys.slice(at, at + 2).join(' ')
  const isRoman = said === 'roman numeral' || keys[at] === 'römisch'
  const skip =
    said === 'roman numeral' || said === 'als ziffer' || said === 'in ziffern'
      ? 2
      : keys[at] === 'numeral' || keys[at] === 'römisch'
        ? 1
        : 0
  if (skip === 0 || (language === 'en' && /^(?:the|a|this|that|roman)$/.test(keys[at - 1] ?? '')))
    return undefined
  const number = readNumber(keys, at + skip, language)
  if (!number || number.kind === 'fraction' || number.kind === 'ordinal') return undefined
  if (isRoman) {
    return Number.isInteger(number.value) && number.value > 0 && number.value < 4000
      ? { text: roman(number.value), words: skip + number.words }
      : undefined
  }
  return { text: language === 'de' ? number.text.replace('.', ',') : number.text, words: skip + number.words }
}

/** The words from `at` on up to one that the recogniser put a mark after. */
function runFrom(words: readonly Word[], at: number): readonly Word[] {
  let end = at
  while (end < words.length && (end === at || words[end]?.lead === '')) {
    end++
    if (words[end - 1]?.trail !== '') break
  }
  return words.slice(at, end)
}

const clitics = /^(?:s|t|re|ve|ll|d|m|n|clock|ne|nen)$/

/** A transcript's words and marks, before they are written out. */
export function tidyItems(transcript: string, options: TidyOptions): Item[] {
  return writtenAsTaught(ruledItems(transcript, options), options.taughtWords ?? [])
}

function ruledItems(transcript: string, options: TidyOptions): Item[] {
  const words = splitWords(transcript)
  const language = ruled(options.language)
  const punctuated = words.some((word) => /[.,!?;:…]/u.test(word.trail))
  const items = language
    ? scanned(words, language, options)
    : words.map((word) => wordItem(word.lead + word.text + word.trail))
  const shaped = options.lines === false ? items.filter((item) => item.type !== 'break') : items
  if (!options.autoPunctuation || punctuated || !language) return shaped
  return restored(shaped, language, options.open === true || options.lines === false)
}

function scanned(words: readonly Word[], language: Ruled, options: TidyOptions): Item[] {
  const keys = words.map((word) => word.key)
  const items: Item[] = []
  const state: Case = { mode: 'none', next: undefined }
  const put = (text: string, fixed = false) => {
    const how = state.next ?? state.mode
    items.push(wordItem(cased(text, how), fixed || how !== 'none'))
    state.next = undefined
  }
  const around = (at: number, count: number, text: string) =>
    (words[at]?.lead ?? '') + text + (words[at + count - 1]?.trail ?? '')
  let at = 0
  while (at < words.length) {
    const word = words[at]
    if (!word) break
    const run = runFrom(words, at).map(({ key }) => key)
    const upTo = [...keys.slice(0, at), ...run]
    if (options.spokenPunctuation) {
      const taken = spokenAt(upTo, keys, at)
      if (taken > 0) {
        at += taken
        continue
      }
      const spelled =
        readNumeral(upTo, at, language) ?? readSpelling(upTo, at, language) ?? lettersAt(upTo, run, at)
      if (spelled) {
        put(around(at, spelled.words, spelled.text), true)
        at += spelled.words
        continue
      }
    }
    if (options.numbers !== false) {
      const amount = amounts[language]({ run, before: keys.slice(0, at) })
      if (amount && amount.words <= run.length) {
        const same = amount.text === run.slice(0, amount.words).join(' ')
        const text = same
          ? words
              .slice(at, at + amount.words)
              .map((each) => each.text)
              .join(' ')
          : amount.text
        put(around(at, amount.words, text), /[@]|^\p{Ll}\S*\.\p{Ll}|^www\./u.test(amount.text))
        at += amount.words
        continue
      }
    }
    const text = options.autoPunctuation ? properCase(word.text, word.key, keys[at - 1], language) : word.text
    put(word.lead + text + word.trail)
    at++
  }
  return items

  /** Letters in a row, if they are not the beginning of an address or an hour. */
  function lettersAt(upTo: readonly string[], run: readonly string[], place: number) {
    const letters = readLetters(upTo, place, language)
    const amount =
      letters && options.numbers !== false
        ? amounts[language]({ run, before: keys.slice(0, place) })
        : undefined
    return amount && letters && amount.words > letters.words ? undefined : letters
  }

  /** Writes a spoken mark, break or case word, and says how many words it took. */
  function spokenAt(upTo: readonly string[], all: readonly string[], place: number): number {
    // “no space” may begin an utterance where it joins it to the text before
    const joins =
      place === 0 && (options.before ?? '') !== '' && phraseAt(upTo, 0, language)?.control.type === 'join'
    const found = joins ? controlAt(['x', ...upTo], 1, language) : controlAt(upTo, place, language)
    if (!found) return 0
    const { control } = found
    switch (control.type) {
      case 'literal': {
        const meant = phraseAt(all, place + found.words, language)
        const numeral = readNumber(all, place + found.words, language)
        const count = meant?.words ?? (numeral && language === 'en' ? numeral.words : 0)
        if (count === 0) return 0
        for (const each of words.slice(place + found.words, place + found.words + count))
          put(each.text + each.trail)
        return found.words + count
      }
      case 'case':
        turned(state, control.what)
        return found.words
      case 'break':
        items.push({ type: 'break', text: control.text })
        return found.words
      case 'join':
        items.push({ type: 'join' })
        return found.words
      case 'space':
        items.push({ type: 'mark', text: ' ', left: true, right: true })
        return found.words
      case 'mark': {
        const { mark } = control
        if (/^[.,;:!?…]$/u.test(mark.text)) unmark()
        const next = all[place + found.words] ?? ''
        const right = mark.text === "'" ? clitics.test(next) || all[place - 1] === 'o' : mark.right
        const previous = items.at(-1)
        const between =
          mark.text === '–' &&
          previous?.type === 'word' &&
          /\d$/.test(previous.text) &&
          readNumber(all, place + found.words, language) !== undefined
        // “95–96”
        items.push({
          type: 'mark',
          text: mark.text,
          left: mark.left || between,
          right: right || between,
          ...(mark.end && { end: true }),
        })
        return found.words
      }
      default:
        return control satisfies never
    }
  }

  /** The recogniser's own mark gives way to the one that was said. */
  function unmark(): void {
    const last = items.at(-1)
    if (last?.type === 'word')
      items[items.length - 1] = { ...last, text: last.text.replace(/[.,;:!?…]+$/u, '') }
  }
}

/**
 * A transcript as it is written: figures, marks, spelling, capitals and stops as the options say.
 *
 * With `spokenPunctuation`, `autoPunctuation` and `numbers` off, its words come back unchanged. A language without
 * rules gets a capital at the start of a sentence, and nothing else.
 */
export function tidyTranscript(transcript: string, options: TidyOptions): string {
  return write(tidyItems(transcript, options), {
    capitals: options.autoPunctuation,
    start: startsSentence(options.before ?? ''),
  })
}
