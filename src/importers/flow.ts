/**
 * Blocks in reading order, handed on in batches while the document is still being read.
 *
 * Wraps a `BlockWriter` for formats that are read front to back: keeps what outlives a batch (anchors, page marks, the
 * outline, notes, which are read after the text) and closes links to places that are known by then.
 */
import type { Block, PageMark } from '../contract/document.ts'
import type { ImportEvent } from '../contract/import.ts'
import { BlockWriter, type BlockShape, type Place, type RunStyle } from './block-writer.ts'
import { speakMath } from './math.ts'
import { Outline } from './outline.ts'

/** Blocks of a batch, the first one aside. */
const batchLength = 100
const firstBatchLength = 8

export class Flow {
  readonly outline = new Outline()
  readonly pages: PageMark[] = []
  readonly anchors = new Map<string, Place>()
  readonly #language: string | undefined
  /** Links forward are kept open while the whole document is held back (see `hold`). */
  readonly #hold: boolean
  #writer: BlockWriter
  #first = 0
  #waitingPages: string[] = []
  #waitingAnchors: string[] = []
  #sent = 0

  /**
   * @param language of the document; blocks and runs say only what differs
   * @param hold hand on nothing before `rest`, so that links forward can be closed: for documents that are read in an instant
   */
  constructor(language: string | undefined, hold = false) {
    this.#language = language
    this.#hold = hold
    this.#writer = new BlockWriter(0, language)
  }

  get language(): string | undefined {
    return this.#language
  }
  get isOpen(): boolean {
    return this.#writer.isOpen
  }
  get hasText(): boolean {
    return this.#writer.hasText
  }
  /** Length of the open block's text. */
  get length(): number {
    return this.#writer.length
  }
  get writer(): BlockWriter {
    return this.#writer
  }
  /** Number of the open or next block. */
  get next(): number {
    return this.#writer.next
  }

  open(shape: BlockShape): void {
    this.#writer.open(shape)
    for (const label of this.#waitingPages.splice(0)) this.#writer.pageBreak(label)
    for (const key of this.#waitingAnchors.splice(0)) this.#writer.anchor(key)
  }
  /** The place of the next text is called `key`. */
  anchor(key: string): void {
    if (this.#writer.isOpen) this.#writer.anchor(key)
    else this.#waitingAnchors.push(key)
  }
  /** A printed page begins with the next text. */
  page(label: string): void {
    if (this.#writer.isOpen) this.#writer.pageBreak(label)
    else this.#waitingPages.push(label)
  }
  /** Adds text to the open block; white space collapses. */
  text(data: string, style: RunStyle = {}): void {
    this.#writer.text(data, style, () => ({ kind: 'paragraph' }))
  }
  /** Adds text as it is: code. */
  verbatim(data: string, style: RunStyle = {}): void {
    this.#writer.verbatim(data, style, () => ({ kind: 'code' }))
  }
  lineBreak(style: RunStyle = {}): void {
    this.#writer.lineBreak(style)
  }
  close(): void {
    this.#writer.close()
  }
  thematicBreak(): void {
    this.#writer.thematicBreak()
  }
  /** One block of its own. */
  block(shape: BlockShape, data: string, style: RunStyle = {}): void {
    this.open(shape)
    this.text(data, style)
    this.close()
  }
  /** Takes over finished blocks, as another reader made them. */
  append(blocks: readonly Block[]): void {
    this.close()
    this.#writer.blocks.push(...blocks)
  }

  /** Blocks that are ready, if they are worth an event. Call between blocks. */
  async *batch(): AsyncGenerator<ImportEvent> {
    const wanted = this.#sent === 0 ? firstBatchLength : batchLength
    if (this.#hold || this.#writer.isOpen || this.#writer.blocks.length < wanted) return
    yield* this.#hand()
  }

  /** Everything that is left, then the outline and the pages. */
  async *rest(): AsyncGenerator<ImportEvent> {
    this.close()
    yield* this.#hand()
    if (this.outline.entries.length > 0) yield { type: 'toc', entries: this.outline.entries }
    if (this.pages.length > 0) yield { type: 'pages', pages: this.pages }
  }

  /** Blocks handed on so far. */
  get sent(): number {
    return this.#sent
  }

  async *#hand(): AsyncGenerator<ImportEvent> {
    const writer = this.#writer
    writer.finish()
    await speakMath(writer.formulas)
    for (const [key, place] of writer.anchors) if (!this.anchors.has(key)) this.anchors.set(key, place)
    this.pages.push(...writer.pageMarks)
    for (const { run, key } of writer.pending) {
      const place = this.anchors.get(key)
      if (place) run.link = `#block-${place.block}`
    }
    const { blocks } = writer
    this.outline.add(blocks, this.#first)
    this.#first += blocks.length
    this.#sent += blocks.length
    this.#writer = new BlockWriter(this.#first, this.#language)
    for (let at = 0; at < blocks.length; at += 2 * batchLength)
      yield { type: 'blocks', blocks: blocks.slice(at, at + 2 * batchLength) }
  }
}
