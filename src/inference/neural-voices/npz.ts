/** Reads the arrays of float32 in NumPy's archives (.npz): a ZIP with one .npy each, stored or deflated. */
import { inflateRawSync } from 'node:zlib'
import { AppError } from '../../rpc/failure.ts'

export interface FloatArray {
  readonly data: Float32Array
  readonly shape: readonly number[]
}

const damaged = (): AppError =>
  new AppError('damaged', 'The file with the voices cannot be read.', { reason: 'voice-damaged' })

/** Larger than any collection of voices: Kokoro's 54 are 28 MB. */
const largest = 256 * 1024 * 1024

/** NumPy's format: numpy.lib.format, versions 1 to 3. */
function readArray(bytes: Buffer): FloatArray {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== '\x93NUMPY') throw damaged()
  const wide = (bytes[6] ?? 1) > 1
  const from = wide ? 12 : 10
  const length = wide ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8)
  const header = bytes.toString('latin1', from, from + length)
  const kind = /'descr'\s*:\s*'([^']+)'/.exec(header)?.[1]
  const shape = (/'shape'\s*:\s*\(([^)]*)\)/.exec(header)?.[1] ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number)
  const count = shape.reduce((product, size) => product * size, 1)
  const size = kind === '<f8' ? 8 : 4
  if ((kind !== '<f4' && kind !== '<f8') || header.includes("'fortran_order': True")) throw damaged()
  if (!Number.isSafeInteger(count) || count * size > bytes.length - from - length) throw damaged()
  // Copied, since it need not be aligned where it lies.
  const raw = Uint8Array.from(bytes.subarray(from + length, from + length + count * size)).buffer
  return { data: size === 8 ? Float32Array.from(new Float64Array(raw)) : new Float32Array(raw), shape }
}

interface Entry {
  readonly name: string
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly at: number
}

/** The central directory at the archive's end. */
function entriesOf(bytes: Buffer): Entry[] {
  const least = Math.max(0, bytes.length - 65_557)
  let end = bytes.length - 22
  while (end >= least && bytes.readUInt32LE(end) !== 0x06054b50) end--
  if (end < least) throw damaged()
  const entries: Entry[] = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) throw damaged()
    const nameLength = bytes.readUInt16LE(at + 28)
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + nameLength),
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return entries
}

/**
 * @returns names of the arrays, and each of them when it is asked for
 * @throws {AppError} `damaged` for what is no such archive
 */
export function readNpz(bytes: Buffer): {
  readonly names: readonly string[]
  readonly read: (name: string) => FloatArray
} {
  try {
    const entries = entriesOf(bytes).filter(({ name }) => name.endsWith('.npy'))
    return {
      names: entries.map(({ name }) => name.slice(0, -4)),
      read(name) {
        const entry = entries.find((each) => each.name === `${name}.npy`)
        if (!entry || entry.size > largest || bytes.readUInt32LE(entry.at) !== 0x04034b50) throw damaged()
        const from = entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28)
        const packed = bytes.subarray(from, from + entry.packed)
        if (entry.method === 0) return readArray(packed)
        if (entry.method !== 8) throw damaged()
        try {
          return readArray(inflateRawSync(packed, { maxOutputLength: largest }))
        } catch {
          throw damaged()
        }
      },
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw damaged() // an offset that lies outside
  }
}
