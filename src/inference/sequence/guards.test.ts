import { expect, test } from 'vitest'
import { isBelieved } from './guards.ts'
import { loopOf } from './loops.ts'

const sure = { circled: false, probabilities: [0.9, 0.8, 0.95] }
const unsure = { circled: false, probabilities: [0.4, 0.5, 0.3] }

test('what subtitles end with is believed only where the decoder is sure of it', () => {
  expect(isBelieved({ ...unsure, text: 'Thank you for watching!' })).toBe(false)
  expect(isBelieved({ ...unsure, text: 'Thank you. Thank you. Thank you.' })).toBe(false)
  expect(isBelieved({ ...unsure, probabilities: [0.5], text: 'Bye.' })).toBe(true) // said every day
  expect(isBelieved({ ...unsure, text: 'Thanks for' })).toBe(false) // of what is still growing
  expect(isBelieved({ ...sure, text: 'Thank you for watching!' })).toBe(true)
  expect(isBelieved({ ...unsure, text: 'Thank you for the cake' })).toBe(true)
  expect(isBelieved({ ...unsure, text: 'Vielen Dank.' })).toBe(false)
})

test('nobody speaks where the model says so and its words are improbable, not for one of the two', () => {
  const text = 'the cat sat'
  const improbable = [0.3, 0.2, 0.3]
  expect(isBelieved({ text, circled: false, probabilities: improbable, noSpeech: 0.9 })).toBe(false)
  expect(isBelieved({ text, circled: false, probabilities: improbable, noSpeech: 0.3 })).toBe(true)
  expect(isBelieved({ ...sure, text, noSpeech: 0.9 })).toBe(true)
  expect(isBelieved({ ...sure, text: 'Thank you.', noSpeech: 0.9 })).toBe(false)
  expect(isBelieved({ ...sure, text: 'Thank you.', noSpeech: 0.1 })).toBe(true)
})

test('sounds in brackets, music and marks are no words; what is one circle is doubted, not what was said before it', () => {
  for (const text of ['[Music]', '(laughs) ♪', '...', '*sighs*', ''])
    expect(isBelieved({ ...sure, text })).toBe(false)
  expect(isBelieved({ ...sure, text: '[Music] hello' })).toBe(true)
  expect(isBelieved({ ...unsure, circled: true, text: 'da da da da' })).toBe(false)
  expect(isBelieved({ ...unsure, circled: true, text: 'we went to the da da da da' })).toBe(true)
  expect(isBelieved({ ...sure, circled: true, text: 'no no no no' })).toBe(true)
})

test('a circle is cut to two rounds; what people repeat is none', () => {
  const repeated = (phrase: readonly number[], times: number) =>
    Array.from({ length: times }, () => phrase).flat()
  expect(loopOf([9, 8, ...repeated([1, 2, 3], 4)])).toBe(6)
  expect(loopOf([9, 8, ...repeated([1, 2, 3], 3)])).toBe(0)
  expect(loopOf(repeated([5], 9))).toBe(0)
  expect(loopOf(repeated([5], 10))).toBe(8)
  expect(loopOf([...repeated([1, 2], 6), 7])).toBe(0)
})
