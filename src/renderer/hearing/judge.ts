/**
 * What becomes of a spoken command, given what Lectern itself is saying meanwhile.
 *
 * The core decides how well an utterance fits a command; it cannot know what comes out of the speakers. Echo
 * cancellation takes most of that out of the microphone's sound, and none of it where it is switched off or where the
 * loudspeakers are another machine's. So while a book is read aloud
 * - what was just read is no command, whoever seems to say it, and
 * - all but what makes Lectern quieter needs more certainty.
 * Stopping is never refused: a false stop costs a key, a stop that does not work costs trust.
 */
import { type CommandId, isCommandId } from '../../contract/commands.ts'
import type { HearingEvent } from '../../contract/hearing.ts'
import { foldText } from '../ui/word-match.ts'

export type CommandEvent = Extract<HearingEvent, { type: 'command' }>

export interface Situation {
  /** A book is being read aloud and can be heard. */
  readonly reading: boolean
  /** What was read in the last seconds, as it is written. */
  readonly read: string
  /** Lectern is saying an answer of its own. */
  readonly answering: boolean
}

export type Judgement =
  | { readonly what: 'do' | 'ask'; readonly command: CommandId; readonly args: Record<string, unknown> }
  /** Nothing fits; say so. */
  | { readonly what: 'reject'; readonly heard: string }
  /** Lectern heard itself, or cannot be sure that it did not: nothing is said about it. */
  | { readonly what: 'echo'; readonly heard: string }

/** Always carried out, whatever else can be heard. */
export const alwaysDone: ReadonlySet<string> = new Set([
  'stop',
  'pause',
  'mute',
  'quieter',
  'stop_listening',
  'stop_dictation',
  'cancel',
])

/** Confidence that other commands need while a book is read aloud. */
export const sureWhileReading = 0.7

/** True where `heard` is a run of whole words of `read`. */
export function wasRead(heard: string, read: string): boolean {
  const said = foldText(heard).replaceAll('.', ' ').trim()
  return (
    said !== '' && ` ${foldText(read).replaceAll('.', ' ')} `.replaceAll(/\s+/g, ' ').includes(` ${said} `)
  )
}

export function judge({ decision, heard }: CommandEvent, situation: Situation): Judgement {
  const { command, arguments: args, confidence } = heard
  const words = heard.heard
  if (decision === 'reject' || command === null || !isCommandId(command))
    return situation.reading || situation.answering
      ? { what: 'echo', heard: words }
      : { what: 'reject', heard: words }
  if (alwaysDone.has(command)) return { what: 'do', command, args }
  if (situation.answering) return { what: 'echo', heard: words }
  if (situation.reading) {
    if (wasRead(words, situation.read)) return { what: 'echo', heard: words }
    if (decision === 'ask' || confidence < sureWhileReading) return { what: 'echo', heard: words }
  }
  return { what: decision, command, args }
}
