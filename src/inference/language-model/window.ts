/**
 * What of a conversation is sent to a model that can read only so much: what the system said first, the tools, and the
 * last turns. A turn begins with what the user said and goes up to their next word, so that a call stays with its result.
 *
 * Turns are left out by quarters of the room rather than one by one: between two cuts the beginning stays the same, and
 * with it the cache. How much is left out follows from the conversation alone, so that a cache changes no answer.
 */
import type { ChatMessage } from '../../contract/chat.ts'
import { AppError } from '../../rpc/failure.ts'

export interface Room {
  /** Tokens that the prompt may have. */
  readonly tokens: number
  /** About as many as a message takes. */
  readonly about: (message: ChatMessage) => number
  /** The prompt of these messages. */
  readonly prompt: (messages: readonly ChatMessage[]) => readonly number[]
}

export interface Fitted {
  readonly ids: readonly number[]
  /** Messages left out. */
  readonly dropped: number
}

/** @throws {AppError} `too-large` where the system's part and the last turn alone do not fit */
export function fit(messages: readonly ChatMessage[], room: Room): Fitted {
  const begin = messages.findIndex(({ role }) => role !== 'system')
  const head = messages.slice(0, Math.max(0, begin))
  const turns: ChatMessage[][] = []
  for (const message of messages.slice(head.length)) {
    if (message.role === 'user' || turns.length === 0) turns.push([message])
    else turns.at(-1)?.push(message)
  }
  const sizes = turns.map((turn) => turn.reduce((sum, message) => sum + room.about(message), 0))
  const step = room.tokens / 4
  const tooLong = (tokens: number): AppError =>
    new AppError('too-large', 'This is more than the language model can read at once.', {
      reason: 'conversation-too-long',
      data: { tokens, limit: room.tokens },
    })
  // What is far too long is not even cut into tokens: a whole book would take minutes.
  const least = head.reduce((sum, message) => sum + room.about(message), sizes.at(-1) ?? 0)
  if (least > 4 * room.tokens) throw tooLong(least)
  // What the prompt has besides the turns: the system's part, the tools, the template's own words.
  const fixed = room.prompt([...head, ...(turns.at(-1) ?? [])]).length - (sizes.at(-1) ?? 0)
  const excess = fixed + sizes.reduce((sum, size) => sum + size, 0) - room.tokens
  let first = 0
  if (excess > 0) {
    let left = Math.ceil(excess / step) * step
    while (first < turns.length - 1 && left > 0) left -= sizes[first++] as number
  }
  for (;;) {
    const kept = turns.slice(first)
    const ids = room.prompt([...head, ...kept.flat()])
    if (ids.length <= room.tokens) {
      const dropped = turns.slice(0, first).reduce((sum, turn) => sum + turn.length, 0)
      return { ids, dropped }
    }
    if (kept.length <= 1) throw tooLong(ids.length)
    first++
  }
}
