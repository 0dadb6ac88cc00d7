/** Ends a stream whose reader stays connected but asks for nothing more, so that it does not hold up all others. */
import { AppError } from '../rpc/failure.ts'

/**
 * What `make` gives, as long as it is asked for.
 *
 * @param make given a signal that is aborted with `signal`, and when nobody asks any more; ends what it made then
 * @param patience milliseconds between an item and the request for the next
 * @param isLast true of the item after which nothing comes: with it all is let go, however late the reader is
 * @throws {AppError} `cancelled` for a reader who comes back later than that; what the stream throws
 */
export async function* whileAsked<Item>(
  make: (signal: AbortSignal) => AsyncGenerator<Item, void, undefined>,
  signal: AbortSignal,
  patience: number,
  isLast: (item: Item) => boolean = () => false,
): AsyncGenerator<Item, void, undefined> {
  const left = new AbortController()
  const items = make(AbortSignal.any([signal, left.signal]))
  const leave = () => {
    left.abort()
    void items.return().catch(() => undefined) // whoever left is told nothing
  }
  try {
    for (let next = await items.next(); !next.done; next = await items.next()) {
      if (isLast(next.value)) {
        await items.return()
        yield next.value
        return
      }
      const timer = setTimeout(leave, patience)
      timer.unref()
      try {
        yield next.value
      } finally {
        clearTimeout(timer)
      }
      if (left.signal.aborted)
        throw new AppError('cancelled', 'The answer was interrupted, since nobody read on.')
    }
  } finally {
    await items.return()
  }
}
