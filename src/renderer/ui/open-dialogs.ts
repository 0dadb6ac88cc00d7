/** The modal dialogs that are open, the uppermost last: all else in the page can be neither pointed at nor reached. */
import { createStore, type ReadableStore } from './store.ts'

const open = createStore<readonly HTMLDialogElement[]>([])

export const openDialogs: ReadableStore<readonly HTMLDialogElement[]> = open

/** @returns a function that takes it out again */
export function dialogOpened(dialog: HTMLDialogElement): () => void {
  open.set([...open.get(), dialog])
  return () => open.set(open.get().filter((each) => each !== dialog))
}
