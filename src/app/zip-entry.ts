/**
 * Where an entry lies in a zip archive on the disk, without reading the archive.
 *
 * Only for archives that the importer has read: what it believed of them, this believes too.
 */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { AppError } from '../rpc/failure.ts'

export interface ZipEntry {
  /** First byte of what is stored. */
  readonly at: number
  readonly stored: number
  readonly size: number
  readonly deflated: boolean
}

const endBytes = 22
const longestComment = 65_535
const directoryBytes = 46
const localBytes = 30
const largestDirectory = 64 * 1024 * 1024
const methods = { stored: 0, deflated: 8 } as const

const damaged = (): AppError =>
  new AppError('damaged', 'The book’s archive cannot be read.', { reason: 'archive-damaged' })

/**
 * The entries of an archive, by name. Archives of 4 GB and more have none here.
 * @throws {AppError} `damaged`
 */
export function zipEntries(path: string): ReadonlyMap<string, ZipEntry> {
  const file = openSync(path, 'r')
  try {
    const read = (at: number, length: number): Buffer => {
      const bytes = Buffer.alloc(length)
      const got = readSync(file, bytes, 0, length, at)
      if (got < length) throw damaged()
      return bytes
    }
    const { size } = fstatSync(file)
    const tail = read(
      Math.max(0, size - endBytes - longestComment),
      Math.min(size, endBytes + longestComment),
    )
    const end = tail.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
    if (end < 0) throw damaged()
    const length = tail.readUInt32LE(end + 12)
    if (length > Math.min(size, largestDirectory)) throw damaged()
    const directory = read(tail.readUInt32LE(end + 16), length)
    const entries = new Map<string, ZipEntry>()
    for (
      let at = 0;
      at + directoryBytes <= directory.length && directory.readUInt32LE(at) === 0x02_01_4b_50;
    ) {
      const method = directory.readUInt16LE(at + 10)
      const nameLength = directory.readUInt16LE(at + 28)
      const name = directory.toString('utf8', at + directoryBytes, at + directoryBytes + nameLength)
      const local = directory.readUInt32LE(at + 42)
      const known = method === methods.stored || method === methods.deflated
      if (known && local + localBytes <= size) {
        const head = read(local, localBytes)
        entries.set(name, {
          at: local + localBytes + head.readUInt16LE(26) + head.readUInt16LE(28),
          stored: directory.readUInt32LE(at + 20),
          size: directory.readUInt32LE(at + 24),
          deflated: method === methods.deflated,
        })
      }
      at += directoryBytes + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
    }
    return entries
  } finally {
    closeSync(file)
  }
}
