/** Documents in the store as the `Text` that the jobs read: waits for blocks that are still being imported. */
import type { Block } from '../contract/document.ts'
import type { SettingsPort, Text, Texts } from '../core/ports.ts'
import type { BookSettings } from '../contract/listening.ts'
import { languageOverBlock, languageOverMetadata } from '../core/reading/language-overrides.ts'
import { AppError } from '../rpc/failure.ts'
import type { LibraryStore } from '../store/library.ts'
import type { DocumentRow } from '../store/rows.ts'
import type { Imports } from './imports.ts'

/** Texts that are kept, so that what the core works out about one (its outline) is worked out once. */
const keptTexts = 4

export class StoredTexts implements Texts {
  readonly #library: LibraryStore
  readonly #imports: Imports
  readonly #settings: SettingsPort
  readonly #kept = new Map<string, { readonly text: Text; readonly own: BookSettings | undefined }>()

  constructor(library: LibraryStore, imports: Imports, settings: SettingsPort) {
    this.#library = library
    this.#imports = imports
    this.#settings = settings
  }

  async open(document: string): Promise<Text> {
    const row = this.#library.find(document)
    if (!row)
      throw new AppError('not-found', 'This document is not in the library.', { reason: 'document-gone' })
    const own = this.#settings.read().books[document]
    const kept = this.#kept.get(document)
    // Other languages make other sentences: what was worked out about the text holds no more.
    const same = kept?.own?.language === own?.language && kept?.own?.passages === own?.passages
    const text = kept && same ? kept.text : this.#text(document, row, own)
    this.#kept.delete(document)
    this.#kept.set(document, { text, own })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > keptTexts && oldest !== undefined) this.#kept.delete(oldest)
    return text
  }

  /** Blocks of a document as they are read: in the languages that the user has given them. */
  async blocks(document: string, from: number, count: number): Promise<readonly Block[]> {
    const text = await this.open(document)
    return text.blocks(from, Math.max(0, Math.min(count, text.extent().blocks - from)))
  }

  #text(document: string, first: DocumentRow, own: BookSettings | undefined): Text {
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
        return languageOverMetadata(current().metadata, own)
      },
      toc: () => current().toc,
      pages: () => current().pages,
      extent: () => ({ blocks: library.blockCount(document), complete: !imports.running(document) }),
      async blocks(from, count, signal): Promise<readonly Block[]> {
        if (imports.running(document)) await imports.until(document, from + count - 1, signal)
        const blocks = library.blocks(document, from, count)
        return own?.language === undefined && own?.passages === undefined
          ? blocks
          : blocks.map((block, index) => languageOverBlock(block, from + index, row.metadata.language, own))
      },
    }
  }
}
