/**
 * Whether a single period ends its sentence, given that white space and something that could begin a sentence follow.
 *
 * Looks a bounded number of characters to either side, so that a text without spaces costs no more than any other.
 */
import {
  afterTimeOfDay,
  companyNouns,
  germanMonths,
  germanNumbered,
  type Abbreviation,
  type PeriodRules,
} from './abbreviations.ts'

/** Characters of a word that are looked at; longer words are no abbreviations. */
const longestWord = 40
const stopsWord = /[\s\u2060()[\]{}«»“”„‟‚‘"<>|/\\–—―…!?*•]/
const roman = /^(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/i
const enumerator = /^(?:\d{1,3}|\p{L}|\d{1,3}(?:\.\d{1,3})+)$/u
const initials = /^\p{Lu}$|^\p{Lu}[\p{Ll}’']?(?:[.-]+\p{Lu}[\p{Ll}]?)+$/u
const acronym = /^\p{L}(?:\.\p{L}{1,3})+$/u
const units =
  /^(?:km|cm|mm|dm|nm|kg|mg|hl|ml|cl|dl|kwh|hz|khz|mhz|ghz|db|kb|mb|gb|tb|ft|lb|mph|kmh|km\/h|ppm|pt|px|pm)$/i
const interjection = /^(?:hm+|ps+t|sh+|tsk|br+|pf+t?|gr+|mm+|zz+)$/i
const timePhrase = /^(?:At|By|Around|About|Before|After|Until|Since|From) [\d:. ]{1,6}(?:[ap]\.m)$/i
const wordAt = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}'’.-]*/u

/** A word of the text and where it begins. */
export interface Word {
  readonly text: string
  readonly from: number
}

/** The word that ends before `end`, with its inner periods; empty when a space or bracket stands there. */
export function wordBefore(text: string, end: number, floor: number): Word {
  let from = end
  const lowest = Math.max(floor, end - longestWord)
  while (from > lowest) {
    const character = text[from - 1]!
    if (stopsWord.test(character)) break
    if ((character === ',' || character === ';' || character === ':') && !/\d/.test(text[from] ?? '')) break
    from--
  }
  return { text: text.slice(from, end), from }
}

/** The word that begins at `from`, at most 40 characters of it, without periods at its end. */
export function wordAfter(text: string, from: number): Word {
  const found = wordAt.exec(text.slice(from, from + longestWord))?.[0] ?? ''
  return { text: found.replace(/[.'’-]+$/u, ''), from }
}

/** True for a word that is capitalised because it begins a sentence: `The`, `It’s`, `Don't`, `Dann`. */
export function isStarter(word: string, rules: PeriodRules): boolean {
  if (rules.starters.has(word)) return true
  const apostrophe = word.search(/['’]/u)
  if (apostrophe < 1) return false
  return rules.starters.has(word.slice(0, apostrophe)) || /n['’]t$/u.test(word)
}

/** Joins `z. B` back to `z.b`: the abbreviation that the words up to `word` form, longest first. */
function* spelledOut(text: string, word: Word, floor: number): Generator<string> {
  const parts = [word.text]
  let { from } = word
  for (let count = 0; count < 3; count++) {
    let end = from
    while (end > floor && /\s/.test(text[end - 1]!)) end--
    if (end === from && count > 0) break
    if (text[end - 1] !== '.') break
    const previous = wordBefore(text, end - 1, floor)
    if (previous.text === '' || previous.text.length > 5) break
    parts.unshift(previous.text)
    from = previous.from
  }
  for (let skip = 0; skip < parts.length; skip++) yield parts.slice(skip).join('.')
}

function lookUp(text: string, word: Word, floor: number, rules: PeriodRules): Abbreviation | undefined {
  for (const key of spelledOut(text, word, floor)) {
    const kind = rules.abbreviations.get(key) ?? rules.abbreviations.get(key.toLowerCase())
    if (kind) return kind
  }
  if (rules.ordinals && /\p{Ll}str$/u.test(word.text)) return 'may-end' // Hauptstr.
  const last = /\.-(\p{L}+)$/u.exec(word.text)?.[1] // Min.-Präs.
  if (last) return rules.abbreviations.get(last) ?? rules.abbreviations.get(last.toLowerCase())
  return undefined
}

function previousWord(text: string, before: number, floor: number): string {
  let end = before
  while (end > floor && /\s/.test(text[end - 1]!)) end--
  return wordBefore(text, end, floor).text
}

/** A number with a period in German: an ordinal before a noun, the end of a sentence before most other things. */
function germanNumberEnds(text: string, word: Word, next: Word, starter: boolean, floor: number): boolean {
  if (/\d[,:]\d/.test(word.text)) return true
  if (/^\d/.test(next.text)) return word.text.length > 2
  if (germanMonths.has(next.text)) return false
  if (starter) return true
  const before = previousWord(text, word.from, floor)
  // "der 5. bis 7. Klassen"
  if (
    before === 'bis' &&
    /\d\.\s{1,3}bis\s{1,3}$/.test(text.slice(Math.max(floor, word.from - 12), word.from))
  )
    return false
  if (germanNumbered.has(before)) return true
  if (/^\d{4}$/.test(word.text))
    return !/^(?:der|die|das|den|dem|des|zum|zur|vom|beim|jede[rsnm]?)$/i.test(before)
  return word.text.length > 4 && !word.text.includes('.')
}

/**
 * @param dot where the period stands
 * @param start where the sentence begins that the period may end
 * @param next where the next word or symbol begins, past quotation marks and brackets
 */
export function periodEnds(
  text: string,
  dot: number,
  start: number,
  next: number,
  rules: PeriodRules,
): boolean {
  const word = wordBefore(text, dot, start)
  if (word.text === '') return true
  const following = wordAfter(text, next)
  const starter = isStarter(following.text, rules)
  const first = word.from <= start

  if (first && enumerator.test(word.text)) return false // `1. First`, `A. The`, `2.3. Results`
  if (first && roman.test(word.text) && word.text.length < 6) return false

  switch (lookUp(text, word, start, rules)) {
    case 'never':
      return false
    case 'number':
      if (/^[\p{N}§#]/u.test(text.slice(next, next + 2))) return false
      if (/^\p{L}$/u.test(following.text) && !starter) return false // `Fig. A`
      // "1 Bd. Petersilie", "3 Pkt. Abzug"
      if (rules.ordinals && !starter && /^\d+$/.test(previousWord(text, word.from, start))) return false
      if (roman.test(following.text) && !(following.text === 'I' && /^no$/i.test(word.text))) return false
      break
    case 'may-end':
      return starter
    case 'company': {
      if (starter) return true
      if (companyNouns.has(following.text) || /^\p{Lu}{2,}/u.test(following.text)) return false
      return /^\s+\p{Ll}/u.test(text.slice(next + following.text.length, next + following.text.length + 3))
    }
    case 'ends':
      if (timePhrase.test(text.slice(start, dot))) return false // `At 5 a.m. Mr. Smith left.`
      return !afterTimeOfDay.has(following.text)
    case undefined:
      break
  }

  if (/^\p{Lu}$/u.test(word.text) || initials.test(word.text)) return starter
  if (/^\p{Ll}$/u.test(word.text)) return starter && !/^\p{Lu}\p{L}{0,3}\./u.test(text.slice(next, next + 6))
  if (acronym.test(word.text)) return starter
  if (/^\d+(?:[.,:]\d+)*$/.test(word.text)) {
    return rules.ordinals ? germanNumberEnds(text, word, following, starter, start) : true
  }
  if (rules.ordinals && word.text === word.text.toUpperCase() && roman.test(word.text)) return starter
  if (/^[bcdfghjklmnpqrstvwxzßBCDFGHJKLMNPQRSTVWXZ][bcdfghjklmnpqrstvwxzß]{2,4}$/.test(word.text)) {
    return starter || rules.starters.size === 0 || units.test(word.text) || interjection.test(word.text) // `Mfg.`, `bldgs.`: no vowel, no word
  }
  return true
}
