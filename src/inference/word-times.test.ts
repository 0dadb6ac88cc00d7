import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SpokenWord, wordTimes } from './word-times.ts'

const spoken = (at: number, start: number, end: number, ...sounds: number[]): SpokenWord => ({
  at,
  start,
  end,
  sounds: [start, ...sounds],
})
const shown = (text: string, words: readonly SpokenWord[], end: number) =>
  wordTimes(text, words, end).map((word) => `${text.slice(word.from, word.to)} ${word.start}-${word.end}`)

test('words that have an event each keep their times', () => {
  expect(shown('One two.', [spoken(0, 0, 0.4), spoken(4, 0.4, 0.9)], 1)).toEqual([
    'One 0-0.4',
    'two. 0.4-0.9',
  ])
})

test('"of the" said as one word is cut where the sound of "the" begins', () => {
  const words = [spoken(0, 0, 0.3, 0.06, 0.13, 0.2), spoken(7, 0.3, 0.6)]
  expect(shown('of the day', words, 0.6)).toEqual(['of 0-0.13', 'the 0.13-0.3', 'day 0.3-0.6'])
})

test('the parts of a number are one word, even where their positions step back', () => {
  const words = [
    spoken(0, 0, 0.2),
    spoken(3, 0.2, 0.5),
    spoken(5, 0.5, 0.8),
    spoken(4, 0.8, 1),
    spoken(9, 1, 1.3),
  ]
  expect(shown('He $3.50 or', words, 1.3)).toEqual(['He 0-0.2', '$3.50 0.2-1', 'or 1-1.3'])
})

test('a dash that nobody says takes no time, and the pause belongs to no word', () => {
  const words = [spoken(0, 0, 0.4), spoken(6, 0.6, 1)]
  expect(shown('Yes — no', words, 1)).toEqual(['Yes 0-0.4', '— 0.4-0.4', 'no 0.6-1'])
})

test('Chinese is lit in the pieces that were spoken', () => {
  const words = [spoken(0, 0, 0.3), spoken(1, 0.3, 0.5), spoken(3, 0.5, 0.9)]
  expect(shown('你好世界', words, 0.9)).toEqual(['你 0-0.3', '好世 0.3-0.5', '界 0.5-0.9'])
})

test('an event on the space after an emoji belongs to the emoji', () => {
  const words = [spoken(0, 0, 0.3), spoken(2, 0.3, 0.5), spoken(3, 0.5, 0.9)]
  expect(shown('😀 book', words, 0.9)).toEqual(['😀 0-0.5', 'book 0.5-0.9'])
})

test('text of which nothing was said has words without time', () => {
  expect(wordTimes('— …', [], 0)).toEqual([
    { start: 0, end: 0, from: 0, to: 1 },
    { start: 0, end: 0, from: 2, to: 3 },
  ])
})

test('whatever the events, every word of the text comes once, in order, without overlap, inside the sound', () => {
  const events = fc.array(
    fc.record({ at: fc.nat(60), length: fc.nat(900), pause: fc.nat(300), sounds: fc.nat(5) }),
  )
  const texts = fc.array(fc.constantFrom('a', 'of', 'the', '—', '1,234', '你好', '😀', '\n'), {
    maxLength: 20,
  })
  fc.assert(
    fc.property(texts, events, (parts, list) => {
      const text = parts.join(' ')
      let time = 0
      const words = list.map(({ at, length, pause, sounds }) => {
        const start = time / 1000
        const end = (time + length) / 1000
        time += length + pause
        const step = (end - start) / (sounds + 1)
        return { at, start, end, sounds: Array.from({ length: sounds }, (_, index) => start + index * step) }
      })
      const end = time / 1000
      const times = wordTimes(text, words, end)
      let before = 0
      for (const word of times) {
        expect(word.start).toBeGreaterThanOrEqual(before)
        expect(word.end).toBeGreaterThanOrEqual(word.start)
        expect(word.end).toBeLessThanOrEqual(end)
        before = word.end
      }
      const covered = times.map(({ from, to }) => text.slice(from, to)).join('')
      expect(covered).toBe(text.replaceAll(/\s/g, ''))
    }),
  )
})
