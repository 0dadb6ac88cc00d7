/**
 * The folder of installed packs, and how they come and go.
 *
 * `<packs>/<id>/` is a pack with its `pack.json`; `.incoming/<id>/` one that is being put together; `.removed/` what
 * could not be deleted at once because a program had it open. A pack appears by one rename, so there is never half of
 * one; an older one of the same name stays until then and is put back where the rename fails.
 */
import { randomUUID } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type InstalledPack, installedPack } from '../../contract/packs.ts'
import { AppError } from '../../rpc/failure.ts'

const note = 'pack.json'
/** In the folder of a pack that is removed but that a program still has open. */
export const removedMark = '.removed'

/** How often and at what distances, in milliseconds, a rename is tried that a virus scanner or a reader stands in the way of. */
const patience = [50, 200, 500, 1_000]

async function rename(from: string, to: string): Promise<void> {
  for (const ms of [...patience, undefined]) {
    try {
      renameSync(from, to)
      return
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : ''
      if (ms === undefined || !['EPERM', 'EACCES', 'EBUSY'].includes(String(code))) throw error
      await wait(ms)
    }
  }
}

export class Shelf {
  readonly folder: string
  readonly #incoming: string
  readonly #removed: string

  constructor(folder: string) {
    this.folder = folder
    this.#incoming = join(folder, '.incoming')
    this.#removed = join(folder, '.removed')
  }

  /** @throws {AppError} `denied` where nothing can be written */
  prepare(): void {
    try {
      mkdirSync(this.#incoming, { recursive: true })
      mkdirSync(this.#removed, { recursive: true })
    } catch (cause) {
      throw new AppError('denied', 'The folder of models cannot be written.', {
        cause,
        reason: 'pack-folder',
      })
    }
  }
  path(id: string): string {
    return join(this.folder, id)
  }
  /** Where a pack is put together. */
  incoming(id: string): string {
    return join(this.#incoming, id)
  }
  /** Where one is put together from what lies on the disk: beside a download that was paused, which stays. */
  copying(id: string): string {
    return join(this.#incoming, id, 'from-disk')
  }
  lockPath(id: string): string {
    return join(this.#incoming, `${id}.lock`)
  }
  /** The ids of packs that were begun and not ended. */
  begun(): string[] {
    try {
      return readdirSync(this.#incoming, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
    } catch {
      return []
    }
  }
  /** What is installed under a name; undefined for nothing, or what was not installed by us. */
  installed(id: string): InstalledPack | undefined {
    if (existsSync(join(this.path(id), removedMark))) return undefined
    try {
      return installedPack.parse(JSON.parse(readFileSync(join(this.path(id), note), 'utf8')))
    } catch {
      return undefined
    }
  }
  /** A folder of that name without a readable note: broken by hand or by a disk. */
  isBroken(id: string): boolean {
    const path = this.path(id)
    return existsSync(path) && !existsSync(join(path, removedMark)) && !this.installed(id)
  }
  /** Files that are missing or of another size than they had: quick, without reading them. */
  amiss(pack: InstalledPack): string[] {
    return pack.files
      .filter(({ path, bytes }) => {
        const stat = statSync(join(this.path(pack.id), ...path.split('/')), { throwIfNoEntry: false })
        return !stat?.isFile() || stat.size !== bytes
      })
      .map(({ path }) => path)
  }
  writeNote(folder: string, pack: InstalledPack): void {
    const path = join(folder, note)
    writeFileSync(`${path}.part`, `${JSON.stringify(pack, undefined, 2)}\n`, { flush: true })
    renameSync(`${path}.part`, path)
  }

  /** Puts a finished folder in the place of whatever is there. */
  async place(id: string, finished: string): Promise<void> {
    const path = this.path(id)
    const old = join(this.#removed, `${id}-${randomUUID()}`)
    const had = existsSync(path)
    if (had) await rename(path, old).catch(inUse)
    try {
      await rename(finished, path)
    } catch (error) {
      if (had) renameSync(old, path)
      throw error
    }
    this.#delete(old)
  }
  /** Takes a pack away, also one that is in use: then it counts as gone and its files go when they are let go. */
  async remove(id: string): Promise<void> {
    const path = this.path(id)
    if (!existsSync(path)) return
    const old = join(this.#removed, `${id}-${randomUUID()}`)
    try {
      await rename(path, old)
      this.#delete(old)
    } catch {
      // Windows renames no folder with an open file in it.
      writeFileSync(join(path, removedMark), '')
    }
  }
  /** Deletes what was removed while in use. For the start of the program. */
  clean(): void {
    for (const name of list(this.#removed)) this.#delete(join(this.#removed, name))
    for (const name of list(this.folder))
      if (existsSync(join(this.folder, name, removedMark))) this.#delete(join(this.folder, name))
  }
  #delete(path: string): void {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // Still open; `clean` comes again.
    }
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function inUse(cause: unknown): never {
  throw new AppError('busy', 'The model is in use, so that it cannot be replaced now.', {
    cause,
    reason: 'pack-in-use',
  })
}
