/** The library's own copies of the files, under `<data>/files/<sha256>`. */
import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { AppError } from '../rpc/failure.ts'

/** SHA-256 of `bytes` in hex: the document's id. */
export function fingerprint(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

export class FileStore {
  readonly #folder: string

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, 'files')
    try {
      mkdirSync(this.#folder, { recursive: true })
    } catch (cause) {
      throw new AppError('denied', `The data folder ${dataFolder} cannot be written.`, {
        cause,
        reason: 'data-folder',
      })
    }
  }
  /** The documents there are files of. */
  ids(): string[] {
    return readdirSync(this.#folder).filter((name) => /^[0-9a-f]{64}$/.test(name))
  }
  /** Where the file of a document lies, or would. */
  path(id: string): string {
    return join(this.#folder, id)
  }
  /** Written beside and renamed, so that a killed process never leaves half a file under its name. */
  put(id: string, bytes: Uint8Array): void {
    if (existsSync(this.path(id))) return
    const part = `${this.path(id)}.part`
    try {
      const file = openSync(part, 'w')
      try {
        for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at)
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      renameSync(part, this.path(id))
    } catch (cause) {
      rmSync(part, { force: true })
      const full = (cause as NodeJS.ErrnoException).code === 'ENOSPC'
      throw new AppError(
        full ? 'too-large' : 'denied',
        full
          ? 'There is not enough space on the disk to add this file.'
          : 'The file could not be copied into the library.',
        { cause, reason: full ? 'disk-full' : 'data-folder' },
      )
    }
  }
  read(id: string): Uint8Array {
    try {
      return readFileSync(this.path(id))
    } catch (cause) {
      throw new AppError(
        'not-found',
        'The library’s copy of this file is missing. Please add the file again.',
        {
          cause,
          reason: 'file-gone',
        },
      )
    }
  }
  remove(id: string): void {
    rmSync(this.path(id), { force: true })
  }
}
