/**
 * Joins the session to the page: lights what is said, scrolls with it, brings its text into the page, and leaves the
 * caret where the voice stopped.
 *
 * All of it works on the page directly; nothing here draws React components anew.
 */
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { useLectern } from '../app/context.tsx'
import { type Caret, watchCaret } from './caret.ts'
import { createFollower, type Follower } from './follow.ts'
import { createHighlighter, type Highlighter } from './highlight.ts'
import type { Passage } from './passage.ts'

export interface VoicePlace {
  readonly caret: RefObject<Caret | undefined>
  /** To be called when other text has come into the page. */
  readonly onText: () => void
  /** The reader has moved the voice: the page shows it again, wherever a hand has scrolled to. */
  readonly resume: () => void
  /** As `resume`; and the next place takes the focus with it, wherever that was. */
  readonly takeFocus: () => void
}

export function useVoicePlace(
  article: RefObject<HTMLElement | null>,
  passage: Passage | undefined,
): VoicePlace {
  const { session, settings, report } = useLectern()
  const caret = useRef<Caret>(undefined)
  const highlighter = useRef<Highlighter>(undefined)
  const follower = useRef<Follower>(undefined)
  const focus = useRef<'always' | 'free'>('free')
  const onText = useCallback(() => highlighter.current?.refresh(), [])
  const resume = useCallback(() => follower.current?.resume(), [])
  const takeFocus = useCallback(() => {
    focus.current = 'always'
    resume()
  }, [resume])

  useEffect(() => {
    const element = article.current
    if (!element || !passage) return
    const lights = createHighlighter(element)
    const eyes = createFollower({
      scroller: document.scrollingElement ?? document.documentElement,
      // A place that the reader has gone to is shown in any case; following is about the voice going on.
      enabled: () => settings.get().follow || session.getState().status !== 'playing',
    })
    const hand = watchCaret(element)
    highlighter.current = lights
    follower.current = eyes
    caret.current = hand

    let before = session.getState()
    let placed = ''
    let shown = -1

    /** Puts the caret at the voice when it stands still: after a pause, a stop, or a move without reading. */
    const settle = (block: number, offset: number) => {
      const key = `${block} ${offset}`
      if (key === placed && focus.current === 'free') return
      if (hand.put(block, offset, focus.current)) {
        placed = key
        focus.current = 'free'
      }
    }
    const update = () => {
      const state = session.getState()
      const { status, place, sentence, word } = state
      const still = status !== 'playing' && status !== 'loading'
      const moved = place?.block !== before.place?.block || place?.offset !== before.place?.offset
      const stopped = still && before.status !== status
      before = state
      lights.show(sentence, word)
      if (!place) return
      const wanted = (settings.get().follow && !eyes.resting()) || (still && moved)
      const show = () => {
        lights.refresh()
        if (still && moved) eyes.resume()
        eyes.follow(lights.ranges())
        if (still) settle(place.block, place.offset)
      }
      if (!still) placed = ''
      if (!passage.has(place.block)) {
        if (wanted) passage.show(place.block).then(show, report)
        return
      }
      if (still && (stopped || moved)) show()
      else eyes.follow(lights.ranges())
      // The neighbours of the piece that is read, so that the next one is there in time.
      if (wanted && place.block !== shown) passage.show(place.block).catch(report)
      shown = place.block
    }
    // Larger text moves everything: the place is brought back into view.
    let size = settings.get().textSize
    const stopSize = settings.subscribe(() => {
      if (settings.get().textSize === size) return
      size = settings.get().textSize
      requestAnimationFrame(() => {
        eyes.resume()
        eyes.follow(lights.ranges())
      })
    })
    const stop = session.subscribe(update)
    update()
    return () => {
      stop()
      stopSize()
      hand.stop()
      eyes.dispose()
      lights.dispose()
      caret.current = undefined
      highlighter.current = undefined
    }
  }, [article, passage, report, session, settings])

  return { caret, onText, resume, takeFocus }
}
