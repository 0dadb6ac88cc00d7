/** A draft from the core, and its saving. */
import { useEffect, useState } from 'react'
import type { Draft } from '../../contract/dictation.ts'
import { useLectern } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'
import { createDraftSaver, type DraftContent, type DraftSaver } from './draft-saver.ts'

export interface OpenDraft {
  readonly draft: Draft
  readonly saver: DraftSaver
}

/** @param read what is on screen; asked whenever it is saved */
export function useDraft(id: number, read: () => DraftContent | undefined): OpenDraft | undefined {
  const { client, report, router, generation } = useLectern()
  const [opened, setOpened] = useState<OpenDraft>()
  const round = useStore(generation)

  useEffect(() => {
    let left = false
    let saver: DraftSaver | undefined
    let last: DraftContent | undefined
    client.call('drafts.open', { id }).then(
      (draft) => {
        if (left) return
        saver = createDraftSaver(
          () => {
            // The field is gone by the time that the view is left; what was in it last is kept.
            last = read() ??
              last ?? { text: draft.text, caret: draft.caret, title: draft.named ? draft.title : '' }
            return last
          },
          (content) => client.call('drafts.save', { id, ...content }),
          report,
        )
        setOpened({ draft, saver })
      },
      (error: unknown) => {
        report(error)
        if (!left) router.go({ view: 'drafts' })
      },
    )
    const save = () => void saver?.flush()
    // A page that goes away takes its timers along.
    addEventListener('pagehide', save)
    document.addEventListener('visibilitychange', save)
    return () => {
      left = true
      removeEventListener('pagehide', save)
      document.removeEventListener('visibilitychange', save)
      void saver?.close()
    }
  }, [client, id, read, report, router])
  useEffect(() => {
    // The core has come back: what it has not got is given to it at once.
    void opened?.saver.flush()
  }, [opened, round])
  return opened
}
