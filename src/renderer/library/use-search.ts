/** Searches the library as one types. */
import { useEffect, useState } from 'react'
import type { DocumentSummary, SearchHit } from '../../contract/app.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { isCancelled } from '../ui/errors.ts'

export interface SearchState {
  readonly titles: readonly DocumentSummary[]
  readonly hits: readonly SearchHit[]
  readonly searching: boolean
}

const nothing: SearchState = { titles: [], hits: [], searching: false }
/** Waits for a pause in typing. */
const pauseMs = 200
/** The count is said only when typing has really stopped. */
const announceMs = 900
const limit = 60

export function useSearch(query: string): SearchState {
  const { client, report, announcer } = useLectern()
  const { t } = useWords()
  const [state, setState] = useState(nothing)
  useEffect(() => {
    const text = query.trim()
    if (text === '') {
      setState(nothing)
      return
    }
    const abort = new AbortController()
    let said: ReturnType<typeof setTimeout> | undefined
    setState((before) => ({ ...before, searching: true }))
    const search = async () => {
      try {
        const found = await client.call('library.search', { text, limit }, abort.signal)
        setState({ ...found, searching: false })
        said = setTimeout(
          () => announcer.say(t('search.count', { count: found.titles.length + found.hits.length })),
          announceMs,
        )
      } catch (error) {
        if (!isCancelled(error)) report(error)
        setState((before) => ({ ...before, searching: false }))
      }
    }
    const timer = setTimeout(() => void search(), pauseMs)
    return () => {
      clearTimeout(timer)
      clearTimeout(said)
      abort.abort()
    }
  }, [announcer, client, query, report, t])
  return state
}
