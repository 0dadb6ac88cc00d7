/** Cutting the silence off both ends of a voice's sound. */

/** Anything quieter than this is silence: −60 dB of full scale, below the hiss of any voice here. */
const quiet = 33
const keepBefore = 0.004 // seconds
const keepAfter = 0.006

/**
 * First and last sample worth keeping, in samples; 0, 0 for a sound that is all silence.
 *
 * @param rate samples per second
 */
export function audibleRange(pcm: Int16Array, rate: number): { readonly from: number; readonly to: number } {
  let from = 0
  while (from < pcm.length && Math.abs(pcm[from] ?? 0) < quiet) from++
  if (from === pcm.length) return { from: 0, to: 0 }
  let to = pcm.length
  while (Math.abs(pcm[to - 1] ?? 0) < quiet) to--
  return {
    from: Math.max(0, from - Math.round(keepBefore * rate)),
    to: Math.min(pcm.length, to + Math.round(keepAfter * rate)),
  }
}
