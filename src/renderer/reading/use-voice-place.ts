/**
 * Joins the session to the page: lights what is said, scrolls with it, brings its text into the page, and leaves the
 * caret where the voice stopped.
 *
 * All of it works on the page directly; nothing here draws React components anew.
 */
import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { Position } from '../../contract/document.ts'
import { useLectern } from '../app/context.tsx'
import { type Caret, watchCaret } from './caret.ts'
import { createFollower, type Follower } from './follow.ts'
import { createHighlighter, type Highlighter } from './highlight.ts'
import type { Passage } from './passage.ts'
import type { TextRange } from './session-types.ts'

/** How long the text waits for the first sound, in milliseconds; the sound mostly comes in a third of it. */
const soundFirst = 300

/** A window that is drawn larger is resized at every frame; the text moves once, in milliseconds after the last. */
const resizeRests = 150

function contains(range: TextRange | undefined, place: Position | undefined): boolean {
  if (!range || !place) return false
  return range.block === place.block && range.start <= place.offset && place.offset < range.end
}

/** Without page labels and the like. */
function textOf(range: Range | undefined): string {
  const copy = range?.cloneContents()
  for (const decoration of copy?.querySelectorAll('[data-decoration]') ?? []) decoration.remove()
  return copy?.textContent ?? ''
}

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
  const { session, settings, announcer, report } = useLectern()
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
    /** A sentence was gone to without reading, and the focus did not go there: it is to be told. */
    let toTell = false
    let waiting: ReturnType<typeof setTimeout> | undefined
    /** Text that comes into the page keeps the page busy; who waits for a voice hears it first. */
    const bring = (block: number, then?: () => void) => {
      clearTimeout(waiting)
      const show = () => void passage.show(block).then(then, report)
      if (session.getState().status === 'loading') waiting = setTimeout(show, soundFirst)
      else show()
    }

    /** Puts the caret at the voice when it stands still: after a pause, a stop, or a move without reading. */
    const settle = (block: number, offset: number) => {
      const key = `${block} ${offset}`
      if (key === placed && focus.current === 'free') return
      if (hand.put(block, offset, focus.current)) {
        placed = key
        focus.current = 'free'
      }
    }
    /** For braille displays, which show what is at the caret: it goes along, a sentence at a time, if that is wanted. */
    let followed: TextRange | undefined
    const lead = (sentence: TextRange | undefined) => {
      if (!sentence || sentence === followed || !settings.get().brailleFollows) return
      if (document.getSelection()?.isCollapsed === false) return // somebody is selecting
      if (hand.put(sentence.block, sentence.start, 'free')) followed = sentence
    }
    const update = () => {
      const state = session.getState()
      const { status, place, sentence, word } = state
      const was = before
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
        if (!still) return
        const focused = document.activeElement
        settle(place.block, place.offset)
        const gone = was.document === state.document && !stopped && !contains(was.sentence, place)
        if (moved && gone) toTell = document.activeElement === focused
        tell()
      }
      const tell = () => {
        if (!toTell || !contains(sentence, place)) return
        toTell = false
        announcer.say(textOf(lights.ranges().sentence))
      }
      if (!still) {
        placed = ''
        toTell = false
        lead(sentence)
      }
      if (!passage.has(place.block)) {
        if (wanted) bring(place.block, show)
        return
      }
      if (still && (stopped || moved)) show()
      else {
        eyes.follow(lights.ranges())
        tell()
      }
      // The neighbours of the piece that is read, so that the next one is there in time.
      if (wanted && place.block !== shown) bring(place.block)
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
    // So does a window that is zoomed or resized, unless a hand has scrolled away.
    let resizing: ReturnType<typeof setTimeout> | undefined
    const resized = () => {
      clearTimeout(resizing)
      resizing = setTimeout(() => {
        if (eyes.resting()) return
        eyes.resume()
        eyes.follow(lights.ranges())
      }, resizeRests)
    }
    window.addEventListener('resize', resized)
    const stop = session.subscribe(update)
    update()
    return () => {
      stop()
      stopSize()
      clearTimeout(resizing)
      window.removeEventListener('resize', resized)
      clearTimeout(waiting)
      hand.stop()
      eyes.dispose()
      lights.dispose()
      caret.current = undefined
      highlighter.current = undefined
    }
  }, [announcer, article, passage, report, session, settings])

  return { caret, onText, resume, takeFocus }
}
