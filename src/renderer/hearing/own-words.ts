/** What the reading voice has said in the last seconds, as it is written in the page. */
import type { ReadingSession, SessionState } from '../reading/session-types.ts'
import { rangeFor } from '../reading/text-map.ts'

/** Sound needs its time through the room, voice activity, and the recogniser. */
const keptMs = 6_000

export interface OwnWords {
  readonly text: () => string
  readonly audible: () => boolean
}

export function followOwnWords(
  session: Pick<ReadingSession, 'getState' | 'subscribe'>,
  textOf: (sentence: NonNullable<SessionState['sentence']>) => string = (sentence) =>
    rangeFor(document, sentence)?.toString() ?? '',
  now: () => number = Date.now,
): OwnWords {
  let read: { readonly text: string; until: number }[] = []
  let lit: SessionState['sentence']
  const audible = () => {
    const { status, muted, volume } = session.getState()
    return status === 'playing' && !muted && volume > 0
  }
  session.subscribe(() => {
    const { visiting, sentence } = session.getState()
    const current = visiting?.sentence ?? sentence
    if (current === lit) return
    const last = read.at(-1)
    if (last) last.until = now() + keptMs
    lit = current
    if (!current || !audible()) return
    read = [...read.filter(({ until }) => until > now()), { text: textOf(current), until: Infinity }]
  })
  return {
    audible,
    text: () =>
      read
        .filter(({ until }) => until > now())
        .map(({ text }) => text)
        .join(' '),
  }
}
