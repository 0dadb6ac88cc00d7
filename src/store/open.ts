/**
 * Opens the one database; the only file that imports better-sqlite3.
 *
 * WAL with synchronous NORMAL: a killed process loses nothing that was committed; a power cut may lose the last
 * moments but never damages the file. Migrations are numbered, each runs once; those that are missing run in one transaction.
 */
import { existsSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { AppError } from '../rpc/failure.ts'
import { library } from './migrations/0001-library.ts'
import { sharedLibrary } from './migrations/0002-shared-library.ts'
import { narration } from './migrations/0003-narration.ts'
import { exportJobs } from './migrations/0004-exports.ts'
import { dictationHistory } from './migrations/0005-dictation.ts'

export type Store = Database.Database

/** In order; a migration's number is its place from 1. Never change one that has been released. */
const migrations: readonly string[] = [library, sharedLibrary, narration, exportJobs, dictationHistory]

export interface OpenedStore {
  readonly store: Store
  /** Where an unreadable database was put aside, if that had to be done. */
  readonly setAside?: string
}

/**
 * What SQLite says about the machine rather than about a fault of ours, as a failure that a person understands:
 * no space, no permission, another process, a damaged file. Undefined for everything else.
 */
export function storeFailure(error: unknown): AppError | undefined {
  const code = error instanceof Database.SqliteError ? error.code : ''
  const is = (...kinds: string[]) => kinds.some((kind) => code.startsWith(`SQLITE_${kind}`))
  if (is('FULL'))
    return new AppError('too-large', 'There is not enough space on the disk for the library.', {
      cause: error,
      reason: 'disk-full',
    })
  if (is('READONLY', 'CANTOPEN', 'PERM', 'IOERR'))
    return new AppError('denied', 'The data folder cannot be written.', {
      cause: error,
      reason: 'data-folder',
    })
  if (is('BUSY', 'LOCKED'))
    return new AppError('busy', 'Another Lectern is using the library. Please try again in a moment.', {
      cause: error,
    })
  if (is('CORRUPT', 'NOTADB'))
    return new AppError('internal', 'The library’s database is damaged. Please start Lectern again.', {
      cause: error,
      reason: 'library-damaged',
    })
  return undefined
}

const unreadable = (error: unknown) => storeFailure(error)?.reason === 'library-damaged'

function openAt(path: string): Store {
  const store = new Database(path)
  try {
    store.pragma('busy_timeout = 5000')
    store.pragma('journal_mode = WAL')
    store.pragma('synchronous = NORMAL')
    store.pragma('foreign_keys = ON')
    const version = () => store.pragma('user_version', { simple: true }) as number
    if (version() > migrations.length)
      throw new AppError(
        'unsupported-format',
        'The library was written by a newer version of Lectern. Please use that version.',
        { reason: 'library-newer' },
      )
    if (version() < migrations.length)
      // Immediate, and looked at again inside: two processes may begin the same library at once.
      store
        .transaction(() => {
          for (const sql of migrations.slice(version())) store.exec(sql)
          store.pragma(`user_version = ${migrations.length}`)
        })
        .immediate()
    // Damage in the small tables would otherwise show only when every list is already an error.
    store.prepare('SELECT total(length(d.name)) FROM documents d').get()
    store.prepare('SELECT total(length(value)) FROM settings').get()
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
  const denied = (cause: unknown) =>
    new AppError('denied', `The data folder ${folder} cannot be written.`, { cause, reason: 'data-folder' })
  try {
    mkdirSync(folder, { recursive: true })
  } catch (cause) {
    throw denied(cause)
  }
  const path = join(folder, 'lectern.db')
  try {
    return { store: openAt(path) }
  } catch (error) {
    if (!unreadable(error)) {
      const known = storeFailure(error)
      throw known?.code === 'denied' ? denied(error) : (known ?? error)
    }
    const setAside = `${path}.damaged-${Date.now()}`
    for (const ending of ['', '-wal', '-shm'])
      if (existsSync(path + ending)) renameSync(path + ending, setAside + ending)
    return { store: openAt(path), setAside }
  }
}

/** Names of documents by id, as far as they can be made out in a database that was set aside. */
export function namesIn(path: string): Map<string, string> {
  const names = new Map<string, string>()
  let damaged: Store | undefined
  try {
    damaged = new Database(path, { readonly: true })
    const rows = damaged.prepare('SELECT id, name FROM documents NOT INDEXED').iterate()
    for (const { id, name } of rows as Iterable<{ id: string; name: string }>) names.set(id, name)
  } catch {
    // What was read before the damage is all there is.
  } finally {
    damaged?.close()
  }
  return names
}
