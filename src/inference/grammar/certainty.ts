/** How sure a decoded utterance is, from how much better any phones explain it. */

/**
 * Probability that what was decoded was said, 0 to 1.
 *
 * @param ratio as in contract/ear.ts: -9.6 is where research/VOICE-LAB.md accepts, -4.8 where it does so for one word
 * @param words of the hypothesis: a single one fits by chance more easily
 */
export function certainty(ratio: number, words: number): number {
  const half = words === 1 ? -7 : -9.6
  return 1 / (1 + Math.exp(-(ratio - half) / spread))
}
const spread = 1.6
