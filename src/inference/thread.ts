/**
 * Calls into a thread of our own and their answers: what blocks (compiled recognisers, the system's libraries) runs there,
 * so that the process that hears goes on hearing.
 *
 * A thread that dies fails what was in flight as `unavailable`; the next call starts it anew. Whatever it held is gone
 * then, which `onStart` is for.
 */
import { type MessagePort, Worker } from 'node:worker_threads'
import { AppError } from '../rpc/failure.ts'

/** Methods of a thread take one object and answer with a promise; both are cloned. */
type Methods<T> = { [Name in keyof T]: (request: never) => Promise<unknown> }
type Request<T, Name extends keyof T> = T[Name] extends (request: infer R) => Promise<unknown> ? R : never
type Answer<T, Name extends keyof T> = T[Name] extends (request: never) => Promise<infer A> ? A : never

interface Call {
  readonly id: number
  readonly name: string
  readonly request: unknown
}
interface Reply {
  readonly id: number
  readonly answer?: unknown
  readonly error?: string
}

/** In the thread: answers calls one after the other, in their order. */
export function answer<T extends Methods<T>>(port: MessagePort, methods: T): void {
  let before: Promise<unknown> = Promise.resolve()
  port.on('message', ({ id, name, request }: Call) => {
    before = before.then(async () => {
      try {
        const method = methods[name as keyof T] as unknown as (request: unknown) => Promise<unknown>
        port.postMessage({ id, answer: await method(request) } satisfies Reply)
      } catch (error) {
        port.postMessage({
          id,
          error: error instanceof Error ? error.message : String(error),
        } satisfies Reply)
      }
    })
  })
}

export interface Thread<T> {
  /** @throws {AppError} `unavailable` when the thread dies meanwhile, `internal` with what it threw */
  call<Name extends keyof T & string>(name: Name, request: Request<T, Name>): Promise<Answer<T, Name>>
  close(): Promise<void>
}

export interface ThreadOptions {
  /** Memory of its heap in MiB, beyond which it ends. Default: Node's own. */
  readonly heap?: number
  /** What the thread finds as `workerData`. */
  readonly data?: unknown
  /** Called with each start after the first, before the call that caused it. */
  readonly onRestart?: () => void
}

/**
 * Where the code of a thread lies.
 *
 * @param source its file beside `here`, from source @param built name of its bundle beside the process's own
 * @param here `import.meta.url` of the caller
 */
export function threadEntry(source: string, built: string, here: string): URL {
  return new URL(here.endsWith('.ts') ? source : /\/chunks\/[^/]*$/.test(here) ? `../${built}` : built, here)
}

export function startThread<T extends Methods<T>>(entry: URL, options: ThreadOptions = {}): Thread<T> {
  const { heap, data, onRestart } = options
  let worker: Worker | undefined
  let started = false
  let closed = false
  let next = 1
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()

  function start(): Worker {
    const own = new Worker(entry, {
      // A debugger's port or a test runner's loader is not for the thread.
      workerData: data,
      execArgv: ['--disable-warning=ExperimentalWarning'],
      ...(heap === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heap } }),
    })
    own.unref()
    own.on('message', ({ id, answer: result, error }: Reply) => {
      const call = waiting.get(id)
      waiting.delete(id)
      if (waiting.size === 0) own.unref()
      if (error === undefined) call?.resolve(result)
      else call?.reject(new AppError('internal', error))
    })
    const gone = (cause?: unknown): void => {
      if (worker !== own) return
      worker = undefined
      for (const call of waiting.values())
        call.reject(
          new AppError('unavailable', 'The recogniser stopped working and is being restarted.', {
            reason: 'recogniser-crashed',
            cause,
          }),
        )
      waiting.clear()
    }
    own.on('error', gone)
    own.on('exit', () => gone())
    return own
  }

  return {
    call(name, request) {
      if (closed)
        return Promise.reject(
          new AppError('unavailable', 'The recogniser has been shut down.', { reason: 'recogniser-closed' }),
        )
      if (!worker) {
        worker = start()
        if (started) onRestart?.()
        started = true
      }
      const call = Promise.withResolvers<unknown>()
      const id = next++
      waiting.set(id, call)
      worker.ref()
      worker.postMessage({ id, name, request } satisfies Call)
      return call.promise as never
    },
    async close() {
      closed = true
      const own = worker
      worker = undefined
      for (const call of waiting.values())
        call.reject(new AppError('closed', 'The recogniser was closed during the call.'))
      waiting.clear()
      own?.ref() // or a process with nothing else to do would end before the thread has
      await own?.terminate()
    },
  }
}
