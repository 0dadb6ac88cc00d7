/**
 * Log mel filterbank features, as the published streaming Zipformers were trained on them (Kaldi's definition).
 *
 * Frames of 25 ms every 10 ms, centred on their 10 ms (`snip_edges` false: the first ones mirror the beginning), mean
 * removed, pre-emphasis 0.97, Povey's window, power spectrum of 512 points, 80 triangles on the mel scale from 20 to
 * 7,600 Hz, natural logarithm. No dither and no floor: a constant gain of the sound is a constant added to all of a
 * frame, so the level can be set afterwards (see `Fbank.bins`).
 */
import { hearingRate } from '../../contract/hearing.ts'
import { createFourier } from './fourier.ts'

export const fbankShift = 160 // samples, 10 ms
const window = 400 // samples, 25 ms
const points = 512
const lowest = 20 // Hz
const highest = 7_600
const preEmphasis = 0.97
const before = (window - fbankShift) / 2
const full = 32_768
/** Silence in the sense of this file: far below the floor that the models know. */
const nothing = 1e-30

const mel = (hertz: number): number => 1_127 * Math.log(1 + hertz / 700)

interface Filter {
  readonly from: number // first bin of the spectrum
  readonly weights: Float64Array
}

/** Triangles that overlap by half, evenly spaced in mel; their weights are linear in mel too. */
function filters(bins: number): Filter[] {
  const width = (mel(highest) - mel(lowest)) / (bins + 1)
  return Array.from({ length: bins }, (_, bin) => {
    const left = mel(lowest) + bin * width
    const weights: number[] = []
    let from = -1
    for (let at = 0; at < points / 2; at++) {
      const place = mel((at * hearingRate) / points)
      const weight = Math.min((place - left) / width, (left + 2 * width - place) / width)
      if (weight <= 0) continue
      if (from < 0) from = at
      weights.push(weight)
    }
    return { from: Math.max(0, from), weights: Float64Array.from(weights) }
  })
}

const povey = Float64Array.from(
  { length: window },
  (_, at) => (0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (window - 1))) ** 0.85,
)
const fourier = createFourier(points)
const padded = new Float64Array(points)
const power = new Float64Array(points / 2 + 1)

export class Fbank {
  readonly #filters: readonly Filter[]
  /** Samples that some frame still needs, from the sound's sample number `#from` on. */
  #samples: Float32Array
  #from = 0
  #filled = 0
  #next = 0 // number of the frame to come

  /** @param bins features of a frame, or another one to go on from by itself */
  constructor(bins: number | Fbank = 80) {
    if (typeof bins === 'number') {
      this.#filters = filters(bins)
      this.#samples = new Float32Array(4_096)
    } else {
      this.#filters = bins.#filters
      this.#samples = bins.#samples.slice()
      this.#from = bins.#from
      this.#filled = bins.#filled
      this.#next = bins.#next
    }
  }

  get bins(): number {
    return this.#filters.length
  }

  /**
   * The frames that `samples` complete, one after the other: natural logarithms of energies of sound in −1…1, down to
   * −69 for digital silence. A gain g of the sound adds 2 ln g to each.
   *
   * @param samples 16 bit, in order
   */
  push(samples: Int16Array): Float32Array {
    this.#keep(samples)
    const end = this.#from + this.#filled
    // Frame n covers the samples from 160 n − 120 to 160 n + 280.
    const frames = Math.max(0, Math.floor((end + before - window) / fbankShift) + 1 - this.#next)
    const features = new Float32Array(frames * this.bins)
    for (let frame = 0; frame < frames; frame++)
      this.#features(this.#next + frame, features, frame * this.bins)
    this.#next += frames
    return features
  }

  #keep(samples: Int16Array): void {
    const needed = Math.max(0, this.#next * fbankShift - before)
    const passed = Math.min(this.#filled, needed - this.#from)
    if (passed > 0) {
      this.#samples.copyWithin(0, passed, this.#filled)
      this.#from += passed
      this.#filled -= passed
    }
    if (this.#filled + samples.length > this.#samples.length) {
      const larger = new Float32Array(2 * (this.#filled + samples.length))
      larger.set(this.#samples.subarray(0, this.#filled))
      this.#samples = larger
    }
    for (let at = 0; at < samples.length; at++) this.#samples[this.#filled + at] = (samples[at] ?? 0) / full
    this.#filled += samples.length
  }

  #features(frame: number, into: Float32Array, offset: number): void {
    const start = frame * fbankShift - before
    let sum = 0
    for (let at = 0; at < window; at++) {
      const place = start + at
      // The beginning is mirrored at its edge: −1 is 0, −2 is 1.
      const value = this.#samples[(place < 0 ? -place - 1 : place) - this.#from]!
      padded[at] = value
      sum += value
    }
    const mean = sum / window
    let last = padded[0]! - mean
    for (let at = 0; at < window; at++) {
      const value = padded[at]! - mean
      padded[at] = (value - preEmphasis * last) * povey[at]!
      last = value
    }
    fourier.power(padded, power)
    for (let bin = 0; bin < this.#filters.length; bin++) {
      const { from, weights } = this.#filters[bin]!
      let energy = 0
      for (let at = 0; at < weights.length; at++) energy += weights[at]! * power[from + at]!
      into[offset + bin] = Math.log(Math.max(energy, nothing))
    }
  }
}
