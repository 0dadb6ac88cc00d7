/** A value that can be watched: the smallest thing `useSyncExternalStore` needs. */
import { useSyncExternalStore } from 'react'

export interface ReadableStore<T> {
  readonly get: () => T
  /** @returns unsubscribe */
  readonly subscribe: (listener: () => void) => () => void
}

export interface Store<T> extends ReadableStore<T> {
  /** Tells listeners only when the value is another one by `Object.is`. */
  readonly set: (next: T) => void
  readonly update: (change: (previous: T) => T) => void
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial
  const listeners = new Set<() => void>()
  const set = (next: T) => {
    if (Object.is(value, next)) return
    value = next
    for (const listener of listeners) listener()
  }
  return {
    get: () => value,
    set,
    update: (change) => set(change(value)),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

export function useStore<T>(store: ReadableStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get)
}
