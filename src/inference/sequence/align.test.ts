import { expect, test } from 'vitest'
import { alignTokens } from './align.ts'

/** Weights that lie on some frames. */
const row = (from: number, to: number): Float32Array =>
  Float32Array.from({ length: 40 }, (_, at) => (at >= from && at < to ? 1 / (to - from) : 0.001))

test('a token begins where the decoder begins to look at its frames', () => {
  const attention = [
    [row(2, 10), row(0, 40)],
    [row(10, 22), row(0, 40)],
    [row(22, 30), row(0, 40)],
    [row(30, 40), row(0, 40)],
  ]
  expect(alignTokens(attention, 40)).toEqual([0, 10, 22, 30])
})

test('only the heads that follow the words count, where they are known', () => {
  const against = row(0, 3)
  const attention = [
    [against, row(0, 12)],
    [against, row(12, 30)],
    [against, row(30, 40)],
  ]
  expect(alignTokens(attention, 40, [1])).toEqual([0, 12, 30])
})

test('frames behind the sound are not looked at, and more tokens than frames are placed in order', () => {
  const attention = [[row(0, 8)], [row(8, 16)], [row(30, 40)]]
  expect(alignTokens(attention, 16).every((start) => start < 16)).toBe(true)
  const crowded = alignTokens(
    Array.from({ length: 6 }, (_, at) => [row(at, at + 1)]),
    3,
  )
  expect(crowded).toEqual(crowded.toSorted((a, b) => a - b))
  expect(alignTokens([], 10)).toEqual([])
})
