/** How loud a voice is, and where it is silent. */
import { soundRate } from '../contract/inference.ts'

/** 5 ms: shorter than any pause, longer than a period of all but the lowest voices. */
const frame = soundRate / 200

/** Root mean square of each 5 ms, in samples' units. */
export function frameLevels(pcm: Int16Array): Float32Array {
  const levels = new Float32Array(Math.floor(pcm.length / frame))
  for (let index = 0; index < levels.length; index++) {
    let energy = 0
    for (let at = index * frame; at < (index + 1) * frame; at++) energy += (pcm[at] as number) ** 2
    levels[index] = Math.sqrt(energy / frame)
  }
  return levels
}
export const framesPerSecond = soundRate / frame

/** Share of frames that are quieter, 0 to 1, of the levels in `levels`. */
function quantile(levels: Float32Array, share: number): number {
  if (levels.length === 0) return 0
  return levels.toSorted()[Math.min(levels.length - 1, Math.floor(levels.length * share))] as number
}

/**
 * Root mean square of what is spoken, silences left out: of the frames within 20 dB of the loud ones (the method of
 * ITU-T P.56's active speech level, simplified).
 */
export function speechLevel(levels: Float32Array): number {
  const least = quantile(levels, 0.95) / 10
  let energy = 0
  let count = 0
  for (const level of levels)
    if (level > least) {
      energy += level ** 2
      count++
    }
  return count === 0 ? 0 : Math.sqrt(energy / count)
}

/**
 * Below this a frame is silent: 30 dB below the loud ones; where the room is louder than that, 6 dB above the room,
 * but never less than 16 dB below the voice.
 */
export function silenceLevel(levels: Float32Array): number {
  const loud = quantile(levels, 0.9)
  return Math.min(Math.max(loud * 0.0316, quantile(levels, 0.05) * 2), loud * 0.16)
}
