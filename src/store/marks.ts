/** Bookmarks and notes. Removing one can be undone until the app is closed. */
import type { Bookmark, Note } from '../contract/app.ts'
import type { Position } from '../contract/document.ts'
import { AppError } from '../rpc/failure.ts'
import type { Store } from './open.ts'

interface RawMark {
  id: number
  document: string
  block: number
  offset: number
  excerpt: string
  created_at: number
}
interface RawBookmark extends RawMark {
  name: string
}
interface RawNote extends RawMark {
  length: number
  text: string
  changed_at: number
}
type Table = 'bookmarks' | 'notes'

const place = (raw: RawMark): Position => ({ document: raw.document, block: raw.block, offset: raw.offset })
const toBookmark = (raw: RawBookmark): Bookmark => ({
  id: raw.id,
  position: place(raw),
  name: raw.name,
  excerpt: raw.excerpt,
  createdAt: raw.created_at,
})
const toNote = (raw: RawNote): Note => ({
  id: raw.id,
  position: place(raw),
  length: raw.length,
  text: raw.text,
  excerpt: raw.excerpt,
  createdAt: raw.created_at,
  changedAt: raw.changed_at,
})

export class MarkStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  #list(table: Table, document: string): unknown[] {
    return this.#store
      .prepare(
        `SELECT m.*, d.id AS document FROM ${table} m JOIN documents d ON d.serial = m.document
         WHERE d.id = ? AND m.removed_at IS NULL ORDER BY m.block, m.offset, m.id`,
      )
      .all(document)
  }
  #one(table: Table, id: number): unknown {
    const raw = this.#store
      .prepare(
        `SELECT m.*, d.id AS document FROM ${table} m JOIN documents d ON d.serial = m.document WHERE m.id = ?`,
      )
      .get(id)
    if (!raw)
      throw new AppError('not-found', 'That bookmark or note is not there any more.', { reason: 'mark-gone' })
    return raw
  }
  #insert(table: Table, at: Position, fields: Record<string, string | number>): number {
    const names = Object.keys(fields)
    const result = this.#store
      .prepare(
        `INSERT INTO ${table} (document, block, offset, created_at, ${names.join(', ')})
         SELECT serial, ?, ?, ?, ${names.map(() => '?').join(', ')} FROM documents WHERE id = ?`,
      )
      .run(at.block, at.offset, Date.now(), ...Object.values(fields), at.document)
    if (result.changes === 0)
      throw new AppError('not-found', 'This document is not in the library.', { reason: 'document-gone' })
    return Number(result.lastInsertRowid)
  }
  #setRemoved(table: Table, id: number, at: number | null): void {
    this.#one(table, id)
    this.#store.prepare(`UPDATE ${table} SET removed_at = ? WHERE id = ?`).run(at, id)
  }

  bookmarks(document: string): Bookmark[] {
    return (this.#list('bookmarks', document) as RawBookmark[]).map(toBookmark)
  }
  addBookmark(at: Position, name: string, excerpt: string): Bookmark {
    return toBookmark(this.#one('bookmarks', this.#insert('bookmarks', at, { name, excerpt })) as RawBookmark)
  }
  renameBookmark(id: number, name: string): Bookmark {
    this.#one('bookmarks', id)
    this.#store.prepare('UPDATE bookmarks SET name = ? WHERE id = ?').run(name, id)
    return toBookmark(this.#one('bookmarks', id) as RawBookmark)
  }
  removeBookmark(id: number): void {
    this.#setRemoved('bookmarks', id, Date.now())
  }
  restoreBookmark(id: number): Bookmark {
    this.#setRemoved('bookmarks', id, null)
    return toBookmark(this.#one('bookmarks', id) as RawBookmark)
  }

  notes(document: string): Note[] {
    return (this.#list('notes', document) as RawNote[]).map(toNote)
  }
  addNote(at: Position, length: number, text: string, excerpt: string): Note {
    const id = this.#insert('notes', at, { length, text, excerpt, changed_at: Date.now() })
    return toNote(this.#one('notes', id) as RawNote)
  }
  changeNote(id: number, text: string): Note {
    this.#one('notes', id)
    this.#store.prepare('UPDATE notes SET text = ?, changed_at = ? WHERE id = ?').run(text, Date.now(), id)
    return toNote(this.#one('notes', id) as RawNote)
  }
  removeNote(id: number): void {
    this.#setRemoved('notes', id, Date.now())
  }
  restoreNote(id: number): Note {
    this.#setRemoved('notes', id, null)
    return toNote(this.#one('notes', id) as RawNote)
  }

  /** Forgets what was removed; called when the app ends, after which nothing can be undone. */
  purge(): void {
    this.#store.exec(
      'DELETE FROM bookmarks WHERE removed_at IS NOT NULL; DELETE FROM notes WHERE removed_at IS NOT NULL',
    )
  }
}
