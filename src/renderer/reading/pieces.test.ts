import { expect, test } from 'vitest'
import type { TocEntry } from '../../contract/document.ts'
import { cutPieces, pieceAt, spanFor } from './pieces.ts'

const entry = (block: number, children: TocEntry[] = []): TocEntry => ({
  title: String(block),
  block,
  children,
})

test('a chapter is a piece of its own', () => {
  expect(cutPieces([entry(0), entry(50), entry(90)], 130)).toEqual([
    { from: 0, to: 50 },
    { from: 50, to: 90 },
    { from: 90, to: 130 },
  ])
})

test('a giant chapter is cut by block counts', () => {
  expect(cutPieces([], 250, { largest: 100, smallest: 10 })).toEqual([
    { from: 0, to: 100 },
    { from: 100, to: 200 },
    { from: 200, to: 250 },
  ])
})

test('tiny sections share a piece', () => {
  expect(cutPieces([entry(3), entry(6), entry(9)], 12, { largest: 100, smallest: 10 })).toEqual([
    { from: 0, to: 12 },
  ])
})

test('pieces cover every block once, whatever the contents say', () => {
  for (const blockCount of [0, 1, 23, 24, 121, 1_000]) {
    const toc = [entry(0), entry(7, [entry(40), entry(41)]), entry(400), entry(5_000)]
    const pieces = cutPieces(toc, blockCount)
    let next = 0
    for (const { from, to } of pieces) {
      expect(from).toBe(next)
      expect(to).toBeGreaterThan(from)
      next = to
    }
    expect(next).toBe(blockCount)
  }
})

test('blocks that come later move no cut but the last', () => {
  const toc = [entry(0), entry(60), entry(300)]
  const before = cutPieces(toc, 200)
  const after = cutPieces(toc, 500)
  expect(after.slice(0, before.length - 1)).toEqual(before.slice(0, -1))
})

test('the piece of a block is found', () => {
  const pieces = cutPieces([], 250, { largest: 100, smallest: 10 })
  expect([0, 99, 100, 249, 9_999].map((block) => pieceAt(pieces, block))).toEqual([0, 0, 1, 2, 2])
  expect(pieceAt([], 0)).toBe(-1)
})

test('a place nearby extends what is shown, a far one starts anew', () => {
  expect(spanFor(5, 20, undefined)).toEqual({ first: 4, last: 6 })
  expect(spanFor(6, 20, { first: 4, last: 6 })).toEqual({ first: 4, last: 7 })
  expect(spanFor(15, 20, { first: 4, last: 6 })).toEqual({ first: 14, last: 16 })
})

test('a long way through a book never holds more than a few pieces', () => {
  let span = spanFor(0, 200, undefined)
  for (let index = 0; index < 200; index++) {
    span = spanFor(index, 200, span)
    expect(span.first).toBeLessThanOrEqual(index)
    expect(span.last).toBeGreaterThanOrEqual(index)
    expect(span.last - span.first).toBeLessThan(9)
  }
})
