/** Says a text aloud, sentence by sentence, so that it begins at once and can be stopped anywhere. */
import type { AppClient } from '../../contract/app.ts'
import { soundRate } from '../../contract/inference.ts'

/** The contract's limit for one saying is 500. */
const longest = 400
const gapMs = 150
/** A room's echo: what the microphone hears until then is still ours. */
const echoMs = 400

/** Sentences, long ones cut at a gap. */
export function sayings(text: string, language: string): string[] {
  const found: string[] = []
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    let rest = segment.trim()
    while (rest.length > longest) {
      const gap = rest.lastIndexOf(' ', longest)
      const cut = gap > 0 ? gap : longest
      found.push(rest.slice(0, cut).toWellFormed())
      rest = rest.slice(cut).trim()
    }
    if (/[\p{L}\p{N}]/u.test(rest)) found.push(rest)
  }
  return found
}

export interface ReadBackPorts {
  readonly client: Pick<AppClient, 'call'>
  /** Plays it. @returns stop */
  readonly play: (pcm: Int16Array) => () => void
  /** Told when it begins to speak, and when the room is quiet again. */
  readonly speaks: (speaking: boolean) => void
  /** So long after the sound began it is over. */
  readonly wait?: (ms: number) => Promise<void>
}

export interface ReadBack {
  /** What was being said stops. @returns settles when it was said or stopped; rejects where it cannot be said */
  readonly say: (text: string, language: string) => Promise<void>
  readonly stop: () => void
  readonly speaking: () => boolean
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export function createReadBack({ client, play, speaks, wait = sleep }: ReadBackPorts): ReadBack {
  let current: { readonly abort: AbortController; silence?: () => void; over?: () => void } | undefined
  const stop = () => {
    const mine = current
    current = undefined
    mine?.abort.abort()
    mine?.silence?.()
    mine?.over?.()
  }
  return {
    stop,
    speaking: () => current !== undefined,
    async say(text, language) {
      stop()
      const mine: NonNullable<typeof current> = { abort: new AbortController() }
      current = mine
      const ask = (words: string) => {
        const asked = client.call('reading.say', { text: words, language }, mine.abort.signal)
        asked.catch(() => undefined) // seen when it is its turn
        return asked
      }
      const all = sayings(text, language)
      speaks(true)
      try {
        let next = all[0] === undefined ? undefined : ask(all[0])
        for (let at = 0; next && current === mine; at++) {
          const { pcm } = await next
          const following = all[at + 1]
          next = following === undefined ? undefined : ask(following)
          if (current !== mine) return
          mine.silence = play(pcm)
          const stopped = new Promise<void>((resolve) => {
            mine.over = resolve
          })
          await Promise.race([wait((pcm.length / soundRate) * 1_000 + gapMs), stopped])
        }
      } catch (error) {
        if (!mine.abort.signal.aborted) throw error
      } finally {
        if (current === mine) current = undefined
        void wait(echoMs).then(() => {
          if (current === undefined) speaks(false)
        })
      }
    },
  }
}
