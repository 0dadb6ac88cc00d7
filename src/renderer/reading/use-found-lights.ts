/** Marks noted words and the place found last, without touching the page (CSS Custom Highlight API). */
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { Note } from '../../contract/app.ts'
import type { TextRange } from './session-types.ts'
import { rangeFor } from './text-map.ts'

const noteLight = 'lectern-note'
const foundLight = 'lectern-found'

export interface FoundLights {
  /** To be called when other text has come into the page. */
  readonly refresh: () => void
  readonly find: (range: TextRange | undefined) => void
}

export function useFoundLights(article: RefObject<HTMLElement | null>, notes: readonly Note[]): FoundLights {
  const found = useRef<TextRange>(undefined)
  const latest = useRef(notes)

  const refresh = useCallback(() => {
    const root = article.current
    if (!root) return
    const light = (name: string, ranges: readonly TextRange[]) => {
      const shown = ranges.map((range) => rangeFor(root, range)).filter((range) => range !== undefined)
      if (shown.length === 0) CSS.highlights.delete(name)
      else CSS.highlights.set(name, new Highlight(...shown))
    }
    light(
      noteLight,
      latest.current.map(({ position, length }) => ({
        block: position.block,
        start: position.offset,
        end: position.offset + Math.max(1, length),
      })),
    )
    light(foundLight, found.current ? [found.current] : [])
  }, [article])

  useEffect(() => {
    latest.current = notes
    refresh()
  }, [notes, refresh])
  useEffect(
    () => () => {
      CSS.highlights.delete(noteLight)
      CSS.highlights.delete(foundLight)
    },
    [],
  )
  const find = useCallback(
    (range: TextRange | undefined) => {
      found.current = range
      refresh()
    },
    [refresh],
  )
  return { refresh, find }
}
