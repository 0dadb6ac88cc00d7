/**
 * Takes the named members out of an archive, and nothing else.
 *
 * Every other entry is passed over without being written. A name counts without the archive's one leading folder. A
 * member that is a link, that is longer than it should be, or that comes twice makes the whole archive a broken one.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { type Entry, type FileEntry, Reader, ZipReader } from '@zip.js/zip.js'
import { extract } from 'tar-stream'
import unbzip2 from 'unbzip2-stream'
import type { PackFile } from '../../contract/packs.ts'
import { AppError } from '../../rpc/failure.ts'

export type Member = NonNullable<PackFile['members']>[number]

export interface ArchiveEntry {
  readonly path: string
  readonly bytes: number
}

/** Bytes that a member may have whose size the manifest does not know. */
const mostBytes = 4 * 1024 ** 3
/** Entries and bytes of an archive that are looked through before it is taken for a bomb. */
const mostEntries = 10_000
const mostUnpacked = 16 * 1024 ** 3

const broken = (name: string, cause?: unknown): AppError =>
  new AppError('damaged', `The archive ${name} is broken, or does not hold what it should.`, {
    cause,
    reason: 'pack-archive',
    data: { name },
  })

/** `folder/encoder.onnx` and `./folder/encoder.onnx` as `encoder.onnx`; undefined for names that lead elsewhere. */
function shortName(name: string): string | undefined {
  const parts = name
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '.' && part !== '')
  if (name.startsWith('/') || /^[a-z]:/i.test(name) || parts.includes('..')) return undefined
  return parts.slice(1).join('/') || parts.join('/')
}

interface Target {
  readonly members: readonly Member[]
  readonly folder: string
  readonly archive: string
  readonly signal: AbortSignal
  readonly onBytes: (bytes: number) => void
}

/** Which member an entry is: by its name without the leading folder, or by its whole name in an archive without one. */
function wanted(name: string, { members }: Target): Member | undefined {
  const short = shortName(name)
  const whole = name.replace(/^\.\//, '')
  return short === undefined ? undefined : members.find(({ member }) => member === short || member === whole)
}

async function write(bytes: AsyncIterable<Uint8Array>, member: Member, target: Target): Promise<void> {
  const path = join(target.folder, ...member.path.split('/'))
  await mkdir(dirname(path), { recursive: true })
  const most = member.bytes ?? mostBytes
  let written = 0
  await pipeline(
    bytes,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        written += chunk.length
        if (written > most) throw broken(target.archive)
        target.onBytes(chunk.length)
        yield chunk
      }
    },
    // Written once only: a second entry of the name finds the file there.
    createWriteStream(path, { flags: 'wx' }),
    { signal: target.signal },
  )
  if (member.bytes !== undefined && written !== member.bytes) throw broken(target.archive)
}

async function fromTar(
  path: string,
  decompress: NodeJS.ReadWriteStream,
  target: Target,
): Promise<Set<string>> {
  const found = new Set<string>()
  const entries = extract()
  const flow = pipeline(createReadStream(path), decompress, entries, { signal: target.signal })
  // A failure of the flow ends the entries, too; it is asked for below.
  flow.catch(() => undefined)
  let count = 0
  let seen = 0
  for await (const entry of entries) {
    const { name, type, size } = entry.header
    seen += size
    if (++count > mostEntries || seen > mostUnpacked) throw broken(target.archive)
    const member = wanted(name, target)
    if (!member) {
      for await (const _ of entry) target.signal.throwIfAborted()
      continue
    }
    if (type !== 'file' && type !== 'contiguous-file') throw broken(target.archive)
    await write(entry as AsyncIterable<Uint8Array>, member, target)
    found.add(member.path)
    // The rest of the archive is of no use.
    if (found.size === target.members.length) {
      entries.destroy()
      return found
    }
  }
  await flow
  return found
}

/** Reads the pieces that zip.js asks for, so that the archive is never in memory. */
class FileReader extends Reader<string> {
  readonly #path: string
  #file: Awaited<ReturnType<typeof open>> | undefined

