/** The folder of one export, `<data>/exports/<id>/`: files that grow, are cut back to a checkpoint, and are read again. */
import { createReadStream, existsSync, readdirSync, rmSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat, statfs, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '../../rpc/failure.ts'

export function diskFull(needed?: number): AppError {
  return new AppError('too-large', 'There is not enough space on the disk for this export.', {
    reason: 'export-disk-full',
    data: { megabytes: Math.max(1, Math.ceil((needed ?? 0) / 1_000_000)) },
  })
}

/** What a system says when a file cannot be written, as a failure that a person understands. */
export function explainedDisk(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull()
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EIO')
    return new AppError('denied', 'The data folder cannot be written.', {
      cause: error,
      reason: 'data-folder',
    })
  return error
}

/** A file that grows at its end; what stands at its beginning may be replaced. */
export class GrowingFile {
  readonly #handle: FileHandle
  #bytes: number

  constructor(handle: FileHandle, bytes: number) {
    this.#handle = handle
    this.#bytes = bytes
  }
  get bytes(): number {
    return this.#bytes
  }
  async append(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length;) {
      const { bytesWritten } = await this.#handle.write(bytes, at, bytes.length - at, this.#bytes)
      at += bytesWritten
      this.#bytes += bytesWritten
    }
  }
  async replace(bytes: Uint8Array, at: number): Promise<void> {
    for (let done = 0; done < bytes.length;)
      done += (await this.#handle.write(bytes, done, bytes.length - done, at + done)).bytesWritten
  }
  async read(at: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length)
    await this.#handle.read(bytes, 0, length, at)
    return bytes
  }
  /** Returns when the disk has it: a checkpoint must not be ahead of its file. */
  async settle(): Promise<void> {
    await this.#handle.sync()
  }
  async close(): Promise<void> {
    await this.#handle.close()
  }
}

export class JobFolder {
  readonly path: string

  constructor(dataFolder: string, id: number) {
    this.path = join(dataFolder, 'exports', String(id))
  }
  /** Deletes the folders of exports that are in no list any more, because the library was set aside or lost. */
  static sweep(dataFolder: string, known: ReadonlySet<number>): void {
    const all = join(dataFolder, 'exports')
    if (!existsSync(all)) return
    for (const name of readdirSync(all))
      if (!known.has(Number(name))) rmSync(join(all, name), { recursive: true, force: true })
  }
  async make(): Promise<void> {
    await mkdir(this.path, { recursive: true })
  }
  of(name: string): string {
    return join(this.path, name)
  }
  /** Opens a file for growing from `bytes` on; what lies behind is cut off. Made if it is not there. */
  async grow(name: string, bytes: number): Promise<GrowingFile> {
    const path = this.of(name)
    const present = await stat(path).catch(() => undefined)
    if (present && present.size > bytes) await truncate(path, bytes)
    return new GrowingFile(await open(path, present ? 'r+' : 'w+'), bytes)
  }
  async size(name: string): Promise<number> {
    return (await stat(this.of(name))).size
  }
  /** Bytes of all its files. */
  async bytes(): Promise<number> {
    const names = await readdir(this.path).catch(() => [])
    const sizes = await Promise.all(names.map((name) => this.size(name).catch(() => 0)))
    return sizes.reduce((sum, size) => sum + size, 0)
  }
  /** Deletes every file but those named. */
  async keepOnly(names: readonly string[]): Promise<void> {
    for (const name of await readdir(this.path))
      if (!names.includes(name)) await rm(this.of(name), { force: true, recursive: true })
  }
  read(name: string): AsyncIterable<Buffer> {
    return createReadStream(this.of(name), { highWaterMark: 256 * 1024 })
  }
  remove(): void {
    rmSync(this.path, { recursive: true, force: true })
  }
}

/** Bytes that may still be written there; undefined where the system does not tell. */
export async function freeSpace(folder: string): Promise<number | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    return undefined
  }
}
