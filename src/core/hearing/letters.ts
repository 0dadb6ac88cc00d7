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
export const longestLetter = 1

/** Recognisers of sequences write “B.” */
const bare = (text: string): string => text.replace(/[\s.,;:!?…]+$/u, '').toLowerCase()

/** True where a single letter may have been said. @param seconds of speech in the utterance */
export function mayBeLetter({ text }: Hypothesis, seconds: number): boolean {
  return seconds <= longestLetter && /^\p{L}{1,4}$/u.test(bare(text))
}

/** @param hypotheses best first @param letters likeliest first @returns best first, each text once */
export function withLetter(hypotheses: readonly Hypothesis[], letters: readonly Letter[]): Hypothesis[] {
  const [best] = hypotheses
  const [first] = letters
  if (!best || !first || first.probability < leastSure) return [...hypotheses]
  const { text, probability: confidence } = first
  const words = [{ text, start: best.words[0]?.start ?? 0, end: best.words.at(-1)?.end ?? 0, confidence }]
  const letter: Hypothesis = { text, words, stable: text.length, confidence }
  const others = hypotheses.filter((each) => bare(each.text) !== text && each !== best)
  if (best.text === text) return [best, ...others]
  return /^\p{L}$/u.test(bare(best.text)) ? [letter, best, ...others] : [best, letter, ...others]
}

const digits = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** True where a grammar heard what the network may have been made for. */
export function isLetterOrFigure({ text }: Hypothesis): boolean {
  return /^\p{L}$/u.test(text) || digits.includes(text)
}

/**
 * As `withLetter`, where a grammar can only have heard a letter or a figure: the network's is believed where it is sure.
 *
 * @param hypothesis of the grammar, which `isLetterOrFigure`
 * @returns best first, and whether both heard the same
 */
export function letterOrFigure(
  hypothesis: Hypothesis,
  letters: readonly Letter[],
): { readonly hypotheses: readonly Hypothesis[]; readonly agreed: boolean } {
  const [first] = letters
  if (!first || first.probability < leastSure) return { hypotheses: [hypothesis], agreed: false }
  const text = digits[/^\d$/.test(first.text) ? Number(first.text) : -1] ?? first.text
  if (text === hypothesis.text) return { hypotheses: [hypothesis], agreed: true }
  const { probability: confidence } = first
  const words = hypothesis.words.map((word) => ({ ...word, text, confidence }))
  return { hypotheses: [{ text, words, stable: text.length, confidence }, hypothesis], agreed: false }
}
