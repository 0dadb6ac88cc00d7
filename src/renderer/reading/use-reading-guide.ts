/**
 * Moves the ruler and the focus: with the voice while it reads, else with whatever was moved last of the voice's
 * place, the caret and the pointer.
 *
 * Works on the page directly; nothing here draws React components anew.
 */
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { useLectern, useSettings } from '../app/context.tsx'
import { createGuide, type Guide } from './guide.ts'
import { createSyllableLights, type SyllableLights } from './syllable-lights.ts'
import { positionAt, type TextPlace } from './text-map.ts'

/** A hand that rests on a desk moves the pointer a little; that is no pointing. In pixels. */
const jitter = 6

/** @returns to be called when other text has come into the page */
export function useReadingGuide(article: RefObject<HTMLElement | null>, document: string): () => void {
  const { session, client, report } = useLectern()
  const { ruler, focus, syllables } = useSettings()
  const guide = useRef<Guide>(undefined)
  const lights = useRef<SyllableLights>(undefined)
  const focused = useRef<Range>(undefined)
  const refresh = useCallback(() => {
    lights.current?.refresh()
    guide.current?.refresh()
  }, [])
  const wanted = ruler || focus !== 'none'

  useEffect(() => {
    const element = article.current
    if (!element || !wanted) return
    const made = createGuide(element, (range) => {
      focused.current = range
      lights.current?.limit(range)
    })
    guide.current = made
    const abort = new AbortController()
    const reads = () => ['playing', 'loading'].includes(session.getState().status)

    let sentence = session.getState().sentence
    let word = session.getState().word
    const voice = (always: boolean) => {
      const state = session.getState()
      const shown = state.visiting ?? state
      if (!always && shown.sentence === sentence && shown.word === word) return
      sentence = shown.sentence
      word = shown.word
      const start = word ?? sentence
      made.show(start && { word: start, sentence })
    }

    let asked: AbortController | undefined
    /** Where a hand points there is no sentence known: the core is asked for it. */
    const hand = (place: TextPlace) => {
      const here = { block: place.block, start: place.offset, end: place.offset }
      asked?.abort()
      if (focus !== 'sentence') return made.show({ word: here, sentence: undefined })
      asked = new AbortController()
      const { signal } = asked
      client.call('reading.sentence', { document, ...place }, signal).then(
        (found) => {
          if (!found || signal.aborted || reads()) return
          const { position, end } = found
          made.show({ word: here, sentence: { block: position.block, start: position.offset, end } })
        },
        (error: unknown) => {
          if (!signal.aborted) report(error)
        },
      )
    }

    let pointer: { readonly x: number; readonly y: number } | undefined
    let pending = 0
    const point = ({ clientX: x, clientY: y, pointerType }: PointerEvent) => {
      if (reads() || pointerType === 'touch') return
      if (pointer && Math.abs(x - pointer.x) < jitter && Math.abs(y - pointer.y) < jitter) return
      pointer = { x, y }
      if (pending !== 0) return
      pending = requestAnimationFrame(() => {
        pending = 0
        const caret = pointer && window.document.caretPositionFromPoint(pointer.x, pointer.y)
        if (!caret || !element.contains(caret.offsetNode) || reads()) return
        const place = positionAt(caret.offsetNode, caret.offset)
        if (place) hand(place)
      })
    }
    const select = () => {
      if (reads()) return
      const { anchorNode, anchorOffset } = window.document.getSelection() ?? {}
      if (!anchorNode || anchorOffset === undefined || !element.contains(anchorNode)) return
      const place = positionAt(anchorNode, anchorOffset)
      const { place: spoken } = session.getState()
      // The voice leaves the caret where it stops: that is its place, with its sentence.
      if (place && (place.block !== spoken?.block || place.offset !== spoken.offset)) hand(place)
    }
    element.addEventListener('pointermove', point, { passive: true, signal: abort.signal })
    window.document.addEventListener('selectionchange', select, { signal: abort.signal })
    // Lines are elsewhere when type, width or what stands above them has changed.
    const layout = new ResizeObserver(() => made.refresh())
    layout.observe(element)
    const stop = session.subscribe(() => voice(false))
    voice(true)
    return () => {
      stop()
      abort.abort()
      asked?.abort()
      cancelAnimationFrame(pending)
      layout.disconnect()
      made.dispose()
      guide.current = undefined
    }
  }, [article, client, document, focus, report, session, wanted])
  useEffect(() => guide.current?.look({ ruler, focus }), [ruler, focus])
  useEffect(() => {
    if (!article.current || !syllables) return
    const made = createSyllableLights(article.current, report)
    made.limit(focused.current)
    lights.current = made
    return () => {
      made.dispose()
      lights.current = undefined
    }
  }, [article, report, syllables])
  return refresh
}
