/** Phones from eSpeak's IPA beside those of the dictionaries that come with the models. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { phonesOf } from './arpabet.ts'
import { modelFolder } from './grammar/soundswallower.ts'
import { loadVoices } from './voices.ts'

/** Least number of phones to change, add or leave out. */
function distance(one: readonly string[], other: readonly string[]): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at)
  one.forEach((phone, index) => {
    const next = [index + 1]
    other.forEach((each, at) =>
      next.push(Math.min(row[at]! + (phone === each ? 0 : 1), row[at + 1]! + 1, next[at]! + 1)),
    )
    row = next
  })
  return row.at(-1)!
}

test.each([
  ['en-us', 'en', 0.12],
  ['fr-fr', 'fr', 0.09],
] as const)(
  '%s: few phones of two thousand words differ from the dictionary',
  async (model, language, most) => {
    const known = new Map<string, string[][]>()
    for (const line of readFileSync(join(modelFolder(), model, 'dict.txt'), 'utf8').split('\n')) {
      const [, word, phones] = /^([\p{L}]{2,})(?:\(\d+\))?\s+(.*\S)\s*$/u.exec(line) ?? []
      if (word === undefined || phones === undefined) continue
      known.set(word, [...(known.get(word) ?? []), phones.split(' ')])
    }
    const step = Math.floor(known.size / 2_000)
    const words = [...known.keys()].filter((_, index) => index % step === 0)
    const ipa = await loadVoices().phonemes(language, words)
    let wrong = 0
    let all = 0
    words.forEach((word, index) => {
      const [usual = ''] = phonesOf(ipa[index]!, model, language)
      const [best] = known
        .get(word)!
        .map((phones) => ({ phones, errors: distance(usual.split(' '), phones) }))
        .toSorted((one, other) => one.errors - other.errors)
      wrong += best!.errors
      all += best!.phones.length
    })
    expect(words.length).toBeGreaterThan(1_900)
    expect(wrong / all).toBeLessThan(most)
  },
)
