/** Saves a draft by itself: soon after the last key, and never later than the limit, so that a crash costs no more. */
import { createStore, type ReadableStore } from '../ui/store.ts'

export type SaveState = 'saved' | 'saving' | 'unsaved'

export interface DraftContent {
  readonly text: string
  readonly caret: number
  readonly title: string
}

export interface DraftSaver {
  readonly state: ReadableStore<SaveState>
  /** To be called at each change. */
  readonly changed: () => void
  /** Saves now what is not saved. @returns settles when that was tried */
  readonly flush: () => Promise<void>
  /** Saves what is left and ends. */
  readonly close: () => Promise<void>
}

/** After the last change; and after the first one that is not saved. Both in milliseconds. */
const restMs = 250
const limitMs = 700
const retryMs = 1_000

export function createDraftSaver(
  read: () => DraftContent,
  save: (content: DraftContent) => Promise<unknown>,
  failed: (error: unknown) => void,
): DraftSaver {
  const state = createStore<SaveState>('saved')
  let changes = 0
  let savedChanges = 0
  let since: number | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | undefined
  let closed = false
  let told = false

  async function run(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    const mine = changes
    if (mine === savedChanges) return
    since = undefined
    state.set('saving')
    try {
      await save(read())
      savedChanges = mine
      told = false
      if (changes === savedChanges) state.set('saved')
    } catch (error) {
      state.set('unsaved')
      // Once for each spell of failing; it is tried again until it succeeds.
      if (!told) failed(error)
      told = true
      if (!closed) timer ??= setTimeout(() => void flush(), retryMs)
    }
  }
  function flush(): Promise<void> {
    // One at a time, so that an older text never comes after a newer one.
    running = (running ?? Promise.resolve()).then(run)
    return running
  }
  return {
    state,
    changed() {
      changes++
      if (state.get() === 'saved') state.set('unsaved')
      since ??= Date.now()
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), Math.max(0, Math.min(restMs, since + limitMs - Date.now())))
    },
    flush,
    async close() {
      closed = true
      await flush()
      clearTimeout(timer)
    },
  }
}
