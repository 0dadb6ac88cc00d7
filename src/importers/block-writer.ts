/**
 * Builds blocks from text as it comes: white space, runs, anchors and page marks.
 *
 * One block is open at a time. Text opens it, `close` ends it; what has no text does not become a block. White space
 * collapses across runs as CSS has it, and an anchor or a page break names the next text that follows it, wherever
 * that turns out to be.
 */
import { type Block, blockText, type Cell, type PageMark, type Run } from '../contract/document.ts'
import { withoutBreakMarks } from './markup-tree.ts'
import {
  collapseSpaces,
  commonLanguage,
  cutAfter,
  longestBlock,
  sameStyle,
  spaceStyle,
  splitPieces,
  withoutEnd,
  type Piece,
} from './block-text.ts'
import type { BlockShape, Place, RunStyle } from './block-shape.ts'
import type { MathSource } from './math.ts'

export type { BlockShape, Link, Place, RunStyle } from './block-shape.ts'

interface OpenBlock {
  readonly shape: BlockShape
  readonly pieces: Piece[]
  length: number
  /** White space seen since the last character, and the style it was seen in. */
  space: RunStyle | undefined
  /** The last character is one after which white space disappears. */
  atBreak: boolean
  cells: Cell[] | undefined
  columns: number
  /** Keys of the anchors that lie in it, and how many page marks do. */
  readonly anchors: string[]
  pages: number
}

export class BlockWriter {
  readonly blocks: Block[] = []
  readonly anchors = new Map<string, Place>()
  readonly pageMarks: PageMark[] = []
  /** Runs whose link waits for the block that its key will name. */
  readonly pending: { readonly block: number; readonly run: Run; readonly key: string }[] = []
  readonly formulas: { readonly run: Run; readonly source: MathSource }[] = []
  /** Of blocks that are opened from now on, where their shapes do not say it. */
  matter: Block['matter']
  readonly #first: number
  readonly #language: string | undefined
  #open: OpenBlock | undefined
  #waitingAnchors: string[] = []
  #waitingPages: string[] = []

  /** @param first number of the first block; @param language the document's: blocks say only what differs from it */
  constructor(first: number, language: string | undefined) {
    this.#first = first
    this.#language = language
  }

  /** Number that the open or next block will have. */
  get next(): number {
    return this.#first + this.blocks.length
  }

  get isOpen(): boolean {
    return this.#open !== undefined
  }

  /** True when the open block has text. */
  get hasText(): boolean {
    return this.#open !== undefined && this.#open.length > 0
  }

  /** The place `key` names is where the next text begins. The first of two equal keys wins. */
  anchor(key: string): void {
    this.#waitingAnchors.push(key)
  }

