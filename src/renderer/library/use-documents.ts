/** The library's rows, kept fresh. */
import { useCallback, useEffect, useState } from 'react'
import type { DocumentSummary } from '../../contract/app.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'

export interface Documents {
  readonly documents: readonly DocumentSummary[] | undefined
  /** Takes a document out of the list and offers to put it back. @returns whether it was done */
  readonly remove: (summary: DocumentSummary) => Promise<boolean>
}

/** Imports report many times a second; the list is read again at most this often. */
const refreshMs = 400

export function useDocuments(): Documents {
  const { client, generation, imports, report, toasts, announcer } = useLectern()
  const { t } = useWords()
  const [documents, setDocuments] = useState<readonly DocumentSummary[]>()
  const round = useStore(generation)

  const load = useCallback(async () => {
    try {
      const list = await client.call('library.list', {})
      setDocuments(list)
      // Imports that go on without this window: it was opened or loaded anew in the middle of them.
      const known = imports.items.get().filter(({ state }) => state === 'running' || state === 'waiting')
      if (known.some(({ document }) => document === undefined)) return // it may be one of these
      for (const { id, title, state } of list)
        if (state === 'importing' && !known.some(({ document }) => document === id)) imports.resume(id, title)
    } catch (error) {
      report(error)
    }
  }, [client, imports, report])

  useEffect(() => {
    void load()
  }, [load, round])

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = imports.listen({
      changed: (item, before) => {
        const relevant =
          item.state !== before.state ||
          item.readable !== before.readable ||
          item.document !== before.document
        if (!relevant || timer) return
        timer = setTimeout(() => {
          timer = undefined
          void load()
        }, refreshMs)
      },
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [imports, load])

  const remove = useCallback(
    async (summary: DocumentSummary) => {
      const restore = async () => {
        try {
          await client.call('library.restore', { document: summary.id })
          await load()
          announcer.say(t('library.restored', { title: summary.title }))
        } catch (error) {
          report(error)
        }
      }
      try {
        await client.call('library.remove', { document: summary.id })
        setDocuments((all) => all?.filter(({ id }) => id !== summary.id))
        toasts.show({
          kind: 'info',
          text: t('library.removed', { title: summary.title }),
          action: { label: t('action.undo'), run: () => void restore() },
        })
        return true
      } catch (error) {
        report(error)
        return false
      }
    },
    [announcer, client, load, report, t, toasts],
  )

  // The key that undoes everywhere; in a text field it stays the field's own.
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const undo = event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey
      if (!undo || event.altKey || event.target instanceof HTMLInputElement) return
      if (toasts.actOnNewest()) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [toasts])

  return { documents, remove }
}
