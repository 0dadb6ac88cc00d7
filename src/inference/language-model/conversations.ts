/** Caches of conversations, so that a turn does not read again what the turns before have read. Few, and forgotten. */
import type { Cache } from './network.ts'

export interface Conversations {
  /** Takes a conversation's cache out; it is put back after use. */
  take(model: string, name: string): Cache | undefined
  put(model: string, name: string, cache: Cache, bytes: number): void
  forget(name: string): void
  /** All of a model that is no longer in memory. */
  forgetModel(model: string): void
  readonly bytes: number
  readonly count: number
}

/** @param mostBytes of all together; the one used last stays even if it alone is more */
export function createConversations(mostBytes: number, most = 8): Conversations {
  interface Held {
    readonly model: string
    readonly name: string
    readonly cache: Cache
    readonly bytes: number
  }
  let held: Held[] = []
  const sum = (): number => held.reduce((bytes, each) => bytes + each.bytes, 0)
  return {
    take(model, name) {
      const found = held.find((each) => each.model === model && each.name === name)
      held = held.filter((each) => each !== found)
      return found?.cache
    },
    put(model, name, cache, bytes) {
      held = held.filter((each) => each.model !== model || each.name !== name)
      held.push({ model, name, cache, bytes })
      while (held.length > 1 && (held.length > most || sum() > mostBytes)) held.shift()
    },
    forget(name) {
      held = held.filter((each) => each.name !== name)
    },
    forgetModel(model) {
      held = held.filter((each) => each.model !== model)
    },
    get bytes() {
      return sum()
    },
    get count() {
      return held.length
    },
  }
}
