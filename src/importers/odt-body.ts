/** Paragraphs, lists and tables of an OpenDocument text as blocks. */
import type { BlockShape } from './block-writer.ts'
import type { Flow } from './flow.ts'
import { odtMarker, odtStart, type OdtStyles } from './odt-styles.ts'
import type { Matter } from './matter.ts'
import { OdtText } from './odt-text.ts'
import { childElement, childElements, descendants, type XmlElement } from './xml-stream.ts'

/** Where a paragraph stands in lists. */
interface ListPlace {
  readonly level: number
  readonly style: string | undefined
  /** Marker of the item's first paragraph; taken by whoever is written first. */
  marker: string | undefined
}

/** Containers whose children stand in the text as if they were not there. */
const transparent = new Set([
  'section', 'index-body', 'table-of-content', 'alphabetical-index', 'illustration-index', 'table-index', 'object-index',
  'user-index', 'bibliography', 'index-title', 'numbered-paragraph', 'text-box', 'text', 'body', 'note-body',
]) // prettier-ignore
/** Lists that are made from the text, and are no part of it. */
export const lists: ReadonlyMap<string, Matter> = new Map([
  ['table-of-content', 'front'],
  ['illustration-index', 'front'],
  ['table-index', 'front'],
  ['object-index', 'front'],
  ['alphabetical-index', 'back'],
  ['bibliography', 'back'],
])
/** A repeated cell or row is a spreadsheet's way to say "empty up to here". */
const mostRepeats = 100
const layoutCell = { characters: 1_200, paragraphs: 4 }

export class OdtBody {
  readonly text: OdtText
  readonly pictures = new Set<string>()
  readonly #flow: Flow
  readonly #styles: OdtStyles
  readonly #hasPicture: (path: string) => boolean
  /** Counts of each list style by level, for lists that go on. */
  readonly #counts = new Map<string, number[]>()
  readonly #outline: number[] = []
  #code = false

  constructor(flow: Flow, styles: OdtStyles, text: OdtText, hasPicture: (path: string) => boolean) {
    this.#flow = flow
    this.#styles = styles
    this.text = text
    this.#hasPicture = hasPicture
  }

  write(element: XmlElement, fixed?: BlockShape, place?: ListPlace): void {
    if (transparent.has(element.name)) {
      if (element.attributes['display'] === 'none') return
      const { writer } = this.#flow
      const outer = writer.matter
      writer.matter = lists.get(element.name) ?? outer
      for (const child of childElements(element)) this.write(child, fixed, place)
      this.#flow.writer.matter = outer
      return
    }
    switch (element.name) {
      case 'p':
      case 'h':
        return this.#paragraph(element, fixed, place)
      case 'list':
        return this.#list(element, fixed, place)
      case 'table':
        return this.#table(element, fixed)
      case 'soft-page-break':
        return this.text.pageBreak()
      case 'frame':
      case 'g':
      case 'custom-shape':
      case 'rect':
        // A shape that is anchored to the page stands outside any paragraph.
        this.finish()
        this.text.paragraph({ name: 'p', attributes: {}, children: [element] })
        this.#flow.close()
        return this.#afterwards(fixed)
      default: // tracked changes (deleted text), declarations, forms
    }
  }

