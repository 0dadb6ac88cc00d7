/** Documents in the store as the `Text` that the jobs read: waits for blocks that are still being imported. */
import type { Block } from '../contract/document.ts'
import type { Text, Texts } from '../core/ports.ts'
import { AppError } from '../rpc/failure.ts'
import type { LibraryStore } from '../store/library.ts'
import type { DocumentRow } from '../store/rows.ts'
import type { Imports } from './imports.ts'

/** Texts that are kept, so that what the core works out about one (its outline) is worked out once. */
const keptTexts = 4

export class StoredTexts implements Texts {
  readonly #library: LibraryStore
  readonly #imports: Imports
  readonly #kept = new Map<string, Text>()

  constructor(library: LibraryStore, imports: Imports) {
    this.#library = library
    this.#imports = imports
  }

  async open(document: string): Promise<Text> {
    const row = this.#library.find(document)
    if (!row)
      throw new AppError('not-found', 'This document is not in the library.', { reason: 'document-gone' })
    const text = this.#kept.get(document) ?? this.#text(document, row)
    this.#kept.delete(document)
    this.#kept.set(document, text)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > keptTexts && oldest !== undefined) this.#kept.delete(oldest)
    return text
  }

  #text(document: string, first: DocumentRow): Text {
    const library = this.#library
    const imports = this.#imports
    let row = first
    let settled = false
    // Title, contents and page marks may still grow while an import runs; afterwards one more look is enough.
    const current = (): DocumentRow => {
      const running = imports.running(document)
      if (running || !settled) row = library.find(document) ?? row
      settled = !running
      return row
    }
    return {
      get metadata() {
        return current().metadata
      },
      toc: () => current().toc,
      pages: () => current().pages,
      extent: () => ({ blocks: library.blockCount(document), complete: !imports.running(document) }),
      async blocks(from, count, signal): Promise<readonly Block[]> {
        if (imports.running(document)) await imports.until(document, from + count - 1, signal)
        return library.blocks(document, from, count)
      },
    }
  }
}
