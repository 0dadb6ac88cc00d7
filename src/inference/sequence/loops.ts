/** Decoders that are given what is no speech go in circles: the same words for ever. People repeat themselves, too. */

/** Tokens of the longest phrase that is looked for … */
const longest = 12
/** … and how often it has to be there in a row: a single token more often, for “no no no no”. */
const times = (length: number): number => (length === 1 ? 10 : length === 2 ? 6 : 4)
/** Of a circle so many rounds are kept: it may have begun with words that were said. */
const kept = 2

/** @returns tokens to take off the end, where they are a circle; else 0 */
export function loopOf(tokens: readonly number[]): number {
  for (let length = 1; length <= longest; length++) {
    const rounds = times(length)
    if (tokens.length < rounds * length) continue
    const from = tokens.length - rounds * length
    let same = true
    for (let at = from + length; same && at < tokens.length; at++) same = tokens[at] === tokens[at - length]
    if (same) return (rounds - kept) * length
  }
  return 0
}
