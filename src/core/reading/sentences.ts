/**
 * Where sentences begin and end.
 *
 * One pass over the characters that Unicode calls sentence terminals; each is judged by what stands around it
 * (`period.ts` for the period, the rules below for the others). `Intl.Segmenter` is not asked: it gives the same
 * candidates, cuts `Dr. Lee`, `3. Mai` and `“Why?” he asked` and misses `this.[12] The`, so that each of its answers
 * would have to be judged again, and they change with the ICU of the runtime, which would move places that were kept
 * (docs/adr/0013). It is the oracle of a test instead.
 */
import { periodRules, type PeriodRules } from './abbreviations.ts'
import { inlineItems } from './enumerations.ts'
import { isStarter, periodEnds, wordAfter, wordBefore } from './period.ts'

/** UTF-16 offsets, end excluded. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Stands for characters that are not said, such as note marks, so that offsets stay: neither space nor letter. */
export const silentCharacter = '\u2060'
/** Stands for characters that are one thing to a sentence, such as inline code. */
export const opaqueCharacter = '\ue000'

const terminal = /[\p{Sentence_Terminal}…;\u037e]|\n(?=[ \t\r]*\n)|\u2029/gu
const terminalCharacter = /[\p{Sentence_Terminal}…]/u
/** Terminals of scripts that need no space after them. */
const wideTerminal = /[。！？｡．]/
const closer = /["'”’“‘»«›‹)\]}」』）》】〉〕｣\u2060]/
const opener = /["'“‘„‚”’«»‹›([{「『（《【〈〔｢¿¡–—―*•\u2060]/
const footnoteSign = /[*†‡¹²³⁰⁴-⁹]/
const continues = /[,:)\]}%/=+&|<>~，、；：）」』》】]/
const caseless = /^\P{Lu}*$/u
const asciiLetter = /[A-Za-z]/
const cjk = /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]/
/** Small words that begin with a small letter on purpose: iPhone, eBay, macOS, mRNA, p53. */
const innerCapital = /^\p{Ll}{1,5}[\p{Lu}\d]/u
/** Addresses and file names, which are small by nature. */
const address = /^(?:https?:|www\.|[\w.+-]{1,30}@|[\w-]{2,30}\.[a-z]{2,})/
/** `(b)` or `iv)` at the head of an enumeration's item. */
const enumerated = /^\(?(?:\p{Ll}|[ivx]{1,4})\)\s/u
/** Pictographs that close a sentence: `It is done. 😀 Next one.` */
const pictographs =
  /^[ \u00a0]?(?:[:;]-?[)(DP]|(?:\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|[\ufe0f\u200d])*){1,8})(?=\s|$)/u
const quotative = /^(?:と|って|とか|、|，)/

const isSpace = (character: string | undefined): boolean =>
  character === ' ' || (character !== undefined && /\s/.test(character))

