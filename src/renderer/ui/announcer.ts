/**
 * Says short things to a screen reader, through one polite live region, and errors through an assertive one.
 *
 * While Lectern reads aloud it stays silent unless the user asked (`asked`): a screen reader talking over the book is
 * worse than a message missed, and what matters stays visible on the page.
 */
import { createStore, type ReadableStore } from './store.ts'

export interface Announcement {
  /** Counts up, so that the same words twice are two announcements. */
  readonly id: number
  readonly text: string
}

export interface Announcer {
  readonly polite: ReadableStore<Announcement>
  readonly urgent: ReadableStore<Announcement>
  /** @param asked the user has just asked for this, so it may be said over the reading */
  say(text: string, options?: { readonly asked?: boolean }): void
  alert(text: string): void
}

export function createAnnouncer(isReading: () => boolean): Announcer {
  const polite = createStore<Announcement>({ id: 0, text: '' })
  const urgent = createStore<Announcement>({ id: 0, text: '' })
  return {
    polite,
    urgent,
    say(text, { asked = false } = {}) {
      if (isReading() && !asked) return
      polite.update(({ id }) => ({ id: id + 1, text }))
    },
    alert: (text) => urgent.update(({ id }) => ({ id: id + 1, text })),
  }
}
