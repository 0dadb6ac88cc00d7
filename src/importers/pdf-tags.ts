/**
 * Reads a page by its tags: the structure tree says what is a heading, a list, a cell, and in which order.
 *
 * pdf.js prunes the tree to the elements of one page. `Alt` and `ActualText` arrive in one field; on an element that
 * has a picture's role it is the alternative, on any other it replaces the text. `E` and marks that carry their
 * `ActualText` in the content stream itself do not arrive at all.
 */
import type { LineContext } from './pdf-columns.ts'
import type { Box } from './pdf-lines.ts'
import { type Draft, type DraftCell, isBold, type TypeFacts } from './pdf-draft.ts'
import { captionStart, draftsOf } from './pdf-paragraphs.ts'
import type { Matter } from './matter.ts'
import { lineText } from './pdf-runs.ts'
import { isInline, linesOf, maximumDepth, TagContent, type TagNode } from './pdf-tag-content.ts'

export interface TaggedPage {
  readonly drafts: Draft[]
  /** Share of the characters outside artifacts that the tree holds. */
  readonly share: number
  /** What the tree does not hold and is no artifact. */
  readonly left: Box[]
  /** What the file says is no part of its text. */
  readonly artifacts: Box[]
}

export interface TagSetting {
  readonly context: LineContext
  readonly facts: TypeFacts
  /** Of the whole document; only other languages are noted. */
  readonly language: string | undefined
}

interface Place {
  readonly depth: number
  readonly lists: number
  readonly language: string | undefined
}

/** @param prefix of the page's content ids, `p12R_mc` */
export function readTags(
  root: TagNode,
  boxes: readonly Box[],
  prefix: string | undefined,
  setting: TagSetting,
): TaggedPage {
  const content = new TagContent(boxes, prefix)
  const drafts = new TagReader(content, setting).read(root)
  const rest = boxes.filter((box) => !content.used.has(box))
  const left = rest.filter((box) => !box.artifact)
  const held = letters(content.used)
  const all = held + letters(left)
  return { drafts, share: all === 0 ? 1 : held / all, left, artifacts: rest.filter((box) => box.artifact) }
}

function letters(boxes: Iterable<Box>): number {
  let sum = 0
  for (const box of boxes) sum += box.text.length
  return sum
}

class TagReader {
  readonly #content: TagContent
  readonly #setting: TagSetting
  readonly #drafts: Draft[] = []

  constructor(content: TagContent, setting: TagSetting) {
    this.#content = content
    this.#setting = setting
  }

  read(root: TagNode): Draft[] {
    this.#blocks({ children: root.children ?? [] }, { depth: 0, lists: 0, language: this.#setting.language })
    return this.#drafts
  }

