import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { germanCases } from './speakable.cases.de.ts'
import { englishCases } from './speakable.cases.en.ts'
import { speakable, toSpoken, toWritten } from './speakable.ts'

const say = (text: string, language: string) =>
  speakable(text, { language }).spoken.replace(/ {2,}/g, ' ').trim()

/** One test for all: a thousand tests of their own take longer to report than to run. */
const wrong = (cases: typeof englishCases, language: string) =>
  cases
    .map(([written, wanted]) => ({ written, wanted, said: say(written, language) }))
    .filter(({ wanted, said }) => said !== wanted)

test(`${englishCases.length} English texts are said as wanted`, () =>
  expect(wrong(englishCases, 'en')).toEqual([]))
test(`${germanCases.length} German texts are said as wanted`, () =>
  expect(wrong(germanCases, 'de')).toEqual([]))

test.each([
  [
    'en-GB',
    '105 of 1,234 in 2005',
    'one hundred and five of one thousand two hundred and thirty-four in two thousand and five',
  ],
  ['en-GB', 'on 12/03/2024', 'on the twelfth of March, twenty twenty-four'],
  ['en-US', 'on 12/03/2024', 'on December third, twenty twenty-four'],
  ['en-GB', 'March 12, 2024', 'March the twelfth, twenty twenty-four'],
  ['en-GB', '5 km and 2 l', 'five kilometres and two litres'],
  ['de-CH', "1'234.50 Franken", 'eintausendzweihundertvierunddreißig Franken fünfzig'],
  ['de-AT', 'am 3. Jänner', 'am dritten Jänner'],
])('in %s %j is said %j', (language, written, spoken) => expect(say(written, language)).toBe(spoken))

describe('where the text stands', () => {
  test('the number of a German heading is no ordinal, a month behind it makes it one', () => {
    expect(speakable('1. Einleitung', { language: 'de', context: 'heading' }).spoken).toBe('eins. Einleitung')
    expect(speakable('1. Mai', { language: 'de', context: 'heading' }).spoken).toBe('erster Mai')
  })
  test('a Roman number in front of a heading is a number', () => {
    expect(speakable('V. Results', { language: 'en', context: 'heading' }).spoken).toBe('five. Results')
  })
  test('marks that mean something in code are said there and silent in prose', () => {
    expect(say('a_b', 'en')).toBe('a b')
    expect(speakable('a_b', { language: 'en', context: 'code' }).spoken).toBe('a underscore b')
  })
})

describe('languages without rules of their own', () => {
  test('keep their digits for the voice, lose marks nobody says, and have addresses shortened', () => {
    expect(say('Il y a 1 234 « pages » (environ).', 'fr')).toBe(
      'Il y a 1 234 pages environ .'.replace(' .', '.'),
    )
    expect(say('Voir https://www.example.fr/a/b?c=1', 'fr')).toBe('Voir example.fr')
    expect(say('東京は１２月です。', 'ja')).toBe('東京は12月です。')
  })
})

describe('what cannot be heard', () => {
  test.each([
    ['a soft hyphen', 'Donau\u00ADdampf', 'Donaudampf'],
    ['a zero-width space', 'foot\u200Bball', 'football'],
    ['a byte order mark', '\uFEFFHello', 'Hello'],
    ['a ligature', '\uFB01nd', 'find'],
    ['a combining accent', 'cafe\u0301', 'café'],
    ['a no-break space', '5\u00A0km', 'fünf Kilometer'],
    ['a narrow no-break space', '10\u202F000', 'zehntausend'],
    ['full-width digits', '１２', 'zwölf'],
    ['a line end inside a date', 'am 3.\nMai', 'am dritten Mai'],
    ['a double space', 'am 3.  Mai', 'am dritten Mai'],
    ['a bidirectional mark', 'abc\u202Edef', 'abcdef'],
  ])('%s is gone', (_name, written, spoken) => expect(say(written, 'de')).toBe(spoken))

  test('the joiner inside a Persian word stays', () => {
    expect(speakable('می\u200Cخواهم', { language: 'fa' }).spoken).toBe('می\u200Cخواهم')
  })
})

