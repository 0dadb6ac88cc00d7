import { expect, test } from 'vitest'
import type { Hypothesis } from '../../contract/hearing.ts'
import { holdsWords } from './gate.ts'

const heard = (text: string, confidence: number): Hypothesis => ({
  text,
  words: [],
  stable: text.length,
  confidence,
})

test('nothing recognised is no words', () => {
  expect(holdsWords({ hypothesis: undefined, certainty: 0.95 })).toBe(false)
  expect(holdsWords({ hypothesis: heard(' ', 0.95), certainty: 0.95 })).toBe(false)
})

test('a word that a recogniser is unsure of counts where it was plainly speech', () => {
  expect(holdsWords({ hypothesis: heard('no', 0.16), certainty: 0.89 })).toBe(true)
})

test('words heard clearly count though they were whispered', () => {
  expect(holdsWords({ hypothesis: heard('turn the page', 0.8), certainty: 0.4 })).toBe(true)
})

test('unsure words in what hardly sounded like speech are laughter', () => {
  expect(holdsWords({ hypothesis: heard('but i thought that', 0.4), certainty: 0.67 })).toBe(false)
})
