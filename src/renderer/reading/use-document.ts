/** Opens a document for the view, and follows its import while that goes on. */
import { useEffect, useRef, useState } from 'react'
import type { OpenDocument } from '../../contract/app.ts'
import { useLectern } from '../app/context.tsx'
import { isCancelled } from '../ui/errors.ts'
import { useStore } from '../ui/store.ts'
import { createPassage, type Passage } from './passage.ts'

export interface OpenedDocument {
  readonly opened: OpenDocument
  readonly passage: Passage
}

export interface DocumentState {
  readonly document: OpenedDocument | undefined
  readonly error: unknown
}

/** A growing document is looked at again this often. */
const growMs = 1_000

export function useDocument(id: string): DocumentState {
  const { client, generation } = useLectern()
  const round = useStore(generation)
  const [state, setState] = useState<DocumentState>({ document: undefined, error: undefined })
  const passage = useRef<Passage>(undefined)

  useEffect(() => {
    const abort = new AbortController()
    const { signal } = abort

    async function look(): Promise<OpenDocument> {
      const opened = await client.call('document.open', { document: id }, signal)
      if (passage.current) await passage.current.grow(opened)
      else passage.current = createPassage(client, opened)
      if (!signal.aborted) setState({ document: { opened, passage: passage.current }, error: undefined })
      return opened
    }

    async function run(): Promise<void> {
      const opened = await look()
      if (opened.summary.state !== 'importing') return
      let next = 0
      for await (const event of client.stream('library.watch', { document: id }, signal)) {
        const now = performance.now()
        if (event.type !== 'ready' && event.type !== 'readable' && now < next) continue
        next = now + growMs
        await look()
      }
      await look()
    }

    run().catch((error: unknown) => {
      if (signal.aborted || isCancelled(error)) return
      // With the document on screen a lost connection is the banner's matter, and the next round mends it.
      setState((before) => (before.document ? before : { document: undefined, error }))
    })
    return () => abort.abort()
  }, [client, id, round])

  return state
}
