import { expect, test } from 'vitest'
import { rougeL, rougeN } from './rouge.ts'

test('ROUGE-N counts common words as often as the poorer text has them', () => {
  const { recall, precision, f } = rougeN('the cat sat on the mat', 'The cat and the dog sat.', 1)
  expect(recall).toBeCloseTo(4 / 6) // the, the, cat, sat
  expect(precision).toBeCloseTo(4 / 6)
  expect(f).toBeCloseTo(4 / 6)
  expect(rougeN('the the the', 'the cat', 1).recall).toBeCloseTo(1 / 2)
  expect(rougeN('the cat sat on the mat', 'the cat and the dog sat', 2).recall).toBeCloseTo(1 / 5)
  expect(rougeN('', 'the cat', 1)).toEqual({ recall: 0, precision: 0, f: 0 })
})

test('ROUGE-L is the union of longest common subsequences, each word once', () => {
  // The example of Lin (2004), section 3.2: the union of w1 w2 and w1 w3 w5 over five words.
  expect(rougeL(['w1 w2 w6 w7 w8', 'w1 w3 w8 w9 w5'], ['w1 w2 w3 w4 w5']).recall).toBeCloseTo(4 / 5)
  expect(rougeL(['b a'], ['a b']).recall).toBeCloseTo(1 / 2)
  expect(rougeL(['a b c'], ['a b c']).f).toBe(1)
})
