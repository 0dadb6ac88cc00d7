/** What a sentence is about, as terms: stems of its words, without those that say nothing. */
import { baseLanguage } from '../languages.ts'
import { stem } from './stems.ts'
import { stopWords } from './stop-words.ts'

const word = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[.'’-][\p{L}\p{N}]+)*/gu
/** Scripts that do not part words: two characters at a time serve as terms. */
const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]{2,}/gu
const unspacedOne =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u

/** Most words of a chapter come again. */
const known = new Map<string, string>()
const mostKnown = 20_000

function stemOf(word: string, language: string): string {
  const key = `${language} ${word}`
  let found = known.get(key)
  if (found === undefined) {
    if (known.size >= mostKnown) known.clear()
    known.set(key, (found = stem(word, language)))
  }
  return found
}

/** In order, repeated as often as they occur. @param language BCP 47 tag */
export function termsOf(text: string, language: string): string[] {
  const base = baseLanguage(language)
  const stops = stopWords(base)
  const terms: string[] = []
  if (unspacedOne.test(text))
    for (const [run] of text.matchAll(unspaced))
      for (let at = 0; at + 1 < run.length; at++) terms.push(run.slice(at, at + 2))
  for (const [found] of text.toLowerCase().matchAll(word)) {
    if (unspacedOne.test(found)) continue
    for (const part of found.includes('-') ? found.split('-') : [found])
      if (part.length > 1 && !stops.has(part.replaceAll('’', "'"))) terms.push(stemOf(part, base))
  }
  return terms
}
