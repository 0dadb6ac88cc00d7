/**
 * What of a text that is guessed again and again will stay.
 *
 * LocalAgreement-2 (Liu et al., Low-Latency Sequence-to-Sequence Speech Recognition and Translation by Partial Hypothesis
 * Selection, 2020; Macháček et al., Turning Whisper into Real-Time Transcription System, 2023): words on which two guesses
 * in a row agree are final. The last word of a guess may be half said, so it never counts.
 */
import { type Spelled, spell } from './words.ts'
import type { Vocabulary } from './vocabulary.ts'

interface Guess {
  readonly tokens: readonly number[]
}

/** Where the words of a text end, in UTF-16 units, and the tokens that they need. */
function wordEnds({ text, ends }: Spelled): { readonly text: string; readonly tokens: number }[] {
  const result: { text: string; tokens: number }[] = []
  for (let token = 0; token < ends.length; token++) {
    const end = ends[token]!
    // A word is whole where the next token begins another one.
    if (end > 0 && token + 1 < ends.length && /^\s/u.test(text.slice(end)))
      result.push({ text: text.slice(0, end), tokens: token + 1 })
  }
  return result
}

/** @returns how many of the first tokens of `next` belong to words that the guess before it begins with, too */
export function agreed(vocabulary: Vocabulary, before: Guess, next: Guess): number {
  const [old, now] = [spell(vocabulary, before.tokens), spell(vocabulary, next.tokens)]
  const known = new Set(wordEnds(old).map(({ text }) => text))
  return wordEnds(now).findLast(({ text }) => known.has(text))?.tokens ?? 0
}
