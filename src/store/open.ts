/**
 * Opens the one database; the only file that imports better-sqlite3.
 *
 * WAL with synchronous NORMAL: a killed process loses nothing that was committed; a power cut may lose the last
 * moments but never damages the file. Migrations are numbered, each runs once in a transaction of its own.
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../rpc/failure.ts'
import { library } from './migrations/0001-library.ts'

export type Store = Database.Database

/** In order; a migration's number is its place from 1. Never change one that has been released. */
const migrations: readonly string[] = [library]

export interface OpenedStore {
  readonly store: Store
  /** Where an unreadable database was put aside, if that had to be done. */
  readonly setAside?: string
}

function unreadable(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return typeof code === 'string' && (code.startsWith('SQLITE_CORRUPT') || code.startsWith('SQLITE_NOTADB'))
}

function openAt(path: string): Store {
  const store = new Database(path)
  try {
    store.pragma('journal_mode = WAL')
    store.pragma('synchronous = NORMAL')
    store.pragma('foreign_keys = ON')
    store.pragma('busy_timeout = 5000')
    const version = store.pragma('user_version', { simple: true }) as number
    if (version > migrations.length)
      throw new AppError(
        'unsupported-format',
        'The library was written by a newer version of Lectern. Please use that version.',
        { reason: 'library-newer' },
      )
    migrations.slice(version).forEach((sql, index) => {
      store.transaction(() => {
        store.exec(sql)
        store.pragma(`user_version = ${version + index + 1}`)
      })()
    })
    return store
  } catch (error) {
    store.close()
    throw error
  }
}

/**
 * Opens or makes `lectern.db` in `folder`.
 *
 * A file that SQLite cannot read is moved aside, never deleted, and a new one is begun.
 * @throws {AppError} `unsupported-format` for a library of a newer version; `denied` where the folder cannot be written
 */
export function openStore(folder: string): OpenedStore {
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw new AppError('denied', `The data folder ${folder} cannot be written.`, {
      cause,
      reason: 'data-folder',
    })
  }
  const path = join(folder, 'lectern.db')
  try {
    return { store: openAt(path) }
  } catch (error) {
    if (!unreadable(error)) throw error
    const setAside = `${path}.damaged-${Date.now()}`
    for (const ending of ['', '-wal', '-shm'])
      if (existsSync(path + ending)) renameSync(path + ending, setAside + ending)
    return { store: openAt(path), setAside }
  }
}
