import { expect, test } from 'vitest'
import { countWords } from './word-count.ts'

test('words are counted as one hears them', () => {
  expect(countWords('The 3.5 km – well-known, isn’t it? – way …')).toBe(7)
  expect(countWords('')).toBe(0)
  expect(countWords('— * —')).toBe(0)
})

test('two characters of a script without spaces are about a word', () => {
  expect(countWords('今日は天気がいい')).toBe(4)
  expect(countWords('Tokyo 東京')).toBe(2)
})
