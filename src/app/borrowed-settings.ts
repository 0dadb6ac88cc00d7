/** The user's settings, read without touching the data folder: from a copy of its database. */
import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readSettings, type Settings } from '../contract/settings.ts'
import { openStore } from '../store/open.ts'
import { SettingsStore } from '../store/settings.ts'

const database = 'lectern.db'

/**
 * @param folder the data folder; need not be there
 * @param scratch a folder of the caller's own, for the copy, which is removed again
 * @returns the defaults where there is nothing to read, or where another process is just writing
 */
export function borrowedSettings(folder: string, scratch: string): Settings {
  if (!existsSync(join(folder, database))) return readSettings({})
  const copy = join(scratch, 'settings')
  try {
    mkdirSync(copy, { recursive: true })
    // What was written last may still be in the log beside it.
    for (const name of [database, `${database}-wal`])
      if (existsSync(join(folder, name))) copyFileSync(join(folder, name), join(copy, name))
    const { store } = openStore(copy)
    try {
      return new SettingsStore(store).read()
    } finally {
      store.close()
    }
  } catch {
    return readSettings({}) // a command that only listens must not fail for it
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