describe('the way back', () => {
  const place = (text: string, spokenWord: string, language = 'en') => {
    const { spoken, map } = speakable(text, { language })
    const at = spoken.indexOf(spokenWord)
    expect(at).toBeGreaterThanOrEqual(0)
    return text.slice(...toWritten(map, at, at + spokenWord.length))
  }
  test.each([
    ['It cost $3.50 in May.', 'cents', '$3.50'],
    ['It cost $3.50 in May.', 'May', 'May'],
    ['Dr. Lee came.', 'doctor', 'Dr.'],
    ['Dr. Lee came.', 'Lee', 'Lee'],
    ['the self\u00ADcontained 3 km', 'selfcontained', 'self\u00ADcontained'],
    ['see https://example.com/a today', 'example dot com', 'https://example.com/a'],
    ['the USA won', 'U.S.A', 'USA'],
    ['the USA won', 'won', 'won'],
  ])('in %j, %j is lit on %j', (text, word, written) => expect(place(text, word)).toBe(written))
  test('in German too', () => {
    expect(place('am 3. Mai 1984', 'dritten', 'de')).toBe('3.')
    expect(place('z. B. am 3. Mai', 'Beispiel', 'de')).toBe('z. B.')
  })
})

const pieces = ['12', '3.5', 'Dr.', 'z. B.', '$3', '€', ' ', ' ', ' ', 'und', 'House', 'USA', 'IV', '(', ')', '–', '-', '.', ',', ':', '3. Mai', 'May 5', '½', 'x²', 'a@b.de', 'http://a.de/b', '\u00AD', 'e\u0301', '😀', '’', '%', 'km', '/', '#', '*', '_', '1', '0', 'Henry', 'am', '\n', '\uD800', 'ﬁ', '١٢', '中文'] // prettier-ignore
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 25 }).map((parts) => parts.join('')),
)
const anyLanguage = fc.constantFrom('en', 'en-GB', 'de', 'de-CH', 'fr')
const anyContext = fc.constantFrom('text', 'heading', 'cell', 'code', 'list-item')

describe('for any text', () => {
  test('the map covers both texts in order and plain pieces are the same on both sides', () => {
    fc.assert(
      fc.property(anyText, anyLanguage, anyContext, (text, language, context) => {
        const { spoken, map } = speakable(text, { language, context })
        let [written, said] = [0, 0]
        for (const piece of map.pieces) {
          expect(piece.written[0]).toBe(written)
          expect(piece.spoken[0]).toBe(said)
          ;[written, said] = [piece.written[1], piece.spoken[1]]
          if (!piece.atom) expect(spoken.slice(...piece.spoken)).toBe(text.slice(...piece.written))
        }
        expect([written, said]).toEqual([text.length, spoken.length])
      }),
      { numRuns: 600 },
    )
  })

  test('there and back contains where one began', () => {
    fc.assert(
      fc.property(anyText, anyLanguage, fc.nat(80), fc.nat(12), (text, language, start, length) => {
        const { map } = speakable(text, { language })
        if (text.length === 0) return
        const from = start % text.length
        const to = Math.min(text.length, from + 1 + length)
        const silent = map.pieces.some(
          ({ written, spoken }) => spoken[0] === spoken[1] && written[0] < to && written[1] > from,
        )
        const back = toWritten(map, ...toSpoken(map, from, to))
        if (!silent) expect(back[0] <= from && back[1] >= to).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('ordinary words are said as they are written', () => {
    const word = fc.constantFrom(
      'the',
      'house',
      'stood',
      'on',
      'a',
      'hill',
      'and',
      'nobody',
      'came',
      'because',
      'it',
      'was',
      'far',
      "don't",
      'well-known',
    )
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (words) => {
        const text = `${words.join(' ')}.`
        const { spoken, map } = speakable(text, { language: 'en' })
        expect(spoken).toBe(text)
        expect(map.pieces).toEqual([{ written: [0, text.length], spoken: [0, text.length], atom: false }])
      }),
    )
  })
})

describe('hostile text', () => {
  const limit = 1_000 // milliseconds for 10,000 characters and more; a machine under load is slow, a quadratic pattern never ends
  const within = (text: string) => {
    for (const language of ['en', 'de']) {
      const start = performance.now()
      speakable(text, { language })
      expect(performance.now() - start).toBeLessThan(limit)
    }
  }
  test.each([
    'a',
    '1',
    '1 ',
    '1.',
    '1,',
    '1-',
    '1/',
    '1:',
    'a.',
    'a@',
    '$1',
    '$1-',
    '+1',
    'I.',
    '(',
    ')',
    '"',
    '<',
    '*',
    '1. und ',
    '1., ',
    'x²',
    '😀',
    'http://a.',
    '1–',
    'A&',
    '½',
    ' ',
    '. ',
    '\u00AD',
    'e\u0301',
    '3×',
  ])('%j, repeated, takes linear time', (unit) => within(unit.repeat(10_000 / unit.length)))
  const file = '../shared/testdata/security/json/redos-strings.json'
  test.skipIf(!existsSync(file))('the strings that stop bad patterns do not stop ours', () => {
    for (const text of Object.values(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>))
      within(text)
  })
})
