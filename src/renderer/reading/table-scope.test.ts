import { expect, test } from 'vitest'
import type { Cell } from '../../contract/document.ts'
import { scopeOf } from './table-scope.ts'

const row = (...cells: readonly (readonly [header: boolean, more?: Partial<Cell>])[]): Cell[] =>
  cells.map(([header, more], column) => ({ row: 0, column, header, start: 0, end: 1, ...more }))
const scopes = (cells: Cell[]) => cells.filter(({ header }) => header).map((cell) => scopeOf(cells, cell))

test('a row of headers heads its columns', () => {
  expect(scopes(row([true], [true], [true, { columnSpan: 2 }]))).toEqual(['col', 'col', 'colgroup'])
})

test('headers at the beginning of a row of values head the row, all of them', () => {
  expect(scopes(row([true], [false], [false]))).toEqual(['row'])
  expect(scopes(row([true, { rowSpan: 2 }], [true], [false]))).toEqual(['rowgroup', 'row'])
})

test('a header behind an empty corner heads its column', () => {
  expect(scopes(row([false], [true], [true]))).toEqual(['col', 'col'])
})
