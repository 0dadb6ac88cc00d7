import { expect, test } from 'vitest'
import { excerptEnd, excerptStart } from './excerpt.ts'

const text = 'The keeper counted the ships'

test('an excerpt begins behind the word that it would cut', () => {
  expect(text.slice(excerptStart(text, 6))).toBe('counted the ships')
  expect(text.slice(excerptStart(text, 4))).toBe('keeper counted the ships')
  expect(excerptStart(text, -5)).toBe(0)
})

test('an excerpt ends before the word that it would cut', () => {
  expect(text.slice(0, excerptEnd(text, 14))).toBe('The keeper')
  expect(text.slice(0, excerptEnd(text, 18))).toBe('The keeper counted')
  expect(text.slice(0, excerptEnd(text, 99))).toBe(text)
})

test('text without spaces is cut where it is', () => {
  const long = '灯台守は毎晩ランプをともした。'.repeat(20)
  expect(excerptStart(long, 50)).toBe(50)
  expect(excerptEnd(long, 50)).toBe(50)
})
