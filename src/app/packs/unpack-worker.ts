/** The thread that unpacks: bzip2 in JavaScript holds its thread for tenths of a second at a time, which the core cannot spare. */
import { parentPort, workerData } from 'node:worker_threads'
import { AppError } from '../../rpc/failure.ts'
import { entriesOf, unpack } from './unpack.ts'
import type { UnpackAnswer, UnpackWork } from './unpack-thread.ts'

const work = workerData as UnpackWork // from unpack-thread.ts, which is its only caller
const never = new AbortController().signal // the thread is ended instead

function post(answer: UnpackAnswer): void {
  parentPort?.postMessage(answer)
}

try {
  if (work.type === 'entries') post({ entries: await entriesOf(work.path, work.name, never) })
  else {
    await unpack(work.path, work.name, work.members, work.folder, never)
    post({ entries: [] })
  }
} catch (error) {
  const { message } = error instanceof Error ? error : new Error(String(error))
  if (error instanceof AppError)
    post({ failure: { code: error.code, message, reason: error.reason, data: error.data } })
  else {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    post({ fault: { message, code } })
  }
}
