/** What can be done with drafts from every view: list them, begin one, remove one, take one to the library. */
import { useCallback } from 'react'
import type { DraftSummary } from '../../contract/dictation.ts'
import { useLectern, useWords } from '../app/context.tsx'
import type { Change } from '../app/undo.ts'

export interface DraftCommands {
  readonly create: (title?: string, text?: string) => Promise<void>
  /** @returns false if it could not be removed */
  readonly remove: (draft: Pick<DraftSummary, 'id' | 'title'>) => Promise<boolean>
  /** Adds it to the library, and opens it there. */
  readonly toLibrary: (draft: Pick<DraftSummary, 'id'>) => Promise<void>
}

export function useDraftCommands(): DraftCommands {
  const { client, router, undo, toasts, announcer, report, shelf, imports } = useLectern()
  const { t } = useWords()

  const create = useCallback(
    async (title?: string, text = '') => {
      const made = await client.call('drafts.create', { text, ...(title === undefined ? {} : { title }) })
      const { id } = made
      undo.push({
        label: t('drafts.created'),
        // One undo too many must not take away what somebody is writing.
        can: () => {
          const shown = router.get()
          return shown.view !== 'draft' || shown.draft !== id || draftIsEmpty()
        },
        undo: async () => {
          const shown = router.get()
          if (shown.view === 'draft' && shown.draft === id) router.go({ view: 'drafts' })
          await client.call('drafts.remove', { id })
          shelf.update((count) => count + 1)
        },
        redo: async () => {
          await client.call('drafts.restore', { id })
          shelf.update((count) => count + 1)
        },
      })
      shelf.update((count) => count + 1)
      router.go({ view: 'draft', draft: id })
    },
    [client, router, shelf, t, undo],
  )

  const remove = useCallback<DraftCommands['remove']>(
    async ({ id, title }) => {
      const name = title === '' ? t('drafts.untitled') : title
      const label = t('drafts.removed', { title: name })
      const changed = () => shelf.update((count) => count + 1)
      const change: Change = {
        label,
        undo: () => client.call('drafts.restore', { id }).then(changed),
        redo: () => client.call('drafts.remove', { id }).then(changed),
      }
      try {
        await client.call('drafts.remove', { id })
      } catch (error) {
        report(error)
        return false
      }
      changed()
      undo.push(change)
      toasts.show({
        kind: 'info',
        text: label,
        action: {
          label: t('action.undo'),
          run: () =>
            void undo
              .undoThis(change)
              .then(
                (done) => done && announcer.say(t('drafts.restored', { title: name }), { asked: true }),
                report,
              ),
        },
      })
      announcer.say(label, { asked: true })
      return true
    },
    [announcer, client, report, shelf, t, toasts, undo],
  )

  const toLibrary = useCallback<DraftCommands['toLibrary']>(
    async ({ id }) => {
      const { name, bytes, mime } = await client.call('drafts.export', { id, format: 'md' })
      const file = new File([bytes as BlobPart], name, { type: mime })
      const stop = imports.listen({
        readable: (item) => {
          if (item.name !== name || item.document === undefined) return
          stop()
          router.go({ view: 'reading', document: item.document })
        },
      })
      imports.add([file])
    },
    [client, imports, router],
  )
  return { create, remove, toLibrary }
}

/** True where the draft on screen holds nothing. */
function draftIsEmpty(): boolean {
  const field = document.querySelector<HTMLTextAreaElement>('[data-draft-text]')
  return field === null || field.value.trim() === ''
}
