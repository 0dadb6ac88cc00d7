/** The library's rows, kept fresh. */
import { useCallback, useEffect, useState } from 'react'
import type { DocumentSummary } from '../../contract/app.ts'
import { useLectern } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'

/** Imports report many times a second; the list is read again at most this often. */
const refreshMs = 400

export function useDocuments(): readonly DocumentSummary[] | undefined {
  const { client, generation, imports, report, shelf } = useLectern()
  const [documents, setDocuments] = useState<readonly DocumentSummary[]>()
  const round = useStore(generation)
  const changes = useStore(shelf)

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
  }, [load, round, changes])

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

  return documents
}