  /** Ends what is kept open over several paragraphs. */
  finish(): void {
    if (this.#code) this.#flow.close()
    this.#code = false
  }

  #paragraph(element: XmlElement, fixed?: BlockShape, place?: ListPlace): void {
    const style = element.attributes['style-name']
    const breakBefore = this.#styles.value('paragraph', style, 'break-before', 'paragraph-properties')
    if (breakBefore === 'page' && (this.#flow.next > 0 || this.#flow.hasText)) this.text.pageBreak()
    const shape = fixed ?? this.#shape(element, style, place)
    if (shape.kind === 'code') {
      if (this.#code) this.#flow.verbatim('\n')
      else this.#flow.open(shape)
      this.#code = true
      this.text.paragraph(element, true)
      return this.#afterwards(fixed)
    }
    this.finish()
    const caption =
      fixed === undefined &&
      [...this.#styles.names(style)].some((name) =>
        /^(?:caption|figure|illustration|drawing|beschriftung|abbildung)$/i.test(name),
      )
    if (!(caption && this.#flow.writer.reopenFigure('caption')))
      this.#flow.open(caption ? { ...shape, role: 'caption' } : shape)
    this.text.paragraph(element)
    this.#flow.close()
    this.#afterwards(fixed)
  }

  #shape(element: XmlElement, style: string | undefined, place: ListPlace | undefined): BlockShape {
    const mode = this.#styles.value('paragraph', style, 'writing-mode', 'paragraph-properties') ?? ''
    const direction = mode.startsWith('rl') ? ('rtl' as const) : undefined
    const marker = place?.marker
    if (place) place.marker = undefined
    const level = this.#headingLevel(element, style)
    if (level !== undefined) {
      const number =
        element.name === 'h' && marker === undefined && element.attributes['is-list-header'] !== 'true'
          ? this.#outlineNumber(level)
          : marker
      return { kind: 'heading', level: Math.min(6, level), direction, marker: number || undefined }
    }
    if (place) return { kind: 'list-item', level: place.level, marker: marker || undefined, direction }
    for (const name of this.#styles.names(style)) {
      if (/^(?:preformatted text|source code|code|html preformatted)$/i.test(name)) return { kind: 'code' }
      if (/^(?:quotations?|quote|block ?quote|zitat)$/i.test(name)) return { kind: 'quote', direction }
    }
    return { kind: 'paragraph', direction }
  }

  #headingLevel(element: XmlElement, style: string | undefined): number | undefined {
    if (element.name === 'h') return Math.max(1, Number(element.attributes['outline-level'] ?? '1') || 1)
    const level = Number(this.#styles.value('paragraph', style, 'default-outline-level') ?? '')
    if (level >= 1) return level
    for (const name of this.#styles.names(style))
      if (/^(?:title|titel|contents heading|inhaltsverzeichnis überschrift)$/i.test(name)) return 1
    return undefined
  }

  /** Chapter numbering counts every heading, and shows a number only where the outline style says so. */
  #outlineNumber(level: number): string | undefined {
    const definition = this.#styles.outlineLevel(level)
    this.#outline.length = Math.min(this.#outline.length, level)
    for (let at = 0; at < level; at++) this.#outline[at] ??= at === level - 1 ? 0 : 1
    this.#outline[level - 1] = (this.#outline[level - 1] ?? 0) + 1
    if (!definition?.attributes['num-format']) return undefined
    return odtMarker({ name: 'outline-style', attributes: {}, children: [definition] }, level, this.#outline)
  }

  #list(element: XmlElement, fixed: BlockShape | undefined, outer: ListPlace | undefined): void {
    const level = Math.min(9, (outer?.level ?? 0) + 1)
    const first = [...descendants(element, 'p'), ...descendants(element, 'h')][0]
    const style =
      element.attributes['style-name'] ??
      outer?.style ??
      this.#styles.value('paragraph', first?.attributes['style-name'], 'list-style-name')
    const definition = this.#styles.list(style)
    const counts = this.#counts.get(style ?? '') ?? []
    this.#counts.set(style ?? '', counts)
    counts.length = Math.min(counts.length, level)
    const goesOn =
      element.attributes['continue-numbering'] === 'true' || element.attributes['continue-list'] !== undefined
    if (!goesOn || counts[level - 1] === undefined) counts[level - 1] = odtStart(definition, level) - 1
    for (let at = 0; at < level; at++) counts[at] ??= 1
    for (const item of childElements(element)) {
      if (item.name !== 'list-item' && item.name !== 'list-header') continue
      let marker: string | undefined
      const only = childElements(item)
      // An item that holds nothing but a deeper list has no marker of its own.
      if (item.name === 'list-item' && only[0]?.name !== 'list') {
        const start = item.attributes['start-value']
        counts[level - 1] = start === undefined ? (counts[level - 1] ?? 0) + 1 : Number(start) || 0
        marker = odtMarker(definition, level, counts.slice(0, level))
      }
      const place: ListPlace = { level, style, marker }
      for (const child of only) this.write(child, fixed, place)
    }
  }

  #afterwards(fixed: BlockShape | undefined): void {
    for (const entry of this.text.takeAfter()) {
      this.finish()
      if (entry.kind === 'box') {
        for (const child of childElements(entry.content)) this.write(child, fixed ?? { kind: 'aside' })
        this.#lastFigureCaption()
        continue
      }
      const shown = entry.path !== undefined && this.#hasPicture(entry.path)
      if (!shown && entry.alternative === '') continue
      if (shown && entry.path !== undefined) this.pictures.add(entry.path)
      this.#flow.open({ kind: 'figure', image: shown ? entry.path : undefined })
      if (entry.alternative !== '') this.#flow.text(entry.alternative, { role: 'alternative' })
      this.#flow.close()
    }
  }

  /** Writer keeps a picture and its caption in one box: the caption comes first as text, then the picture. */
  #lastFigureCaption(): void {
    const { blocks } = this.#flow.writer
    const figure = blocks.at(-1)
    const caption = blocks.at(-2)
    if (
      figure?.kind !== 'figure' ||
      caption?.kind !== 'aside' ||
      figure.runs.some((run) => run.role === 'caption')
    )
      return
    blocks.splice(-2, 1)
    if (figure.runs.length > 0) figure.runs.push({ text: '\n' })
    for (const run of caption.runs) figure.runs.push({ ...run, role: run.role ?? 'caption' })
  }

  #table(element: XmlElement, fixed: BlockShape | undefined): void {
    this.finish()
    const rows = tableRows(element)
    const cells = rows.flat()
    if (cells.length === 0) return
    if (fixed || cells.length === 1 || cells.some((cell) => isLayout(cell.element))) {
      for (const cell of cells) for (const child of childElements(cell.element)) this.write(child, fixed)
      return
    }
    const { writer } = this.#flow
    const title = childElement(element, 'title')
    this.#flow.open({ kind: 'table' })
    if (title) {
      this.#flow.text(title.children.filter((child) => typeof child === 'string').join(''), {
        role: 'caption',
      })
      writer.separator('\n')
    }
    let written = 0
    for (const row of rows) {
      if (row.length === 0) continue
      if (written++ > 0) writer.separator('\n')
      for (const [index, cell] of row.entries()) {
        if (index > 0) writer.separator('\t')
        const start = writer.length
        this.#cell(cell.element)
        writer.trim()
        const { element: _, ...placed } = cell
        writer.addCell({ ...placed, start, end: writer.length })
      }
    }
    this.#flow.close()
    this.#afterwards(undefined)
  }

  #cell(cell: XmlElement): void {
    for (const child of childElements(cell)) {
      if (child.name === 'p' || child.name === 'h') {
        this.text.paragraph(child)
        this.#flow.writer.gap({})
      } else if (
        /^(?:list|list-item|list-header|table|table-row|table-rows|table-header-rows|table-cell|section)$/.test(
          child.name,
        )
      )
        this.#cell(child)
    }
  }
}

