/** Tells once, when a document is opened that has not been read yet, what the rules leave out of it. */
import { useEffect } from 'react'
import type { OpenDocument } from '../../contract/app.ts'
import { keysOf } from '../../contract/commands.ts'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { showChord } from '../keys/chord.ts'
import { useChordWords } from '../keys/chord-words.ts'
import { countsText } from './skip-words.ts'

const told = new Set<string>()

export function useFirstNotice({ summary, place }: OpenDocument): void {
  const { client, toasts, announcer } = useLectern()
  const words = useWords()
  const chordWords = useChordWords()
  const { keys } = useSettings()
  const { id, state } = summary
  const isNew = place === undefined
  useEffect(() => {
    if (!isNew || state === 'importing' || told.has(id)) return
    const abort = new AbortController()
    client.call('reading.skipped', { document: id }, abort.signal).then(
      (skipped) => {
        const list = countsText(words, skipped)
        if (list === '' || abort.signal.aborted || told.has(id)) return
        told.add(id)
        const [key] = keysOf('what_was_skipped', keys)
        const text =
          key === undefined
            ? words.t('skip.notice', { list })
            : words.t('skip.noticeKey', { list, key: showChord(key, chordWords) })
        toasts.show({ kind: 'info', text })
        announcer.say(text, { kind: 'event' })
      },
      () => undefined, // a courtesy: who asks for the list is told what is wrong
    )
    return () => abort.abort()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- told once, in the words of that moment
  }, [client, id, isNew, state])
}
