/** The recorded narration of documents: which stretch of the text is read in which stretch of which sound. */
import type { Clip } from '../contract/document.ts'
import type { Store } from './open.ts'

interface ClipRow {
  readonly block: number
  readonly first: number
  readonly last: number
  readonly sound: string
  readonly begins: number
  readonly ends: number | null
}

/** In one transaction. Of two clips that begin at the same place the first stays. */
export function addClips(store: Store, serial: number, clips: readonly Clip[]): void {
  const insert = store.prepare(
    'INSERT OR IGNORE INTO clips (document, block, first, last, sound, begins, ends) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  store
    .transaction(() => {
      for (const { block, from, to, sound, start, end } of clips)
        insert.run(serial, block, from, to, sound, start, end ?? null)
    })
    .immediate()
}

/** @returns the clips of a block in the order of its text */
export function clipsOf(store: Store, id: string, block: number): Clip[] {
  const rows = store
    .prepare(
      'SELECT block, first, last, sound, begins, ends FROM clips WHERE document = (SELECT serial FROM documents WHERE id = ?) AND block = ? ORDER BY first',
    )
    .all(id, block) as ClipRow[]
  return rows.map(({ first, last, sound, begins, ends, ...row }) => ({
    block: row.block,
    from: first,
    to: last,
    sound,
    start: begins,
    ...(ends === null ? {} : { end: ends }),
  }))
}
