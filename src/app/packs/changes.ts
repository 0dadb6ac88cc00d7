/** Who is told of packs that change: each watcher at its own pace, the latest of a pack once. */

/** What is looked at now and then, since another process may change it: a word for each pack. */
export interface Watched {
  readonly ids: readonly string[]
  readonly word: (id: string) => string
}

export class Changes {
  readonly #watched: Watched
  readonly #lookEvery: number
  readonly #listeners = new Set<(id: string) => void>()
  #closed = false

  /** @param lookEvery milliseconds between looks, while somebody watches */
  constructor(watched: Watched, lookEvery: number) {
    this.#watched = watched
    this.#lookEvery = lookEvery
  }

  tell(id: string): void {
    for (const listener of this.#listeners) listener(id)
  }

  /** Every id at once, then each that changes. Ends with the signal, or when all is closed. */
  async *watch(signal: AbortSignal): AsyncGenerator<string> {
    const { ids, word } = this.#watched
    const waiting = new Set(ids)
    const words = new Map<string, string>()
    let wake: (() => void) | undefined
    const listener = (id: string) => {
      if (id !== '') waiting.add(id)
      wake?.()
    }
    const stop = () => wake?.()
    const looking = setInterval(() => {
      for (const id of ids) {
        const now = word(id)
        if (words.has(id) && words.get(id) !== now) listener(id)
        words.set(id, now)
      }
    }, this.#lookEvery)
    looking.unref()
    this.#listeners.add(listener)
    signal.addEventListener('abort', stop)
    try {
      while (!signal.aborted && !this.#closed) {
        const [next] = waiting
        if (next === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          wake = undefined
          continue
        }
        waiting.delete(next)
        words.set(next, word(next))
        yield next
      }
    } finally {
      clearInterval(looking)
      this.#listeners.delete(listener)
      signal.removeEventListener('abort', stop)
    }
  }

  close(): void {
    this.#closed = true
    this.tell('')
  }
}
