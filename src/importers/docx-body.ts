/** Paragraphs and tables of a Word document as blocks. */
import type { BlockShape } from './block-writer.ts'
import type { Afterwards, Relation } from './docx-drawing.ts'
import { DocxRuns } from './docx-runs.ts'
import { propertyValue, toggled, type Numbering, type Styles } from './docx-styles.ts'
import type { Flow } from './flow.ts'
import { childElement, childElements, descendants, type XmlElement } from './xml-stream.ts'

export interface DocxPart {
  readonly relations: ReadonlyMap<string, Relation>
}

/** Text beyond which a cell is a column of the page rather than an entry of a table, in UTF-16 units and paragraphs. */
const layoutCell = { characters: 1_200, paragraphs: 4 }

export class DocxBody {
  readonly runs: DocxRuns
  readonly #flow: Flow
  readonly #styles: Styles
  readonly #numbering: Numbering
  readonly #hasPicture: (path: string) => boolean
  /** Paths of pictures that figures name, to be read from the archive. */
  readonly pictures = new Set<string>()
  #part: DocxPart
  #code = false

  constructor(
    flow: Flow,
    parts: { styles: Styles; numbering: Numbering; part: DocxPart; hasPicture: (path: string) => boolean },
    runs: DocxRuns,
  ) {
    this.#flow = flow
    this.#styles = parts.styles
    this.#numbering = parts.numbering
    this.#part = parts.part
    this.#hasPicture = parts.hasPicture
    this.runs = runs
  }

  /** Pictures of notes and the like are named by the part that they stand in. */
  enter(part: DocxPart): void {
    this.#part = part
  }

