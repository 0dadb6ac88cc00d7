/**
 * Scrolls with the voice, gently: only when what is said leaves a comfortable band in the middle of the view.
 *
 * Whoever scrolls by hand is let alone: following rests until the voice comes into view by itself, or a key or button
 * moves it. It is told of hands by wheel, touch, scroll bar and keys, not by `scroll` events, which do not say who
 * scrolled.
 */

/** The band, as shares of the view's height: what is said may stand anywhere in it without any scrolling. */
const bandTop = 0.2
const bandBottom = 0.7
/** Where what is said is put when the page is scrolled: near the top of the band, so that much is to be read below. */
const target = 0.3
/** A hand that has just scrolled may scroll again: nothing moves for so long, in milliseconds. */
const handRests = 2_000

/** A new sentence so soon after a key or button was pressed is taken for its work, in milliseconds. */
const orderActs = 700

export interface Stretch {
  readonly top: number
  readonly bottom: number
}

/**
 * How far to scroll, in pixels; 0 for not at all.
 *
 * @param said what is said @param view the part of the window that shows text; both in the window's coordinates.
 */
export function scrollBy(said: Stretch, view: Stretch): number {
  const height = view.bottom - view.top
  const low = view.top + bandTop * height
  const high = view.top + bandBottom * height
  if (said.top >= low && said.bottom <= high) return 0
  // What is taller than the band is put with its beginning at the top of the band, and then left there.
  const tall = said.bottom - said.top > high - view.top - target * height
  const goal = tall ? low : view.top + target * height
  const by = said.top - goal
  return Math.abs(by) < 2 ? 0 : by
}

export interface FollowerOptions {
  /** What scrolls: an element with `overflow: auto`, or the document's scrolling element. */
  readonly scroller: Element
  /** Whether following is wanted; asked each time. */
  readonly enabled: () => boolean
  readonly now?: () => number
}

export interface Follower {
  /** What is said has changed. Reads the layout only when it may have to scroll. */
  follow(ranges: { readonly sentence: Range | undefined; readonly word: Range | undefined }): void
  /** Follows again, at once: the voice was moved by a key or button. */
  resume(): void
  /** True while a hand has scrolled away. */
  resting(): boolean
  dispose(): void
}

const scrollKeys = new Set(['PageUp', 'PageDown', 'Home', 'End', 'ArrowUp', 'ArrowDown', ' '])

export function createFollower({
  scroller,
  enabled,
  now = () => performance.now(),
}: FollowerOptions): Follower {
  let resting = false
  let handAt = Number.NEGATIVE_INFINITY
  let orderAt = Number.NEGATIVE_INFINITY
  let last: Range | undefined
  const whole = scroller === document.scrollingElement
  const source: EventTarget = whole ? window : scroller

  const hand = () => {
    resting = true
    handAt = now()
  }
  const key = (event: Event) => {
    const { key: name, defaultPrevented } = event as KeyboardEvent
    if (!defaultPrevented && scrollKeys.has(name)) hand()
  }
  const order = ({ target: element }: Event) => {
    const writes =
      element instanceof HTMLElement &&
      (element.isContentEditable || element.matches('input, textarea, select'))
    if (!writes) orderAt = now()
  }
  const click = (event: Event) => {
    if (event.target instanceof Element && event.target.closest('button')) orderAt = now()
  }
  /** On the scroll bar, which lies outside of the client area. */
  const press = (event: Event) => {
    const { clientX, target: pressed } = event as PointerEvent
    const box = scroller.getBoundingClientRect()
    const right = whole ? document.documentElement.clientWidth : box.left + scroller.clientWidth
    if ((whole || pressed === scroller) && clientX > right) hand()
  }
  const abort = new AbortController()
  const options = { passive: true, signal: abort.signal } as const
  source.addEventListener('wheel', hand, options)
  source.addEventListener('touchmove', hand, options)
  source.addEventListener('keydown', key, options)
  source.addEventListener('pointerdown', press, options)
  window.addEventListener('keydown', order, { ...options, capture: true })
  window.addEventListener('click', click, { ...options, capture: true })

  const view = (): Stretch => {
    if (whole) return { top: 0, bottom: window.innerHeight }
    const box = scroller.getBoundingClientRect()
    return { top: box.top, bottom: box.top + scroller.clientHeight }
  }

  function move(said: Range, word: Range | undefined): void {
    const shown = view()
    let box: Stretch = said.getBoundingClientRect()
    // With large type a sentence may be taller than the band: then the word is followed, line by line.
    if (word && box.bottom - box.top > (bandBottom - bandTop) * (shown.bottom - shown.top))
      box = word.getBoundingClientRect()
    else if (said === last) return
    last = said
    if (box.bottom === box.top && box.top === 0) return // not laid out
    if (resting && orderAt > handAt && now() - orderAt < orderActs) resting = false
    if (resting) {
      if (now() - handAt < handRests || box.top < shown.top || box.bottom > shown.bottom) return
      resting = false
    }
    const by = scrollBy(box, shown)
    if (by === 0) return
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
    // A long way is jumped: smooth scrolling over many pages makes dizzy and takes seconds.
    const far = Math.abs(by) > 2 * (shown.bottom - shown.top)
    scroller.scrollBy({ top: by, behavior: calm || far ? 'instant' : 'smooth' })
  }

  return {
    follow({ sentence, word }) {
      if (!enabled()) return
      const said = sentence ?? word
      if (said) move(said, word)
    },
    resume() {
      resting = false
      handAt = Number.NEGATIVE_INFINITY
      last = undefined
    },
    resting: () => resting,
    dispose: () => abort.abort(),
  }
}
