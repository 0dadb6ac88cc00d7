/**
 * Files whose row is missing, because a damaged database was set aside or the app was killed between the two: they are
 * read in again, under the names that can still be made out.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { LibraryStore } from '../store/library.ts'
import { namesIn } from '../store/open.ts'
import type { FileStore } from './file-store.ts'
import type { Imports } from './imports.ts'

export async function recoverFiles(parts: {
  readonly folder: string
  readonly library: LibraryStore
  readonly files: FileStore
  readonly imports: Imports
  readonly report: (what: string, cause: unknown) => void
  readonly signal: AbortSignal
}): Promise<void> {
  const { folder, library, files, imports, report, signal } = parts
  if (signal.aborted) return
  const lost = files.ids().filter((id) => !library.find(id))
  if (lost.length === 0) return
  const names = new Map(
    readdirSync(folder)
      .filter((name) => /^lectern\.db\.damaged-\d+$/.test(name))
      .sort()
      .flatMap((name) => [...namesIn(join(folder, name))]),
  )
  for (const id of lost) {
    if (signal.aborted) return
    try {
      const name = names.get(id) ?? `Recovered ${id.slice(0, 8)}`
      for await (const event of imports.add({ name, bytes: files.read(id) })) void event
    } catch (error) {
      report('a file of the library could not be read in again', error)
    }
  }
}
