/**
 * The answering side: checks every input against the contract, runs the handler, shapes every failure.
 *
 * Nothing that a peer sends can throw here: a frame that does not parse is dropped and reported, an unknown
 * method or a bad input is answered with `bad-input`, and an error that is not an `AppError` becomes a bare
 * `internal`, its details kept for the log on this side.
 */
import type { Contract, Frame, Handlers, Wire } from './contract.ts'
import { frameSchema } from './contract.ts'
import { AppError } from './failure.ts'

export interface ServeOptions {
  /** Told of every failure that was not an `AppError`, and of frames that were dropped. For the log. */
  readonly report?: (what: string, cause: unknown) => void
  /** Also parse what handlers return; for tests and development. */
  readonly checkOutputs?: boolean
}

interface Running {
  readonly abort: AbortController
  asked: number
  wake: (() => void) | undefined
}

/** Calls one peer may have in flight; more are refused as `busy`. */
const maximumRunning = 1_000

function failure(id: number, error: unknown): Frame {
  if (!(error instanceof AppError))
    return { type: 'fail', id, code: 'internal', message: 'Something went wrong inside Lectern.' }
  return {
    type: 'fail',
    id,
    code: error.code,
    message: error.message,
    ...(error.reason === undefined ? {} : { reason: error.reason }),
    data: error.data,
  }
}

/** Serves `contract` on `wire` until it closes; what is running then is aborted. */
export function serve<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  wire: Wire,
  options: ServeOptions = {},
): void {
  const running = new Map<number, Running>()
  let open = true
  const send = (frame: Frame) => {
    if (open) wire.send(frame)
  }

  async function answer(id: number, method: string, input: unknown, run: Running): Promise<void> {
    const entry = Object.hasOwn(contract, method) ? contract[method] : undefined
    if (!entry) throw new AppError('bad-input', `There is no method “${method}”.`)
    const parsed = entry.input.safeParse(input)
    if (!parsed.success) {
      const first = parsed.error.issues[0]
      throw new AppError(
        'bad-input',
        `The request is not valid at “${first?.path.join('.') ?? ''}”: ${first?.code ?? ''}.`,
      )
    }
    const context = { signal: run.abort.signal }
    const value = (result: unknown) => (options.checkOutputs ? entry.output.parse(result) : result)
    if (entry.kind === 'call') {
      const handler = handlers[method as keyof C] as (input: unknown, context: unknown) => unknown
      const result = await handler(parsed.data, context)
      if (!run.abort.signal.aborted) send({ type: 'value', id, value: value(result) })
      return
    }
    const handler = handlers[method as keyof C] as (
      input: unknown,
      context: unknown,
    ) => AsyncIterable<unknown>
    const iterator = handler(parsed.data, context)[Symbol.asyncIterator]()
    run.asked = entry.credit
    const leave = () => void Promise.resolve(iterator.return?.()).catch(() => undefined)
    run.abort.signal.addEventListener('abort', leave, { once: true })
    while (!run.abort.signal.aborted) {
      if (run.asked === 0) {
        await new Promise<void>((resolve) => {
          run.wake = resolve
        })
        continue
      }
      run.asked--
      const item = await iterator.next()
      if (run.abort.signal.aborted) return
      if (item.done) return send({ type: 'done', id })
      send({ type: 'value', id, value: value(item.value) })
    }
  }

  wire.receive((raw) => {
    const parsed = frameSchema.safeParse(raw)
    if (!parsed.success) return options.report?.('a malformed frame was dropped', parsed.error)
    const frame = parsed.data
    const current = running.get(frame.id)
    if (frame.type === 'pull' && current) {
      current.asked++
      current.wake?.()
    } else if (frame.type === 'cancel' && current) {
      current.abort.abort()
      current.wake?.()
    } else if (frame.type === 'call') {
      if (current) return options.report?.('a call reused a running id', frame.id)
      if (running.size >= maximumRunning)
        return send(failure(frame.id, new AppError('busy', 'Too many requests at once.')))
      const run: Running = { abort: new AbortController(), asked: 0, wake: undefined }
      running.set(frame.id, run)
      answer(frame.id, frame.method, frame.input, run)
        .catch((error: unknown) => {
          if (run.abort.signal.aborted) return
          if (!(error instanceof AppError)) options.report?.(frame.method, error)
          send(failure(frame.id, error))
        })
        .finally(() => running.delete(frame.id))
        .catch((error: unknown) => options.report?.(frame.method, error))
    }
  })
  wire.closed(() => {
    open = false
    for (const run of running.values()) {
      run.abort.abort()
      run.wake?.()
    }
  })
}
