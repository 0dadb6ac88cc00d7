import { expect, test } from 'vitest'
import { directionOf } from './direction.ts'

test('a language is written as its script is, whatever the tag looks like', () => {
  for (const tag of ['ar', 'he', 'fa-IR', 'ur', 'yi', 'az-Arab']) expect(directionOf(tag), tag).toBe('rtl')
  for (const tag of ['en', 'de-AT', 'ja', 'az', 'uz-Latn']) expect(directionOf(tag), tag).toBe('ltr')
})

test('no language, and what is no language, are written left to right', () => {
  expect(directionOf(undefined)).toBe('ltr')
  expect(directionOf('x y z')).toBe('ltr')
})
