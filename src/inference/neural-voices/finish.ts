/** What a network's sound goes through: silence cut off, as loud as the other voices, soft ends. */
import { soundRate } from '../../contract/inference.ts'
import { frameLevels, framesPerSecond, silenceLevel, speechLevel } from '../../sound/loudness.ts'
import type { Span } from './align.ts'

/** The active speech level of eSpeak NG's plain voice, as `speechLevel` measures it, in samples' units. */
const usualLevel = 3_600
/** A voice is made louder by so much at most: more would raise its hiss. */
const mostGain = 6
const edge = { before: 0.006, after: 0.015, fade: 0.003, beyond: 0.08 } // seconds

/** @param samples −1 to 1 */
export function toPcm(samples: Float32Array): Int16Array {
  const pcm = new Int16Array(samples.length)
  for (let at = 0; at < pcm.length; at++)
    pcm[at] = Math.round(Math.max(-1, Math.min(1, samples[at] as number)) * 32_767)
  return pcm
}

/** From the first to the last of the sound, in seconds; what a network hums after its last word is not of it. */
export function audible(pcm: Int16Array, rate: number, first: number, last: number): Span {
  // Levels are counted in frames for `soundRate`; at another rate they are a little shorter or longer.
  const levels = frameLevels(pcm)
  const limit = silenceLevel(levels) / 2
  const second = (frame: number): number => (frame / framesPerSecond) * (soundRate / rate)
  const begin = levels.findIndex((level) => level > limit)
  const end = levels.findLastIndex((level) => level > limit)
  const whole = pcm.length / rate
  if (begin < 0) return { start: 0, end: whole }
  return {
    start: Math.max(0, first - edge.beyond, second(begin) - edge.before),
    end: Math.min(whole, last + edge.beyond, second(end + 1) + edge.after),
  }
}

/** As loud as the other voices, with soft ends, and the pause behind it. A voice keeps the gain of its first clause. */
export function levelled(pcm: Int16Array, learnt: { gain: number | undefined }, pause: number): Int16Array {
  const level = speechLevel(frameLevels(pcm))
  const gain = learnt.gain ?? (level > 0 ? Math.min(mostGain, usualLevel / level) : 1)
  // A word or two say little of a voice.
  if (learnt.gain === undefined && pcm.length > soundRate) learnt.gain = gain
  const out = new Int16Array(pcm.length + Math.round(pause * soundRate))
  const fade = Math.min(Math.round(edge.fade * soundRate), pcm.length >> 1)
  for (let at = 0; at < pcm.length; at++) {
    const ends = Math.min(1, (at + 1) / fade, (pcm.length - at) / fade)
    out[at] = limited((pcm[at] as number) * gain * ends)
  }
  return out
}

/** Above half of full scale peaks are bent rather than cut. */
function limited(value: number): number {
  const size = Math.abs(value)
  if (size <= 16_384) return Math.round(value)
  return Math.round(Math.sign(value) * (16_384 + 16_000 * Math.tanh((size - 16_384) / 16_000)))
}
