/**
 * Says short things to a screen reader, through one polite live region, and errors through an assertive one.
 *
 * A screen reader talking over the book is worse than a message missed, and what matters stays visible on the page. So
 * while Lectern's own voice can be heard only answers are said; and the user's verbosity decides about the rest:
 *
 * | kind       | what it is                                                     | quiet | normal | full |
 * |------------|----------------------------------------------------------------|-------|--------|------|
 * | `answer`   | what the user has just asked for ("where am I", "undone")       | yes   | yes    | yes  |
 * | `feedback` | what a key or button did, where it cannot be heard otherwise    | no    | yes    | yes  |
 * | `event`    | what came by itself and matters (imported, end of the document) | no    | yes    | yes  |
 * | `detail`   | what came by itself (how far an import is, paused, page turned) | no    | no     | yes  |
 *
 * Errors are always said. All but answers wait a moment, and only the last of them is said: a key that is held down
 * would else leave a long queue behind.
 */
import type { Settings } from '../../contract/settings.ts'
import { createStore, type ReadableStore } from './store.ts'

export interface Announcement {
  /** Counts up, so that the same words twice are two announcements. */
  readonly id: number
  readonly text: string
}

export type AnnouncementKind = 'answer' | 'feedback' | 'event' | 'detail'

export interface SayOptions {
  /** As `kind: 'answer'`. */
  readonly asked?: boolean
  /** `feedback`, if absent. */
  readonly kind?: AnnouncementKind
  /** True of what is about an open dialog only, and is not said once more when it has closed. */
  readonly passing?: boolean
}

export interface Announcer {
  readonly polite: ReadableStore<Announcement>
  readonly urgent: ReadableStore<Announcement>
  say(text: string, options?: SayOptions): void
  alert(text: string): void
  /** Says once more what was said just before: a dialog that has closed took its words along. */
  again(): void
}

export interface AnnouncerOptions {
  /** True while Lectern's own voice can be heard. */
  readonly isHeard: () => boolean
  readonly verbosity: () => Settings['verbosity']
  readonly now?: () => number
}

/** In milliseconds; long enough for a key that repeats, short enough to seem at once. */
const settleMs = 200
/** What was said in a dialog is said again if it was said no longer ago than this. */
const freshMs = 1_500

const allowed: Readonly<Record<Settings['verbosity'], readonly AnnouncementKind[]>> = {
  quiet: ['answer'],
  normal: ['answer', 'feedback', 'event'],
  full: ['answer', 'feedback', 'event', 'detail'],
}

export function createAnnouncer({ isHeard, verbosity, now = Date.now }: AnnouncerOptions): Announcer {
  const polite = createStore<Announcement>({ id: 0, text: '' })
  const urgent = createStore<Announcement>({ id: 0, text: '' })
  let saidAt = Number.NEGATIVE_INFINITY
  let waiting: ReturnType<typeof setTimeout> | undefined
  const tell = (text: string, passing: boolean) => {
    saidAt = passing ? Number.NEGATIVE_INFINITY : now()
    polite.update(({ id }) => ({ id: id + 1, text }))
  }
  return {
    polite,
    urgent,
    say(text, { asked = false, kind = asked ? 'answer' : 'feedback', passing = false } = {}) {
      if (!allowed[verbosity()].includes(kind)) return
      if (kind === 'answer') {
        clearTimeout(waiting)
        return tell(text, passing)
      }
      if (isHeard()) return
      clearTimeout(waiting)
      waiting = setTimeout(() => {
        if (!isHeard()) tell(text, passing)
      }, settleMs)
    },
    alert: (text) => urgent.update(({ id }) => ({ id: id + 1, text })),
    again() {
      const { text } = polite.get()
      if (text !== '' && now() - saidAt <= freshMs) tell(text, false)
    },
  }
}
