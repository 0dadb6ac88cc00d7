/**
 * Single letters, which recognisers of words hear badly: a network that is made for them has a say where one may have
 * been said.
 *
 * Of 37 letters said by two people the network names 34, a grammar of all letters 27 (docs/adr/0028). It takes
 * everything for a letter, so it decides only where the recogniser heard a single letter as well; where that heard a
 * short word (“be”, “see”, “why”), the letter is offered among the alternatives.
 */
import type { Hypothesis } from '../../contract/hearing.ts'

export interface Letter {
  readonly text: string // a letter in lower case, or a digit
  readonly probability: number
}
/** Likeliest first; empty where there is no such network. @param pcm mono, 16 bit, at hearingRate, cut by voice activity */
export type NameLetter = (pcm: Int16Array) => Promise<readonly Letter[]>

/** Less is a guess. */
const leastSure = 0.6
/** Seconds of speech; nobody says a letter for longer. */
const longestLetter = 1

/** True where a single letter may have been said. @param seconds of speech in the utterance */
export function mayBeLetter({ text }: Hypothesis, seconds: number): boolean {
  return seconds <= longestLetter && /^\p{L}{1,4}$/u.test(text)
}

/** @param hypotheses best first @param letters likeliest first @returns best first, each text once */
export function withLetter(hypotheses: readonly Hypothesis[], letters: readonly Letter[]): Hypothesis[] {
  const [best] = hypotheses
  const [first] = letters
  if (!best || !first || first.probability < leastSure) return [...hypotheses]
  const { text, probability: confidence } = first
  const words = [{ text, start: best.words[0]?.start ?? 0, end: best.words.at(-1)?.end ?? 0, confidence }]
  const letter: Hypothesis = { text, words, stable: text.length, confidence }
  const others = hypotheses.filter((each) => each.text !== text && each !== best)
  if (best.text === text) return [best, ...others]
  return /^\p{L}$/u.test(best.text) ? [letter, best, ...others] : [best, letter, ...others]
}
