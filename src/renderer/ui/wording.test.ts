import { expect, test } from 'vitest'
import { wordsOf } from './catalogue.ts'
import { dayText, durationText, isolated, speedText } from './wording.ts'

const words = wordsOf('en', ['en-GB'])
const now = new Date(2026, 10, 22, 0, 30).getTime()

test('half an hour ago, before midnight, was yesterday', () => {
  expect(dayText(now - 45 * 60_000, words, now)).toBe('yesterday')
  expect(dayText(now, words, now)).toBe('today')
})

test('longer than a week ago is a date', () => {
  expect(dayText(new Date(2026, 9, 1).getTime(), words, now)).toBe('1 Oct 2026')
})

test('durations are hours and minutes, never seconds', () => {
  expect(durationText(20, 'en')).toBe('1 minute')
  expect(durationText(3_600, 'en')).toBe('1 hour')
  expect(durationText(7_500, 'en')).toBe('2 hours, 5 minutes')
  expect(durationText(7_500, 'de')).toBe('2 Stunden, 5 Minuten')
})

test('speeds are written as the language writes numbers', () => {
  expect(speedText(1.5, 'en')).toBe('1.50×')
  expect(speedText(1.5, 'de')).toBe('1,50×')
})

test('only a title that runs from right to left is isolated', () => {
  expect(isolated('Emma')).toBe('Emma')
  expect(isolated('كتاب')).toBe('\u2068كتاب\u2069')
})