  /** A child of the body. `fixed` overrules what paragraphs are, for notes and text boxes. */
  write(element: XmlElement, fixed?: BlockShape): void {
    switch (element.name) {
      case 'p':
        return this.#paragraph(element, fixed)
      case 'tbl':
        return this.#table(element, fixed)
      case 'sdt':
      case 'sdtContent':
      case 'customXml':
      case 'ins':
      case 'moveTo':
      case 'smartTag':
        for (const child of childElements(element)) this.write(child, fixed)
        return
      case 'AlternateContent':
        return this.write(
          childElement(element, 'Choice') ??
            childElement(element, 'Fallback') ?? { ...element, children: [] },
          fixed,
        )
      case 'Choice':
      case 'Fallback':
        for (const child of childElements(element)) this.write(child, fixed)
        return
      case 'bookmarkStart':
        if (element.attributes['name'] !== undefined) this.#flow.anchor(element.attributes['name'])
        return
      case 'oMathPara':
        this.#flow.open({ kind: 'math' })
        this.runs.paragraph({ name: 'p', attributes: {}, children: [element] }, this.#around(undefined))
        this.#flow.close()
        return
      default: // section properties, deleted text, comment ranges
    }
  }

  /** Ends what is kept open over several paragraphs. */
  finish(): void {
    if (this.#code) this.#flow.close()
    this.#code = false
  }

  #around(style: string | undefined, verbatim = false) {
    return { style, verbatim, relations: this.#part.relations }
  }

  #paragraph(element: XmlElement, fixed?: BlockShape): void {
    const properties = childElement(element, 'pPr')
    const style = propertyValue(properties, 'pStyle') ?? this.#styles.defaultParagraph
    if (toggled(properties, 'pageBreakBefore')) this.runs.pageBreak(true)
    const shape = fixed ?? this.#shape(element, properties, style)
    if (shape.kind === 'code') {
      if (this.#code) this.#flow.verbatim('\n')
      else this.#flow.open(shape)
      this.#code = true
      this.runs.paragraph(element, this.#around(style, true))
      this.#afterwards(fixed)
      return
    }
    this.finish()
    const caption = fixed === undefined && this.#styles.role(style) === 'caption'
    if (caption && this.#flow.writer.reopenFigure('caption'))
      this.runs.paragraph(element, this.#around(style))
    else {
      const matter = this.#styles.matter(style)
      this.#flow.open({ ...shape, ...(caption && { role: 'caption' as const }), ...(matter && { matter }) })
      this.runs.paragraph(element, this.#around(style))
    }
    this.#flow.close()
    this.#afterwards(fixed)
    const section = childElement(properties, 'sectPr')
    if (section && propertyValue(section, 'type') !== 'continuous') this.runs.pageBreak(true)
  }

  #shape(element: XmlElement, properties: XmlElement | undefined, style: string | undefined): BlockShape {
    const direction = this.#rightToLeft(properties, style) ? ('rtl' as const) : undefined
    const marker = this.#marker(properties, style)
    const level = this.#styles.headingLevel(style, properties)
    if (level !== undefined) return { kind: 'heading', level, direction, marker: marker?.text || undefined }
    const role = this.#styles.role(style)
    if (marker !== undefined)
      return { kind: 'list-item', level: marker.level, marker: marker.text || undefined, direction }
    if (role === 'code') return { kind: 'code' }
    if (role === 'quote') return { kind: 'quote', direction }
    return { kind: displayed(element) ? 'math' : 'paragraph', direction }
  }

  #rightToLeft(properties: XmlElement | undefined, style: string | undefined): boolean {
    const own = toggled(properties, 'bidi')
    if (own !== undefined) return own
    for (const { paragraph } of this.#styles.chain(style)) {
      const value = toggled(paragraph, 'bidi')
      if (value !== undefined) return value
    }
    return false
  }

  #marker(
    properties: XmlElement | undefined,
    style: string | undefined,
  ): { text: string; level: number } | undefined {
    const own = childElement(properties, 'numPr')
    let id = propertyValue(own, 'numId')
    let level = propertyValue(own, 'ilvl')
    for (const { paragraph } of this.#styles.chain(style)) {
      const styled = childElement(paragraph, 'numPr')
      id ??= propertyValue(styled, 'numId')
      level ??= propertyValue(styled, 'ilvl')
    }
    if (id === undefined || id === '0') return undefined
    const depth = Math.min(8, Math.max(0, Number(level ?? '0') || 0))
    const text = this.#numbering.next(id, depth)
    return text === undefined ? undefined : { text: text.slice(0, 40), level: depth + 1 }
  }

  #afterwards(fixed: BlockShape | undefined): void {
    for (const entry of this.runs.takeAfter()) this.#afterward(entry, fixed)
  }

  #afterward(entry: Afterwards, fixed: BlockShape | undefined): void {
    this.finish()
    if (entry.kind === 'box') {
      for (const child of childElements(entry.content)) this.write(child, fixed ?? { kind: 'aside' })
      return
    }
    const { path, alternative } = entry.picture
    const shown = path !== undefined && this.#hasPicture(path)
    if (!shown && alternative === '') return
    if (shown) this.pictures.add(path)
    this.#flow.open({ kind: 'figure', image: shown ? path : undefined })
    if (alternative !== '') this.#flow.text(alternative, { role: 'alternative' })
    this.#flow.close()
  }

  #table(element: XmlElement, fixed?: BlockShape): void {
    this.finish()
    const rows = tableRows(element)
    const cells = rows.flat()
    if (cells.length === 0) return
    const layout = cells.length === 1 || cells.some(({ element: cell }) => isLayout(cell))
    if (layout || fixed) {
      for (const cell of cells) for (const child of childElements(cell.element)) this.write(child, fixed)
      return
    }
    const { writer } = this.#flow
    this.#flow.open({
      kind: 'table',
      direction: toggled(childElement(element, 'tblPr'), 'bidiVisual') ? 'rtl' : undefined,
    })
    const columns = Math.max(...cells.map((cell) => cell.column + cell.columnSpan))
    let written = 0
    for (const row of rows) {
      if (row.length === 0) continue
      if (written++ > 0) writer.separator('\n')
      for (const [index, cell] of row.entries()) {
        if (index > 0) writer.separator('\t')
        const start = writer.length
        this.#cell(cell.element)
        writer.trim()
        writer.addCell({
          row: cell.row,
          column: cell.column,
          ...(cell.rowSpan > 1 ? { rowSpan: cell.rowSpan } : {}),
          ...(cell.columnSpan > 1 ? { columnSpan: Math.min(cell.columnSpan, columns) } : {}),
          ...(cell.header ? { header: true } : {}),
          start,
          end: writer.length,
        })
      }
    }
    this.#flow.close()
    this.#afterwards(undefined)
  }

  /** The paragraphs of a cell one after another, tables inside it too. */
  #cell(cell: XmlElement): void {
    for (const child of childElements(cell)) {
      if (child.name === 'p') {
        const style = propertyValue(childElement(child, 'pPr'), 'pStyle')
        this.runs.paragraph(child, this.#around(style))
        this.#flow.writer.gap({})
      } else if (child.name !== 'tcPr') this.#cell(child)
    }
  }
}