  /** The place `key` names is where the text ends just now. The last of several wins. */
  endMark(key: string): void {
    const open = this.#open
    if (open !== undefined) {
      this.anchors.set(key, { block: this.next, offset: open.length })
      open.anchors.push(key)
      return
    }
    const last = this.blocks.length - 1
    const block = this.blocks[last]
    if (block !== undefined)
      this.anchors.set(key, { block: this.#first + last, offset: blockText(block).length })
  }

  pageBreak(label: string): void {
    this.#waitingPages.push(label)
  }

  /** Opens a block; an open one is closed first. */
  open(shape: BlockShape): void {
    this.close()
    this.#open = {
      shape: this.matter === undefined ? shape : { ...shape, matter: shape.matter ?? this.matter },
      pieces: [],
      length: 0,
      space: undefined,
      atBreak: true,
      cells: undefined,
      columns: 0,
      anchors: [],
      pages: 0,
    }
  }

  /** Adds text whose white space collapses. `shape` is asked for a block only if there is something to write. */
  text(data: string, style: RunStyle, shape: () => BlockShape): void {
    const text = collapseSpaces(withoutBreakMarks(data))
    if (text === '' || (text === ' ' && this.#open === undefined)) return
    const trimmedStart = text.startsWith(' ') ? text.slice(1) : text
    const trimmed = trimmedStart.endsWith(' ') ? trimmedStart.slice(0, -1) : trimmedStart
    if (trimmed === '' && this.#open === undefined) return
    if (this.#open === undefined) this.open(shape())
    const open = this.#open
    if (open === undefined) return
    if (text.startsWith(' ') && !open.atBreak) open.space ??= style
    if (trimmed === '') return
    this.#append(trimmed, style)
    if (trimmedStart.endsWith(' ')) open.space = style
  }

  /** Adds text exactly as it is, for preformatted text. Tabs and line feeds are kept. */
  verbatim(data: string, style: RunStyle, shape: () => BlockShape): void {
    const text = withoutBreakMarks(data).replace(/\r\n?/g, '\n')
    if (text === '') return
    if (this.#open === undefined) {
      if (/^\s*$/.test(text)) return
      this.open(shape())
    }
    this.#append(text, style)
  }

  /** A line break inside the open block; none at its beginning. */
  lineBreak(style: RunStyle): void {
    const open = this.#open
    if (open === undefined || open.length === 0) return
    open.space = undefined
    this.#push('\n', style)
    open.atBreak = true
  }

  /** A line break where the line has begun; for elements that are styled as lines. */
  newLine(style: RunStyle): void {
    if (this.#open?.pieces.at(-1)?.text.endsWith('\n') !== true) this.lineBreak(style)
  }

  /** A place where words must not run together: the border of an element inside a cell or a caption. */
  gap(style: RunStyle): void {
    const open = this.#open
    if (open !== undefined && !open.atBreak) open.space ??= style
  }

  /** A separator of table cells or of a figure's parts; white space around it disappears. */
  separator(character: '\t' | '\n'): void {
    const open = this.#open
    if (open === undefined) return
    open.space = undefined
    this.#push(character, {})
    open.atBreak = true
  }

  /** Length of the open block's text so far. */
  get length(): number {
    return this.#open?.length ?? 0
  }

  /** Forgets white space that has not been written, at the end of a cell. */
  trim(): void {
    const open = this.#open
    if (open === undefined) return
    open.space = undefined
    open.atBreak = true
  }

  addCell(cell: Cell): void {
    const open = this.#open
    if (open === undefined) return
    open.cells ??= []
    open.cells.push(cell)
    open.columns = Math.max(open.columns, cell.column + (cell.columnSpan ?? 1))
  }

  /** Ends the open block. It becomes blocks if it has text or a picture, and its waiting anchors stay for the next. */
  close(): void {
    const open = this.#open
    if (open === undefined) return
    this.#open = undefined
    trimEnd(open)
    // Nothing but spaces, also fixed ones, is only there to move something on the page.
    if (open.shape.image === undefined && !open.pieces.some((piece) => /\S/.test(piece.text))) {
      this.#unsettle(open)
      return
    }
    if (open.length === 0) this.#settle(0)
    this.#clamp(open)
    if (open.length <= longestBlock || open.cells !== undefined) this.#emit(open, open.pieces)
    else this.#emitInParts(open)
  }

  /** Adds a thematic break, unless one stands there already or nothing came before it. */
  thematicBreak(): void {
    this.close()
    const last = this.blocks.at(-1)
    if (last?.kind === 'separator' || (last === undefined && this.#first === 0)) return
    this.#settle(0)
    this.blocks.push({ kind: 'separator', runs: [] })
  }

  /**
   * Opens the last block again, if it is a figure, to add its caption.
   * @param role of the text that is added, where its style has none
   */
  reopenFigure(role?: 'caption'): boolean {
    if (this.#open !== undefined) return false
    const last = this.blocks.at(-1)
    if (last?.kind !== 'figure' || last.runs.some((run) => run.role === 'caption')) return false
    this.blocks.pop()
    const { runs, ...shape } = last
    const pieces = runs.map((run) => ({
      text: run.text,
      style: { role: run.role, language: run.language } satisfies RunStyle,
    }))
    let length = 0
    for (const piece of pieces) length += piece.text.length
    this.#open = {
      shape: role === undefined ? shape : { ...shape, role },
      pieces,
      length,
      space: undefined,
      atBreak: true,
      cells: undefined,
      columns: 0,
      anchors: [],
      pages: 0,
    }
    if (length > 0) this.separator('\n')
    return true
  }

  /** Ends everything. Anchors and pages after the last text name the last block's end. */
  finish(): void {
    this.close()
    const last = this.blocks.length - 1
    const block = last < 0 ? undefined : this.blocks[last]
    let offset = 0
    for (const run of block?.runs ?? []) offset += run.text.length
    this.#place({ block: this.#first + Math.max(0, last), offset })
  }

  #append(text: string, style: RunStyle): void {
    const open = this.#open
    if (open === undefined) return
    if (open.space !== undefined) {
      // The space belongs to the run it was written in.
      const last = open.pieces.at(-1)
      const before = last !== undefined && sameStyle(last.style, open.space)
      if (before) this.#push(' ', last.style)
      else if (sameStyle(open.space, style)) text = ` ${text}`
      else this.#push(' ', spaceStyle(open.space))
      const written = text.startsWith(' ')
      open.space = undefined
      this.#settle(open.length + (written ? 1 : 0))
    } else this.#settle(open.length)
    this.#push(text, style)
    open.atBreak = text.endsWith('\n')
  }

  #push(text: string, style: RunStyle): void {
    const open = this.#open
    if (open === undefined) return
    const last = open.pieces.at(-1)
    if (last !== undefined && sameStyle(last.style, style) && style.spoken === undefined) last.text += text
    else open.pieces.push({ text, style })
    open.length += text.length
  }

  #settle(offset: number): void {
    if (this.#waitingAnchors.length > 0 || this.#waitingPages.length > 0)
      this.#place({ block: this.next, offset })
  }

  #place(place: Place): void {
    for (const key of this.#waitingAnchors)
      if (!this.anchors.has(key)) {
        this.anchors.set(key, place)
        this.#open?.anchors.push(key)
      }
    for (const label of this.#waitingPages) this.pageMarks.push({ label, ...place })
    if (this.#open !== undefined) this.#open.pages += this.#waitingPages.length
    this.#waitingAnchors = []
    this.#waitingPages = []
  }

  /** What lay in a block that came to nothing waits for the next. */
  #unsettle(open: OpenBlock): void {
    for (const key of open.anchors) this.anchors.delete(key)
    this.#waitingAnchors.unshift(...open.anchors)
    const marks = open.pages === 0 ? [] : this.pageMarks.splice(-open.pages)
    this.#waitingPages.unshift(...marks.map(({ label }) => label))
  }

  /** Places in white space that was dropped at the block's end are its end. */
  #clamp(open: OpenBlock): void {
    this.#move(open, (place) => (place.offset > open.length ? { ...place, offset: open.length } : place))
  }

  #move(open: OpenBlock, to: (place: Place) => Place): void {
    for (const key of open.anchors) {
      const place = this.anchors.get(key)
      if (place !== undefined) this.anchors.set(key, to(place))
    }
    for (let at = this.pageMarks.length - open.pages; at < this.pageMarks.length; at++) {
      const mark = this.pageMarks[at]
      if (mark !== undefined) this.pageMarks[at] = { label: mark.label, ...to(mark) }
    }
  }

  #emit({ shape, cells, columns }: OpenBlock, pieces: readonly Piece[]): void {
    const shared = commonLanguage(pieces) ?? shape.language ?? this.#language
    const block: Block = { kind: shape.kind, runs: [] }
    if (shape.level !== undefined) block.level = shape.level
    if (shape.marker !== undefined) block.marker = shape.marker
    if (shared !== undefined && shared !== this.#language) block.language = shared
    if (shape.direction !== undefined) block.direction = shape.direction
    if (shape.note !== undefined) block.note = shape.note
    if (shape.image !== undefined) block.image = shape.image
    if (shape.matter !== undefined) block.matter = shape.matter
    if (cells !== undefined) {
      block.cells = cells
      block.columns = columns
    }
    const own = shape.language ?? this.#language
    for (const piece of pieces) {
      const language = piece.style.language ?? own
      block.runs.push(this.#run(piece, language === shared ? undefined : language, shape.role))
    }
    this.blocks.push(block)
  }

  #run({ text, style }: Piece, language: string | undefined, role: Run['role']): Run {
    const run: Run = { text }
    if (language !== undefined) run.language = language
    if (style.emphasis && style.strong) run.emphasis = 'both'
    else if (style.strong) run.emphasis = 'strong'
    else if (style.emphasis) run.emphasis = 'emphasis'
    if (style.script !== undefined) run.script = style.script
    if (style.role !== undefined) run.role = style.role
    else if (role !== undefined) run.role = role
    if (style.note !== undefined) run.note = style.note
    if (style.spoken !== undefined) run.spoken = style.spoken
    if (style.ruby !== undefined) run.ruby = style.ruby
    if (style.math !== undefined) this.formulas.push({ run, source: style.math })
    if (style.link?.href !== undefined) run.link = style.link.href
    else if (style.link?.key !== undefined) this.pending.push({ block: this.next, run, key: style.link.key })
    return run
  }

  /** Cuts a giant paragraph. Anchors and pages inside it move with their text. */
  #emitInParts(open: OpenBlock): void {
    const start = this.next
    let text = ''
    for (const piece of open.pieces) text += piece.text
    const starts: number[] = []
    let rest = open.pieces
    for (let at = 0; at < text.length;) {
      const end = cutAfter(text, at)
      const [part, remainder] = splitPieces(rest, end - at)
      starts.push(at)
      this.#emit({ ...open, shape: at === 0 ? open.shape : withoutMarker(open.shape) }, part)
      rest = remainder
      at = end
    }
    const move = (place: Place): Place => {
      let part = 0
      let high = starts.length
      while (high - part > 1) {
        const middle = (part + high) >> 1
        if ((starts[middle] ?? 0) <= place.offset) part = middle
        else high = middle
      }
      return { block: start + part, offset: place.offset - (starts[part] ?? 0) }
    }
    this.#move(open, move)
  }
}

function trimEnd(open: OpenBlock): void {
  // The last cells of a table may be empty: their separators are part of the text.
  if (open.cells !== undefined) return
  for (let last = open.pieces.at(-1); last !== undefined; last = open.pieces.at(-1)) {
    const kept = withoutEnd(last.text, open.shape.kind === 'code')
    open.length -= last.text.length - kept.length
    last.text = kept
    if (kept !== '') return
    open.pieces.pop()
  }
}

function withoutMarker(shape: BlockShape): BlockShape {
  return { ...shape, marker: undefined }
}
