/**
 * Walks a text once, token by token, and asks rules what a token and its neighbours are said as.
 *
 * Every rule works with sticky patterns of bounded length at the place it is given, so the walk is linear in the text
 * whatever the text is. Rules see the text after `tidy.ts`: plain spaces, straight apostrophes, composed letters.
 */
import type { Replacement } from '../span-map.ts'

export type Context = 'text' | 'heading' | 'cell' | 'code' | 'list-item'

/** What a rule may look at. `base` is 'en', 'de' or 'other'; `region` 'us', 'gb', 'de', 'ch' …, lower case. */
export interface Scene {
  readonly text: string
  readonly base: 'en' | 'de' | 'other'
  readonly region: string
  readonly context: Context
  /** Most of the text is in capitals, so a word in capitals means nothing by itself. */
  readonly shouted: boolean
}

/** The text from the rule's place to `end` is said as `say`. */
export interface Said {
  readonly end: number
  readonly say: string
  /** Said as one word with its neighbours: "book(s)". */
  readonly joined?: true
}

/** Undefined when the rule does not apply at `at`. A rule may look back, but answers for what begins at `at` only. */
export type Rule = (scene: Scene, at: number) => Said | undefined

export interface Rules {
  /** Asked for words of which `plain` is not true. */
  readonly word: readonly Rule[]
  readonly number: readonly Rule[]
  readonly symbol: readonly Rule[]
  /** True for a word that no rule can want; the quick way out for prose. */
  readonly plain: (word: string, next: string) => boolean
}

const token = /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|[^\s\p{L}\p{M}\d]/uy
const letterOrDigit = /[\p{L}\p{M}\d]/u
const surrogate = /[\uD800-\uDFFF]/

const isDigit = (code: number) => code >= 48 && code <= 57
const isAsciiLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90)

/** Applies the rules; the first that answers wins. The replacements are in order and do not overlap. */
export function scan(scene: Scene, rules: Rules): Replacement[] {
  const { text } = scene
  const found: Replacement[] = []
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 32 || code === 10) {
      at++
      continue
    }
    const end = tokenEnd(text, at, code)
    const said = ask(scene, rules, at, end)
    if (said) {
      const to = Math.max(said.end, at + 1)
      if (said.joined) found.push({ from: at, to, say: said.say })
      else push(found, text, at, to, said.say)
      at = to
    } else at = end
  }
  return found
}

/** Words and runs of digits are one token, anything else is one character. By hand for ASCII, which is most text. */
function tokenEnd(text: string, at: number, code: number): number {
  let index = at + 1
  if (isDigit(code)) {
    while (isDigit(text.charCodeAt(index))) index++
    return index
  }
  if (isAsciiLetter(code)) {
    while (isAsciiLetter(text.charCodeAt(index))) index++
    const next = text.charCodeAt(index)
    if (!(next > 127 || next === 39)) return index
  } else if (code < 128) return index
  token.lastIndex = at
  return at + (token.exec(text)?.[0].length ?? 1)
}

/** True for punctuation that is only a pause here, so that no rule need be asked. */
function isOnlyPause(text: string, at: number, code: number): boolean {
  if (code === 59 || code === 33 || code === 63) return true // ; ! ?
  if (code === 44) return !isDigit(text.charCodeAt(at + 1)) // ,
  if (code !== 46 && code !== 58) return false
  if (code === 58 && text.charCodeAt(at - 1) === 32 && isDigit(text.charCodeAt(at + 2))) return false // 7 : 2
  const next = text.charCodeAt(at + 1)
  return next === 32 || Number.isNaN(next) || (code === 58 && next !== 105) // . and : ("Leser:innen")
}

/** Lower case, at most with a capital first: decided without a pattern for ASCII words of more than four letters. */
function isOrdinary(text: string, at: number, end: number): boolean {
  if (end - at < 5) return false
  for (let index = at + 1; index < end; index++) {
    const code = text.charCodeAt(index)
    if (code < 97 || code > 122) return false
  }
  const first = text.charCodeAt(at)
  const next = text.charCodeAt(end)
  return first >= 97 && first <= 122 && (next === 32 || next === 44 || Number.isNaN(next))
}

function ask(scene: Scene, rules: Rules, at: number, end: number): Said | undefined {
  const { text } = scene
  const code = text.charCodeAt(at)
  let list: readonly Rule[]
  if (isDigit(code)) list = rules.number
  else if (isAsciiLetter(code) || (code > 127 && firstLetter.test(text.slice(at, at + 2)))) {
    if (isOrdinary(text, at, end) || rules.plain(text.slice(at, end), text[end] ?? '')) return undefined
    list = rules.word
  } else {
    if (isOnlyPause(text, at, code)) return undefined
    if (silentAlways.has(code)) return { end, say: '' }
    list = rules.symbol
  }
  for (const rule of list) {
    const said = rule(scene, at)
    if (said) return said
  }
  return undefined
}

