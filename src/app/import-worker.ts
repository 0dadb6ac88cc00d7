/**
 * Reads a file in a thread of its own that can be stopped at any moment.
 *
 * A parser that loops, a file that unpacks without end and a crash must not take the app with them: the thread has a
 * ceiling of memory, a limit on silence and one on the whole, and is terminated when the reader loses patience. It
 * sends no more than `credit` events ahead of the caller.
 */
import { getCompileCacheDir } from 'node:module'
import { Worker } from 'node:worker_threads'
import type { ImportEvent, ImportOptions, Source } from '../contract/import.ts'
import type { ImportJob, ImportMessage } from '../importers/worker.ts'
import { AppError } from '../rpc/failure.ts'

export interface ImportLimits {
  /** Memory that the thread may hold, heap and buffers together, in MiB. Default 1,024. */
  readonly memoryMb?: number
  /** Longest wait for the next event, in milliseconds. Default 60,000. */
  readonly silenceMs?: number
  /** Longest time that the caller may be kept waiting in all, in milliseconds. Default 900,000. */
  readonly totalMs?: number
}

export interface ImportRequest {
  readonly source: Source
  /** Its `signal` is not used; see `signal` here. */
  readonly options?: ImportOptions
  readonly signal?: AbortSignal
  readonly limits?: ImportLimits
  /** The thread's entry: `importers/worker.ts` from source, the bundled file otherwise. */
  readonly entry?: URL
  /** Give the bytes away instead of copying them: `source.bytes` is empty afterwards. Default false. */
  readonly giveBytes?: boolean
  /** Told what an unexpected error said. For the log. */
  readonly report?: (what: string, cause: unknown) => void
}

const defaultEntry = () => new URL('../importers/worker.ts', import.meta.url)
/** Events ahead of the caller. Each is some dozens of blocks, or a picture. */
const credit = 8
/** How often the thread's memory is looked at, in milliseconds. Buffers lie outside the heap that V8 limits. */
const memoryCheckMs = 250
const mebibyte = 1024 * 1024

function tooLarge(memoryMb: number): AppError {
  return new AppError('too-large', 'Reading this file needs more memory than it may have.', {
    reason: 'import-memory',
    data: { megabytes: memoryMb },
  })
}

function asFailure(error: unknown, memoryMb: number): AppError {
  if (error instanceof AppError) return error
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return tooLarge(memoryMb)
  return new AppError('damaged', 'The file is damaged and cannot be read.', {
    reason: 'import-crashed',
    cause: error,
  })
}

/**
 * Imports a document. Ends when it is read; stopping to iterate or aborting `signal` kills the thread at once.
 *
 * @throws {AppError} what the importer says; `cancelled`; `too-large` (memory, reason `import-memory`); `damaged` (silence
 *   `import-stalled`, time `import-time`, crash `import-crashed`)
 */
export async function* runImport(request: ImportRequest): AsyncGenerator<ImportEvent> {
  const { source, signal, limits = {}, report } = request
  const { memoryMb = 1_024, silenceMs = 60_000, totalMs = 900_000 } = limits
  const cancelled = () => new AppError('cancelled', 'The import was cancelled.')
  if (signal?.aborted) throw cancelled()

  // Not `slice`: a Node Buffer answers that with a view on memory that may not be transferred.
  const bytes = request.giveBytes ? whole(source.bytes) : new Uint8Array(source.bytes)
  // A signal cannot be sent to a thread: the thread is killed instead.
  const { signal: _, ...options } = request.options ?? {}
  const job: ImportJob = {
    source: { ...source, bytes },
    options,
    credit,
    compiled: getCompileCacheDir(),
  }
  const worker = new Worker(request.entry ?? defaultEntry(), {
    workerData: job,
    transferList: [bytes.buffer],
    // A small young generation: 30 MB less at the peak of a 1,000-page import, for a tenth more of processor time.
    resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 16 },
    // Nothing of ours may reach a parser: no environment, no flags, no input. Its output is ours to log.
    env: {},
    stdin: false,
    stdout: true,
    stderr: true,
    name: 'import',
  })
  const events: ImportEvent[] = []
  let end: AppError | 'done' | undefined
  let wake: (() => void) | undefined
  const finish = (how: AppError | 'done') => {
    end ??= how
    wake?.()
  }
  worker.on('message', (message: ImportMessage) => {
    if (message.type === 'event') {
      events.push(message.event)
      wake?.()
    } else if (message.type === 'done') finish('done')
    else {
      if (message.detail !== undefined) report?.('an importer failed', message.detail)
      const { code, message: text, reason, data = {} } = message
      finish(new AppError(code, text, { data, ...(reason === undefined ? {} : { reason }) }))
    }
  })
  worker.on('error', (error) => {
    report?.('the import thread failed', error)
    finish(asFailure(error, memoryMb))
  })
  worker.on('messageerror', (error) => finish(asFailure(error, memoryMb)))
  worker.on('exit', () => finish(asFailure(new Error('the import thread ended early'), memoryMb)))
  worker.stderr.on('data', (data: Buffer) =>
    report?.('an importer wrote to standard error', data.toString('utf8')),
  )
  worker.stdout.resume()
  const abort = () => finish(cancelled())
  signal?.addEventListener('abort', abort, { once: true })
  const memory = setInterval(() => {
    void worker.getHeapStatistics().then(
      ({ used_heap_size: heap, external_memory: external }) => {
        if (heap + external > memoryMb * mebibyte) finish(tooLarge(memoryMb))
      },
      () => undefined, // it has ended meanwhile
    )
  }, memoryCheckMs)
  memory.unref()

  let waited = 0
  try {
    for (;;) {
      // An abort is heard even while events wait; what was read before a failure is still handed out.
      if (signal?.aborted) throw cancelled()
      const event = events.shift()
      if (event) {
        worker.postMessage('more')
        yield event
        continue
      }
      if (end === 'done') return
      if (end) throw end
      const from = performance.now()
      // Which limit this wait runs into: a timer may fire a little early, so the clock cannot be asked afterwards.
      const last = totalMs - waited <= silenceMs
      const patience = Math.max(0, last ? totalMs - waited : silenceMs)
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, patience)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      wake = undefined
      waited += performance.now() - from
      if (events.length > 0 || end) continue
      throw last
        ? new AppError('damaged', 'Reading this file takes too long.', { reason: 'import-time' })
        : new AppError('damaged', 'The file cannot be read: it keeps its importer busy without end.', {
            reason: 'import-stalled',
          })
    }
  } finally {
    clearInterval(memory)
    signal?.removeEventListener('abort', abort)
    void worker.terminate()
  }
}

/** A view of a buffer of its own: what is given away must not be part of something else. */
function whole(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength
    ? new Uint8Array(buffer)
    : new Uint8Array(bytes)
}
