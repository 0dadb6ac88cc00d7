/** Takes a document out of the library, says so, and keeps the way back. */
import { useCallback } from 'react'
import type { DocumentSummary } from '../../contract/app.ts'
import { useLectern, useWords } from '../app/context.tsx'
import type { Change } from '../app/undo.ts'

/** @returns takes a document out; false if it could not */
export function useRemoveDocument(): (summary: DocumentSummary) => Promise<boolean> {
  const { client, report, toasts, announcer, undo, shelf } = useLectern()
  const { t } = useWords()
  return useCallback(
    async ({ id, title }) => {
      const label = t('library.removed', { title })
      const changed = () => shelf.update((count) => count + 1)
      const change: Change = {
        label,
        undo: () => client.call('library.restore', { document: id }).then(changed),
        redo: () => client.call('library.remove', { document: id }).then(changed),
      }
      const restore = () =>
        void undo
          .undoThis(change)
          .then((done) => done && announcer.say(t('library.restored', { title })), report)
      try {
        await client.call('library.remove', { document: id })
        changed()
        undo.push(change)
        toasts.show({ kind: 'info', text: label, action: { label: t('action.undo'), run: restore } })
        announcer.say(label, { asked: true })
        return true
      } catch (error) {
        report(error)
        return false
      }
    },
    [announcer, client, report, shelf, t, toasts, undo],
  )
}
