/** Puts the cells of a table into the text of one block: cells apart by a tab, rows by a line feed. */
import type { Cell } from '../contract/document.ts'
import type { BlockShape, BlockWriter } from './block-writer.ts'
import type { Element } from './markup-tree.ts'

/** No table that a person reads is wider; a span that claims more is a mistake or an attack. */
const mostColumns = 1_000
/** A longer table becomes several, cut between rows, so that a page can hold them. */
const mostCells = 2_000

export class TableLayout {
  readonly #writer: BlockWriter
  readonly #shape: BlockShape
  #cells = 0
  #row = -1
  #column = 0
  #cellsInRow = 0
  #captionOpen = false
  #rowsWritten = 0
  /** For each column, the first row below the cells that reach into it. */
  readonly #busyUntil: number[] = []
  #cell: Omit<Cell, 'end'> | undefined

  /** Opens the block. @param shape of kind `table` */
  constructor(writer: BlockWriter, shape: BlockShape) {
    this.#writer = writer
    this.#shape = shape
    writer.open(shape)
  }

  /** True if a caption may still come before the rows. */
  startCaption(): boolean {
    this.#captionOpen = this.#row < 0
    return this.#captionOpen
  }

  startRow(): void {
    this.endPart()
    if (this.#cells >= mostCells && !this.#busyUntil.some((row) => row > this.#row + 1)) this.#startOver()
    this.#row += 1
    this.#column = 0
    this.#cellsInRow = 0
  }

  #startOver(): void {
    this.#writer.open(this.#shape)
    this.#cells = 0
    this.#row = -1
    this.#rowsWritten = 0
    this.#busyUntil.length = 0
  }

  startCell(element: Element, header: boolean): void {
    this.endPart()
    if (this.#row < 0) this.startRow()
    const columnSpan = span(element.attribs['colspan'], mostColumns)
    const rowSpan = span(element.attribs['rowspan'], 10_000)
    while ((this.#busyUntil[this.#column] ?? 0) > this.#row && this.#column < mostColumns) this.#column += 1
    if (this.#cellsInRow > 0) this.#writer.separator('\t')
    else if (this.#rowsWritten > 0 || this.#writer.length > 0) this.#writer.separator('\n')
    if (this.#cellsInRow === 0) this.#rowsWritten += 1
    this.#cellsInRow += 1
    this.#cells += 1
    const end = Math.min(this.#column + columnSpan, mostColumns)
    for (let column = this.#column; column < end; column++) this.#busyUntil[column] = this.#row + rowSpan
    this.#cell = {
      row: this.#row,
      column: this.#column,
      ...(rowSpan > 1 ? { rowSpan } : {}),
      ...(columnSpan > 1 ? { columnSpan } : {}),
      ...(header ? { header } : {}),
      start: this.#writer.length,
    }
    this.#column = end
  }

  /** Ends the cell or caption that is open. */
  endPart(): void {
    this.#writer.trim()
    if (this.#captionOpen) this.#captionOpen = false
    if (this.#cell === undefined) return
    this.#writer.addCell({ ...this.#cell, end: this.#writer.length })
    this.#cell = undefined
  }

  finish(): void {
    this.endPart()
  }
}

function span(value: string | undefined, most: number): number {
  const number = Number.parseInt(value ?? '', 10)
  return number > 1 ? Math.min(number, most) : 1
}
