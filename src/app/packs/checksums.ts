/** Whether a file is the one that it should be: read once in pieces, never held as a whole. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { crc32c } from './crc32c.ts'

/** What is known of a file. One that has no checksum has only its size to be told by. */
export interface Expected {
  readonly bytes?: number | undefined
  readonly sha256?: string | undefined
  /** Eight hexadecimal digits. */
  readonly crc32c?: string | undefined
  /** Git's name for the file's contents, which Hugging Face gives for small files: sha1 of `blob <bytes>\0` and them. */
  readonly gitSha1?: string | undefined
}

export interface Sums {
  readonly bytes: number
  readonly sha256: string
  readonly crc32c?: string | undefined
  readonly gitSha1?: string | undefined
}

export const hasChecksum = ({ sha256, crc32c: crc, gitSha1 }: Expected): boolean =>
  [sha256, crc, gitSha1].some((sum) => sum !== undefined)

/** Bytes read at a time. */
const piece = 1024 * 1024

/** @param onBytes told how many more have been read */
export async function sumsOf(
  path: string,
  expected: Expected,
  signal: AbortSignal,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<Sums> {
  const { size } = await stat(path)
  const sha256 = createHash('sha256')
  const git = expected.gitSha1 === undefined ? undefined : createHash('sha1').update(`blob ${size}\0`)
  let crc = 0
  for await (const chunk of createReadStream(path, { highWaterMark: piece, signal })) {
    const bytes = chunk as Buffer
    sha256.update(bytes)
    git?.update(bytes)
    if (expected.crc32c !== undefined) crc = crc32c(bytes, crc)
    onBytes(bytes.length)
  }
  return {
    bytes: size,
    sha256: sha256.digest('hex'),
    ...(expected.crc32c === undefined ? {} : { crc32c: crc.toString(16).padStart(8, '0') }),
    ...(git === undefined ? {} : { gitSha1: git.digest('hex') }),
  }
}

/** True where nothing that is known speaks against it. */
export function matches(sums: Sums, expected: Expected): boolean {
  return (['bytes', 'sha256', 'crc32c', 'gitSha1'] as const).every(
    (kind) => expected[kind] === undefined || expected[kind] === sums[kind],
  )
}
