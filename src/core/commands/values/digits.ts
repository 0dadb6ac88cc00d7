/** Number words as digits, so that “part two” and “Part 2” are the same words. */
import type { CommandLanguage } from '../../../contract/hearing.ts'
import { readNumber } from '../../numerals/index.ts'

/** Articles that could be numbers stay words. */
const articles = new Set([
  'a',
  'an',
  'ein',
  'eine',
  'einen',
  'einem',
  'einer',
  'un',
  'une',
  'half',
  'halb',
  'second',
  'point',
  'oh',
  'o',
])

export function asDigits(words: readonly string[], language: CommandLanguage): string[] {
  const found: string[] = []
  for (let at = 0; at < words.length;) {
    const word = words[at]!
    const number = articles.has(word) ? undefined : readNumber(words, at, language)
    found.push(number && number.kind !== 'fraction' ? number.text : word)
    at += number ? number.words : 1
  }
  return found
}