/** Quotation marks and brackets that no rule begins with. */
const silentAlways = new Set(Array.from('"“”„«»]{}`', (mark) => mark.charCodeAt(0)))
const firstLetter = /^[\p{L}\p{M}]/u

/** Adds a replacement, with a space where its words would run into a neighbour. */
function push(found: Replacement[], text: string, from: number, to: number, say: string): void {
  const last = found.at(-1)
  const before = last && last.to === from ? last.say : text.slice(Math.max(0, from - 2), from)
  const after = text.slice(to, to + 2)
  let words = say
  if (words === '') {
    // Characters that are dropped must not glue two words together, nor a sentence's end to a number.
    const open = lastSaid(found, text, from)
    if (open !== undefined && gluing.test(open) && letterOrDigit.test(after[0] ?? '')) words = ' '
  } else {
    const open = before === '' ? lastSaid(found, text, from) : undefined
    if (letterOrDigit.test(words[0]!) && (endsInWord(before) || (open !== undefined && gluing.test(open))))
      words = ` ${words}`
    if (letterOrDigit.test(words.at(-1)!) && startsWithWord(after)) words = `${words} `
  }
  found.push({ from, to, say: words })
}

/** After these a word needs a space; quotation marks and the like leave none. */
const gluing = /[\p{L}\p{M}\d.!?…]/u

/** The last character said before `from`, past what was dropped right before it. */
function lastSaid(found: readonly Replacement[], text: string, from: number): string | undefined {
  let at = from
  const first = Math.max(0, found.length - 8) // a run of marks may be endless
  for (let index = found.length - 1; index >= first && found[index]!.to === at; index--) {
    const { say } = found[index]!
    if (say !== '') return say.at(-1)
    at = found[index]!.from
  }
  return text[at - 1]
}

function endsInWord(text: string): boolean {
  const last = text.at(-1)
  return last !== undefined && !surrogate.test(last) && letterOrDigit.test(last)
}

function startsWithWord(text: string): boolean {
  const first = text[0]
  return first !== undefined && !surrogate.test(first) && letterOrDigit.test(first)
}

/** The match of a sticky pattern at `at`. */
export function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

const lookBack = 48
const partOfWord = /[\p{L}\p{M}'.-]/u
const lastDigits = /\d+\.?$/

/**
 * The word before `at`, with its full stop where it has one ("Nr."), at most one space away; '' when there is none.
 * Looks back 48 units at most.
 */
export function wordBefore(text: string, at: number): string {
  const end = text.charCodeAt(at - 1) === 32 ? at - 1 : at
  let start = end
  while (start > 0 && start > end - lookBack) {
    const code = text.charCodeAt(start - 1)
    if (
      !(
        isAsciiLetter(code) ||
        code === 46 ||
        code === 45 ||
        code === 39 ||
        (code > 127 && partOfWord.test(text[start - 1]!))
      )
    )
      break
    start--
  }
  if (start < end && text[start] !== '.') return text.slice(start, end)
  return lastDigits.exec(text.slice(Math.max(0, end - 12), end))?.[0] ?? text.slice(start, end)
}

/** As many words before `at` as fit into 48 units, nearest last, punctuation dropped. */
export function wordsBefore(text: string, at: number): string[] {
  return text.slice(Math.max(0, at - lookBack), at).match(/[\p{L}\p{M}'.]+|\d+/gu) ?? []
}

const nextWord = /[ ]?([\p{L}\p{M}][\p{L}\p{M}'-]*)/uy

/** The word after `at`, at most one space away; '' when there is none. */
export function wordAfter(text: string, at: number): string {
  return matchAt(nextWord, text, at)?.[1] ?? ''
}

/** The nearest character before `at` that is not a space, '' at the start. Looks back 8 units. */
export function markBefore(text: string, at: number): string {
  for (let index = at - 1; index >= Math.max(0, at - 8); index--) if (text[index] !== ' ') return text[index]!
  return ''
}

/** The nearest character from `at` on that is not a space, '' at the end. Looks ahead 8 units. */
export function markAfter(text: string, at: number): string {
  for (let index = at; index < Math.min(text.length, at + 8); index++)
    if (text[index] !== ' ') return text[index]!
  return ''
}
