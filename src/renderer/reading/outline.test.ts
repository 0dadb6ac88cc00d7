import { expect, test } from 'vitest'
import { openAfter, openAtPieces, pageLevel } from './outline.ts'

function levels(ranks: readonly number[]): number[] {
  let open = ''
  return ranks.map((rank) => pageLevel((open = openAfter(open, rank))))
}

test('a document that leaves nothing out keeps its levels, each one down', () => {
  expect(levels([1, 2, 3, 2, 1, 2])).toEqual([2, 3, 4, 3, 2, 3])
})

test('a level that the author left out is closed up, and siblings stay siblings', () => {
  expect(levels([1, 3, 3, 4, 1])).toEqual([2, 3, 3, 4, 2])
})

test('a page that begins under a deep heading begins at level two', () => {
  expect(levels([4, 4, 2, 4])).toEqual([2, 2, 2, 3])
})

test('no heading is more than one level below the one before it', () => {
  const ranks = [3, 6, 1, 5, 2, 2, 6, 4, 1]
  const shown = [1, ...levels(ranks)]
  for (let at = 1; at < shown.length; at++) expect(shown[at]).toBeLessThanOrEqual((shown[at - 1] ?? 0) + 1)
})

test('a piece goes on where the one before it ended', () => {
  const heading = (level: number) => ({ kind: 'heading' as const, level, runs: [] })
  const pieces = [{ blocks: [heading(1), heading(2)] }, { blocks: [] }, { blocks: [heading(3)] }]
  expect(openAtPieces(pieces)).toEqual(['', '1 2', '1 2'])
})
