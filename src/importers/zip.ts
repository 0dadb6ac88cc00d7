/**
 * Reads zip archives that strangers made.
 *
 * Nothing the archive says about itself is believed: bytes are counted while they are inflated, names that point out
 * of the archive are not there, and names are only ever keys of a map, never paths of a file system. Entries are
 * inflated when asked for, so that the first chapter of a large book costs one chapter.
 */
import { Uint8ArrayReader, ZipReader, type Entry, type FileEntry } from '@zip.js/zip.js'
import { AppError, isAppError } from '../rpc/failure.ts'

/** Limits that protect the machine. The largest real books that we know have a few thousand entries and 1 GB of pictures. */
export interface ArchiveLimits {
  /** Most entries, folders included. Default 20,000. */
  readonly entries?: number
  /** Most bytes that one entry may inflate to. Default 64 MiB. */
  readonly entryBytes?: number
  /** Most bytes that all reads together may inflate to. Default 1 GiB. */
  readonly totalBytes?: number
}

export interface Archive {
  /** Names of the files, in the archive's order; folders and unsafe names are left out. */
  names(): string[]
  /** Size that the archive declares for an entry, for progress only: it may lie. 0 if there is no such entry. */
  size(name: string): number
  /**
   * Bytes of the entry called exactly `name`; `undefined` if there is none.
   * @throws {AppError} `damaged`, `protected` (encrypted), `too-large`, `unsupported-format` (an odd compression)
   */
  read(name: string): Promise<Uint8Array | undefined>
  /** The entry as UTF-8 text without byte order mark. For text that may be in another encoding, `read` and decode. */
  text(name: string): Promise<string | undefined>
}

const mebibyte = 1024 * 1024
/** Deflate cannot do better than 1032:1, and text rarely 20:1. A small entry may be as repetitive as it likes. */
const freeBytes = 16 * mebibyte
const highestRatio = 200

/**
 * Opens an archive that is wholly in memory. `bytes` are kept, and must not change.
 * @throws {AppError} `damaged` if it is not an archive, is cut or contradicts itself; `too-large`
 */
export async function openArchive(bytes: Uint8Array, limits: ArchiveLimits = {}): Promise<Archive> {
  const { entries: mostEntries = 20_000, entryBytes = 64 * mebibyte, totalBytes = 1024 * mebibyte } = limits
  const files = await listFiles(bytes, mostEntries)
  let remaining = totalBytes

  async function read(name: string): Promise<Uint8Array | undefined> {
    const entry = files.get(name)
    if (entry === undefined) return undefined
    if (entry.encrypted)
      throw new AppError('protected', 'The archive is encrypted.', { reason: 'archive-encrypted' })
    const inflated = await inflate(entry, Math.min(entryBytes, remaining))
    remaining -= inflated.length
    return inflated
  }

  return {
    names: () => [...files.keys()],
    size: (name) => files.get(name)?.uncompressedSize ?? 0,
    read,
    async text(name) {
      const data = await read(name)
      return data === undefined ? undefined : new TextDecoder('utf-8').decode(data)
    },
  }
}

async function listFiles(bytes: Uint8Array, mostEntries: number): Promise<Map<string, FileEntry>> {
  if (declaredEntries(bytes) > mostEntries) refuseCount(mostEntries)
  const reader = new ZipReader(new Uint8ArrayReader(bytes), {
    useWebWorkers: false, // we are in a worker already
    filenameValidation: 'tolerant', // an unsafe name costs its entry, not the book
    checkSignature: true,
    checkOverlappingEntry: true,
  })
  const files = new Map<string, FileEntry>()
  let count = 0
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      count += 1
      if (count > mostEntries) refuseCount(mostEntries)
      if (entry.directory || !isSafeName(entry.filename)) continue
      const earlier = files.get(entry.filename)
      if (earlier !== undefined && !isSameContent(earlier, entry))
        throw new AppError('damaged', 'The archive holds two different files of the same name.', {
          reason: 'archive-damaged',
        })
      files.set(entry.filename, entry)
    }
  } catch (error) {
    throw asAppError(error)
  }
  return files
}

/** Entries that the end of the archive declares, to refuse early; 0 where it says nothing. It may lie: they are counted too. */
function declaredEntries(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = bytes.length - 22; at >= 0 && at > bytes.length - 66_000; at--)
    if (bytes[at] === 0x50 && view.getUint32(at, true) === 0x06_05_4b_50) {
      const count = view.getUint16(at + 10, true)
      return count === 0xff_ff ? 0 : count
    }
  return 0
}

function refuseCount(limit: number): never {
  throw new AppError('too-large', `The archive has more than ${limit} entries.`, {
    reason: 'archive-too-many-entries',
    data: { limit },
  })
}

/** Two entries that promise the same bytes are a packer's slip; two that differ are read differently by every tool. */
function isSameContent(one: Entry, other: Entry): boolean {
  return one.crc32 === other.crc32 && one.uncompressedSize === other.uncompressedSize
}

/** True for a relative path with forward slashes that stays inside. Backslashes are separators on Windows. */
export function isSafeName(name: string): boolean {
  if (name === '' || name.startsWith('/') || /^[a-z]:/i.test(name)) return false
  if (name.includes('\\') || name.includes('\0')) return false
  return !name.split('/').includes('..')
}

async function inflate(entry: FileEntry, most: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  let length = 0
  let refusal: AppError | undefined
  const sink = new WritableStream<Uint8Array>({
    write(piece) {
      length += piece.length
      if (length > most || (length > freeBytes && length > entry.compressedSize * highestRatio)) {
        refusal = new AppError('too-large', 'The archive unpacks to more than is safe.', {
          reason: 'archive-too-large',
        })
        throw refusal
      }
      pieces.push(piece)
    },
  })
  try {
    await entry.getData(sink)
  } catch (error) {
    throw refusal ?? asAppError(error) // the library may report our stopping in words of its own
  }
  const [first] = pieces
  if (pieces.length === 1 && first !== undefined) return first
  const whole = new Uint8Array(length)
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

function asAppError(error: unknown): AppError {
  if (isAppError(error)) return error
  const message = error instanceof Error ? error.message : ''
  if (/encrypt|password/i.test(message))
    return new AppError('protected', 'The archive is encrypted.', {
      cause: error,
      reason: 'archive-encrypted',
    })
  if (/compression method/i.test(message))
    return new AppError('unsupported-format', 'The archive uses a compression that we cannot read.', {
      cause: error,
    })
  return new AppError('damaged', 'The archive is damaged.', { cause: error, reason: 'archive-damaged' })
}
