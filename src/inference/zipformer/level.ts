/**
 * How much speech must be amplified to have the level that the models expect.
 *
 * The level is what 80 ms of the last 0.6 s of loud sound exceed: a click or a knock on the desk does not count, and
 * neither do pauses, so that nothing pumps. It follows a speaker who turns away or comes nearer within a second. The gain is applied to the features (fbank.ts), not to the sound, so it may change from one window of the
 * encoder to the next.
 */
import { hearingRate } from '../../contract/hearing.ts'

const block = hearingRate / 100
const full = 32_768
/** Loud blocks that the level is taken from: 0.6 s of speech … */
const remembered = 60
/** … and how many of them exceed it: 80 ms. */
const exceeding = 8
/** A block counts as loud above this share of the level … */
const loud = 0.02
/** … which halves with each so many blocks of quiet: after a while, quiet is the level. */
const patience = 25
/** 30 dB: what is quieter stays quiet, so that mere hiss does not become speech. */
const most = 32

export class Level {
  readonly #target: number
  /** Peaks of the last loud blocks, of full scale; the oldest is overwritten. */
  readonly #peaks: Float32Array
  #count = 0
  #next = 0
  #level = 0
  #quiet = 0 // blocks since the last loud one
  #peak = 0 // of the block under way
  #filled = 0

  /** @param target level that sound is brought to, of full scale; or another one to go on from by itself */
  constructor(target: number | Level) {
    if (typeof target === 'number') {
      this.#target = target
      this.#peaks = new Float32Array(remembered)
      return
    }
    this.#target = target.#target
    this.#peaks = target.#peaks.slice()
    this.#count = target.#count
    this.#next = target.#next
    this.#level = target.#level
    this.#quiet = target.#quiet
    this.#peak = target.#peak
    this.#filled = target.#filled
  }

  hear(pcm: Int16Array): void {
    for (let at = 0; at < pcm.length; at++) {
      const value = Math.abs(pcm[at]!)
      if (value > this.#peak) this.#peak = value
      if (++this.#filled < block) continue
      this.#take(this.#peak / full)
      this.#peak = 0
      this.#filled = 0
    }
    this.#level = this.#measure()
  }

  #take(peak: number): void {
    if (peak < loud * this.#level * 0.5 ** (this.#quiet / patience)) {
      this.#quiet++
      return
    }
    this.#quiet = 0
    this.#peaks[this.#next] = peak
    this.#next = (this.#next + 1) % remembered
    this.#count = Math.min(remembered, this.#count + 1)
  }

  #measure(): number {
    const sorted = this.#peaks.slice(0, this.#count).sort()
    return sorted[Math.max(0, this.#count - 1 - exceeding)] ?? 0
  }

  /** Factor for the sound so far. */
  get gain(): number {
    return Math.min(most, this.#target / Math.max(this.#level, 1e-6))
  }
}