  constructor(path: string) {
    super(path)
    this.#path = path
  }
  override async init(): Promise<void> {
    this.#file = await open(this.#path, 'r')
    this.size = (await this.#file.stat()).size
    await super.init?.()
  }
  override async readUint8Array(at: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - at)))
    await this.#file?.read(bytes, 0, bytes.length, at)
    return bytes
  }
  async close(): Promise<void> {
    await this.#file?.close()
  }
}

const unixLink = (entry: Entry): boolean => ((entry.externalFileAttributes >>> 16) & 0o170_000) === 0o120_000

async function fromZip(path: string, target: Target): Promise<Set<string>> {
  const reader = new FileReader(path)
  const zip = new ZipReader(reader, { useWebWorkers: false })
  const found = new Set<string>()
  try {
    let count = 0
    for await (const entry of zip.getEntriesGenerator()) {
      if (++count > mostEntries) throw broken(target.archive)
      const member = wanted(entry.filename, target)
      if (!member) continue
      if (entry.directory || unixLink(entry) || entry.encrypted) throw broken(target.archive)
      const { readable, writable } = new TransformStream<Uint8Array>()
      const inflated = (entry as FileEntry).getData(writable, { signal: target.signal, checkSignature: true })
      inflated.catch(() => undefined) // asked for below; until then the reading side tells of it
      await write(Readable.fromWeb(readable as never) as AsyncIterable<Uint8Array>, member, target)
      await inflated
      found.add(member.path)
    }
    return found
  } finally {
    await zip.close().catch(() => undefined)
    await reader.close()
  }
}

/**
 * The names of an archive's files and their bytes, for telling what it holds.
 * @throws {AppError} `damaged` (`pack-archive`)
 */
export async function entriesOf(path: string, name: string, signal: AbortSignal): Promise<ArchiveEntry[]> {
  const found: ArchiveEntry[] = []
  const add = (entry: string, bytes: number) => {
    if (found.length >= mostEntries) throw broken(name)
    found.push({ path: entry.replace(/^\.\//, ''), bytes })
  }
  try {
    if (/\.zip$/i.test(name)) {
      const reader = new FileReader(path)
      const zip = new ZipReader(reader, { useWebWorkers: false })
      try {
        for await (const entry of zip.getEntriesGenerator())
          if (!entry.directory) add(entry.filename, entry.uncompressedSize)
      } finally {
        await zip.close().catch(() => undefined)
        await reader.close()
      }
      return found
    }
    const entries = extract()
    const flow = pipeline(createReadStream(path), decompressor(name), entries, { signal })
    flow.catch(() => undefined)
    let seen = 0
    for await (const entry of entries) {
      const { name: entryName, type, size } = entry.header
      seen += size
      if (seen > mostUnpacked) throw broken(name)
      if (type === 'file' || type === 'contiguous-file') add(entryName, size)
      for await (const _ of entry) signal.throwIfAborted()
    }
    await flow
    return found
  } catch (error) {
    if (signal.aborted || error instanceof AppError) throw error
    throw broken(name, error)
  }
}

/** The kinds of archive that are known, by their names' ends. */
export const isArchive = (name: string): boolean => /\.(tar\.bz2|tbz2?|tar\.gz|tgz|tar|zip)$/i.test(name)

/**
 * @param name what the archive is called, which says of what kind it is
 * @param folder where the members' paths begin; none of them may be there yet
 * @throws {AppError} `damaged` (`pack-archive`): broken, unsafe, or without one of the members
 */
export async function unpack(
  path: string,
  name: string,
  members: readonly Member[],
  folder: string,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<void> {
  const target: Target = { members, folder, archive: name, signal, onBytes }
  try {
    const found = /\.zip$/i.test(name)
      ? await fromZip(path, target)
      : await fromTar(path, decompressor(name), target)
    if (members.some((member) => !found.has(member.path))) throw broken(name)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    // The disk's faults are not the archive's.
    if (signal.aborted || error instanceof AppError || /^(ENOSPC|EDQUOT|EACCES|EPERM|EROFS|EIO)$/.test(code))
      throw error
    throw broken(name, error)
  }
}

function decompressor(name: string): NodeJS.ReadWriteStream {
  if (/bz2?$/i.test(name)) return unbzip2()
  if (/gz$/i.test(name)) return createGunzip()
  return new PassThrough()
}
