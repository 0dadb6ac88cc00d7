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

const token = /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*|\d+|[^\s\p{L}\p{M}\d]/gu
const letterOrDigit = /[\p{L}\p{M}\d]/u
const surrogate = /[\uD800-\uDFFF]/

/** Applies the rules; the first that answers wins. The replacements are in order and do not overlap. */
export function scan(scene: Scene, rules: Rules): Replacement[] {
  const { text } = scene
  const found: Replacement[] = []
  token.lastIndex = 0
  let match = token.exec(text)
  while (match) {
    const at = match.index
    const end = at + match[0].length
    const said = ask(scene, rules, match[0], at, end)
    // The pattern is shared by all calls, so rules that scan in their turn must not disturb it.
    token.lastIndex = said ? Math.max(said.end, at + 1) : end
    if (said) push(found, text, at, Math.max(said.end, at + 1), said.say)
    match = token.exec(text)
  }
  return found
}

function ask(scene: Scene, rules: Rules, word: string, at: number, end: number): Said | undefined {
  const code = word.charCodeAt(0)
  let list: readonly Rule[]
  if (code >= 48 && code <= 57) list = rules.number
  else if (isLetter(word)) {
    if (rules.plain(word, scene.text[end] ?? '')) return undefined
    list = rules.word
  } else list = rules.symbol
  for (const rule of list) {
    const said = rule(scene, at)
    if (said) return said
  }
  return undefined
}

const firstLetter = /^[\p{L}\p{M}]/u
function isLetter(word: string): boolean {
  const code = word.charCodeAt(0)
  if (code < 128) return (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
  return firstLetter.test(word)
}

/** Adds a replacement, with a space where its words would run into a neighbour. */
function push(found: Replacement[], text: string, from: number, to: number, say: string): void {
  const last = found.at(-1)
  const before = last && last.to === from ? last.say : text.slice(Math.max(0, from - 2), from)
  const after = text.slice(to, to + 2)
  let words = say
  if (words === '') {
    // A character that is dropped must not glue two words together.
    const open = last?.to === from ? last.say.at(-1) : text[from - 1]
    if (open !== undefined && letterOrDigit.test(open) && letterOrDigit.test(after[0] ?? '')) words = ' '
  } else {
    if (letterOrDigit.test(words[0]!) && endsInWord(before)) words = ` ${words}`
    if (letterOrDigit.test(words.at(-1)!) && startsWithWord(after)) words = `${words} `
  }
  found.push({ from, to, say: words })
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
const lastWord = /([\p{L}\p{M}'.-]+|\d+\.?)[ ]?$/u

/**
 * The word before `at`, with its full stop where it has one ("Nr."), at most one space away; '' when there is none.
 * Looks back 48 units at most.
 */
export function wordBefore(text: string, at: number): string {
  return lastWord.exec(text.slice(Math.max(0, at - lookBack), at))?.[1] ?? ''
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
  for (let index = at; index < Math.min(text.length, at + 8); index++) if (text[index] !== ' ') return text[index]!
  return ''
}
