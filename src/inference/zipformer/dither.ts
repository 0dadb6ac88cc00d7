/** A trace of noise in place of digital silence, which the models never heard in training and write “and” into. */

/** Largest value that is added, in units of 16-bit sound: −84 dB of full scale. */
const most = 2

/** @param at number of the first sample: the same sound always gets the same noise */
export function dithered(pcm: Int16Array, at: number): Int16Array {
  return pcm.map((value, index) => {
    // A hash of the number (Wellons' lowbias32), so that nothing has to be remembered.
    let hash = at + index + 1
    hash = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad)
    hash = Math.imul(hash ^ (hash >>> 15), 0x735a2d97)
    const noise = ((hash ^ (hash >>> 15)) >>> 0) % (2 * most + 1)
    return Math.min(32_767, Math.max(-32_768, value + noise - most))
  })
}
