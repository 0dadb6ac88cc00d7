/**
 * What the letter network sees of a second of speech: 64 mel bands by 128 frames, logarithms, normalised over the clip.
 *
 * After its publisher's training code (moonshine-ai/moonshine, micro/stt-training/stt_training/features.py, MIT):
 * torchaudio's MelSpectrogram with a periodic Hann window of 512, hop 125, centred with reflection, Slaney's mel scale and
 * area norm from 20 to 8,000 Hz; then ln(x + 1e-6), and mean 0 and deviation 1 over all of it.
 */

export const bands = 64
export const frames = 128
/** Samples at 16 kHz of the second that is looked at. */
export const clipSamples = 16_000
const size = 512
const hop = 125
const bins = size / 2 + 1
const lowest = 20
const highest = 8_000

/** Slaney's scale (Auditory Toolbox, 1998): linear up to 1 kHz, logarithmic above. */
const toMel = (hz: number): number =>
  hz >= 1_000 ? 15 + (Math.log(hz / 1_000) * 27) / Math.log(6.4) : (hz * 3) / 200
const toHz = (mel: number): number =>
  mel >= 15 ? 1_000 * Math.exp((Math.log(6.4) / 27) * (mel - 15)) : (mel * 200) / 3

interface Band {
  readonly first: number
  readonly weights: Float64Array
}
function makeBands(): readonly Band[] {
  const [from, to] = [toMel(lowest), toMel(highest)]
  const edges = Array.from({ length: bands + 2 }, (_, at) => toHz(from + ((to - from) * at) / (bands + 1)))
  return Array.from({ length: bands }, (_, band) => {
    const [left, middle, right] = [edges[band]!, edges[band + 1]!, edges[band + 2]!]
    const weightOf = (bin: number): number => {
      const hz = (bin * 16_000) / size
      if (hz <= left || hz >= right) return 0
      const height = hz <= middle ? (hz - left) / (middle - left) : (right - hz) / (right - middle)
      return (height * 2) / (right - left)
    }
    const inside = Array.from({ length: bins }, (_, bin) => bin).filter((bin) => weightOf(bin) > 0)
    return { first: inside[0] ?? 0, weights: Float64Array.from(inside, weightOf) }
  })
}
const filters = makeBands()
const window = Float64Array.from({ length: size }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / size))
const cosines = Float64Array.from({ length: size / 2 }, (_, at) => Math.cos((2 * Math.PI * at) / size))
const sines = Float64Array.from({ length: size / 2 }, (_, at) => -Math.sin((2 * Math.PI * at) / size))

/** Radix-2 transform in place. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  for (let at = 1, reversed = 0; at < size; at++) {
    let bit = size >> 1
    for (; reversed & bit; bit >>= 1) reversed ^= bit
    reversed ^= bit
    if (at < reversed) {
      const kept = real[at]!
      real[at] = real[reversed]!
      real[reversed] = kept
    }
  }
  for (let length = 2; length <= size; length <<= 1) {
    const step = size / length
    for (let start = 0; start < size; start += length)
      for (let at = 0; at < length / 2; at++) {
        const [even, odd] = [start + at, start + at + length / 2]
        const cosine = cosines[at * step]!
        const sine = sines[at * step]!
        const re = real[odd]! * cosine - imaginary[odd]! * sine
        const im = real[odd]! * sine + imaginary[odd]! * cosine
        real[odd] = real[even]! - re
        imaginary[odd] = imaginary[even]! - im
        real[even]! += re
        imaginary[even]! += im
      }
  }
}

/**
 * @param clip `clipSamples` samples at 16 kHz in −1..1; what a shorter one lacks at its end is silence
 * @returns `bands` rows of `frames`
 */
export function logMel(clip: Float32Array): Float32Array {
  const result = new Float32Array(bands * frames)
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  for (let frame = 0; frame < frames; frame++) {
    imaginary.fill(0)
    for (let at = 0; at < size; at++) {
      let place = frame * hop + at - size / 2
      if (place < 0) place = -place
      if (place >= clipSamples) place = 2 * (clipSamples - 1) - place
      real[at] = (clip[place] ?? 0) * window[at]!
    }
    transform(real, imaginary)
    for (let band = 0; band < bands; band++) {
      const { first, weights } = filters[band]!
      let energy = 0
      for (let at = 0; at < weights.length; at++)
        energy += weights[at]! * (real[first + at]! ** 2 + imaginary[first + at]! ** 2)
      result[band * frames + frame] = Math.log(energy + 1e-6)
    }
  }
  const mean = result.reduce((sum, value) => sum + value, 0) / result.length
  // torch.std divides by one less.
  const deviation = Math.max(
    1e-3,
    Math.sqrt(result.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (result.length - 1)),
  )
  return result.map((value) => (value - mean) / deviation)
}
