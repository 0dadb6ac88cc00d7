/**
 * The calling side: turns method calls into frames and frames into answers.
 *
 * Streams are pulled: the server starts an item only when it has been asked for, so a listener who stops
 * asking stops the work. See docs/adr/0002-own-rpc.md for the measurements behind that.
 */
import type { CallName, Client, Contract, Frame, InputOf, OutputOf, StreamName, Wire } from './contract.ts'
import { frameSchema } from './contract.ts'
import { AppError, type ErrorCode, errorCodes } from './failure.ts'

/** What waits for the frames of one id. */
interface Waiter {
  value(value: unknown): void
  done(): void
  fail(error: AppError): void
}

const cancelled = () => new AppError('cancelled', 'The request was cancelled.')
const closed = () => new AppError('closed', 'The connection was closed.')

function toError(frame: Extract<Frame, { type: 'fail' }>): AppError {
  const code = (errorCodes as readonly string[]).includes(frame.code) ? (frame.code as ErrorCode) : 'internal'
  return new AppError(code, frame.message, {
    ...(frame.reason === undefined ? {} : { reason: frame.reason }),
    ...(frame.data === undefined ? {} : { data: frame.data }),
  })
}

export function connect<C extends Contract>(contract: C, wire: Wire): Client<C> {
  const waiting = new Map<number, Waiter>()
  let next = 0
  let open = true

  const end = () => {
    open = false
    for (const waiter of waiting.values()) waiter.fail(closed())
    waiting.clear()
  }
  wire.closed(end)
  wire.receive((raw) => {
    const parsed = frameSchema.safeParse(raw)
    if (!parsed.success) return // a frame we cannot read belongs to nobody
    const frame = parsed.data
    const waiter = waiting.get(frame.id)
    if (frame.type === 'value') waiter?.value(frame.value)
    else if (frame.type === 'done') waiter?.done()
    else if (frame.type === 'fail') waiter?.fail(toError(frame))
  })

  function start(
    method: string,
    input: unknown,
    waiter: Waiter,
    signal?: AbortSignal,
  ): { stop(): void; id: number } {
    const id = next++
    const abort = () => {
      if (!waiting.has(id)) return
      if (open) wire.send({ type: 'cancel', id })
      waiter.fail(cancelled())
    }
    const stop = () => {
      waiting.delete(id)
      signal?.removeEventListener('abort', abort)
    }
    waiting.set(id, waiter)
    signal?.addEventListener('abort', abort, { once: true })
    wire.send({ type: 'call', id, method, input })
    return { stop, id }
  }

  return {
    call<N extends CallName<C>>(name: N, input: InputOf<C, N>, signal?: AbortSignal) {
      return new Promise<OutputOf<C, N>>((resolve, reject) => {
        if (!open) return reject(closed())
        if (signal?.aborted) return reject(cancelled())
        const started = start(
          name,
          input,
          {
            value: (value) => (started.stop(), resolve(value as OutputOf<C, N>)),
            done: () => (started.stop(), reject(new AppError('internal', 'An answer was missing.'))),
            fail: (error) => (started.stop(), reject(error)),
          },
          signal,
        )
      })
    },

    stream<N extends StreamName<C>>(name: N, input: InputOf<C, N>, signal?: AbortSignal) {
      type Item = OutputOf<C, N>
      const ready: Item[] = []
      let error: AppError | undefined
      let finished = false
      let wake: (() => void) | undefined
      let started: { stop(): void; id: number } | undefined
      const settle = (then: () => void) => {
        then()
        wake?.()
      }
      const finish = (reason?: AppError) =>
        settle(() => {
          finished = true
          error ??= reason
          started?.stop()
        })
      const waiter: Waiter = {
        value: (value) => settle(() => ready.push(value as Item)),
        done: () => finish(),
        fail: (reason) => finish(reason),
      }
      const iterator: AsyncIterableIterator<Item> = {
        [Symbol.asyncIterator]: () => iterator,
        async next() {
          if (!started && !finished) {
            if (!open) throw closed()
            if (signal?.aborted) throw cancelled()
            started = start(name, input, waiter, signal)
          } else if (started && !finished && open) wire.send({ type: 'pull', id: started.id })
          while (ready.length === 0 && !finished)
            await new Promise<void>((resolve) => {
              wake = resolve
            })
          if (ready.length > 0) return { done: false, value: ready.shift() as Item }
          if (error) {
            const reason = error
            error = undefined
            throw reason
          }
          return { done: true, value: undefined }
        },
        async return() {
          if (started && !finished && open) wire.send({ type: 'cancel', id: started.id })
          ready.length = 0
          finish()
          return { done: true, value: undefined }
        },
      }
      return iterator
    },

    close() {
      wire.close()
      end()
    },
  }
}
