/** Tables of RTF: rows with cells whose right edges are given in twips, not in columns. */
import type { Cell } from '../contract/document.ts'

export interface RtfCellEdge {
  readonly right: number
  readonly across: 'first' | 'next' | undefined
  readonly down: 'first' | 'next' | undefined
}
export interface RtfRow<Content> {
  readonly cells: readonly Content[]
  readonly edges: readonly RtfCellEdge[]
  readonly header: boolean
}
export interface PlacedCell<Content> {
  readonly content: Content
  readonly place: Omit<Cell, 'start' | 'end'>
}

const mostCells = 1_000

/** The shape of the row that is being written, as its words come. */
export class RtfRowDefinition {
  edges: RtfCellEdge[] = []
  header = false
  #across: RtfCellEdge['across']
  #down: RtfCellEdge['down']

  /** Takes a word of a row's definition; false for any other. */
  word(word: string, value: number | undefined): boolean {
    switch (word) {
      case 'trowd':
        this.edges = []
        this.header = false
        return true
      case 'trhdr':
        this.header = true
        return true
      case 'clmgf':
      case 'clmrg':
        this.#across = word === 'clmgf' ? 'first' : 'next'
        return true
      case 'clvmgf':
      case 'clvmrg':
        this.#down = word === 'clvmgf' ? 'first' : 'next'
        return true
      case 'cellx':
        if (this.edges.length < mostCells)
          this.edges.push({ right: value ?? 0, across: this.#across, down: this.#down })
        this.#across = undefined
        this.#down = undefined
        return true
    }
    return false
  }
}

/** Twips by which edges of the same column may differ. */
const tolerance = 30

/**
 * Puts cells into a grid by their edges; cells that only go on from the left or from above are left out.
 * Rows whose edges are missing are counted instead.
 */
export function rtfGrid<Content>(rows: readonly RtfRow<Content>[]): PlacedCell<Content>[][] {
  const rights = [...new Set(rows.flatMap((row) => row.edges.map((edge) => edge.right)))].sort(
    (a, b) => a - b,
  )
  const columns: number[] = []
  for (const right of rights)
    if (columns.length === 0 || right - columns.at(-1)! > tolerance) columns.push(right)
  const columnOf = (right: number) => {
    const found = columns.findIndex((edge) => right - edge <= tolerance)
    return found < 0 ? columns.length - 1 : found
  }
  const above = new Map<number, { rowSpan?: number }>()
  return rows.map((row, rowNumber) => {
    const placed: PlacedCell<Content>[] = []
    let column = 0
    for (const [index, content] of row.cells.entries()) {
      const edge = row.edges[index]
      const next = edge === undefined ? column + 1 : Math.max(column + 1, columnOf(edge.right) + 1)
      const last = placed.at(-1)?.place as { column: number; columnSpan?: number } | undefined
      const owner = above.get(column)
      if (edge?.across === 'next' && last) last.columnSpan = next - last.column
      else if (edge?.down === 'next' && owner) owner.rowSpan = (owner.rowSpan ?? 1) + 1
      else {
        const place: {
          row: number
          column: number
          columnSpan?: number
          header?: boolean
          rowSpan?: number
        } = {
          row: rowNumber,
          column,
          ...(next - column > 1 ? { columnSpan: next - column } : {}),
          ...(row.header ? { header: true } : {}),
        }
        placed.push({ content, place })
        if (edge?.down === 'first') above.set(column, place)
        else above.delete(column)
      }
      column = next
    }
    return placed
  })
}
