/**
 * How long a document's blocks are and where its headings and chapters stand: what percentages, remaining times and
 * chapter moves are reckoned from. Grows with the import; kept as long as the `Text` it was made from.
 */
import { type Block, blockText, isText, type TocEntry } from '../../contract/document.ts'
import type { Text } from '../ports.ts'
import { countWords } from './word-count.ts'

/** Blocks read between two breaths of the event loop. */
const batch = 256

export interface Heading {
  readonly block: number
  readonly level: number
  readonly title: string
}

export interface Chapter {
  readonly block: number
  readonly title: string
}

const longestTitle = 200

export class Outline {
  readonly #text: Text
  /** UTF-16 units and words before each block, and at the end of the last one. */
  #characters: number[] = [0]
  #words: number[] = [0]
  #headings: Heading[] = []

  constructor(text: Text) {
    this.#text = text
  }

  /** Reads what has been imported since the last time. Never waits for an import. */
  async update(signal?: AbortSignal): Promise<this> {
    const { blocks: known } = this.#text.extent()
    if (known < this.blocks) {
      this.#characters = [0]
      this.#words = [0]
      this.#headings = []
    }
    while (this.blocks < known) {
      signal?.throwIfAborted()
      const found = await this.#text.blocks(this.blocks, Math.min(batch, known - this.blocks), signal)
      if (found.length === 0) break
      for (const block of found) this.#add(block)
      await new Promise<void>((resolve) => void setTimeout(resolve))
    }
    return this
  }

  #add(block: Block): void {
    const text = blockText(block)
    if (block.kind === 'heading' && text.trim() !== '')
      this.#headings.push({
        block: this.blocks,
        level: block.level ?? 1,
        title: text.replace(/\s+/g, ' ').trim().slice(0, longestTitle),
      })
    this.#characters.push(this.characters + text.length)
    this.#words.push(this.words + (isText(block) ? countWords(text) : 0))
  }

  get blocks(): number {
    return this.#characters.length - 1
  }
  get characters(): number {
    return this.#characters.at(-1)!
  }
  get words(): number {
    return this.#words.at(-1)!
  }
  get headings(): readonly Heading[] {
    return this.#headings
  }

  /** UTF-16 units before a place. */
  charactersBefore(block: number, offset: number): number {
    const before = this.#characters[Math.min(block, this.blocks)]!
    const length = (this.#characters[block + 1] ?? before) - before
    return before + Math.min(offset, length)
  }

  /** Words before a place; inside a block by the share of its characters. */
  wordsBefore(block: number, offset: number): number {
    const before = this.#words[Math.min(block, this.blocks)]!
    const words = (this.#words[block + 1] ?? before) - before
    const length = (this.#characters[block + 1] ?? 0) - (this.#characters[block] ?? 0)
    return before + (length > 0 ? (words * Math.min(offset, length)) / length : 0)
  }

  /** Where so many UTF-16 units of the document lie behind. */
  placeAt(characters: number): { block: number; offset: number } {
    let low = 0
    let high = Math.max(0, this.blocks - 1)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#characters[middle]! <= characters) low = middle
      else high = middle - 1
    }
    return { block: low, offset: Math.max(0, Math.floor(characters - this.#characters[low]!)) }
  }

  /**
   * The document's main divisions, ascending: the shallowest level of the table of contents that has several
   * entries; without one, the headings of the highest level that has several; else whatever single one there is.
   */
  chapters(): Chapter[] {
    const toc = contents(this.#text.toc())
    if (toc.length > 1) return toc
    const levels = [...new Set(this.#headings.map(({ level }) => level))].sort((a, b) => a - b)
    const several = levels.find(
      (level) => this.#headings.filter((heading) => heading.level === level).length > 1,
    )
    const level = several ?? levels[0]
    return toc.length === 1 && several === undefined
      ? toc
      : this.#headings.filter((heading) => heading.level === level)
  }

  /** The last of `starts`, which ascend, that does not lie behind `block`. */
  static at<Start extends { readonly block: number }>(starts: readonly Start[], block: number): number {
    return starts.findLastIndex((start) => start.block <= block)
  }
}

function contents(entries: readonly TocEntry[]): Chapter[] {
  let level = entries
  while (level.length === 1 && level[0]!.children.length > 0) level = level[0]!.children
  const sorted = level.map(({ block, title }) => ({ block, title })).sort((a, b) => a.block - b.block)
  return sorted.filter(({ block }, index) => block !== sorted[index - 1]?.block)
}

const kept = new WeakMap<Text, Outline>()

/** The outline of a text, brought up to date. Made once per `Text` object: keep that while a document is open. */
export function outlineOf(text: Text, signal?: AbortSignal): Promise<Outline> {
  let outline = kept.get(text)
  if (!outline) kept.set(text, (outline = new Outline(text)))
  return outline.update(signal)
}
