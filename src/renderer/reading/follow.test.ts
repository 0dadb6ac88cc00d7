import { expect, test } from 'vitest'
import { scrollBy } from './follow.ts'

const view = { top: 0, bottom: 1_000 }

test('nothing moves while the sentence is in the comfortable middle', () => {
  expect(scrollBy({ top: 210, bottom: 300 }, view)).toBe(0)
  expect(scrollBy({ top: 600, bottom: 700 }, view)).toBe(0)
})

test('a sentence that leaves the middle is put at a third, from below and from above', () => {
  expect(scrollBy({ top: 650, bottom: 750 }, view)).toBe(350)
  expect(scrollBy({ top: 100, bottom: 150 }, view)).toBe(-200)
  expect(scrollBy({ top: 5_000, bottom: 5_050 }, view)).toBe(4_700)
})

test('a sentence taller than the middle is put with its beginning at the top of it, once', () => {
  const by = scrollBy({ top: 500, bottom: 1_400 }, view)
  expect(by).toBe(300)
  expect(scrollBy({ top: 500 - by, bottom: 1_400 - by }, view)).toBe(0)
})

test('a view that begins below a toolbar has its own middle', () => {
  expect(scrollBy({ top: 310, bottom: 400 }, { top: 100, bottom: 1_100 })).toBe(0)
  expect(scrollBy({ top: 150, bottom: 200 }, { top: 100, bottom: 1_100 })).toBe(-250)
})
