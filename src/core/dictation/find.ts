/** Where in a text something lies that was said: whatever its case, its punctuation, and figures or words. */
import type { TextRange } from '../../contract/dictation.ts'
import { readNumber } from '../numerals/index.ts'
import { ruled, tidyTranscript } from './tidy.ts'
import { keyOf } from './words.ts'

interface Token extends TextRange {
  readonly key: string
}

/** How far from the caret is searched, in UTF-16 units each way. */
const reach = 200_000
const pattern = /[\p{L}\p{M}\p{N}]+(?:['’.,:@_][\p{L}\p{M}\p{N}]+)*|[%€$£¥°&+=½¼¾⅓⅔]+/gu

const signs: Readonly<Record<string, string>> = { '%': 'percent', prozent: 'percent', 'per cent': 'percent' }

/** Words with their places, numbers by their value: “two” and “2” are one. */
function tokens(text: string, offset: number, language: string, numbers = true): Token[] {
  const words = Array.from(text.matchAll(pattern), (match) => ({
    text: match[0],
    from: offset + match.index,
    to: offset + match.index + match[0].length,
  }))
  const base = ruled(language) ?? 'en'
  const keys = words.map((word) => keyOf(word.text))
  const found: Token[] = []
  for (let at = 0; at < words.length;) {
    const word = words[at]
    const key = keys[at]
    if (!word || key === undefined) break
    const read = numbers && /^[\p{L}\d]/u.test(key) ? readNumber(keys.slice(at, at + 8), 0, base) : undefined
    // “one two three” are three words; as one number they are found by their figures
    const number = read?.form === 'digits' ? readNumber(keys.slice(at, at + 1), 0, base) : read
    const count = number && number.kind !== 'fraction' ? number.words : 1
    const last = words[at + count - 1] ?? word
    found.push({
      key:
        number && number.kind !== 'fraction'
          ? `#${number.value}${number.kind === 'ordinal' ? '.' : ''}`
          : (signs[key] ?? key),
      from: word.from,
      to: last.to,
    })
    at += count
  }
  return found
}

function distance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let to = 1; to <= other.length; to++) {
      next.push(
        Math.min(
          (row[to] ?? 0) + 1,
          (next[to - 1] ?? 0) + 1,
          (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1),
        ),
      )
    }
    row = next
  }
  return row[other.length] ?? most + 1
}

/** Changes of one letter that make one word the other, at most `most` + 1. */
export const editDistance = distance

const equal = (one: string, other: string) => one === other || one.replace(/'s$/, '') === other
const bare = (word: string) => word.normalize('NFD').replaceAll(/\p{M}/gu, '')
const close = (one: string, other: string) =>
  equal(one, other) ||
  bare(one) === bare(other) ||
  (one.length > 4 && other.length > 4 && !one.startsWith('#') && distance(one, other, 1) <= 1)

function places(
  text: readonly Token[],
  said: readonly string[],
  same: (one: string, other: string) => boolean,
): TextRange[] {
  const found: TextRange[] = []
  if (said.length === 0) return found
  for (let at = 0; at + said.length <= text.length; at++) {
    if (said.every((key, index) => same(text[at + index]?.key ?? '', key))) {
      found.push({ from: text[at]?.from ?? 0, to: text[at + said.length - 1]?.to ?? 0 })
    }
  }
  return found
}

/** The last that ends before the caret, else the first after it. */
function nearest(found: readonly TextRange[], caret: number): TextRange | undefined {
  return found.findLast(({ to }) => to <= caret) ?? found[0]
}

/**
 * The nearest occurrence of what was said: the last one before the caret, else the first after it.
 *
 * Case, punctuation between words and the way numbers are written do not count. A word that is a letter off is found
 * where nothing fits better. Marks that are named (“comma”) are found as marks. Undefined where it does not occur.
 */
export function findSaid(text: string, said: string, caret: number, language: string): TextRange | undefined {
  const start = Math.max(0, caret - reach)
  const part = text.slice(start, caret + reach)
  const written = tidyTranscript(said, { language, spokenPunctuation: true, autoPunctuation: false })
  const inText = tokens(part, start, language)
  const plain = tokens(said, 0, language).map(({ key }) => key)
  const tidied = tokens(written, 0, language).map(({ key }) => key)
  if (tidied.length === 0 && written.trim() !== '') return markAt(part, start, written.trim(), caret)
  for (const same of [equal, close]) {
    for (const keys of [plain, tidied]) {
      const found = nearest(places(inText, keys, same), caret)
      if (!found) continue
      // marks said at the end belong to it, where the text has them
      const marks = keys === tidied ? (/[.,;:!?…”“)\]]+$/u.exec(written)?.[0] ?? '') : ''
      return marks !== '' && text.startsWith(marks, found.to)
        ? { from: found.from, to: found.to + marks.length }
        : found
    }
  }
  // “Millionen” of “3,5 Millionen”
  return nearest(
    places(
      tokens(part, start, language, false),
      tokens(said, 0, language, false).map(({ key }) => key),
      equal,
    ),
    caret,
  )
}

function markAt(part: string, start: number, mark: string, caret: number): TextRange | undefined {
  const found: TextRange[] = []
  for (let at = part.indexOf(mark); at >= 0; at = part.indexOf(mark, at + 1)) {
    found.push({ from: start + at, to: start + at + mark.length })
  }
  return nearest(found, caret)
}
