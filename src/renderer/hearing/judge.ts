/**
 * What becomes of a spoken command, given what Lectern itself is saying meanwhile.
 *
 * The core decides how well an utterance fits a command; it cannot know what comes out of the speakers. Echo
 * cancellation takes most of that out of the microphone's sound, and none of it where it is switched off or where the
 * loudspeakers are another machine's. So while a book is read aloud, or Lectern answers,
 * - what was just said by Lectern is no command, whoever seems to say it, and
 * - all but what makes Lectern quieter needs more certainty.
 * An answer may be spoken into: who knows what comes need not hear it out. Stopping is never refused: a false stop costs a key, a stop that does not work costs trust.
 */
import { type CommandId, commands, isCommandId } from '../../contract/commands.ts'
import type { HearingEvent } from '../../contract/hearing.ts'
import { foldText } from '../ui/word-match.ts'

export type CommandEvent = Extract<HearingEvent, { type: 'command' }>

export interface Situation {
  /** Lectern itself can be heard: a book is read aloud, or an answer is said. */
  readonly audible: boolean
  /** What Lectern said in the last seconds, as it is written. */
  readonly said: string
  /** “Did you mean …?” is open. */
  readonly asked: boolean
  /** Another dialog is open, which may be agreed to: some forget things for good. */
  readonly dialog: boolean
}

export type Judgement =
  | { readonly what: 'do' | 'ask'; readonly command: CommandId; readonly args: Record<string, unknown> }
  /** Nothing fits; say so. `heard` is empty where the words are not certain enough to be shown. */
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

const answers: ReadonlySet<string> = new Set(['yes', 'no'])

/**
 * Below, words are not shown: those of a command that was not done are the nearest phrase there is, which nobody need
 * have said, and those of what is no command are a transcript that its recogniser doubts.
 */
export const sureWords = 0.5

/** True where a yes that was not meant does harm: the command changes what is kept, or writes elsewhere. */
export function needsCare(command: CommandId): boolean {
  const risk = commands.find(({ id }) => id === command)?.risk
  return risk === 'changes' || risk === 'outside'
}

/** Confidence that other commands need while Lectern can be heard. */
export const sureWhileAudible = 0.7

/** True where `heard` is a run of whole words of `said`. */
export function wasSaid(heard: string, said: string): boolean {
  const words = (text: string) => foldText(text).replaceAll('.', ' ').trim().replaceAll(/\s+/g, ' ')
  const wanted = words(heard)
  return wanted !== '' && ` ${words(said)} `.includes(` ${wanted} `)
}

export function judge({ decision, heard }: CommandEvent, situation: Situation): Judgement {
  const { command, arguments: args, confidence } = heard
  const words = heard.heard
  if (decision === 'reject' || command === null || !isCommandId(command)) {
    if (situation.audible) return { what: 'echo', heard: words }
    return { what: 'reject', heard: confidence >= sureWords ? words : '' }
  }
  if (alwaysDone.has(command)) return { what: 'do', command, args }
  if (situation.audible && wasSaid(words, situation.said)) return { what: 'echo', heard: words }
  // “Did you mean yes?” would be no help.
  if (answers.has(command) && situation.asked) return { what: 'do', command, args }
  if (answers.has(command) && situation.dialog)
    return command === 'no' || decision === 'do'
      ? { what: 'do', command, args }
      : { what: 'reject', heard: words }
  if (situation.audible && (decision === 'ask' || confidence < sureWhileAudible))
    return { what: 'echo', heard: words }
  // What is before the user is the dialog, not the document behind it.
  if (command === 'close' && (situation.dialog || situation.asked))
    return { what: 'do', command: 'cancel', args: {} }
  return { what: decision, command, args }
}
