/** Bookmarks and notes of the document on screen. */
import { useCallback, useEffect, useState } from 'react'
import type { Bookmark, Note } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { useLectern, useWords } from '../app/context.tsx'
import type { Change } from '../app/undo.ts'
import { useStore } from '../ui/store.ts'

export interface Marks {
  readonly bookmarks: readonly Bookmark[]
  readonly notes: readonly Note[]
  readonly reload: () => Promise<void>
  /** Adds, says so, and can be undone. Without a name the core names it by its place. @returns whether it was done */
  readonly addBookmark: (position: Position, name?: string) => Promise<boolean>
  readonly renameBookmark: (bookmark: Bookmark, name: string) => Promise<boolean>
  readonly addNote: (position: Position, length: number, text: string) => Promise<boolean>
  readonly changeNote: (note: Note, text: string) => Promise<boolean>
  readonly removeBookmark: (bookmark: Bookmark) => Promise<void>
  readonly removeNote: (note: Note) => Promise<void>
}

export function useMarks(document: string): Marks {
  const { client, generation, report, toasts, announcer, undo } = useLectern()
  const { t } = useWords()
  const round = useStore(generation)
  const [bookmarks, setBookmarks] = useState<readonly Bookmark[]>([])
  const [notes, setNotes] = useState<readonly Note[]>([])

  const reload = useCallback(async () => {
    try {
      const [someBookmarks, someNotes] = await Promise.all([
        client.call('bookmarks.list', { document }),
        client.call('notes.list', { document }),
      ])
      setBookmarks(someBookmarks)
      setNotes(someNotes)
    } catch (error) {
      report(error)
    }
  }, [client, document, report])
  useEffect(() => {
    void reload()
  }, [reload, round])

  /** Removes, says so, and offers the way back. */
  const remove = useCallback(
    async (text: string, take: () => Promise<unknown>, giveBack: () => Promise<unknown>) => {
      try {
        await take()
        await reload()
        announcer.say(text, { asked: true })
        const change: Change = {
          label: text,
          undo: () => giveBack().then(reload),
          redo: () => take().then(reload),
        }
        undo.push(change)
        const run = () => void undo.undoThis(change).catch(report)
        toasts.show({ kind: 'info', text, action: { label: t('action.undo'), run } })
      } catch (error) {
        report(error)
      }
    },
    [announcer, reload, report, t, toasts, undo],
  )

  /** Makes a change, says so, and keeps the way back. */
  const make = useCallback(
    async <T>(work: () => Promise<T>, describe: (made: T) => Change) => {
      try {
        const made = await work()
        const { label, undo: back, redo } = describe(made)
        const then = (step: () => unknown) => () => Promise.resolve(step()).then(reload)
        undo.push({ label, undo: then(back), redo: then(redo) })
        announcer.say(label, { asked: true })
        await reload()
        return true
      } catch (error) {
        report(error)
        return false
      }
    },
    [announcer, reload, report, undo],
  )

  return {
    bookmarks,
    notes,
    reload,
    addBookmark: (position, name) =>
      make(
        () => client.call('bookmarks.add', { position, ...(name ? { name } : {}) }),
        ({ id, name: given }) => ({
          label: t('bookmarks.added', { name: given }),
          undo: () => client.call('bookmarks.remove', { id }),
          redo: () => client.call('bookmarks.restore', { id }),
        }),
      ),
    renameBookmark: ({ id, name: before }, name) =>
      make(
        () => client.call('bookmarks.rename', { id, name }),
        () => ({
          label: t('bookmarks.renamed', { before, name }),
          undo: () => client.call('bookmarks.rename', { id, name: before }),
          redo: () => client.call('bookmarks.rename', { id, name }),
        }),
      ),
    addNote: (position, length, text) =>
      make(
        () => client.call('notes.add', { position, length, text }),
        ({ id }) => ({
          label: t('notes.saved'),
          undo: () => client.call('notes.remove', { id }),
          redo: () => client.call('notes.restore', { id }),
        }),
      ),
    changeNote: ({ id, text: before }, text) =>
      make(
        () => client.call('notes.change', { id, text }),
        () => ({
          label: t('notes.saved'),
          undo: () => client.call('notes.change', { id, text: before }),
          redo: () => client.call('notes.change', { id, text }),
        }),
      ),
    removeBookmark: ({ id, name }) =>
      remove(
        t('bookmarks.removed', { name }),
        () => client.call('bookmarks.remove', { id }),
        () => client.call('bookmarks.restore', { id }),
      ),
    removeNote: ({ id }) =>
      remove(
        t('notes.removed'),
        () => client.call('notes.remove', { id }),
        () => client.call('notes.restore', { id }),
      ),
  }
}
