/**
 * Entry of the thread that reads one file and ends.
 *
 * It can be killed at any moment, so it keeps nothing and writes nothing. It says what it found event by event, and
 * waits when the other side does not take them, so that memory stays bounded. No parser may reach the network: whatever
 * could open a connection throws here, whichever library tries.
 */
import dns from 'node:dns'
import { Socket as DatagramSocket } from 'node:dgram'
import { readFile } from 'node:fs/promises'
import { createRequire, enableCompileCache, flushCompileCache } from 'node:module'
import { Socket } from 'node:net'
import { dirname, join } from 'node:path'
import { parentPort, workerData, type Transferable } from 'node:worker_threads'
import type { ImportEvent, ImportOptions, Source } from '../contract/import.ts'
import { AppError, type ErrorCode, type ErrorData } from '../rpc/failure.ts'

/** What the thread is started with. */
export interface ImportJob {
  readonly source: Source
  readonly options: Omit<ImportOptions, 'signal'>
  /** Events that may be on their way unanswered. */
  readonly credit: number
  /** Folder for compiled code, as `getCompileCacheDir` names it: half the time to the first sentence is compiling. */
  readonly compiled?: string | undefined
}
export type ImportMessage =
  | { readonly type: 'event'; readonly event: ImportEvent }
  | { readonly type: 'done' }
  | {
      readonly type: 'fail'
      readonly code: ErrorCode
      readonly message: string
      readonly reason?: string | undefined
      readonly data?: ErrorData
      /** For the log: what an unexpected error said. */
      readonly detail?: string
    }

/** From now on whatever could open a connection throws in this thread. */
export function forbidNetwork(): void {
  // A function, not an arrow: some of these are called with `new`.
  const refuse = function (): never {
    throw new AppError('denied', 'A document may not reach the network.', { reason: 'import-network' })
  }
  for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'])
    Object.defineProperty(globalThis, name, { value: refuse, writable: false, configurable: false })
  Socket.prototype.connect = refuse
  DatagramSocket.prototype.send = refuse
  DatagramSocket.prototype.connect = refuse
  Object.assign(dns, { lookup: refuse, resolve: refuse })
}

function failure(error: unknown): ImportMessage {
  if (error instanceof AppError) {
    const { code, message, reason, data } = error
    return { type: 'fail', code, message, reason, data }
  }
  const detail =
    error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error)
  const tooLarge =
    error instanceof RangeError && /array|buffer|string length|map maximum/i.test(error.message)
  return tooLarge
    ? {
        type: 'fail',
        code: 'too-large',
        message: 'The file needs more memory than it may have.',
        reason: 'import-memory',
        detail,
      }
    : {
        type: 'fail',
        code: 'damaged',
        message: 'The file is damaged and cannot be read.',
        reason: 'import-crashed',
        detail,
      }
}

/** Pictures are handed over, not copied, where the event owns the whole buffer. */
function transferable(event: ImportEvent): Transferable[] {
  if (event.type !== 'asset') return []
  const { buffer, byteLength } = event.bytes
  return buffer instanceof ArrayBuffer && byteLength === buffer.byteLength && byteLength > 65_536
    ? [buffer]
    : []
}

async function run(job: ImportJob, port: NonNullable<typeof parentPort>): Promise<void> {
  let credit = job.credit
  let wake: (() => void) | undefined
  port.on('message', () => {
    credit++
    wake?.()
  })
  const post = (message: ImportMessage, transfer: Transferable[] = []) => port.postMessage(message, transfer)
  try {
    // Loaded here, not above: what is loaded before the cache is on is compiled every time.
    if (job.compiled !== undefined) enableCompileCache(dirname(job.compiled))
    const [{ importDocument }, { setPdfData }] = await Promise.all([
      import('./index.ts'),
      import('./pdf-library.ts'),
    ])
    setPdfData(readPdfData)
    for await (const event of importDocument(job.source, job.options)) {
      while (credit <= 0) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      credit--
      post({ type: 'event', event }, transferable(event))
    }
    post({ type: 'done' })
  } catch (error) {
    post(failure(error))
  }
  if (job.compiled !== undefined) flushCompileCache()
  port.close()
}

/** Character maps and font metrics lie in the installed package; in Electron pdf.js does not find them by itself. */
async function readPdfData(name: string): Promise<Uint8Array> {
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'))
  return new Uint8Array(await readFile(join(folder, name)))
}

const job = workerData as ImportJob | null
if (parentPort && job) {
  forbidNetwork()
  await run(job, parentPort)
}
