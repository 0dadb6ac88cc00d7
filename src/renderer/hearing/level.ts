/**
 * How loud it is at the microphone, and advice that a person can act on.
 *
 * Pure and clockless: time is counted in frames of 32 ms. Whether somebody speaks is decided elsewhere (voice
 * activity), because a level alone cannot tell speech from a door.
 */
import type { HearingAdvice, HearingLevel } from './hearing-types.ts'

/** Nothing at all, in dBFS: what 16 bits can hold. */
export const silence = -96

/** Speech below it is misheard: research/VOICE-LAB.md section 1 has 11 words of 11 wrong at −41 dBFS. */
const quietSpeech = -40
/** Speech less than this above the noise is misheard: section 3 has 20 dB fine and 60 % understood at 10 dB. */
const leastAbove = 12
/** Samples from here on are at the end of what the converter can give. */
const clipped = 32_600
/** Clipped samples in a frame that make it a clipped one: a single one is a click. */
const clippedSamples = 8
/** Frames of speech before it is judged: half a second. */
const judgedFrames = 16
/** The share that one frame has in an average: two thirds of it lie within half a second. */
const speechShare = 1 / 16
/** The noise falls as quickly as it can be heard, and rises slowly, so that speech does not count as noise. */
const noiseFall = 1 / 8
const noiseRise = 1 / 64

/** Root mean square in dBFS, where a sine of full scale has −3. */
export function decibels(pcm: Int16Array): number {
  let sum = 0
  for (const sample of pcm) sum += sample * sample
  if (sum === 0) return silence
  return Math.max(silence, 10 * Math.log10(sum / pcm.length / 32_768 ** 2))
}

export class LevelMeter {
  #now = silence
  #noise: number | undefined
  #speech: number | undefined
  #spoken = 0
  #clippedFrames = 0

  /** @param pcm the next frame @param speaking whether it belongs to speech */
  hear(pcm: Int16Array, speaking: boolean): void {
    this.#now = decibels(pcm)
    if (!speaking) {
      if (this.#spoken > 0) this.#spoken = 0
      const before = this.#noise ?? this.#now
      this.#noise = before + (this.#now - before) * (this.#now < before ? noiseFall : noiseRise)
      return
    }
    if (this.#spoken === 0) this.#clippedFrames = 0 // a new utterance is judged by itself
    this.#spoken++
    const before = this.#speech ?? this.#now
    // Rests between words are not speech's level.
    if (this.#now > before - 15) this.#speech = before + (this.#now - before) * speechShare
    let loud = 0
    for (const sample of pcm) if (Math.abs(sample) >= clipped) loud++
    if (loud >= clippedSamples) this.#clippedFrames++
  }

  get level(): HearingLevel {
    return { speech: this.#now, noise: this.#noise ?? silence }
  }

  /** Undefined while too little was said to judge, and where all is well. */
  get advice(): HearingAdvice | undefined {
    if (this.#spoken < judgedFrames || this.#speech === undefined) return undefined
    if (this.#clippedFrames * 8 > this.#spoken) return 'clipping'
    if (this.#speech < quietSpeech) return 'quiet'
    if (this.#noise !== undefined && this.#speech - this.#noise < leastAbove) return 'noisy'
    return undefined
  }
}