  #push(kind: Draft['kind'], boxes: readonly Box[], at: Place, extra: Partial<Draft> = {}): void {
    const lines = linesOf(boxes, this.#setting.context)
    if (lines.length === 0 && extra.alternative === undefined && extra.cells === undefined) return
    this.#drafts.push({
      kind,
      lines,
      page: this.#setting.context.page,
      size: lines[0]?.size ?? 10,
      bold: lines.length > 0 && lines.every(isBold),
      full: true,
      indented: false,
      tagged: true,
      top: lines[0]?.top ?? 0,
      ...this.#languageOf(at),
      ...extra,
    })
  }

  #languageOf(at: Place): Pick<Draft, 'language'> | object {
    return at.language === undefined || at.language === this.#setting.language
      ? {}
      : { language: at.language }
  }

  #walk(node: TagNode, outer: Place): void {
    if (outer.depth > maximumDepth) return
    const role = node.role ?? ''
    const at: Place = {
      depth: outer.depth + 1,
      lists: outer.lists + (role === 'L' ? 1 : 0),
      language: node.lang ? node.lang.toLowerCase() : outer.language,
    }
    switch (role) {
      case 'H':
      case 'H1':
      case 'H2':
      case 'H3':
      case 'H4':
      case 'H5':
      case 'H6':
        return this.#heading(node, at, Number(role.slice(1) || 2))
      case 'Title':
        return this.#heading(node, at, 1)
      case 'P':
        return this.#paragraph(node, at)
      case 'Note':
      case 'FENote':
        return this.#flow(node, 'footnote', at)
      case 'Caption':
        return this.#flow(node, 'paragraph', at, { caption: true })
      case 'BlockQuote':
        return this.#quote(node, at)
      case 'LI':
        return this.#item(node, { ...at, lists: Math.max(1, at.lists) })
      case 'TOC':
        return this.#matter('front', () => this.#blocks(node, at))
      case 'Index':
        return this.#matter('back', () => this.#blocks(node, at))
      case 'TOCI':
        return this.#flow(node, 'list-item', at, { level: 1, matter: 'front' })
      case 'Table':
        return this.#table(node, at)
      case 'Figure':
        return this.#figure(node, at)
      case 'Formula': {
        const boxes = this.#content.everything(node)
        const alternative = node.alt?.trim() ?? ''
        return this.#push(
          alternative === '' ? 'paragraph' : 'math',
          boxes,
          at,
          alternative === '' ? {} : { alternative },
        )
      }
      case 'Artifact':
        return this.#content.discard(node)
      default:
        return this.#blocks(node, at)
    }
  }

  #flow(node: TagNode, kind: Draft['kind'], at: Place, extra: Partial<Draft> = {}): void {
    const later: TagNode[] = []
    const boxes = this.#content.gather(node, later)
    const actual = node.alt !== undefined && boxes.length > 0 ? { actual: node.alt.trim() } : {}
    this.#push(kind, boxes, at, { ...extra, ...actual })
    for (const child of later) this.#walk(child, at)
  }

  /** Few programs tag captions as what they are. */
  #paragraph(node: TagNode, at: Place): void {
    const from = this.#drafts.length
    this.#flow(node, 'paragraph', at)
    const made = this.#drafts[from]
    if (made?.kind === 'paragraph' && made.lines[0] && captionStart.test(lineText(made.lines[0])))
      made.caption = true
  }

  #matter(matter: Matter, read: () => void): void {
    const from = this.#drafts.length
    read()
    for (const draft of this.#drafts.slice(from)) draft.matter ??= matter
  }

  #heading(node: TagNode, at: Place, level: number): void {
    const from = this.#drafts.length
    this.#flow(node, 'heading', at, { level })
    const made = this.#drafts[from]
    const last = made?.lines.at(-1)
    // whole paragraphs are tagged as headings where only their type was wanted
    if (made?.kind === 'heading' && made.lines.length > 3 && last && /[.]\s*$/.test(lineText(last)))
      made.kind = 'paragraph'
  }

  #quote(node: TagNode, at: Place): void {
    const from = this.#drafts.length
    this.#blocks(node, at)
    for (const draft of this.#drafts.slice(from)) if (draft.kind === 'paragraph') draft.kind = 'quote'
  }

  #item(node: TagNode, at: Place): void {
    const later: TagNode[] = []
    const label = findRole(node, 'Lbl')
    const marker = label
      ? linesOf(this.#content.gather(label, []), this.#setting.context).map(lineText).join(' ').trim() || '•' // a bullet that is drawn, not written
      : ''
    const boxes: Box[] = []
    const rest: TagNode[] = []
    const gather = (part: TagNode) => {
      if (part === label) return
      if (isInline(part)) boxes.push(...this.#content.gather({ children: [part] }, later))
      else if (boxes.length === 0 && rest.length === 0 && /^(P|Div|Part|Sect)$/.test(part.role ?? ''))
        boxes.push(...this.#content.gather(part, rest))
      else rest.push(part)
    }
    for (const child of node.children ?? [])
      if (child.role === 'LBody') for (const part of child.children ?? []) gather(part)
      else gather(child)
    const extra = splitMarker(marker, boxes)
    if (boxes.length > 0 || marker !== '')
      this.#push('list-item', boxes, at, { level: Math.min(9, Math.max(1, at.lists)), ...extra })
    for (const child of [...later, ...rest]) this.#walk(child, at)
  }

  #figure(node: TagNode, at: Place): void {
    const described = node.alt !== undefined && isDescription(node.alt)
    if (!described) {
      // nothing says what it shows: its own words, its inner figures, its caption
      const from = this.#drafts.length
      this.#blocks(node, at)
      this.#joinCaption(from)
      return
    }
    const caption = findRole(node, 'Caption')
    const lines = caption ? linesOf(this.#content.everything(caption), this.#setting.context) : []
    this.#content.discard(node)
    this.#push('figure', [], at, { alternative: node.alt.trim(), lines })
  }

  /** A figure and the caption that follows it in the same element are one block. */
  #joinCaption(from: number): void {
    const made = this.#drafts.slice(from)
    const figure = made.find((draft) => draft.kind === 'figure')
    const caption = made.find((draft) => draft.caption)
    if (!figure || !caption || figure.lines.length > 0) return
    figure.lines = caption.lines
    this.#drafts.splice(this.#drafts.indexOf(caption), 1)
  }

  #table(node: TagNode, at: Place): void {
    const rows: TagNode[] = []
    const collect = (parent: TagNode, depth: number) => {
      if (depth > maximumDepth) return
      for (const child of parent.children ?? [])
        if (child.role === 'TR') rows.push(child)
        else if (child.role === 'Caption') this.#walk(child, at)
        else if (child.role !== undefined) collect(child, depth + 1)
    }
    collect(node, 0)
    const width = Math.max(
      0,
      ...rows.map((row) => cellNodes(row).reduce((sum, cell) => sum + span(cell.colSpan), 0)),
    )
    if (width <= 1) {
      for (const row of rows) for (const cell of cellNodes(row)) this.#blocks(cell, at) // a box drawn round a text
      return
    }
    const cells: DraftCell[] = []
    const taken = new Set<string>()
    rows.forEach((row, r) => {
      let column = 0
      for (const cell of cellNodes(row)) {
        while (taken.has(`${r}:${column}`)) column++
        const rowSpan = span(cell.rowSpan)
        const columnSpan = span(cell.colSpan)
        for (let i = 0; i < rowSpan; i++)
          for (let j = 0; j < columnSpan; j++) taken.add(`${r + i}:${column + j}`)
        cells.push({
          lines: linesOf(this.#content.everything(cell), this.#setting.context),
          row: r,
          column,
          ...(rowSpan > 1 ? { rowSpan } : {}),
          ...(columnSpan > 1 ? { columnSpan } : {}),
          ...(cell.role === 'TH' ? { header: true } : {}),
        })
        column += columnSpan
      }
    })
    const filled = cells.filter((cell) => cell.lines.length > 0)
    if (filled.length === 0) return
    const boxes = filled.flatMap((cell) => cell.lines.flatMap((line) => line.boxes))
    this.#push('table', boxes, at, { cells })
  }

  /** Children in order. What runs along between blocks without an element of its own is laid out like untagged text. */
  #blocks(node: TagNode, at: Place): void {
    let stray: TagNode[] = []
    const flush = () => {
      if (stray.length === 0) return
      const later: TagNode[] = []
      const lines = linesOf(this.#content.gather({ children: stray }, later), this.#setting.context)
      stray = []
      if (lines.length > 0) {
        const x0 = Math.min(...lines.map((line) => line.x0))
        const x1 = Math.max(...lines.map((line) => line.x1))
        for (const draft of draftsOf({ lines, x0, x1, tabular: false }, this.#setting.facts))
          this.#drafts.push({ ...draft, ...this.#languageOf(at) })
      }
      for (const child of later) this.#walk(child, at)
    }
    for (const child of node.children ?? []) {
      if (isInline(child) && child.role !== 'Formula' && at.depth <= maximumDepth) stray.push(child)
      else {
        flush()
        this.#walk(child, at)
      }
    }
    flush()
  }
}

/** Office puts the picture's file name where a description belongs. */
const isDescription = (alt: string) =>
  alt.trim() !== '' &&
  !/^(?:[a-z]:\\|\\\\|file:|\/\w)|^\S+\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|svg)$/i.test(alt.trim())

const span = (value: number | undefined) => Math.min(100, Math.max(1, value ?? 1))
const cellNodes = (row: TagNode) =>
  (row.children ?? []).filter((cell) => cell.role === 'TH' || cell.role === 'TD')

function findRole(node: TagNode, role: string): TagNode | undefined {
  for (const child of node.children ?? []) if (child.role === role) return child
  for (const child of node.children ?? [])
    if (child.role === 'LBody') return (child.children ?? []).find((inner) => inner.role === role)
  return undefined
}

/** A list label; where the file has none, a bullet that begins the text. */
function splitMarker(marker: string, content: Box[]): Partial<Draft> {
  if (marker !== '') return { marker: marker.slice(0, 40) }
  const first = content[0]
  if (first && content.length > 1 && /^([•◦▪▫■□●○‣⁃·➢❖✓–-]|\(?\d{1,3}[.)])$/.test(first.text)) {
    content.shift()
    return { marker: first.text }
  }
  return {}
}
