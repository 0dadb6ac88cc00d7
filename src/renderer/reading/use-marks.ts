/** Bookmarks and notes of the document on screen. */
import { useCallback, useEffect, useState } from 'react'
import type { Bookmark, Note } from '../../contract/app.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'

export interface Marks {
  readonly bookmarks: readonly Bookmark[]
  readonly notes: readonly Note[]
  readonly reload: () => Promise<void>
  readonly removeBookmark: (bookmark: Bookmark) => Promise<void>
  readonly removeNote: (note: Note) => Promise<void>
}

export function useMarks(document: string): Marks {
  const { client, generation, report, toasts, announcer } = useLectern()
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
        const undo = () => void giveBack().then(reload, report)
        toasts.show({ kind: 'info', text, action: { label: t('action.undo'), run: undo } })
      } catch (error) {
        report(error)
      }
    },
    [announcer, reload, report, t, toasts],
  )

  return {
    bookmarks,
    notes,
    reload,
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
