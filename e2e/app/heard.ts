/**
 * Puts events into the answers of the core, as if something had been heard: for what the window does with them, which
 * must not hang on how well a recogniser hears a made-up voice. Microphone, session and sound are real.
 */
import type { HearingEvent } from '../../src/contract/hearing.ts'
import { pack, unpack } from '../../src/rpc/pack.ts'
import type { Lectern } from './lectern.ts'

interface Frame {
  readonly type: string
  readonly id: number
  readonly method?: string
  readonly value?: unknown
}

export type Inject = (...events: readonly HearingEvent[]) => void

/**
 * Loads the page anew, behind a relay. @returns adds events to the next answer to sound
 *
 * @param wordless the core answers as where nothing is installed that writes words, whatever this machine has
 */
export async function relayHearing(
  lectern: Lectern,
  { wordless }: { readonly wordless?: boolean } = {},
): Promise<Inject> {
  const waiting: HearingEvent[] = []
  await lectern.page.routeWebSocket(/\/wire$/, (page) => {
    const core = page.connectToServer()
    const hearing = new Set<number>()
    const opening = new Set<number>()
    page.onMessage((message) => {
      try {
        const bytes = typeof message === 'string' ? message : Uint8Array.from(message).buffer
        const frame = unpack(bytes) as Frame
        if (frame.method === 'hearing.hear') hearing.add(frame.id)
        if (frame.method === 'hearing.open') opening.add(frame.id)
      } catch {
        // The token, which is no frame.
      }
      core.send(message)
    })
    core.onMessage((message) => {
      if ((waiting.length > 0 || wordless !== undefined) && typeof message === 'string') {
        const frame = unpack(message) as Frame
        const answer = (value: unknown) => page.send(pack({ ...frame, value }) as string)
        if (frame.type === 'value' && waiting.length > 0 && hearing.has(frame.id))
          return answer({ events: waiting.splice(0) })
        if (frame.type === 'value' && wordless !== undefined && opening.has(frame.id))
          return answer({ ...(frame.value as object), wordless })
      }
      page.send(message)
    })
  })
  await lectern.page.reload()
  await lectern.page.getByRole('heading', { level: 1 }).waitFor()
  return (...events) => void waiting.push(...events)
}

let utterance = 0

/** A command as the core tells it. */
export function spoken(
  command: string | null,
  heard: string,
  options: {
    readonly arguments?: Record<string, unknown>
    readonly decision?: 'do' | 'ask' | 'reject'
    readonly confidence?: number
  } = {},
): HearingEvent {
  const { arguments: args = {}, decision = 'do', confidence = 0.95 } = options
  utterance++
  return {
    type: 'command',
    utterance,
    decision,
    heard: { command, arguments: args, confidence, heard, alternatives: [] },
    delay: 0.1,
  }
}

/** Words as dictation tells them. @param others what they may have been besides, best first */
export function written(text: string, others: readonly string[] = []): HearingEvent {
  const hypothesis = (words: string) => ({ text: words, words: [], stable: words.length, confidence: 0.9 })
  utterance++
  return {
    type: 'final',
    utterance,
    hypothesis: hypothesis(text),
    alternatives: others.map(hypothesis),
    seconds: 1,
  }
}
