/** Hypotheses with their words counted from the first sound of speech, not from the pre-roll. */
import type { Hypothesis } from '../../contract/hearing.ts'

/**
 * @param lead seconds of pre-roll that the recogniser heard first
 * @param length seconds after which words belong to the next utterance
 */
export function placed(hypothesis: Hypothesis, lead: number, length = Number.POSITIVE_INFINITY): Hypothesis {
  const words = hypothesis.words
    .map((word) => ({ ...word, start: Math.max(0, word.start - lead), end: Math.max(0, word.end - lead) }))
    .filter(({ start }) => start < length)
  if (words.length === hypothesis.words.length) return { ...hypothesis, words }
  const text = words.map((word) => word.text).join(' ')
  return { ...hypothesis, text, words, stable: text.length }
}
