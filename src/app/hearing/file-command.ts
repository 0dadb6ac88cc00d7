/** A verdict on a command of a recording, where nobody can be asked: its certainty tells what the microphone would do. */
import type { HeardCommand } from '../../contract/hearing.ts'
import type { Verdict } from '../../core/hearing/parts.ts'

/** From here the window carries a spoken command out; below, it asks first. */
export const carriedOutFrom = 0.5
/** What is asked about is given at most. */
export const askedUpTo = 0.49

/**
 * @returns what is done with a confidence from `carriedOutFrom`, what is asked about with one up to `askedUpTo`. What is
 * rejected is no command; its guess stands first among the alternatives.
 */
export function answered({ decision, heard }: Verdict): HeardCommand {
  const { command, arguments: given, confidence, alternatives } = heard
  if (decision === 'do') return { ...heard, confidence: Math.max(confidence, carriedOutFrom) }
  if (decision === 'ask') return { ...heard, confidence: Math.min(confidence, askedUpTo) }
  const guesses = [...(command === null ? [] : [{ command, arguments: given, confidence }]), ...alternatives]
  return {
    ...heard,
    command: null,
    arguments: {},
    confidence: 0,
    alternatives: guesses.map((each) => ({ ...each, confidence: Math.min(each.confidence, askedUpTo) })),
  }
}

/**
 * The one command of a recording that was said in pieces.
 *
 * @param pieces in order, as `answered`
 * @param whole what the words of all pieces are understood to mean; never surer than the surest piece, and nothing where
 * the words of a piece are a guess that was rejected
 */
export function oneCommand(pieces: readonly HeardCommand[], whole: HeardCommand): HeardCommand {
  const guessed = pieces.some(({ command, alternatives }) => command === null && alternatives.length > 0)
  const most = Math.max(askedUpTo, ...pieces.map(({ confidence }) => confidence))
  const together = guessed
    ? { ...whole, command: null, arguments: {}, confidence: 0, alternatives: [] }
    : { ...whole, confidence: Math.min(whole.confidence, most) }
  const best = [together, ...pieces].reduce((one, other) => (worth(other) > worth(one) ? other : one))
  const others = pieces.filter((each) => each !== best)
  return {
    ...best,
    heard: whole.heard,
    alternatives: [
      ...others
        .filter(({ command }) => command !== null)
        .map(({ command, arguments: given, confidence }) => ({
          command: command as string,
          arguments: given,
          confidence,
        })),
      ...best.alternatives,
      ...others.filter(({ command }) => command === null).flatMap(({ alternatives }) => alternatives),
    ],
  }
}

const worth = ({ command, confidence }: HeardCommand): number => (command === null ? -1 : confidence)
