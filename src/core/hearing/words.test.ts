import { expect, test } from 'vitest'
import type { Hypothesis } from '../../contract/hearing.ts'
import { endsOpen } from './open-ending.ts'
import { placed } from './placed.ts'
import { distance, phones } from './sound-alike.ts'
import { SoundTape } from './sound.ts'

test.each([
  ['i went to the', 'en'],
  ['I went to the.', 'en-GB'],
  ['he said that', 'en'],
  ['ich ging in den', 'de'],
  ['elle est dans la', 'fr'],
])('“%s” goes on', (text, language) => {
  expect(endsOpen(text, language)).toBe(true)
})

test.each([
  ['i went to the station', 'en'],
  ['', 'en'],
  ['ich ging nach hause', 'de'],
  ['i went to the', 'eo'],
])('“%s” may be over', (text, language) => {
  expect(endsOpen(text, language)).toBe(false)
})

const hypothesis: Hypothesis = {
  text: 'one two three',
  words: ['one', 'two', 'three'].map((text, index) => ({
    text,
    start: 0.4 + index,
    end: 0.9 + index,
    confidence: 1,
  })),
  stable: 13,
  confidence: 1,
}

test('words are counted from the first sound of speech', () => {
  const moved = placed(hypothesis, 0.5)
  expect(moved.text).toBe('one two three')
  expect(moved.words.map(({ start }) => start)).toEqual([0, 0.8999999999999999, 1.9])
})

test('words of the next utterance are left to it', () => {
  expect(placed(hypothesis, 0.5, 1.5)).toMatchObject({ text: 'one two', stable: 7 })
})

test('stress and length make no other sound, a diacritic belongs to its letter', () => {
  expect(phones('hˈeɪ lˈɛktɜːn')).toEqual(Array.from('heɪlɛktɜn'))
  expect(phones('t͡sã')).toHaveLength(3)
})

test('what sounds alike lies near, what does not lies far', () => {
  const lectern = phones('hˈeɪ lˈɛktɜːn')
  expect(distance(lectern, lectern)).toBe(0)
  expect(distance(lectern, phones('ðˈeɪ lˈɛktɚ'))).toBeLessThan(0.34)
  expect(distance(lectern, phones('kəmpjˈuːɾɚ'))).toBeGreaterThan(0.6)
  expect(distance(phones('bɪt'), phones('bæt'))).toBeLessThan(distance(phones('bɪt'), phones('bɪs')))
  expect(distance([], phones('bæt'))).toBe(1)
})

test('a tape gives back what it was given, from any place that it still keeps', () => {
  const tape = new SoundTape()
  tape.push(Int16Array.of(1, 2, 3))
  tape.push(Int16Array.of(4, 5, 6))
  expect(tape.slice(1, 5)).toEqual(Int16Array.of(2, 3, 4, 5))
  expect(tape.slice(-4)).toEqual(Int16Array.of(1, 2, 3, 4, 5, 6))
  tape.forget(4) // the second piece is still needed
  expect(tape.slice(0)).toEqual(Int16Array.of(4, 5, 6))
  expect(tape.end).toBe(6)
  expect(tape.slice(9)).toHaveLength(0)
})
