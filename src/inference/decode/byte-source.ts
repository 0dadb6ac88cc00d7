/** Bytes of a sound, from a file or from memory, read where they are needed. */
import { closeSync, openSync, readSync } from 'node:fs'
import { AppError } from '../../rpc/failure.ts'

export interface ByteSource {
  readonly size: number
  /** Up to `length` bytes from `at` on; fewer at the end. May be a view that the next call overwrites. */
  read(at: number, length: number): Uint8Array
  close(): void
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return { size: bytes.length, read: (at, length) => bytes.subarray(at, at + length), close: () => undefined }
}

/** Bytes that are read ahead, since sounds are read in order. */
const windowBytes = 262_144

/**
 * A stretch of a file.
 * @throws {AppError} `not-found` when it cannot be opened
 */
export function fileSource(path: string, at: number, size: number): ByteSource {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (cause) {
    throw new AppError('not-found', 'The file of the sound is missing.', { cause })
  }
  let held: Uint8Array = new Uint8Array(0)
  let heldAt = 0
  return {
    size,
    read(from, length) {
      const wanted = Math.max(0, Math.min(length, size - from))
      if (from < heldAt || from + wanted > heldAt + held.length) {
        const bytes = new Uint8Array(Math.max(wanted, Math.min(windowBytes, size - from)))
        let got = 0
        while (got < bytes.length) {
          const count = readSync(file, bytes, got, bytes.length - got, at + from + got)
          if (count === 0) break
          got += count
        }
        held = bytes.subarray(0, got)
        heldAt = from
      }
      return held.subarray(from - heldAt, from - heldAt + wanted)
    },
    close: () => closeSync(file),
  }
}
