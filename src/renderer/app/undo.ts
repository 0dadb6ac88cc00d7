/**
 * What has been changed and can be taken back: one stack for everything that is kept (marks, documents, settings).
 *
 * Text fields keep the browser's own undo. The stack lasts as long as the page: what it holds are functions.
 */
import type { SettingsPatch } from '../../contract/settings.ts'
import { isAppError } from '../../rpc/failure.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import { createStore, type ReadableStore } from '../ui/store.ts'

export interface Change {
  /** What was done, as it was told when it was done: "Bookmark “Harbour” removed". */
  readonly label: string
  readonly undo: () => unknown
  readonly redo: () => unknown
  /** False while one undo too many would be a surprise: it is passed over then. Default: always true. */
  readonly can?: () => boolean
}

export interface UndoState {
  readonly undoable: Change | undefined
  readonly redoable: Change | undefined
}

export interface Undo extends ReadableStore<UndoState> {
  /** To be called when the change has been made. What was undone before can then no longer be redone. */
  readonly push: (change: Change) => void
  /** Takes the newest change back. @returns it, or undefined if there is none */
  readonly undo: () => Promise<Change | undefined>
  readonly redo: () => Promise<Change | undefined>
  /** Takes this very change back, whatever came after it, as a message's own button does. */
  readonly undoThis: (change: Change) => Promise<Change | undefined>
  /** To be called when what `can` depends on has changed. */
  readonly changed: () => void
}

/** More than anybody goes back; each holds a few values. */
const most = 100

export function createUndo(): Undo {
  let done: readonly Change[] = []
  let undone: readonly Change[] = []
  /** One at a time: two quick presses take two changes back, in order. */
  let queue: Promise<unknown> = Promise.resolve()
  const state = createStore<UndoState>({ undoable: undefined, redoable: undefined })
  const newest = () => done.findLast(({ can }) => can?.() ?? true)
  const tell = () => state.set({ undoable: newest(), redoable: undone.at(-1) })
  const after = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }
  const undo = async (change: Change | undefined) => {
    if (!change || !done.includes(change)) return undefined
    try {
      await change.undo()
    } catch (error) {
      // What it was made to is gone for good; it must not stand before the changes that came earlier.
      if (isAppError(error, 'not-found')) {
        done = done.filter((other) => other !== change)
        tell()
      }
      throw error
    }
    done = done.filter((other) => other !== change)
    undone = [...undone, change]
    tell()
    return change
  }
  return {
    get: state.get,
    subscribe: state.subscribe,
    push(change) {
      done = [...done, change].slice(-most)
      undone = []
      tell()
    },
    undo: () => after(() => undo(newest())),
    redo: () =>
      after(async () => {
        const change = undone.at(-1)
        if (!change) return undefined
        try {
          await change.redo()
        } catch (error) {
          if (isAppError(error, 'not-found')) {
            undone = undone.filter((other) => other !== change)
            tell()
          }
          throw error
        }
        undone = undone.filter((other) => other !== change)
        done = [...done, change]
        tell()
        return change
      }),
    undoThis: (change) => after(() => undo(change)),
    changed: tell,
  }
}

export interface UndoableSettings extends SettingsStore {
  /**
   * Changes settings so that `undo` puts these fields back.
   *
   * @param label what was done, in the user's language @returns the change, for a message's own undo button
   */
  readonly changeUndoably: (patch: SettingsPatch, label: string) => Change
}

export function undoableSettings(settings: SettingsStore, undo: Pick<Undo, 'push'>): UndoableSettings {
  return {
    ...settings,
    changeUndoably(patch, label) {
      const known = settings.get()
      const before = Object.fromEntries(
        Object.keys(patch).map((key) => [key, known[key as keyof typeof known]]),
      ) as SettingsPatch
      settings.change(patch)
      const change: Change = {
        label,
        undo: () => settings.change(before),
        redo: () => settings.change(patch),
      }
      undo.push(change)
      return change
    },
  }
}
