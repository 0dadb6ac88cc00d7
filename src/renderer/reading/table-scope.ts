import type { Cell } from '../../contract/document.ts'

/** A header cell heads its column in a row of headers; at the beginning of another row it heads that row. */
export function scopeOf(row: readonly Cell[], cell: Cell): 'col' | 'colgroup' | 'row' | 'rowgroup' {
  const before = row.filter(({ column }) => column <= cell.column)
  const headsRow = row.some(({ header }) => !header) && before.every(({ header }) => header)
  if (headsRow) return (cell.rowSpan ?? 1) > 1 ? 'rowgroup' : 'row'
  return (cell.columnSpan ?? 1) > 1 ? 'colgroup' : 'col'
}
