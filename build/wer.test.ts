import { expect, test } from 'vitest'
import { errorsIn, interval, numberWords, summed, wordErrors, wordsOf } from './wer.ts'

test('marks, cases, hyphens and ways of writing numbers are no errors', () => {
  expect(wordsOf('The “forty-two line” Bible, of 1,455: 20% — Mr. O’Neil’s <unk>')).toEqual(
    "the forty two line bible of one thousand four hundred fifty five twenty percent mister o'neil's".split(' '), // prettier-ignore
  )
  expect(errorsIn(wordErrors('My number is 268.', 'my number is two hundred sixty eight'))).toBe(0)
  expect([0, 13, 40, 300, 999_999].map(numberWords)).toEqual([
    'zero',
    'thirteen',
    'forty',
    'three hundred',
    'nine hundred ninety nine thousand nine hundred ninety nine',
  ])
})

test('errors are counted by their kind', () => {
  expect(wordErrors('a b c d', 'a x c d e')).toEqual({ words: 4, substituted: 1, inserted: 1, deleted: 0 })
  expect(wordErrors('a b c', '')).toEqual({ words: 3, substituted: 0, inserted: 0, deleted: 3 })
  expect(wordErrors('', 'so here')).toEqual({ words: 0, substituted: 0, inserted: 2, deleted: 0 })
  expect(wordErrors('wood blocks engraved', 'woodblocks engraved')).toEqual({ words: 3, substituted: 1, inserted: 0, deleted: 1 }) // prettier-ignore
})

test('the interval holds the rate, and is narrow where all recordings are alike', () => {
  const list = [wordErrors('a b c d', 'a b c x'), wordErrors('a b c d', 'a b c d')]
  const [low, high] = interval(list)
  const rate = errorsIn(summed(list)) / summed(list).words
  expect(low).toBeLessThanOrEqual(rate)
  expect(high).toBeGreaterThanOrEqual(rate)
  expect(interval([list[0] as never, list[0] as never])).toEqual([0.25, 0.25])
})
