/** Short messages at the edge of the window, some with a way back. */
import { createStore, type ReadableStore } from './store.ts'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly kind: 'info' | 'error'
  readonly action?: { readonly label: string; readonly run: () => void }
}

export interface Toasts {
  readonly list: ReadableStore<readonly Toast[]>
  show(toast: Omit<Toast, 'id'>): number
  readonly dismiss: (id: number) => void
  /** Runs the newest toast's action. @returns false if there is none */
  readonly actOnNewest: () => boolean
}

/** More at once hide the page. */
const most = 3

export function createToasts(): Toasts {
  const list = createStore<readonly Toast[]>([])
  let next = 1
  const dismiss = (id: number) => list.update((all) => all.filter((toast) => toast.id !== id))
  return {
    list,
    show(toast) {
      const id = next++
      // The same words twice are one message.
      list.update((all) => [...all.filter(({ text }) => text !== toast.text), { ...toast, id }].slice(-most))
      return id
    },
    dismiss,
    actOnNewest() {
      const newest = list.get().findLast(({ action }) => action)
      if (!newest?.action) return false
      dismiss(newest.id)
      newest.action.run()
      return true
    },
  }
}
