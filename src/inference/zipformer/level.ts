/**
 * How much speech must be amplified to have the level that the models expect: a running peak, scaled to 0.6.
 *
 * The gain falls at once when speech gets louder and rises slowly when it stays quiet, so that pauses do not pump. It is
 * applied to the features (fbank.ts), not to the sound, so it may change between two windows of the encoder.
 */

/** Peak that speech is brought to, of full scale (research/VOICE-LAB.md section 1). */
const target = 0.6
const full = 32_768
/** 30 dB: what is quieter than 0.019 of full scale stays quiet, so that mere hiss does not become speech. */
const most = 32

export interface LevelOptions {
  /** Share of the peak that is lost in a second. */
  readonly release?: number
  readonly target?: number
  readonly most?: number
}

export class Level {
  #peak = 0
  readonly #target: number
  readonly #most: number
  readonly #keep: number // for each sample

  constructor(from?: Level | LevelOptions, rate = 16_000) {
    if (from instanceof Level) {
      this.#peak = from.#peak
      this.#target = from.#target
      this.#most = from.#most
      this.#keep = from.#keep
      return
    }
    this.#target = from?.target ?? target
    this.#most = from?.most ?? most
    this.#keep = (1 - (from?.release ?? 0)) ** (1 / rate)
  }

  hear(pcm: Int16Array): void {
    let peak = 0
    for (let at = 0; at < pcm.length; at++) peak = Math.max(peak, Math.abs(pcm[at]!))
    this.#peak = Math.max(this.#peak * this.#keep ** pcm.length, peak / full)
  }

  /** Factor for the sound so far. */
  get gain(): number {
    return Math.min(this.#most, this.#target / Math.max(this.#peak, 1e-6))
  }
}