interface TableCell {
  readonly element: XmlElement
  readonly row: number
  readonly column: number
  readonly rowSpan?: number
  readonly columnSpan?: number
  readonly header?: boolean
}

const repeats = (element: XmlElement, name: string) =>
  Math.min(mostRepeats, Math.max(1, Number(element.attributes[name] ?? '1') || 1))

function* rowsOf(element: XmlElement, header: boolean): Generator<{ row: XmlElement; header: boolean }> {
  for (const child of childElements(element)) {
    if (child.name === 'table-row') yield { row: child, header }
    else if (child.name === 'table-header-rows') yield* rowsOf(child, true)
    else if (child.name === 'table-rows' || child.name === 'table-row-group') yield* rowsOf(child, header)
  }
}

function tableRows(table: XmlElement): TableCell[][] {
  const rows: TableCell[][] = []
  for (const { row: element, header } of rowsOf(table, false)) {
    for (let copy = repeats(element, 'number-rows-repeated'); copy > 0; copy--) {
      const row = rows.length
      const cells: TableCell[] = []
      let column = 0
      for (const cell of childElements(element)) {
        const times = repeats(cell, 'number-columns-repeated')
        if (cell.name !== 'table-cell') {
          column += times
          continue
        }
        for (let time = 0; time < times; time++) {
          const rowSpan = Number(cell.attributes['number-rows-spanned'] ?? '1') || 1
          const columnSpan = Math.min(1_000, Number(cell.attributes['number-columns-spanned'] ?? '1') || 1)
          cells.push({
            element: cell,
            row,
            column,
            ...(rowSpan > 1 ? { rowSpan } : {}),
            ...(columnSpan > 1 ? { columnSpan } : {}),
            ...(header ? { header: true } : {}),
          })
          column++ // the columns that it spans follow as covered cells
        }
      }
      rows.push(cells)
      if (copy > 1 && !cells.some((cell) => cell.element.children.length > 0)) break
    }
  }
  return rows
}

function isLayout(cell: XmlElement): boolean {
  let paragraphs = 0
  let length = 0
  for (const child of childElements(cell)) {
    if (child.name !== 'p' && child.name !== 'h') continue
    paragraphs++
    for (const part of child.children) if (typeof part === 'string') length += part.length
  }
  return paragraphs > layoutCell.paragraphs && length > layoutCell.characters
}
