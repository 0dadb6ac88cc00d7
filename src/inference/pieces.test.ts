import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeMarkup } from './espeak-text.ts'
import { toAscii } from './flite-text.ts'
import { piecesOf } from './pieces.ts'

test('a short text stays whole', () => {
  expect(piecesOf('One. Two. Three.', 100)).toEqual([{ from: 0, text: 'One. Two. Three.' }])
})

test('a long text is cut after sentences, then clauses, then words', () => {
  expect(piecesOf('First one. Second one, and more words', 24).map(({ text }) => text)).toEqual([
    'First one. ',
    'Second one, ',
    'and more words',
  ])
})

test('pieces are the text again, none too long, and no character is cut in two', () => {
  const texts = fc.string({
    unit: fc.constantFrom('a', ' ', '. ', ', ', '😀', '\n', '“', '。'),
    maxLength: 300,
  })
  fc.assert(
    fc.property(texts, fc.integer({ min: 2, max: 50 }), (text, longest) => {
      const pieces = piecesOf(text, longest)
      expect(pieces.map((piece) => piece.text).join('')).toBe(text)
      for (const piece of pieces) {
        expect(piece.text.length).toBeLessThanOrEqual(longest)
        expect(text.slice(piece.from, piece.from + piece.text.length)).toBe(piece.text)
        expect(piece.text.isWellFormed()).toBe(true)
      }
    }),
  )
})

test('markup and phoneme brackets become literal, and every code point knows its offset', () => {
  const { markup, origin } = escapeMarkup('😀 a<b & [[x]]\0\ud800', 10)
  expect(markup).toBe('😀 a&lt;b &amp; [ x]]  ')
  const points = Array.from(markup)
  expect(origin).toHaveLength(points.length + 1)
  const at = (character: string) => origin[points.indexOf(character)]
  expect([at('😀'), at('a'), at('b'), at('x')]).toEqual([10, 13, 15, 21])
})

test('Flite gets plain ASCII: quotes, accents and ligatures resolved, the rest left out', () => {
  const { ascii, origin } = toAscii('“Café” — Straße 你 ﬁne…')
  expect(ascii).toBe('"Cafe" ,  Strasse   fine...')
  expect(origin[ascii.indexOf('fine')]).toBe('“Café” — Straße 你 '.length)
})
