/** The library's rows: documents and their text, pictures and places. All calls are synchronous and short. */
import type { DocumentSummary, SearchHit } from '../contract/app.ts'
import {
  type Block,
  blockText,
  type DocumentFormat,
  type Metadata,
  type PageMark,
  type Position,
  type TocEntry,
} from '../contract/document.ts'
import { AppError } from '../rpc/failure.ts'
import type { Store } from './open.ts'
import { folded, indexed, matchQuery } from './search-text.ts'

export type DocumentState = 'importing' | 'ready' | 'incomplete'
export interface Warning {
  readonly key: string
  readonly data: Record<string, string | number>
}
export interface DocumentRow {
  readonly serial: number
  readonly id: string
  readonly name: string
  readonly format: DocumentFormat
  readonly options: { readonly html?: 'article' | 'page' }
  readonly state: DocumentState
  readonly metadata: Metadata
  readonly toc: TocEntry[]
  readonly pages: PageMark[]
  readonly warnings: Warning[]
  readonly blocks: number
  readonly characters: number
}

/** Blocks per document that the index's row numbers have room for. */
const blockLimit = 2 ** 24
const wordPattern = /[\p{L}\p{N}]+(?:['’\-.][\p{L}\p{N}]+)*/gu

interface Raw {
  serial: number
  id: string
  name: string
  format: DocumentFormat
  options: string
  state: DocumentState
  metadata: string
  toc: string
  pages: string
  warnings: string
  blocks: number
  characters: number
  words: number
  added_at: number
  opened_at: number | null
  place_block: number | null
  place_offset: number | null
  place_before: number | null
  cover: number
}

const selectDocument = `
  SELECT d.*, p.block AS place_block, p.offset AS place_offset, b.before AS place_before,
         EXISTS (SELECT 1 FROM assets a WHERE a.document = d.serial AND a.cover = 1) AS cover
  FROM documents d
  LEFT JOIN places p ON p.document = d.serial
  LEFT JOIN blocks b ON b.document = d.serial AND b.number = p.block`

function toSummary(raw: Raw): DocumentSummary {
  const { title, authors, language } = JSON.parse(raw.metadata) as Metadata
  const read = raw.place_before === null ? 0 : raw.place_before + (raw.place_offset ?? 0)
  return {
    id: raw.id,
    format: raw.format,
    title,
    authors,
    ...(language === undefined ? {} : { language }),
    hasCover: raw.cover === 1,
    state: raw.state,
    progress: raw.characters === 0 ? 0 : Math.min(1, read / raw.characters),
    words: raw.words,
    addedAt: raw.added_at,
    ...(raw.opened_at === null ? {} : { openedAt: raw.opened_at }),
  }
}

export class LibraryStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  #raw(id: string): Raw | undefined {
    return this.#store.prepare(`${selectDocument} WHERE d.id = ?`).get(id) as Raw | undefined
  }
  #serial(id: string): number {
    const row = this.#store.prepare('SELECT serial FROM documents WHERE id = ?').get(id) as
      | { serial: number }
      | undefined
    if (!row)
      throw new AppError('not-found', 'This document is not in the library.', { reason: 'document-gone' })
    return row.serial
  }

  /** Most recently opened or added first. */
  list(): DocumentSummary[] {
    const rows = this.#store
      .prepare(
        `${selectDocument} WHERE d.removed_at IS NULL ORDER BY max(d.added_at, coalesce(d.opened_at, 0)) DESC, d.serial DESC`,
      )
      .all() as Raw[]
    return rows.map(toSummary)
  }
  summary(id: string): DocumentSummary {
    this.#serial(id)
    return toSummary(this.#raw(id) as Raw)
  }
  find(id: string): DocumentRow | undefined {
    const raw = this.#raw(id)
    return (
      raw && {
        serial: raw.serial,
        id: raw.id,
        name: raw.name,
        format: raw.format,
        options: JSON.parse(raw.options) as DocumentRow['options'],
        state: raw.state,
        metadata: JSON.parse(raw.metadata) as Metadata,
        toc: JSON.parse(raw.toc) as TocEntry[],
        pages: JSON.parse(raw.pages) as PageMark[],
        warnings: JSON.parse(raw.warnings) as Warning[],
        blocks: raw.blocks,
        characters: raw.characters,
      }
    )
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
    const known = this.#raw(row.id) !== undefined
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
  /** Before a document is read in again: its text is replaced as it comes. Place, bookmarks and notes stay. */
  restart(id: string): void {
    this.#store.transaction(() => {
      const serial = this.#serial(id)
      this.#store.prepare('DELETE FROM blocks WHERE document = ?').run(serial)
      this.#store.prepare('DELETE FROM assets WHERE document = ?').run(serial)
      this.#store
        .prepare('DELETE FROM words WHERE rowid >= ? AND rowid < ?')
        .run(serial * blockLimit, (serial + 1) * blockLimit)
      this.#store
        .prepare(
          `UPDATE documents SET state = 'importing', blocks = 0, characters = 0, words = 0, toc = '[]', pages = '[]', warnings = '[]' WHERE serial = ?`,
        )
        .run(serial)
    })()
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
    this.#store.prepare('UPDATE documents SET state = ? WHERE id = ?').run(state, id)
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

  /** Appends blocks in one transaction. @returns how many the document has then */
  append(id: string, blocks: readonly Block[]): number {
    return this.#store.transaction(() => {
      const row = this.#store
        .prepare('SELECT serial, blocks, characters, words FROM documents WHERE id = ?')
        .get(id) as { serial: number; blocks: number; characters: number; words: number } | undefined
      if (!row) throw new AppError('not-found', 'The document was removed while it was being read.')
      const insert = this.#store.prepare(
        'INSERT INTO blocks (document, number, before, json) VALUES (?, ?, ?, ?)',
      )
      const index = this.#store.prepare('INSERT INTO words (rowid, text) VALUES (?, ?)')
      let { characters, words, blocks: number } = row
      for (const block of blocks) {
        const text = blockText(block)
        insert.run(row.serial, number, characters, JSON.stringify(block))
        if (text.length > 0) index.run(row.serial * blockLimit + number, indexed(text))
        characters += text.length
        words += text.match(wordPattern)?.length ?? 0
        number++
      }
      this.#store
        .prepare('UPDATE documents SET blocks = ?, characters = ?, words = ? WHERE serial = ?')
        .run(number, characters, words, row.serial)
      return number
    })()
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
  /** Characters before `block`; the document's total for blocks past its end. */
  charactersBefore(id: string, block: number): number {
    const row = this.#store
      .prepare(
        'SELECT before FROM blocks WHERE document = (SELECT serial FROM documents WHERE id = ?) AND number = ?',
      )
      .get(id, block) as { before: number } | undefined
    return row?.before ?? this.find(id)?.characters ?? 0
  }
  /** The block that holds the character `at` of the whole text. */
  blockAtCharacter(id: string, at: number): { block: number; before: number } {
    const row = this.#store
      .prepare(
        'SELECT number, before FROM blocks WHERE document = (SELECT serial FROM documents WHERE id = ?) AND before <= ? ORDER BY number DESC LIMIT 1',
      )
      .get(id, at) as { number: number; before: number } | undefined
    return { block: row?.number ?? 0, before: row?.before ?? 0 }
  }

  addAsset(id: string, asset: { id: string; mime: string; bytes: Uint8Array; cover: boolean }): void {
    const serial = this.#serial(id)
    this.#store
      .prepare('INSERT OR REPLACE INTO assets (document, id, mime, cover, bytes) VALUES (?, ?, ?, ?, ?)')
      .run(
        serial,
        asset.id,
        asset.mime,
        asset.cover ? 1 : 0,
        Buffer.from(asset.bytes.buffer, asset.bytes.byteOffset, asset.bytes.byteLength),
      )
  }
  asset(id: string, asset: string): { mime: string; bytes: Uint8Array } | undefined {
    return this.#store
      .prepare(
        'SELECT mime, bytes FROM assets WHERE document = (SELECT serial FROM documents WHERE id = ?) AND id = ?',
      )
      .get(id, asset) as { mime: string; bytes: Uint8Array } | undefined
  }
  cover(id: string): { mime: string; bytes: Uint8Array } | undefined {
    return this.#store
      .prepare(
        'SELECT mime, bytes FROM assets WHERE document = (SELECT serial FROM documents WHERE id = ?) AND cover = 1 LIMIT 1',
      )
      .get(id) as { mime: string; bytes: Uint8Array } | undefined
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
    const raw = this.#raw(id)
    return raw && raw.place_block !== null
      ? { document: id, block: raw.place_block, offset: raw.place_offset ?? 0 }
      : undefined
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
      this.#store
        .prepare('DELETE FROM words WHERE rowid >= ? AND rowid < ?')
        .run(serial * blockLimit, (serial + 1) * blockLimit)
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
    const query = matchQuery(text)
    if (!query) return []
    const rows = this.#store
      .prepare('SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?')
      .all(query, limit * 2) as { rowid: number }[]
    const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
    const hits: SearchHit[] = []
    for (const { rowid } of rows) {
      const serial = Math.floor(rowid / blockLimit)
      const block = rowid % blockLimit
      const found = this.#store
        .prepare(
          `SELECT d.id, d.metadata, b.json FROM documents d JOIN blocks b ON b.document = d.serial AND b.number = ? WHERE d.serial = ? AND d.removed_at IS NULL`,
        )
        .get(block, serial) as { id: string; metadata: string; json: string } | undefined
      if (!found) continue
      const whole = blockText(JSON.parse(found.json) as Block)
      const { at, ...around } = excerpt(whole, words)
      hits.push({
        position: { document: found.id, block, offset: at },
        length: around.match.length,
        title: (JSON.parse(found.metadata) as Metadata).title,
        ...around,
      })
      if (hits.length >= limit) break
    }
    return hits
  }
}

/** The first of `words` in `text`, with some words round it. */
function excerpt(
  text: string,
  words: readonly string[],
): { at: number; before: string; match: string; after: string } {
  const plain = folded(text)
  let at = -1
  let length = 0
  for (const word of words) {
    const core = folded(word).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    const index = plain.indexOf(core)
    if (index >= 0 && (at < 0 || index < at)) {
      at = index
      length = core.length
    }
  }
  if (at < 0) return { at: 0, before: '', match: '', after: text.slice(0, 120) }
  const from = at <= 60 ? 0 : text.indexOf(' ', at - 60) + 1 || at - 60
  return {
    at,
    before: text.slice(Math.min(from, at), at),
    match: text.slice(at, at + length),
    after: text.slice(at + length, at + length + 80),
  }
}
