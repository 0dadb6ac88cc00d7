/**
 * Double click on a word, or Enter with the caret in the text: reads from there.
 *
 * Listened to at the text itself rather than by React, which would make every paragraph "clickable" to screen readers.
 */
import { type RefObject, useEffect } from 'react'
import type { Position } from '../../contract/document.ts'
import { useLectern } from '../app/context.tsx'

export function useReadingGestures(
  article: RefObject<HTMLElement | null>,
  here: () => Position | undefined,
  resume: () => void,
): void {
  const { session } = useLectern()
  useEffect(() => {
    const element = article.current
    if (!element) return
    const interactive = (target: EventTarget | null) =>
      target instanceof Element && target.closest('a, button, summary') !== null
    const read = (event: Event) => {
      if (interactive(event.target)) return
      const place = here()
      if (!place) return
      event.preventDefault()
      resume()
      void session.play(place)
    }
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && !event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey)
        read(event)
    }
    element.addEventListener('dblclick', read)
    element.addEventListener('keydown', press)
    return () => {
      element.removeEventListener('dblclick', read)
      element.removeEventListener('keydown', press)
    }
  }, [article, here, resume, session])
}
