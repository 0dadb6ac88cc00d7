/**
 * The engine's end of the wire to whoever started it: a forked child's IPC channel, an Electron utility process's
 * `parentPort`, or a worker thread's. All three clone structurally, so frames go over them as they are.
 */
import { parentPort as workerPort } from 'node:worker_threads'
import type { Wire } from '../rpc/contract.ts'
import { portWire } from '../rpc/wires.ts'

/** What Electron puts on `process` in a utility process. Its messages come wrapped in an event. */
interface UtilityPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): void
}

/**
 * @param ended told once when the parent is gone; nothing can be answered any more.
 * @throws when this process has no parent to talk to.
 */
export function parentWire(ended: () => void): Wire {
  const utility = (process as { parentPort?: UtilityPort }).parentPort
  let closed: () => void = () => undefined
  const end = () => {
    closed()
    ended()
  }
  const onClose = (listener: () => void) => {
    closed = listener
  }
  if (utility)
    // Electron ends a utility process together with its parent, so there is no event for that.
    return portWire({
      post: (frame) => utility.postMessage(frame),
      onMessage: (listener) => utility.on('message', ({ data }) => listener(data)),
      onClose,
      close: end,
    })
  if (workerPort) {
    const port = workerPort
    port.on('close', end)
    return portWire({
      post: (frame) => port.postMessage(frame),
      onMessage: (listener) => port.on('message', listener),
      onClose,
      close: () => port.close(),
    })
  }
  if (process.send) {
    process.on('disconnect', end)
    return portWire({
      // The parent may vanish between two frames; `disconnect` follows, so the failed send itself is of no interest.
      post: (frame) => process.send?.(frame, undefined, undefined, () => undefined),
      onMessage: (listener) => process.on('message', listener),
      onClose,
      close: () => process.disconnect?.(),
    })
  }
  throw new Error('The engine must be started by Lectern: it has no parent to talk to.')
}
