/** The event of a stop word. */
import type { Told } from './parts.ts'
import { seconds, type TurnContext } from './turn.ts'

export function stopCommand({ utterance, from, now }: TurnContext, end: number): Told {
  return {
    event: {
      type: 'command',
      utterance,
      decision: 'do',
      heard: { command: 'stop', arguments: {}, confidence: 1, heard: 'stop', alternatives: [] },
      delay: seconds(Math.max(0, now() - end)),
    },
    start: seconds(from),
    end: seconds(end),
  }
}
