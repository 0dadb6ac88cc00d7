/** What every voice's sound goes through before it leaves: silence cut off, one sample rate, words completed. */
import { soundRate, type Speech } from '../contract/inference.ts'
import { resample } from './dsp/resample.ts'
import { type SpokenWord, wordTimes } from './word-times.ts'

/** Anything quieter than this is silence: −60 dB of full scale, below the hiss of any voice here. */
const quiet = 33
const keepBefore = 0.004 // seconds
const keepAfter = 0.006
/** Round the first and last word of a voice that hisses: their first and last sounds are not cut to the sample. */
const marginBefore = 0.01
const marginAfter = 0.02

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

/**
 * @param pieces consecutive parts of the sound, at `rate` samples per second
 * @param spoken words in seconds of the untrimmed sound
 * @param hisses true for a voice whose pauses are not silent: the words then say where to cut
 */
export function finishSpeech(
  text: string,
  pieces: readonly Int16Array[],
  rate: number,
  spoken: readonly SpokenWord[],
  hisses = false,
): Speech {
  let whole = pieces[0] ?? new Int16Array(0)
  if (pieces.length > 1) {
    whole = new Int16Array(pieces.reduce((sum, piece) => sum + piece.length, 0))
    let at = 0
    for (const piece of pieces) {
      whole.set(piece, at)
      at += piece.length
    }
  }
  let { from, to } = audibleRange(whole, rate)
  const first = spoken[0]
  const last = spoken.at(-1)
  if (hisses && first && last) {
    from = Math.max(from, Math.round((first.start - marginBefore) * rate))
    to = Math.min(to, Math.round((last.end + marginAfter) * rate))
  }
  const pcm = resample(whole.subarray(from, to), rate, soundRate)
  const end = pcm.length / soundRate
  const clip = (time: number) => Math.min(Math.max(time - from / rate, 0), end)
  const words = spoken.map((word) => ({
    at: word.at,
    start: clip(word.start),
    end: clip(word.end),
    sounds: word.sounds.map(clip),
  }))
  return { pcm, words: wordTimes(text, words, end) }
}
