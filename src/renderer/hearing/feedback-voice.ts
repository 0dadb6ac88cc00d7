/**
 * Says what was heard and done, for a person who sees no screen and has no screen reader on.
 *
 * Only answers to what was said aloud are said; reading rests meanwhile, so that no two voices speak at once, and goes
 * on after. A newer answer takes the place of an older one.
 */
import type { AppClient } from '../../contract/app.ts'
import type { ReadingSession } from '../reading/session-types.ts'
import { soundRate } from '../../contract/inference.ts'

export interface FeedbackVoice {
  /** @returns settles when it has been said, was silenced, or could not be said */
  readonly say: (text: string) => Promise<void>
  /** Stops it at once. Reading that rested for it goes on; with `rest` it does not. */
  readonly silence: (options?: { readonly rest: boolean }) => void
  /** What is being said, or was until a moment ago; else empty. */
  readonly text: () => string
  /** True until the room is quiet again after the last word. */
  readonly speaking: () => boolean
}

/** A room's echo, and the way through the recogniser's front end, in milliseconds. */
const echoMs = 400
/** The contract's limit for one saying. */
const longest = 500

export interface FeedbackPorts {
  readonly client: Pick<AppClient, 'call'>
  readonly session: Pick<ReadingSession, 'getState' | 'pause' | 'play'>
  readonly language: () => string
  /** Plays it. @returns stop */
  readonly play: (pcm: Int16Array) => () => void
  readonly now?: () => number
}

export function createFeedbackVoice({
  client,
  session,
  language,
  play,
  now = Date.now,
}: FeedbackPorts): FeedbackVoice {
  let quietAt = 0
  let current: { abort: AbortController; stop?: () => void; done?: () => void } | undefined
  /** Reading was interrupted by an answer, and goes on after it. */
  let resume = false
  let said = ''

  const cut = () => {
    current?.abort.abort()
    current?.stop?.()
    current?.done?.()
    if (current?.stop) quietAt = Math.min(quietAt, now() + echoMs)
    current = undefined
  }
  const goOn = () => {
    if (resume && session.getState().status === 'paused') void session.play()
    resume = false
  }
  const speaking = () => current !== undefined || now() < quietAt
  return {
    silence({ rest } = { rest: false }) {
      cut()
      if (rest) resume = false
      else goOn()
    },
    speaking,
    text: () => (speaking() ? said : ''),
    async say(text) {
      cut()
      said = text
      const mine = { abort: new AbortController() } as NonNullable<typeof current>
      current = mine
      try {
        const { pcm } = await client.call(
          'reading.say',
          { text: text.slice(0, longest), language: language() },
          mine.abort.signal,
        )
        if (current !== mine) return
        if (session.getState().status === 'playing') {
          session.pause()
          resume = true
        }
        const lengthMs = (pcm.length / soundRate) * 1_000
        quietAt = now() + lengthMs + echoMs
        mine.stop = play(pcm)
        await new Promise<void>((done) => {
          mine.done = done
          setTimeout(done, lengthMs)
        })
      } catch {
        // What could not be said is on the screen and in the live region.
      }
      if (current !== mine) return
      current = undefined
      goOn()
    },
  }
}
