/** Pictures of documents, one of which may be the cover. */
import type { Store } from './open.ts'

export interface Picture {
  readonly mime: string
  readonly bytes: Uint8Array
}
export interface NewPicture extends Picture {
  readonly id: string
  readonly cover: boolean
}

const ofDocument = 'document = (SELECT serial FROM documents WHERE id = ?)'

export function addPicture(store: Store, serial: number, { id, mime, bytes, cover }: NewPicture): void {
  store
    .prepare('INSERT OR REPLACE INTO assets (document, id, mime, cover, bytes) VALUES (?, ?, ?, ?, ?)')
    .run(serial, id, mime, cover ? 1 : 0, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
}
export function picture(store: Store, document: string, id: string): Picture | undefined {
  return store.prepare(`SELECT mime, bytes FROM assets WHERE ${ofDocument} AND id = ?`).get(document, id) as
    | Picture
    | undefined
}
export function cover(store: Store, document: string): Picture | undefined {
  return store
    .prepare(`SELECT mime, bytes FROM assets WHERE ${ofDocument} AND cover = 1 LIMIT 1`)
    .get(document) as Picture | undefined
}