interface TableCell {
  readonly element: XmlElement
  readonly row: number
  readonly column: number
  readonly columnSpan: number
  rowSpan: number
  readonly header: boolean
}

function* rowsOf(element: XmlElement): Generator<XmlElement> {
  for (const child of childElements(element)) {
    if (child.name === 'tr') yield child
    else if (/^(?:sdt|sdtContent|customXml|ins)$/.test(child.name)) yield* rowsOf(child)
  }
}
function* cellsOf(element: XmlElement): Generator<XmlElement> {
  for (const child of childElements(element)) {
    if (child.name === 'tc') yield child
    else if (/^(?:sdt|sdtContent|customXml|ins)$/.test(child.name)) yield* cellsOf(child)
  }
}

/** Cells by row, with their place in the grid. A cell that goes on from the row above is counted there. */
function tableRows(table: XmlElement): TableCell[][] {
  const look = childElement(childElement(table, 'tblPr'), 'tblLook')?.attributes
  const mask = Number.parseInt(look?.['val'] ?? '0', 16)
  const firstRow =
    look?.['firstRow'] === undefined ? (mask & 0x20) !== 0 : ['1', 'true', 'on'].includes(look['firstRow'])
  const rows: TableCell[][] = []
  const above = new Map<number, TableCell>()
  for (const element of rowsOf(table)) {
    const properties = childElement(element, 'trPr')
    if (childElement(properties, 'del')) continue
    const row = rows.length
    const cells: TableCell[] = []
    let column = Number(propertyValue(properties, 'gridBefore') ?? '0') || 0
    for (const cell of cellsOf(element)) {
      const cellProperties = childElement(cell, 'tcPr')
      const columnSpan = Math.min(
        1_000,
        Math.max(1, Number(propertyValue(cellProperties, 'gridSpan') ?? '1') || 1),
      )
      const merge = childElement(cellProperties, 'vMerge')
      const origin = above.get(column)
      if (merge && merge.attributes['val'] !== 'restart' && origin) origin.rowSpan++
      else {
        const entry = {
          element: cell,
          row,
          column,
          columnSpan,
          rowSpan: 1,
          header: (row === 0 && firstRow) || toggled(properties, 'tblHeader') === true,
        }
        cells.push(entry)
        if (merge) above.set(column, entry)
        else above.delete(column)
      }
      column += columnSpan
    }
    rows.push(cells)
  }
  // A table of one row has no header: there is nothing that it could head.
  return rows.length > 1 ? rows : rows.map((row) => row.map((cell) => ({ ...cell, header: false })))
}

/** True for a cell that holds a stretch of the document rather than an entry. */
function isLayout(cell: XmlElement): boolean {
  const paragraphs = childElements(cell, 'p')
  if (paragraphs.length <= layoutCell.paragraphs) return false
  let length = 0
  for (const text of descendants(cell, 't'))
    for (const part of text.children) length += typeof part === 'string' ? part.length : 0
  return length > layoutCell.characters
}

/** True for a paragraph that is a formula and nothing else. */
function displayed(paragraph: XmlElement): boolean {
  let formulas = 0
  for (const child of childElements(paragraph)) {
    if (child.name === 'oMathPara') formulas++
    else if (child.name === 'r' && [...descendants(child, 't')].length > 0) return false
    else if (/^(?:hyperlink|ins|sdt|smartTag|oMath)$/.test(child.name)) return false
  }
  return formulas > 0
}
