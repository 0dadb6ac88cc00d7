/**
 * Changes the sample rate of a microphone's sound while it comes in: a polyphase FIR low-pass (Kaiser window).
 *
 * Made for an AudioWorklet: plain arithmetic on floats, no WebAssembly to load, no allocation but of what is given
 * back. Its filter is designed as that of inference/dsp/resample.ts, which works on 16 bits in WebAssembly and is 4 times as fast.
 * Free of delay: output sample n stands exactly at input time n · from / to; what it still lacks is the sound that
 * comes half a filter later (3.2 ms at 48 kHz).
 */
import { greatestCommonDivisor, lowPass } from './low-pass.ts'

/** Stop-band attenuation the filter is designed for, in dB: as deep as 13 bits, below any microphone's own noise. */
const attenuation = 80
/**
 * Width of the transition from pass to stop band, as a share of the lower of both rates; it ends at its Nyquist
 * frequency. 7.2 to 8 kHz: recognisers look at sounds up to 7.6 kHz.
 */
const transition = 0.05
/**
 * Phases kept as they are. A device whose rate has no small ratio to ours (44,056 Hz, say) would need up to 16,000:
 * for those, filters between two of so many phases are drawn straight between them (error below −90 dB).
 */
const mostPhases = 1_024

interface Design {
  readonly taps: number
  readonly rows: number
  /** `rows` + 1 filters after one another; the last is the first one, a sample later. */
  readonly table: Float32Array
}

function design(from: number, to: number, rows: number): Design {
  const { taps, phase } = lowPass(from, to, { attenuation, transition, multiple: 2 })
  const table = new Float32Array((rows + 1) * taps)
  for (let row = 0; row <= rows; row++) table.set(phase(row / rows), row * taps)
  return { taps, rows, table }
}

export class HearingResampler {
  /** The input's samples that one output step is ahead by, as `step / phases`. */
  readonly #phases: number
  readonly #step: number
  readonly #design: Design
  readonly #half: number
  /** Input from sample `#start` on, as far as it is still needed; `#filled` of it. */
  #held: Float32Array
  #start: number
  #filled: number
  #made = 0

  /**
   * @param from samples per second of what is written, a whole number @param to of what is given back
   * @throws {RangeError} where a rate is none
   */
  constructor(from: number, to: number) {
    if (!(Number.isInteger(from) && Number.isInteger(to) && from > 0 && to > 0))
      throw new RangeError(`${from} to ${to} samples a second are no rates`)
    const divisor = greatestCommonDivisor(from, to)
    this.#phases = to / divisor
    this.#step = from / divisor
    this.#design = design(from, to, Math.min(this.#phases, mostPhases))
    this.#half = this.#design.taps / 2
    this.#held = new Float32Array(8_192)
    // The first filter meets samples from before the sound, which are silent.
    this.#start = 1 - this.#half
    this.#filled = this.#half - 1
  }

  /** Takes the next samples, −1 to 1, and gives those that are certain by now. The input is not kept. */
  write(samples: Float32Array): Float32Array {
    if (this.#phases === 1 && this.#step === 1) return samples.slice()
    this.#append(samples)
    // Output n is certain when the last sample its filter meets, floor(n · M / L) + half, has come.
    const received = this.#start + this.#filled
    const until = Math.max(this.#made, Math.ceil(((received - this.#half) * this.#phases) / this.#step))
    const out = new Float32Array(until - this.#made)
    for (let i = 0; i < out.length; i++) out[i] = this.#filter(this.#made + i)
    this.#made = until
    return out
  }

  #append(samples: Float32Array): void {
    const used = Math.floor((this.#made * this.#step) / this.#phases) - this.#half + 1 - this.#start
    if (used > 0) {
      this.#held.copyWithin(0, used, this.#filled)
      this.#filled -= used
      this.#start += used
    }
    if (this.#filled + samples.length > this.#held.length) {
      const larger = new Float32Array(2 * (this.#filled + samples.length))
      larger.set(this.#held.subarray(0, this.#filled))
      this.#held = larger
    }
    this.#held.set(samples, this.#filled)
    this.#filled += samples.length
  }

  #filter(output: number): number {
    const { taps, rows, table } = this.#design
    const whole = Math.floor((output * this.#step) / this.#phases)
    const place = (((output * this.#step) % this.#phases) * rows) / this.#phases
    const row = Math.floor(place)
    const share = place - row
    const first = whole - this.#half + 1 - this.#start
    let sum = 0
    for (let tap = 0, at = row * taps; tap < taps; tap++, at++)
      sum += (table[at] as number) * (this.#held[first + tap] as number)
    if (share === 0) return sum
    let next = 0
    for (let tap = 0, at = (row + 1) * taps; tap < taps; tap++, at++)
      next += (table[at] as number) * (this.#held[first + tap] as number)
    return sum + share * (next - sum)
  }
}
