/** A table of contents from headings, for formats that have none of their own. */
import type { Block, TocEntry } from '../contract/document.ts'
import { blockText } from '../contract/document.ts'

/** Longest title of an entry, in UTF-16 units. */
const longestTitle = 200

export class Outline {
  readonly entries: TocEntry[] = []
  readonly #open: { level: number; entry: TocEntry }[] = []

  /** Takes the headings among `blocks`, of which the first has the number `first`. */
  add(blocks: readonly Block[], first: number): void {
    for (const [index, block] of blocks.entries()) {
      if (block.kind !== 'heading') continue
      const title = blockText(block).replace(/\s+/g, ' ').trim().slice(0, longestTitle)
      if (title === '') continue
      const level = block.level ?? 1
      const entry: TocEntry = { title, block: first + index, children: [] }
      while ((this.#open.at(-1)?.level ?? 0) >= level) this.#open.pop()
      const parent = this.#open.at(-1)
      if (parent) parent.entry.children.push(entry)
      else this.entries.push(entry)
      this.#open.push({ level, entry })
    }
  }
}
