/** Short messages at the edge of the window, some with a way back. What has gone stays in a list of messages. */
import { createStore, type ReadableStore } from './store.ts'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly kind: 'info' | 'error'
  readonly action?: { readonly label: string; readonly run: () => void }
  /** When it was shown, in milliseconds since 1970. */
  readonly at: number
}

export interface Toasts {
  readonly list: ReadableStore<readonly Toast[]>
  /** Everything shown, also what is no longer in `list`; newest first. */
  readonly past: ReadableStore<readonly Toast[]>
  show(toast: Omit<Toast, 'id' | 'at'>): number
  readonly dismiss: (id: number) => void
  /** Carries out the message's own action, once. */
  readonly act: (id: number) => void
}

/** More at once hide the page. */
const most = 3
const mostKept = 50

export function createToasts(now: () => number = Date.now): Toasts {
  const list = createStore<readonly Toast[]>([])
  const past = createStore<readonly Toast[]>([])
  let next = 1
  const dismiss = (id: number) => list.update((all) => all.filter((toast) => toast.id !== id))
  return {
    list,
    past,
    show(given) {
      const toast = { ...given, id: next++, at: now() }
      // The same words twice are one message.
      list.update((all) => [...all.filter(({ text }) => text !== toast.text), toast].slice(-most))
      past.update((all) => [toast, ...all.filter(({ text }) => text !== toast.text)].slice(0, mostKept))
      return toast.id
    },
    dismiss,
    act(id) {
      const toast = past.get().find((one) => one.id === id)
      dismiss(id)
      if (!toast?.action) return
      const { action, ...rest } = toast
      past.update((all) => all.map((one) => (one === toast ? rest : one)))
      action.run()
    },
  }
}
