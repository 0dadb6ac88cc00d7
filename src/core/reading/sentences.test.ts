import fc from 'fast-check'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { sentenceCases } from './sentences.cases.ts'
import { sentences } from './sentences.ts'

const cut = (text: string, language: string): string[] =>
  sentences(text, language).map(({ start, end }) => text.slice(start, end))

test.each(sentenceCases.map((row) => [row.language, row.sentences.join(' ‖ '), row] as const))(
  '%s: %s',
  (language, _shown, row) => {
    expect(cut(row.sentences.join(row.glue ?? ' '), language)).toEqual(row.sentences)
  },
)

test('every row of the table is there for both languages', () => {
  expect(sentenceCases.filter(({ language }) => language === 'en').length).toBeGreaterThan(150)
  expect(sentenceCases.filter(({ language }) => language === 'de').length).toBeGreaterThan(110)
})

test('an empty line ends a sentence, a line break does not', () => {
  expect(cut('A title\n\nand a text\nthat goes on', 'en')).toEqual(['A title', 'and a text\nthat goes on'])
})

test('marks without words join the sentence before them', () => {
  expect(cut('It is over. * * *', 'en')).toEqual(['It is over. * * *'])
  expect(cut('***', 'en')).toEqual(['***'])
  expect(cut(' \n ', 'en')).toEqual([])
})

test('silent characters count to the sentence they follow', () => {
  expect(cut('He left.\u2060\u2060 Then he came.', 'en')).toEqual(['He left.\u2060\u2060', 'Then he came.'])
})

const anyText = fc.array(
  fc.oneof(
    fc.constantFrom(
      'Dr.',
      'z. B.',
      '3. Mai',
      'U.S.',
      'etc.',
      '“Why?”',
      '…',
      '。',
      '(',
      ')',
      '[12]',
      '"',
      '\n\n',
      '😀',
      'the',
      'The',
      'a.',
      '?!',
      '3.14',
      '»',
      '؟',
    ),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  ),
  { maxLength: 40 },
)

test('sentences cover everything but white space, once and in order', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('en', 'de', 'fr', 'el', 'ja', 'x-odd'), (pieces, language) => {
      const text = pieces.join(' ')
      let at = 0
      for (const { start, end } of sentences(text, language)) {
        expect(text.slice(at, start).trim()).toBe('')
        expect(end).toBeGreaterThan(start)
        expect(text.slice(start, end)).toBe(text.slice(start, end).trim())
        at = end
      }
      expect(text.slice(at).trim()).toBe('')
    }),
    { numRuns: 300 },
  )
})

test('a terminal outside the basic plane ends its sentence', () => {
  expect(cut('𑀅𑀆𑁇 𑀇𑀈𑁇', 'pra')).toEqual(['𑀅𑀆𑁇', '𑀇𑀈𑁇'])
})

test('Intl.Segmenter agrees where nothing is ambiguous', () => {
  const plain = 'The sun rose. Was it late? It was! Nobody had slept. They went home.'
  const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })
  expect(cut(plain, 'en')).toEqual([...segmenter.segment(plain)].map(({ segment }) => segment.trim()))
})

/** Milliseconds of the best of three runs: other tests may be running beside this one. */
function quickest(run: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const before = performance.now()
    run()
    return performance.now() - before
  })
  return Math.min(...times)
}

const hostile = new URL('../../../../shared/testdata/security/json/redos-strings.json', import.meta.url)
test.skipIf(!existsSync(hostile))('strings made to stall regular expressions take under 200 ms each', () => {
  const strings = JSON.parse(readFileSync(hostile, 'utf8')) as Record<string, string>
  for (const [name, text] of Object.entries(strings))
    for (const language of ['en', 'de']) {
      expect(
        quickest(() => sentences(text, language)),
        name,
      ).toBeLessThan(200)
    }
})

test.each([
  ['prose', 'Dr. Lee met J. R. Tolkien at 5 p.m. in the U.S. and left. '],
  ['periods', '. '],
  ['initials', 'A. '],
  ['brackets', '(Is it? '],
  ['quotes', '.” '],
  ['marks', '.[1] a'],
])('100 kB of %s in one paragraph take time in proportion', (_name, piece) => {
  const text = piece.repeat(100_000 / piece.length)
  const before = performance.now()
  for (const language of ['en', 'de']) sentences(text, language)
  expect(performance.now() - before).toBeLessThan(2_500) // quadratic would be minutes
})
