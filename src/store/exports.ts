/** Exports as rows: so that they outlive a restart, and two processes never work on the same one. */
import type { ExportFile, ExportJob, ExportRequest, ExportState } from '../contract/export.ts'
import { readSettings, type Settings } from '../contract/settings.ts'
import type { Store } from './open.ts'
import { otherReaderLives, ownReader } from './reader-mark.ts'

export interface ExportRow {
  readonly id: number
  readonly document: string
  readonly title: string
  readonly request: ExportRequest
  readonly settings: Settings
  readonly shell: string
  readonly state: ExportState
  /** Written and understood by app/export/checkpoint.ts. */
  readonly checkpoint: unknown
  readonly done: number
  readonly seconds: number
  readonly failure: ExportJob['failure']
  readonly made: readonly ExportFile[]
  readonly createdAt: number
}

interface RawExport {
  id: number
  document: string
  title: string
  request: string
  settings: string
  shell: string
  owner: string | null
  state: ExportState
  checkpoint: string | null
  done: number
  seconds: number
  failure: string | null
  made: string
  created_at: number
}

function toExport(raw: RawExport): ExportRow {
  const { request, settings, checkpoint, failure, made, created_at: createdAt, ...rest } = raw
  return {
    ...rest,
    request: JSON.parse(request) as ExportRequest,
    settings: readSettings(JSON.parse(settings) as Record<string, unknown>),
    checkpoint: checkpoint === null ? undefined : (JSON.parse(checkpoint) as unknown),
    failure: failure === null ? undefined : (JSON.parse(failure) as ExportJob['failure']),
    made: JSON.parse(made) as ExportFile[],
    createdAt,
  }
}

export class ExportStore {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  add(row: Pick<ExportRow, 'document' | 'title' | 'request' | 'settings' | 'shell'>): number {
    const { lastInsertRowid } = this.#store
      .prepare(
        `INSERT INTO exports (document, title, request, settings, shell, state, created_at)
         VALUES (?, ?, ?, ?, ?, 'waiting', ?)`,
      )
      .run(
        row.document,
        row.title,
        JSON.stringify(row.request),
        JSON.stringify(row.settings),
        row.shell,
        Date.now(),
      )
    return Number(lastInsertRowid)
  }
  /** Newest first. */
  list(): ExportRow[] {
    return (this.#store.prepare('SELECT * FROM exports ORDER BY id DESC').all() as RawExport[]).map(toExport)
  }
  find(id: number): ExportRow | undefined {
    const raw = this.#store.prepare('SELECT * FROM exports WHERE id = ?').get(id) as RawExport | undefined
    return raw && toExport(raw)
  }
  /** Whether another process that is alive works on it. */
  takenByOther(id: number): boolean {
    const mark = this.#store.prepare('SELECT owner FROM exports WHERE id = ?').pluck().get(id)
    return otherReaderLives((mark as string | null | undefined) ?? null)
  }
  /** Whether this process works on it. */
  isOwn(id: number): boolean {
    return this.#store.prepare('SELECT owner FROM exports WHERE id = ?').pluck().get(id) === ownReader
  }
  /** Leaves this process's mark, unless another one that is alive has left its own. */
  take(id: number): boolean {
    return this.#store
      .transaction(() => {
        if (this.takenByOther(id)) return false
        return this.#store.prepare('UPDATE exports SET owner = ? WHERE id = ?').run(ownReader, id).changes > 0
      })
      .immediate()
  }
  release(id: number): void {
    this.#store.prepare('UPDATE exports SET owner = NULL WHERE id = ?').run(id)
  }
  setState(id: number, state: ExportState, failure?: ExportJob['failure']): void {
    this.#store
      .prepare('UPDATE exports SET state = ?, failure = ? WHERE id = ?')
      .run(state, failure === undefined ? null : JSON.stringify(failure), id)
  }
  setCheckpoint(id: number, checkpoint: unknown, done: number, seconds: number): void {
    this.#store
      .prepare('UPDATE exports SET checkpoint = ?, done = ?, seconds = ? WHERE id = ?')
      .run(JSON.stringify(checkpoint), done, seconds, id)
  }
  setDone(id: number, made: readonly ExportFile[]): void {
    this.#store
      .prepare(`UPDATE exports SET state = 'done', done = 1, failure = NULL, made = ? WHERE id = ?`)
      .run(JSON.stringify(made), id)
  }
  delete(id: number): void {
    this.#store.prepare('DELETE FROM exports WHERE id = ?').run(id)
  }
}
