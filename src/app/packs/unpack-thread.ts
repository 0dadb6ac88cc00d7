/** Unpacking in a thread of its own, ended at once when it is no longer wanted. */
import { Worker } from 'node:worker_threads'
import { threadEntry } from '../../inference/thread.ts'
import { AppError, type ErrorCode, type ErrorData } from '../../rpc/failure.ts'
import type { ArchiveEntry, Member } from './unpack.ts'

export type UnpackWork =
  | { readonly type: 'entries'; readonly path: string; readonly name: string }
  | {
      readonly type: 'unpack'
      readonly path: string
      readonly name: string
      readonly members: readonly Member[]
      readonly folder: string
    }

export type UnpackAnswer =
  | { readonly entries: readonly ArchiveEntry[] }
  | {
      readonly failure: {
        readonly code: ErrorCode
        readonly message: string
        readonly reason: string | undefined
        readonly data: ErrorData
      }
    }
  /** Of the disk, with Node's code for it. */
  | { readonly fault: { readonly message: string; readonly code: string } }

/** Of the thread's heap, in MiB: a block of bzip2 takes some 20. */
const heap = 256

function failureOf(answer: UnpackAnswer): Error | undefined {
  if ('failure' in answer) {
    const { code, message, reason, data } = answer.failure
    return new AppError(code, message, { data, ...(reason === undefined ? {} : { reason }) })
  }
  return 'fault' in answer
    ? Object.assign(new Error(answer.fault.message), { code: answer.fault.code })
    : undefined
}

async function inThread(work: UnpackWork, signal: AbortSignal): Promise<readonly ArchiveEntry[]> {
  signal.throwIfAborted()
  const worker = new Worker(threadEntry('unpack-worker.ts', 'unpack.js', import.meta.url), {
    workerData: work,
    // A debugger's port or a test runner's loader is not for the thread.
    execArgv: ['--disable-warning=ExperimentalWarning'],
    resourceLimits: { maxOldGenerationSizeMb: heap },
  })
  const stop = () => void worker.terminate()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const answer = await new Promise<UnpackAnswer | undefined>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', () => resolve(undefined))
    })
    signal.throwIfAborted()
    const failure = answer === undefined ? new Error('the thread ended') : failureOf(answer)
    if (failure) throw failure
    return answer && 'entries' in answer ? answer.entries : []
  } catch (error) {
    if (
      signal.aborted ||
      error instanceof AppError ||
      (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))
    )
      throw error
    // It ran out of memory, or fell over something that its reader does not know.
    throw new AppError('damaged', `The archive ${work.name} is broken, or does not hold what it should.`, {
      cause: error,
      reason: 'pack-archive',
      data: { name: work.name },
    })
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}

/** As `unpack` does. @throws {AppError} as it does; faults of the disk with their code */
export async function unpackInThread(
  path: string,
  name: string,
  members: readonly Member[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  await inThread({ type: 'unpack', path, name, members, folder }, signal)
}

/** As `entriesOf` does. */
export function entriesInThread(
  path: string,
  name: string,
  signal: AbortSignal,
): Promise<readonly ArchiveEntry[]> {
  return inThread({ type: 'entries', path, name }, signal)
}
