/** Numbered things that a caller across the wire opens, uses in order and closes. */
import { AppError } from '../rpc/failure.ts'

export interface Streams<T> {
  open(value: T): number
  /**
   * Runs `work` after whatever was asked of this stream before.
   *
   * @throws {AppError} `not-found` for one that is not open (any more)
   */
  use<R>(stream: number, work: (value: T) => Promise<R> | R): Promise<R>
  /** As `use`, and the stream is gone at once for calls that come later. */
  close<R>(stream: number, work: (value: T) => Promise<R> | R): Promise<R>
}

const gone = (): AppError =>
  new AppError('not-found', 'What was being listened to is gone.', { reason: 'stream-gone' })

export function createStreams<T>(): Streams<T> {
  const streams = new Map<number, { readonly value: T; last: Promise<unknown> }>()
  let next = 1

  function inOrder<R>(stream: number, work: (value: T) => Promise<R> | R): Promise<R> {
    const found = streams.get(stream)
    if (!found) return Promise.reject(gone())
    const result = found.last.then(() => work(found.value))
    found.last = result.catch(() => undefined) // told to whoever asked; the next call has its own chance
    return result
  }

  return {
    open(value) {
      const stream = next++
      streams.set(stream, { value, last: Promise.resolve() })
      return stream
    },
    use: inOrder,
    close(stream, work) {
      const result = inOrder(stream, work)
      streams.delete(stream)
      return result
    },
  }
}
