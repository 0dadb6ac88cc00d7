/**
 * Fetches one file into `<name>.part`, going on where an earlier attempt or an earlier start of the program was.
 *
 * A part is only gone on with if the server says that the file is still the same (`If-Range` with its tag or date), or
 * if a checksum will tell afterwards. A server that ignores ranges, has another file by now, or says another length than
 * the publisher's list makes it begin anew. Trouble of the network is tried again with growing rests; each byte that
 * arrives makes the attempts count anew.
 */
import { type FileHandle, open, readFile, rm, stat, writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { AppError } from '../../rpc/failure.ts'
import { givenUp, isSignIn, Passing, signIn } from './answers.ts'
import { type Expected, hasChecksum } from './checksums.ts'
import type { Answer, Network } from './network.ts'

export interface Retries {
  /** Attempts without a byte of progress before it is given up. Default 6. */
  readonly attempts?: number
  /** Milliseconds before the second attempt; doubles, up to 30 s, give or take a quarter. Default 1,000. */
  readonly rest?: number
}

export interface Download {
  readonly url: string
  /** Where the part lies; beside it `<part>.json` says of what it is a part. */
  readonly part: string
  readonly expected: Expected
  /** Told how many bytes there are of it by now: may fall when it begins anew. */
  readonly onBytes: (bytes: number) => void
  /** Told how long it is, once the server has said so. */
  readonly onTotal?: (bytes: number) => void
}

const partNote = z.object({ url: z.string(), etag: z.string().optional(), modified: z.string().optional() })
type PartNote = z.infer<typeof partNote>

/** Bytes that have come and are not written yet, before the server is made to wait. */
const mostWaiting = 4 * 1024 * 1024

export const wrongFile = (name: string): AppError =>
  new AppError('damaged', `What the server sends as ${name} is not the file that was published.`, {
    reason: 'pack-changed',
    data: { name },
  })

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0

async function noteOf(path: string): Promise<PartNote | undefined> {
  try {
    return partNote.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined // none, or cut off: the part begins anew
  }
}

/** Waits, unless it is aborted. @throws the signal's reason */
export async function rest(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  await new Promise<void>((resolve, reject) => {
    const stop = () => (clearTimeout(timer), reject(signal.reason as Error))
    const timer = setTimeout(() => (signal.removeEventListener('abort', stop), resolve()), ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}

/** `Retry-After` in milliseconds, at most two minutes. */
function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  const ms = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - Date.now()
  return Number.isFinite(ms) ? Math.min(120_000, Math.max(0, ms)) : undefined
}

/** Where the body begins and how long the whole file is, as the answer says. */
function rangeOf({ status, headers }: Answer): { from: number; total: number | undefined } {
  if (status === 206) {
    const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers['content-range'] ?? '')
    if (!match) return { from: -1, total: undefined }
    return { from: Number(match[1]), total: match[2] === '*' ? undefined : Number(match[2]) }
  }
  const length = headers['content-length']
  return { from: 0, total: length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined }
}

/** What an answer without the file means. */
function refusal({ status, headers }: Answer, name: string): Error {
  if (status === 404 || status === 410)
    return new AppError('not-found', `The server no longer has ${name}.`, {
      reason: 'pack-gone',
      data: { name },
    })
  if (status === 401 || status === 403 || status === 407 || status === 451)
    return new AppError('denied', `The server does not give ${name} away (${status}).`, {
      reason: 'pack-refused',
      data: { name, status },
    })
  return new Passing(`status ${status}`, { status, after: retryAfter(headers['retry-after']) })
}

/**
 * Writes what comes, in order and with at most some megabytes waiting. All that came is on the disk when this settles,
 * also when the connection broke: going on begins there. Must be called as soon as there is an answer, or what comes and
 * breaks off at once is missed.
 */
async function pour(
  body: Readable,
  opening: Promise<FileHandle>,
  onChunk: (length: number) => void,
): Promise<void> {
  let waiting = 0
  let failure: unknown
  let broke: unknown
  let writing: Promise<unknown> = opening.catch((error: unknown) => fail(error))
  const fail = (error: unknown) => {
    failure ??= error
    body.destroy()
  }
  const write = async (chunk: Buffer) => {
    if (failure !== undefined) return
    onChunk(chunk.length)
    await (await opening).write(chunk)
    waiting -= chunk.length
    if (waiting <= mostWaiting) body.resume()
  }
  await new Promise<void>((resolve) => {
    body.on('data', (chunk: Buffer) => {
      waiting += chunk.length
      if (waiting > mostWaiting) body.pause()
      writing = writing.then(() => write(chunk)).catch(fail)
    })
    body.once('error', (error) => {
      broke = error
      resolve()
    })
    body.once('end', resolve)
    body.once('close', resolve)
  })
  await writing
  const file = await opening.catch(() => undefined)
  await file?.close()
  if (failure !== undefined) throw failure
  if (broke !== undefined) throw broke
}

/** One request and what it brings. @returns whether the file is whole */
async function attempt(network: Network, download: Download, signal: AbortSignal): Promise<boolean> {
  const { url, part, expected } = download
  const name = new URL(url).pathname.split('/').at(-1) ?? url
  const noted = await noteOf(`${part}.json`)
  const known = noted?.url === url ? noted : undefined
  let have = await sizeOf(part)
  const same = known?.etag ?? known?.modified
  if (have > 0 && (!known || (same === undefined && !hasChecksum(expected)))) have = 0
  if (expected.bytes !== undefined && have === expected.bytes) return true
  if (expected.bytes !== undefined && have > expected.bytes) have = 0
  const answer = await network.get(
    url,
    have > 0 ? { range: `bytes=${have}-`, ...(same === undefined ? {} : { 'if-range': same }) } : {},
    signal,
  )
  const { status, headers, body } = answer
  const drop = () => void body.on('error', () => undefined).destroy()
  if (status === 416) {
    drop()
    // Either all is here already, or what is here is of another file.
    const total = /^bytes \*\/(\d+)$/.exec(headers['content-range'] ?? '')?.[1]
    if (Number(total) === have && (expected.bytes ?? have) === have) return true
    await rm(part, { force: true })
    throw new Passing('the part does not fit')
  }
  if (isSignIn(answer)) {
    drop()
    throw signIn(name)
  }
  if (status !== 200 && status !== 206) {
    drop()
    throw refusal(answer, name)
  }
  const { from, total } = rangeOf(answer)
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') {
    drop()
    throw wrongFile(name)
  }
  // Another file under the old name.
  if (expected.bytes !== undefined && total !== undefined && total !== expected.bytes) {
    drop()
    throw wrongFile(name)
  }
  if (from !== 0 && from !== have) {
    drop()
    await rm(part, { force: true })
    throw new Passing('another range than was asked for')
  }
  const limit = total ?? expected.bytes
  if (limit !== undefined) download.onTotal?.(limit)
  const note: PartNote = {
    url,
    // A weak tag does not promise the same bytes.
    ...(headers['etag']?.startsWith('"') ? { etag: headers['etag'] } : {}),
    ...(headers['last-modified'] === undefined ? {} : { modified: headers['last-modified'] }),
  }
  const opening = writeFile(`${part}.json`, JSON.stringify(note)).then(() =>
    open(part, from === 0 ? 'w' : 'a'),
  )
  let at = from
  download.onBytes(at)
  await pour(body, opening, (length) => {
    at += length
    if (limit !== undefined && at > limit) throw wrongFile(name)
    download.onBytes(at)
  })
  if (limit !== undefined && at < limit) throw new Passing('cut off')
  return true
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

/** Of the disk, which no new attempt will change. */
export function diskFailure(error: unknown): AppError | undefined {
  const code = codeOf(error)
  if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(code))
    return new AppError('too-large', 'There is not enough space on the disk.', {
      cause: error,
      reason: 'disk-full',
    })
  if (['EACCES', 'EPERM', 'EROFS', 'EIO', 'EISDIR', 'ENOTDIR'].includes(code))
    return new AppError('denied', 'The folder of models cannot be written.', {
      cause: error,
      reason: 'pack-folder',
    })
  return undefined
}

/**
 * @returns when the part holds all of the file, as far as its length tells; its checksum is the caller's to look at
 * @throws {AppError} `unavailable` when the network (`pack-network`) or the server (`pack-server`) stays away or a network
 *   wants one to sign in first (`pack-sign-in`): the part is kept; `not-found`, `denied`,
 *   `damaged` (`pack-changed`) for what trying again will not change; `too-large` for a full disk
 */
export async function fetchFile(
  network: Network,
  download: Download,
  signal: AbortSignal,
  { attempts = 6, rest: first = 1_000 }: Retries = {},
): Promise<void> {
  let failed = 0
  let furthest = await sizeOf(download.part)
  for (;;) {
    let reached = 0
    const watched = {
      ...download,
      onBytes: (bytes: number) => ((reached = bytes), download.onBytes(bytes)),
    }
    try {
      signal.throwIfAborted()
      if (await attempt(network, watched, signal)) return
    } catch (error) {
      if (signal.aborted) throw error
      if (error instanceof AppError) throw error
      const disk = diskFailure(error)
      if (disk) throw disk
      // Only what goes beyond the last attempt counts: a server that breaks off at the same byte does not go on.
      if (reached > furthest) failed = 0
      furthest = Math.max(furthest, reached)
      if (++failed >= attempts) throw givenUp(error)
      const wait = Math.min(30_000, first * 2 ** (failed - 1)) * (0.75 + Math.random() / 2)
      await rest(error instanceof Passing && error.after !== undefined ? error.after : wait, signal)
    }
  }
}
