/** A document in memory, for tests: `Text` over a list of blocks that may still be growing. */
import type { Block, PageMark, TocEntry } from '../../contract/document.ts'
import type { Text } from '../ports.ts'

export const fakeDocument = 'd0c'.padEnd(64, '0')

export const heading = (text: string, level = 1): Block => ({ kind: 'heading', level, runs: [{ text }] })
export const paragraph = (text: string): Block => ({ kind: 'paragraph', runs: [{ text }] })

export class FakeText implements Text {
  readonly metadata
  readonly #blocks: Block[]
  readonly #waiting: (() => void)[] = []
  complete: boolean
  tocEntries: TocEntry[] = []
  pageMarks: PageMark[] = []
  /** Blocks that were asked for so far, as [from, count]. */
  readonly asked: [number, number][] = []

  constructor(blocks: readonly Block[], options: { language?: string; complete?: boolean } = {}) {
    this.#blocks = [...blocks]
    this.complete = options.complete ?? true
    this.metadata = { title: 'Fake', authors: [], language: options.language ?? 'en' }
  }

  toc(): readonly TocEntry[] {
    return this.tocEntries
  }
  pages(): readonly PageMark[] {
    return this.pageMarks
  }
  extent(): { blocks: number; complete: boolean } {
    return { blocks: this.#blocks.length, complete: this.complete }
  }
  async blocks(from: number, count: number): Promise<readonly Block[]> {
    this.asked.push([from, count])
    while (this.#blocks.length < from + count && !this.complete)
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    return this.#blocks.slice(from, from + count)
  }

  /** The import goes on. */
  grow(blocks: readonly Block[], complete = false): void {
    this.#blocks.push(...blocks)
    this.complete = complete
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}
