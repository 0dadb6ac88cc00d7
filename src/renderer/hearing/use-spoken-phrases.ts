/** What can be said for each command now, as the core understands it. */
import { useEffect, useState } from 'react'
import { useLectern, useSettings, useWords } from '../app/context.tsx'
import { hearingContextOf, visibleText } from './hearing-names.ts'
import { spokenLanguageOf } from './spoken-language.ts'

/** Phrases by command id; empty where the core knows none; undefined until it has answered. */
export function useSpokenPhrases(): ReadonlyMap<string, readonly string[]> | undefined {
  const { client, bus, hearingNames, settings, log } = useLectern()
  const { language: own } = useWords()
  const language = spokenLanguageOf(useSettings(), own)
  const [phrases, setPhrases] = useState<ReadonlyMap<string, readonly string[]>>()
  useEffect(() => {
    const abort = new AbortController()
    const context = hearingContextOf(bus, hearingNames.get(), settings.get(), visibleText(), true)
    client.call('hearing.phrases', { language, context }, abort.signal).then(
      (rows) => setPhrases(new Map(rows.map((row) => [row.command, row.phrases]))),
      (error: unknown) => {
        if (abort.signal.aborted) return
        log('phrases', error)
        setPhrases(new Map())
      },
    )
    return () => abort.abort()
  }, [bus, client, hearingNames, language, log, settings])
  return phrases
}
