/**
 * Pauses of an utterance, found in its sound: silences where words meet, and at both ends.
 *
 * Works for any voice and for recordings: it asks only how loud the sound is and where words begin. The gap before the
 * release of a stop ("spo-ke") is silent too; it belongs to its word and is left alone, so a silence counts the more
 * readily the more speaks for a pause: punctuation at the word's end, or merely its length.
 */
import type { WordTime } from '../../contract/inference.ts'
import { frameLevels, framesPerSecond, silenceLevel } from '../../sound/loudness.ts'

/** In seconds of the sound. */
export interface Pause {
  readonly from: number
  readonly to: number
}

/** The least that counts, in seconds: after punctuation, between any two words, anywhere. */
const least = { punctuated: 0.05, between: 0.1, anywhere: 0.16 }
/** How far a word's reported beginning may lie from the end of the silence before it. */
const reach = 0.06
/** At either end, where it belongs to the pause between two utterances. */
const leastAtEnds = 0.02

/** At the end of a word with what follows it: some voices count the mark to the word, some do not. */
const punctuation = /[,;:.!?…—–()[\]{}"“”„‚‘«»‹›、。，；：！？।؛،][^\p{L}\p{N}]*$/u

/**
 * @param words the voice's words over `spoken`, ascending; none are needed, but shorter pauses are found with them
 * @returns in order, not overlapping
 */
export function pausesIn(pcm: Int16Array, words: readonly WordTime[], spoken: string): Pause[] {
  const levels = frameLevels(pcm)
  const limit = silenceLevel(levels)
  const pauses: Pause[] = []
  let next = 0
  for (let begin = 0; begin < levels.length; begin++) {
    if ((levels[begin] as number) >= limit) continue
    let end = begin
    while (end < levels.length && (levels[end] as number) < limit) end++
    const from = begin / framesPerSecond
    const to = end / framesPerSecond
    begin = end
    if (from === 0 || end === levels.length) {
      if (to - from >= leastAtEnds && to - from < levels.length / framesPerSecond) pauses.push({ from, to })
      continue
    }
    if (to - from < least.punctuated) continue
    while (next < words.length && words[next]!.start < from - reach / 3) next++
    const word = words[next]
    const before = words[next - 1]
    const meets = word && before && word.start <= to + reach
    const marked = meets && punctuation.test(spoken.slice(before.from, word.from))
    if (to - from < (marked ? least.punctuated : meets ? least.between : least.anywhere)) continue
    pauses.push({ from, to })
  }
  return pauses
}
