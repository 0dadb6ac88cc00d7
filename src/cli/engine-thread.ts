/**
 * The engine as a thread of the command line's own process.
 *
 * A window needs the engine in a process of its own, so that a crash of the voices never takes the reading down. A
 * command that writes a book into a file has nothing to keep alive, and a tenth of its time would go into the pipe: sound
 * crosses to a thread by a copy in memory (docs/BENCHMARKS.md).
 */
import { Worker } from 'node:worker_threads'
import { engineEnvironment, type EngineUse } from '../app/supervisor.ts'
import type { PortLike } from '../rpc/wires.ts'

/** For `startEngine`. @param entry path of `inference/host.ts` */
export function engineThread(
  entry: string,
  _report: unknown,
  use: EngineUse,
  environment: Readonly<Record<string, string>>,
): PortLike {
  const worker = new Worker(entry, {
    stdout: true,
    stderr: true,
    env: { ...process.env, ...engineEnvironment(use), ...environment },
  })
  worker.on('error', () => undefined) // told by `exit`, after which the engine is started again
  return {
    post: (frame) => worker.postMessage(frame),
    onMessage: (listener) => worker.on('message', listener),
    onClose: (listener) => worker.on('exit', listener),
    close: () => void worker.terminate(),
  }
}
