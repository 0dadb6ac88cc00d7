import { describe, expect, test } from 'vitest'
import { hyphenator, patternsFor } from './hyphenation.ts'
import { secondSyllables } from './syllables.ts'

async function lit(text: string, language: string): Promise<string> {
  const hyphenate = await hyphenator(language)
  if (!hyphenate) throw new Error(`no patterns for ${language}`)
  let result = ''
  let at = 0
  for (const { start, end } of secondSyllables(text, hyphenate)) {
    result += `${text.slice(at, start)}[${text.slice(start, end)}]`
    at = end
  }
  return result + text.slice(at)
}

describe('every second syllable', () => {
  test('of English words', async () => {
    expect(await lit('The harbour remembers its lighthouse.', 'en-GB')).toBe(
      'The har[bour] re[mem]bers its light[house].',
    )
    expect(await lit('An understanding computer', 'en-us')).toBe('An un[der]stand[ing] com[put]er')
  })

  test('of German words, compounds and umlauts too', async () => {
    expect(await lit('Die Straßenbahn überquerte die Donaubrücke.', 'de-AT')).toBe(
      'Die Stra[ßen]bahn über[quer]te die Do[nau]brü[cke].',
    )
  })

  test('of French words with an apostrophe and accents', async () => {
    expect(await lit("L'étudiante écoute", 'fr')).toBe("L'étu[diante] écoute")
  })

  test('leaves numbers, addresses and short words alone', async () => {
    expect(await lit('In 1984 we ate 12 figs.', 'en')).toBe('In 1984 we ate 12 figs.')
  })

  test("follows a book's own soft hyphens, and none of its letters is lost", async () => {
    expect(await lit('Ur\u00adinstinkt', 'de')).toBe('Ur\u00ad[instinkt]')
  })
})

test('English goes by its place, and a language without patterns has none', async () => {
  expect(patternsFor('en')).toBe('en-us')
  expect(patternsFor('en-CA')).toBe('en-us')
  expect(patternsFor('en_GB')).toBe('en-gb')
  expect(patternsFor('de-CH-1901')).toBe('de')
  expect(patternsFor('ja')).toBeUndefined()
  expect(await hyphenator('ru')).toBeUndefined()
})

test('a chapter of ten thousand words is done in a moment', async () => {
  const hyphenate = await hyphenator('de')
  if (!hyphenate) throw new Error('no German')
  const words = [
    'Donaudampfschifffahrt',
    'Lesezeichen',
    'Überraschung',
    'Morgendämmerung',
    'und',
    'Fischerboot',
  ]
  const text = Array.from(
    { length: 10_000 },
    (_, i) => `${words[i % words.length]}${'en'.repeat(i % 7)}`,
  ).join(' ')
  const begin = performance.now()
  expect(secondSyllables(text, hyphenate).length).toBeGreaterThan(10_000)
  expect(performance.now() - begin).toBeLessThan(1_500)
})
