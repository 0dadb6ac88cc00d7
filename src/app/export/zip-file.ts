/**
 * ZIP archives written piece by piece (PKWARE APPNOTE 6.3.10, without ZIP64).
 *
 * Every local header holds its lengths, so that no entry needs a data descriptor: readers that go through an archive
 * from its beginning cannot tell where a stored entry with one ends.
 */
import { crc32, deflateRawSync } from 'node:zlib'
import { AppError } from '../../rpc/failure.ts'
import type { GrowingFile } from './job-folder.ts'

/** Bytes that an archive can hold. */
export const largestZip = 0xffff_ffff
const utf8Names = 0x0800
/** 1 January 1980, the earliest there is: an archive says nothing about when it was made. */
const date = (1 << 5) | 1
const headerBytes = { local: 30, central: 46, end: 22 } as const

interface Content {
  readonly name: Buffer
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}
interface Entry extends Content {
  readonly at: number
}

function fields(entry: Content): Buffer {
  const bytes = Buffer.alloc(22)
  bytes.writeUInt16LE(20, 0) // version 2.0
  bytes.writeUInt16LE(utf8Names, 2)
  bytes.writeUInt16LE(entry.method, 4)
  bytes.writeUInt16LE(date, 8)
  bytes.writeUInt32LE(entry.crc, 10)
  bytes.writeUInt32LE(entry.packed, 14)
  bytes.writeUInt32LE(entry.size, 18)
  return bytes
}

function localHeader(entry: Content): Buffer {
  const lengths = Buffer.alloc(4)
  lengths.writeUInt16LE(entry.name.length, 0)
  return Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields(entry), lengths, entry.name])
}

function centralHeader(entry: Entry): Buffer {
  const rest = Buffer.alloc(18)
  rest.writeUInt16LE(entry.name.length, 0)
  rest.writeUInt32LE(entry.at, 14)
  const version = Buffer.from([20, 0])
  return Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), version, fields(entry), rest, entry.name])
}

/** The directory, which ends an archive. @param at bytes before it */
function directory(entries: readonly Entry[], at: number): Buffer {
  const headers = Buffer.concat(entries.map(centralHeader))
  const end = Buffer.alloc(headerBytes.end)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(headers.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([headers, end])
}

/** An archive in a file that grows; lengths are put in behind each entry. */
export class ZipFile {
  readonly #file: GrowingFile
  readonly #entries: Entry[] = []

  constructor(file: GrowingFile) {
    this.#file = file
  }

  /** Stored as it is: sounds and pictures are packed already. */
  async store(path: string, pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<void> {
    const at = this.#file.bytes
    const draft = { name: Buffer.from(path), method: 0, crc: 0, packed: 0, size: 0 }
    await this.#file.append(localHeader(draft))
    const begin = this.#file.bytes
    let crc = 0
    for await (const piece of pieces) {
      crc = crc32(piece, crc)
      await this.#file.append(piece)
      if (this.#file.bytes > largestZip)
        throw new AppError('too-large', 'The export is larger than a ZIP archive can be.', {
          reason: 'export-too-large',
        })
    }
    const size = this.#file.bytes - begin
    const entry = { ...draft, crc, packed: size, size, at }
    await this.#file.replace(localHeader(entry), at)
    this.#entries.push(entry)
  }

  async deflate(path: string, text: string): Promise<void> {
    const bytes = Buffer.from(text)
    const packed = deflateRawSync(bytes)
    const content = {
      name: Buffer.from(path),
      method: 8,
      crc: crc32(bytes),
      packed: packed.length,
      size: bytes.length,
    }
    const at = this.#file.bytes
    await this.#file.append(localHeader(content))
    await this.#file.append(packed)
    this.#entries.push({ ...content, at })
  }

  /** Writes the directory. */
  async end(): Promise<void> {
    await this.#file.append(directory(this.#entries, this.#file.bytes))
  }
}

/** A file to be stored, which can be read twice: for its checksum, and for its bytes. */
export interface StoredFile {
  readonly name: string
  readonly bytes: number
  readonly read: () => AsyncIterable<Uint8Array>
}

/** Bytes of an archive of so many stored files. */
export function zipBytes(files: readonly Pick<StoredFile, 'name' | 'bytes'>[]): number {
  const headers = headerBytes.local + headerBytes.central
  return files.reduce<number>(
    (sum, { name, bytes }) => sum + bytes + headers + 2 * Buffer.byteLength(name),
    headerBytes.end,
  )
}

/** An archive as it is read, kept nowhere. */
export async function* zipPieces(files: readonly StoredFile[]): AsyncGenerator<Uint8Array> {
  const entries: Entry[] = []
  let at = 0
  for (const { name, bytes, read } of files) {
    let crc = 0
    for await (const piece of read()) crc = crc32(piece, crc)
    const entry = { name: Buffer.from(name), method: 0, crc, packed: bytes, size: bytes, at }
    entries.push(entry)
    const header = localHeader(entry)
    yield header
    yield* read()
    at += header.length + bytes
  }
  yield directory(entries, at)
}
