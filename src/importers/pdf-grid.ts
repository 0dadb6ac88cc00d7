/** Tables in untagged pages: lines of cells that make a grid. */
import type { Line } from './pdf-columns.ts'
import type { Draft, DraftCell } from './pdf-draft.ts'
import { lineText } from './pdf-runs.ts'

/** Gap in ems that parts a line into cells. */
const cellGap = 1.05

export function cellsOf(line: Line): Line[] {
  const cells: Line[] = []
  for (const box of line.boxes) {
    const cell = cells.at(-1)
    if (cell && box.x - cell.x1 < cellGap * line.size) {
      cell.boxes.push(box)
      cell.x1 = Math.max(cell.x1, box.x1)
    } else cells.push({ ...line, boxes: [box], x0: box.x, x1: box.x1 })
  }
  return cells
}

/**
 * A table if the lines from `start` on make a grid beyond doubt: three rows or more of at least two cells, each cell
 * in exactly one column, no row of running text.
 */
export function tableAt(lines: readonly Line[], start: number): { draft: Draft; end: number } | undefined {
  const rows: Line[][] = []
  let end = start
  for (; end < lines.length; end++) {
    const line = lines[end] as Line
    const cells = cellsOf(line)
    const last = lines[end - 1]
    if (end > start && last && (line.y - last.y > 3 * line.size || line.y < last.y)) break
    if (cells.length < 2) break
    rows.push(cells)
  }
  if (rows.length < 3) return undefined
  const columns: { x0: number; x1: number }[] = []
  for (const cell of rows.flat().sort((a, b) => a.x0 - b.x0)) {
    const column = columns.at(-1)
    if (column && cell.x0 < column.x1 - 0.1 * cell.size) column.x1 = Math.max(column.x1, cell.x1)
    else columns.push({ x0: cell.x0, x1: cell.x1 })
  }
  if (columns.length < 2 || columns.length > 40) return undefined
  const cells: DraftCell[] = []
  for (const [row, list] of rows.entries()) {
    const used = new Set<number>()
    for (const cell of list) {
      const column = columns.findIndex(
        (candidate) => cell.x0 >= candidate.x0 - 0.1 && cell.x1 <= candidate.x1 + 0.1,
      )
      if (column < 0 || used.has(column)) return undefined
      used.add(column)
      cells.push({ lines: [cell], row, column })
    }
  }
  if (cells.length < 0.6 * rows.length * columns.length) return undefined
  const first = lines[start] as Line
  const prose = rows.filter((row) => row.some((cell) => cell.boxes.length > 14)).length
  if (prose > 0.5 * rows.length) return undefined
  if (columns.length === 2 && rows.every((row) => /^\W?\w{0,3}[.)]?$/.test(lineText(row[0] as Line))))
    return undefined
  return {
    end,
    draft: {
      kind: 'table',
      lines: lines.slice(start, end),
      page: first.page,
      size: first.size,
      bold: false,
      cells,
      full: false,
      indented: false,
      top: first.top,
    },
  }
}
