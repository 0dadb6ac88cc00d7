/** The library: documents with their text, pictures and places. All calls are synchronous and short. */
import type { DocumentSummary, SearchHit } from '../contract/app.ts'
import {
  type Block,
  blockText,
  type Clip,
  type DocumentFormat,
  isText,
  type Metadata,
  type PageMark,
  type Position,
  type TocEntry,
} from '../contract/document.ts'
import { AppError } from '../rpc/failure.ts'
import { addClips, clipsOf } from './narration.ts'
import type { Store } from './open.ts'
import { addPicture, cover, type NewPicture, type Picture, picture } from './pictures.ts'
import { otherReaderLives, ownReader } from './reader-mark.ts'
import {
  type DocumentRow,
  type DocumentState,
  type RawSummary,
  selectSummary,
  toRow,
  toSummary,
  type Warning,
} from './rows.ts'
import { blockLimit, searchTexts } from './search.ts'
import { folded, indexed } from './search-text.ts'

const gone = () =>
  new AppError('not-found', 'This document is not in the library.', { reason: 'document-gone' })

const wordPattern = /[\p{L}\p{N}]+(?:['’\-.][\p{L}\p{N}]+)*/gu

export class LibraryStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  #serial(id: string): number {
    const row = this.#store.prepare('SELECT serial FROM documents WHERE id = ?').get(id) as
      | { serial: number }
      | undefined
    if (!row) throw gone()
    return row.serial
  }

  /** Most recently opened or added first. */
  list(): DocumentSummary[] {
    const rows = this.#store
      .prepare(
        `${selectSummary} WHERE d.removed_at IS NULL ORDER BY max(d.added_at, coalesce(d.opened_at, 0)) DESC, d.serial DESC`,
      )
      .all() as RawSummary[]
    return rows.map(toSummary)
  }
  summary(id: string): DocumentSummary {
    const raw = this.#store.prepare(`${selectSummary} WHERE d.id = ?`).get(id) as RawSummary | undefined
    if (!raw) throw gone()
    return toSummary(raw)
  }
  find(id: string): DocumentRow | undefined {
    const raw = this.#store.prepare('SELECT * FROM documents WHERE id = ?').get(id)
    return raw === undefined ? undefined : toRow(raw)
  }
  idsInState(state: DocumentState): string[] {
    const rows = this.#store
      .prepare('SELECT id FROM documents WHERE state = ? AND removed_at IS NULL')
      .all(state)
    return (rows as { id: string }[]).map(({ id }) => id)
  }

  /** Adds a document, or brings a removed one back. @returns true if it was there already */
  add(row: {
    id: string
    name: string
    format: DocumentFormat
    metadata: Metadata
    options: DocumentRow['options']
  }): boolean {
    const known = this.#store.prepare('SELECT 1 FROM documents WHERE id = ?').get(row.id) !== undefined
    if (known) this.#store.prepare('UPDATE documents SET removed_at = NULL WHERE id = ?').run(row.id)
    else
      this.#store
        .prepare(
          `INSERT INTO documents (id, name, format, options, state, metadata, added_at) VALUES (?, ?, ?, ?, 'importing', ?, ?)`,
        )
        .run(
          row.id,
          row.name,
          row.format,
          JSON.stringify(row.options),
          JSON.stringify(row.metadata),
          Date.now(),
        )
    return known
  }
  /**
   * Before a document is read in (again): its text is replaced as it comes. Place, bookmarks and notes stay.
   *
   * @param again whether a document that is ready is to be read in once more
   * @returns false, having changed nothing, while another process that is still alive is reading it in, and when it
   *   is ready already: another process may have ended between our look and our turn
   */
  restart(id: string, options?: DocumentRow['options'], again = true): boolean {
    return this.#store
      .transaction(() => {
        const row = this.#store
          .prepare('SELECT serial, state, reader FROM documents WHERE id = ?')
          .get(id) as { serial: number; state: DocumentState; reader: string | null } | undefined
        if (!row) throw gone()
        if (row.state === 'importing' && otherReaderLives(row.reader)) return false
        if (row.state === 'ready' && !again) return false
        this.#forgetWords(row.serial)
        this.#store.prepare('DELETE FROM blocks WHERE document = ?').run(row.serial)
        this.#store.prepare('DELETE FROM assets WHERE document = ?').run(row.serial)
        this.#store.prepare('DELETE FROM clips WHERE document = ?').run(row.serial)
        this.#store
          .prepare(
            `UPDATE documents SET state = 'importing', reader = ?, options = coalesce(?, options), blocks = 0,
             characters = 0, words = 0, toc = '[]', pages = '[]', warnings = '[]' WHERE serial = ?`,
          )
          .run(ownReader, options === undefined ? null : JSON.stringify(options), row.serial)
        return true
      })
      .immediate()
  }
  /** Row by row: a range of rows makes FTS5 look at the whole index, which grows with the library. */
  #forgetWords(serial: number): void {
    const blocks = this.#store.prepare('SELECT number FROM blocks WHERE document = ?').pluck().all(serial)
    const forget = this.#store.prepare('DELETE FROM words WHERE rowid = ?')
    for (const number of blocks as number[]) forget.run(serial * blockLimit + number)
  }
  setMetadata(id: string, format: DocumentFormat, metadata: Metadata): void {
    this.#store
      .prepare('UPDATE documents SET format = ?, metadata = ? WHERE id = ?')
      .run(format, JSON.stringify(metadata), id)
  }
  setToc(id: string, toc: readonly TocEntry[]): void {
    this.#store.prepare('UPDATE documents SET toc = ? WHERE id = ?').run(JSON.stringify(toc), id)
  }
  setPages(id: string, pages: readonly PageMark[]): void {
    this.#store.prepare('UPDATE documents SET pages = ? WHERE id = ?').run(JSON.stringify(pages), id)
  }
  setState(id: string, state: DocumentState): void {
    this.#store.prepare('UPDATE documents SET state = ?, reader = NULL WHERE id = ?').run(state, id)
  }
  addWarning(id: string, warning: Warning): void {
    const warnings = this.find(id)?.warnings ?? []
    if (warnings.length >= 100) return
    this.#store
      .prepare('UPDATE documents SET warnings = ? WHERE id = ?')
      .run(JSON.stringify([...warnings, warning]), id)
  }
  setOpened(id: string): void {
    this.#store.prepare('UPDATE documents SET opened_at = ? WHERE id = ?').run(Date.now(), id)
  }

  /**
   * Appends blocks in one transaction. @returns how many the document has then
   * @throws {AppError} `not-found`; `busy` when another process has taken over reading the document in
   */
  append(id: string, blocks: readonly Block[]): number {
    const store = () => {
      const row = this.#store
        .prepare('SELECT serial, blocks, characters, words, reader FROM documents WHERE id = ?')
        .get(id) as
        | { serial: number; blocks: number; characters: number; words: number; reader: string | null }
        | undefined
      if (!row) throw new AppError('not-found', 'The document was removed while it was being read.')
      if (row.reader !== null && row.reader !== ownReader)
        throw new AppError('busy', 'Another Lectern is reading this document in.')
      const insert = this.#store.prepare(
        'INSERT INTO blocks (document, number, before, json) VALUES (?, ?, ?, ?)',
      )
      const index = this.#store.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)')
      let { characters, words, blocks: number } = row
      for (const block of blocks) {
        const text = blockText(block)
        insert.run(row.serial, number, characters, JSON.stringify(block))
        if (text.length > 0 && isText(block)) index.run(row.serial * blockLimit + number, indexed(text))
        characters += text.length
        words += isText(block) ? (text.match(wordPattern)?.length ?? 0) : 0
        number++
      }
      this.#store
        .prepare('UPDATE documents SET blocks = ?, characters = ?, words = ? WHERE serial = ?')
        .run(number, characters, words, row.serial)
      return number
    }
    return this.#store.transaction(store).immediate()
  }
  blocks(id: string, from: number, count: number): Block[] {
    const rows = this.#store
      .prepare(
        'SELECT json FROM blocks WHERE document = (SELECT serial FROM documents WHERE id = ?) AND number >= ? ORDER BY number LIMIT ?',
      )
      .all(id, from, count) as { json: string }[]
    return rows.map(({ json }) => JSON.parse(json) as Block)
  }
  /** Blocks stored so far. */
  blockCount(id: string): number {
    const row = this.#store.prepare('SELECT blocks FROM documents WHERE id = ?').get(id) as
      | { blocks: number }
      | undefined
    return row?.blocks ?? 0
  }
  addClips(id: string, clips: readonly Clip[]): void {
    addClips(this.#store, this.#serial(id), clips)
  }
  /** Recorded narration of a block, in the order of its text. */
  clips(id: string, block: number): Clip[] {
    return clipsOf(this.#store, id, block)
  }
  addAsset(id: string, picture: NewPicture): void {
    addPicture(this.#store, this.#serial(id), picture)
  }
  asset(id: string, asset: string): Picture | undefined {
    return picture(this.#store, id, asset)
  }
  cover(id: string): Picture | undefined {
    return cover(this.#store, id)
  }

  setPlace(place: Position): void {
    this.#store
      .prepare(
        `INSERT INTO places (document, block, offset, changed_at) SELECT serial, ?, ?, ? FROM documents WHERE id = ?
         ON CONFLICT (document) DO UPDATE SET block = excluded.block, offset = excluded.offset, changed_at = excluded.changed_at`,
      )
      .run(place.block, place.offset, Date.now(), place.document)
  }
  place(id: string): Position | undefined {
    return this.#store
      .prepare(
        'SELECT d.id AS document, p.block, p.offset FROM places p JOIN documents d ON d.serial = p.document WHERE d.id = ?',
      )
      .get(id) as Position | undefined
  }

  remove(id: string): void {
    this.#serial(id)
    this.#store.prepare('UPDATE documents SET removed_at = ? WHERE id = ?').run(Date.now(), id)
  }
  restore(id: string): void {
    this.#serial(id)
    this.#store.prepare('UPDATE documents SET removed_at = NULL WHERE id = ?').run(id)
  }
  /** Deletes a document and all that belongs to it, for good. */
  delete(id: string): void {
    this.#store.transaction(() => {
      const serial = this.#serial(id)
      this.#forgetWords(serial)
      this.#store.prepare('DELETE FROM documents WHERE serial = ?').run(serial)
    })()
  }
  removed(): string[] {
    const rows = this.#store.prepare('SELECT id FROM documents WHERE removed_at IS NOT NULL').all()
    return (rows as { id: string }[]).map(({ id }) => id)
  }

  /** Documents whose title or authors hold every word of `text`. */
  searchTitles(text: string, limit: number): DocumentSummary[] {
    const words = folded(text).split(/\s+/).filter(Boolean)
    if (words.length === 0) return []
    return this.list()
      .filter(({ title, authors }) => {
        const names = folded([title, ...authors].join(' '))
        return words.every((word) => names.includes(word))
      })
      .slice(0, limit)
  }
  /** Places where every word of `text` occurs within one block, best first. */
  searchTexts(text: string, limit: number): SearchHit[] {
    return searchTexts(this.#store, text, limit)
  }
}
