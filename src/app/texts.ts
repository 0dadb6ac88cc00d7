/** Documents in the store as the `Text` that the jobs read: waits for blocks that are still being imported. */
import type { Block, PageMark, TocEntry } from '../contract/document.ts'
import type { Text, Texts } from '../core/ports.ts'
import { AppError } from '../rpc/failure.ts'
import type { LibraryStore } from '../store/library.ts'
import type { Imports } from './imports.ts'

export class StoredTexts implements Texts {
  readonly #library: LibraryStore
  readonly #imports: Imports

  constructor(library: LibraryStore, imports: Imports) {
    this.#library = library
    this.#imports = imports
  }

  async open(document: string): Promise<Text> {
    const row = this.#library.find(document)
    if (!row)
      throw new AppError('not-found', 'This document is not in the library.', { reason: 'document-gone' })
    const library = this.#library
    const imports = this.#imports
    let { toc, pages } = row
    let settled = !imports.running(document)
    // Contents and page marks may still grow while the import runs; afterwards one reading is enough.
    const refresh = () => {
      if (settled) return
      const now = library.find(document)
      if (now) ({ toc, pages } = now)
      settled = !imports.running(document)
    }
    return {
      metadata: row.metadata,
      toc: (): readonly TocEntry[] => (refresh(), toc),
      pages: (): readonly PageMark[] => (refresh(), pages),
      extent: () => {
        const complete = !imports.running(document)
        return { blocks: library.blockCount(document), complete }
      },
      async blocks(from, count, signal): Promise<readonly Block[]> {
        if (imports.running(document)) await imports.until(document, from + count - 1, signal)
        return library.blocks(document, from, count)
      },
    }
  }
}
