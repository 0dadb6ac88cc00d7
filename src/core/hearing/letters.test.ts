import { expect, test } from 'vitest'
import type { Hypothesis } from '../../contract/hearing.ts'
import { mayBeLetter, withLetter } from './letters.ts'

const heard = (text: string): Hypothesis => ({
  text,
  words: [{ text, start: 0.1, end: 0.4, confidence: 0.5 }],
  stable: text.length,
  confidence: 0.5,
})
const texts = (hypotheses: readonly Hypothesis[]) => hypotheses.map(({ text }) => text)

test('where the recogniser heard a letter, the network says which, and the other stays to choose', () => {
  const read = withLetter([heard('b'), heard('d')], [{ text: 'd', probability: 0.9 }])
  expect(texts(read)).toEqual(['d', 'b'])
  expect(read[0]).toMatchObject({ confidence: 0.9, words: [{ text: 'd', start: 0.1, end: 0.4 }] })
})

test('a short word stays a word, with the letter among its alternatives', () => {
  expect(texts(withLetter([heard('why'), heard('white')], [{ text: 'y', probability: 0.95 }]))).toEqual([
    'why',
    'y',
    'white',
  ])
})

test('a guess of the network changes nothing', () => {
  expect(texts(withLetter([heard('b')], [{ text: 'd', probability: 0.4 }]))).toEqual(['b'])
  expect(texts(withLetter([heard('b')], []))).toEqual(['b'])
  expect(withLetter([], [{ text: 'd', probability: 1 }])).toEqual([])
})

test('a letter with a capital and a full stop, as recognisers of sequences write it, is one too', () => {
  expect(mayBeLetter(heard('B.'), 0.5)).toBe(true)
  expect(texts(withLetter([heard('B.'), heard('D.')], [{ text: 'd', probability: 0.9 }]))).toEqual([
    'd',
    'B.',
  ])
})

test('longer words, several words and long speech are no letter', () => {
  expect(mayBeLetter(heard('see'), 0.5)).toBe(true)
  expect(mayBeLetter(heard('harbour'), 0.5)).toBe(false)
  expect(mayBeLetter(heard('a b'), 0.5)).toBe(false)
  expect(mayBeLetter(heard('see'), 1.4)).toBe(false)
})