/** German closes with the marks that English and Chinese open with; before a letter they open. */
const opens = (text: string, at: number): boolean =>
  /["'“‘«»]/.test(text[at]!) && /^[\p{L}\p{N}]/u.test(text.slice(at + 1, at + 3))

/** Past `[12]`, `[3, 4]`, `[a]`, `*`, `²` and silent characters, which belong to the sentence they follow. */
function pastMarks(text: string, from: number): number {
  let at = from
  for (;;) {
    const character = text[at]
    if (character === undefined) return at
    if (footnoteSign.test(character) || (closer.test(character) && !opens(text, at))) at++
    else if (character === '[') {
      const mark = /^\[(?:[\d,;\s–-]{1,20}|[a-z]|note \d{1,3})\]/.exec(text.slice(at, at + 24))
      if (!mark) return at
      at += mark[0].length
    } else return at
  }
}

class Scan {
  readonly text: string
  readonly language: string
  readonly rules: PeriodRules
  readonly lowerStarts: boolean
  /** Where the sentence begins that is being read. */
  start = 0
  /** The last bracket that was opened inside this sentence, and how far brackets were looked for. */
  #bracket = -1
  #bracketsUntil = 0

  constructor(text: string, language: string) {
    this.text = text
    this.language = language.toLowerCase().split(/[-_]/)[0] ?? ''
    this.rules = periodRules(language)
    this.lowerStarts = caseless.test(text)
  }

  begin(at: number): void {
    this.start = at
    this.#bracket = -1
    this.#bracketsUntil = at
  }

  /** The sentence's first character that is not an opening mark. */
  #firstLetter(): number {
    let at = this.start
    const limit = Math.min(this.text.length, at + 8)
    while (at < limit && (opener.test(this.text[at]!) || isSpace(this.text[at]))) at++
    return at
  }

  /** True inside brackets that opened in the middle of the sentence and close soon, with more of it after them. */
  #insideBrackets(at: number): boolean {
    for (; this.#bracketsUntil < at; this.#bracketsUntil++) {
      const character = this.text[this.#bracketsUntil]
      if (character === '(') this.#bracket = this.#bracketsUntil
      else if (character === ')') this.#bracket = -1
    }
    if (this.#bracket <= this.start) return false
    return /[()]/.exec(this.text.slice(at, at + 200))?.[0] === ')'
  }

  /** Where the sentence ends whose terminal stands at `at` and is `length` long, and where to look on; `end` is -1 if it goes on. */
  judge(at: number, length: number): { end: number; resume: number } {
    const { text } = this
    if (text[at] === '\n' || text[at] === '\u2029') return { end: at, resume: at + 1 }
    if (text[at] === ';' || text[at] === '\u037e') {
      if (this.language !== 'el' || !isSpace(text[at + 1])) return { end: -1, resume: at + 1 }
      return { end: at + 1, resume: at + 1 }
    }
    let cluster = at + length // some scripts' terminals take two units
    while (cluster < text.length && terminalCharacter.test(text[cluster]!)) cluster++
    if (asciiLetter.test(text[cluster] ?? '')) return { end: -1, resume: cluster } // the usual inner period
    let after = pastMarks(text, cluster)
    if (
      /^[ \u00a0\u202f]»/.test(text.slice(after, after + 2)) &&
      this.language !== 'de' &&
      this.language !== 'da'
    )
      after += 2 // « Bonjour ! »
    after += this.#flattenedMark(at, cluster, after)
    after += pictographs.exec(text.slice(after, after + 48))?.[0].length ?? 0
    if (after >= text.length) return { end: text.length, resume: text.length }
    const marks = text.slice(at, cluster)
    if (!isSpace(text[after])) {
      const wide = wideTerminal.test(marks) || (/[!?]/.test(marks) && cjk.test(text[after]!))
      if (wide && !quotative.test(text.slice(after, after + 3)) && !continues.test(text[after]!))
        return { end: after, resume: after }
      return { end: -1, resume: Math.max(cluster, after) }
    }
    let following = after
    while (isSpace(text[following])) following++
    if (following >= text.length) return { end: after, resume: text.length }
    return { end: this.#ends(at, cluster, after, following, marks) ? after : -1, resume: following }
  }

  /** Length of a note's number that lost its raised position: `It is true.1 The next`. */
  #flattenedMark(at: number, cluster: number, after: number): number {
    const mark = /^\d{1,3}(?=\s+["“„«]?\p{Lu})/u.exec(this.text.slice(after, after + 8))
    if (!mark || this.text[at] !== '.' || cluster > at + 1) return 0
    const word = wordBefore(this.text, at, this.start).text
    return /^\p{L}*\p{Ll}{3}$/u.test(word) && !this.rules.abbreviations.has(word.toLowerCase())
      ? mark[0].length
      : 0
  }

  #ends(at: number, cluster: number, after: number, following: number, marks: string): boolean {
    const { text } = this
    if (/\n[ \t\r]*\n|\u2029/.test(text.slice(after, following))) return true
    if (continues.test(text[following]!)) return false
    let next = following
    const limit = Math.min(text.length, following + 16)
    while (next < limit && (opener.test(text[next]!) || isSpace(text[next]))) next++
    if (next >= text.length) return false // only closing marks are left
    const lower = /^\p{Ll}/u.test(text.slice(next, next + 2))
    const begins =
      this.lowerStarts ||
      innerCapital.test(text.slice(next, next + 8)) ||
      address.test(text.slice(next, next + 40)) ||
      /^['’](?:s|ne?|nen|tis|twas) /.test(text.slice(next - 1, next + 6))
    if (lower && !begins && !enumerated.test(text.slice(following, following + 8))) return false
    const before = text[at - 1]
    if ((before === '(' || before === '[') && /^[)\]]/.test(text.slice(cluster, cluster + 1))) return false // (!), […]
    if (this.#insideBrackets(at)) return false
    if (marks === '.') {
      if (isSpace(before) && text[following] === '.') return false // . . .
      if (isSpace(before) && this.#pronoun(next)) return false
      return periodEnds(text, at, this.#firstLetter(), next, this.rules)
    }
    if (/[!?]/.test(marks)) return !this.#spokenBy(cluster, after, next)
    if (/^[.…]{1,3}$/.test(marks)) {
      if (this.rules.ordinals) return cluster < after || isStarter(wordAfter(text, next).text, this.rules) // nouns follow `…` in German too
      if (this.#pronoun(next)) return false
    }
    return true
  }

  /** English `I` says nothing about where a sentence begins. */
  #pronoun(next: number): boolean {
    return this.language === 'en' && /^I(?:['’]\p{L}+)?(?!\p{L})/u.test(this.text.slice(next, next + 6))
  }

  /** “Why?” Tom asked. */
  #spokenBy(cluster: number, after: number, next: number): boolean {
    if (cluster === after || this.rules.speechVerbs.size === 0) return false
    const rest = /^[^.!?,;:"“”]{0,60}/u.exec(
      this.text.slice(next, next + 60).replace(/\b(M(?:rs?|s)|Dr)\./g, '$1 '),
    )
    const words = (rest?.[0] ?? '').split(/\s+/)
    if (isStarter(words[0] ?? '', this.rules) && words[0] !== 'The') return false
    return words.slice(1, 4).some((word) => this.rules.speechVerbs.has(word))
  }
}

/**
 * The sentences of `text` in order, without the white space between them. Together they hold every character that is
 * not white space. Line breaks are white space; an empty line ends a sentence. A stretch without letters or digits
 * joins its neighbour. Time is linear in the text's length: 5 MB take well under a second.
 *
 * @param language BCP 47 tag of the text
 */
export function sentences(text: string, language: string): Span[] {
  const items = inlineItems(text, periodRules(language).ordinals)
  if (items.length === 0) return scanned(text, language)
  const ends = [...items, text.length]
  return [0, ...items].flatMap((from, index) =>
    scanned(text.slice(from, ends[index]), language).map(({ start, end }) => ({
      start: start + from,
      end: end + from,
    })),
  )
}

function scanned(text: string, language: string): Span[] {
  const scan = new Scan(text, language)
  const found: Span[] = []
  const add = (from: number, to: number): void => {
    let start = from
    let end = to
    while (start < end && isSpace(text[start])) start++
    while (end > start && isSpace(text[end - 1])) end--
    if (start === end) return
    const last = found.at(-1)
    if (last && !/[\p{L}\p{N}\ue000]/u.test(text.slice(start, end)))
      found[found.length - 1] = { start: last.start, end }
    else found.push({ start, end })
  }
  let from = 0
  const begin = (at: number): void => {
    from = at
    while (at < text.length && isSpace(text[at])) at++
    scan.begin(at)
  }
  begin(0)
  terminal.lastIndex = 0
  for (let match = terminal.exec(text); match; match = terminal.exec(text)) {
    const { end, resume } = scan.judge(match.index, match[0].length)
    terminal.lastIndex = Math.max(resume, match.index + match[0].length)
    if (end < 0) continue
    add(from, end)
    begin(end)
  }
  add(from, text.length)
  return found
}
