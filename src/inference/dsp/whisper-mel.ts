/**
 * What Whisper's encoders see of sound: log-mel bands, 10 ms a frame.
 *
 * After openai/whisper, audio.py `log_mel_spectrogram` (MIT), as Transformers' `WhisperFeatureExtractor` computes it: a
 * periodic Hann window of 400 samples every 160, centred with reflection; power; Slaney's mel bands from 0 to 8,000 Hz
 * with area norm; log10 of at least 1e-10; at most 8 below the highest of all; (x + 4) / 4. The last frame is left out.
 */
import { hearingRate } from '../../contract/hearing.ts'

const size = 400
const hop = 160
const bins = size / 2 + 1
const side = 20 // 400 = 20 × 20

/** Slaney's scale (Auditory Toolbox, 1998): linear up to 1 kHz, logarithmic above. */
const toMel = (hz: number): number =>
  hz >= 1_000 ? 15 + (Math.log(hz / 1_000) * 27) / Math.log(6.4) : (hz * 3) / 200
const toHz = (mel: number): number =>
  mel >= 15 ? 1_000 * Math.exp((Math.log(6.4) / 27) * (mel - 15)) : (mel * 200) / 3

interface Band {
  readonly first: number
  readonly weights: Float64Array
}

function makeBands(count: number): readonly Band[] {
  const highest = toMel(hearingRate / 2)
  const edges = Array.from({ length: count + 2 }, (_, at) => toHz((highest * at) / (count + 1)))
  return Array.from({ length: count }, (_, band) => {
    const [left, middle, right] = [edges[band]!, edges[band + 1]!, edges[band + 2]!]
    const weightOf = (bin: number): number => {
      const hz = (bin * hearingRate) / size
      const height = Math.min((hz - left) / (middle - left), (right - hz) / (right - middle))
      return (Math.max(0, height) * 2) / (right - left)
    }
    const inside = Array.from({ length: bins }, (_, bin) => bin).filter((bin) => weightOf(bin) > 0)
    return { first: inside[0] ?? 0, weights: Float64Array.from(inside, weightOf) }
  })
}
const bandsOf = new Map<number, readonly Band[]>()

const hann = Float64Array.from({ length: size }, (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * at) / size))
const cosine = Float64Array.from({ length: size }, (_, at) => Math.cos((2 * Math.PI * at) / size))
const sine = Float64Array.from({ length: size }, (_, at) => -Math.sin((2 * Math.PI * at) / size))

/** Transform of 400 complex samples in two stages of 20 (Cooley and Tukey, 1965). Both are overwritten. */
function transform(real: Float64Array, imaginary: Float64Array): void {
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  for (let column = 0; column < side; column++)
    for (let row = 0; row < side; row++) {
      let [a, b] = [0, 0]
      for (let at = 0; at < side; at++) {
        const turn = ((at * row) % side) * side
        const [x, y] = [real[side * at + column]!, imaginary[side * at + column]!]
        a += x * cosine[turn]! - y * sine[turn]!
        b += x * sine[turn]! + y * cosine[turn]!
      }
      const twiddle = column * row
      re[column * side + row] = a * cosine[twiddle]! - b * sine[twiddle]!
      im[column * side + row] = a * sine[twiddle]! + b * cosine[twiddle]!
    }
  for (let row = 0; row < side; row++)
    for (let block = 0; block < side; block++) {
      let [a, b] = [0, 0]
      for (let column = 0; column < side; column++) {
        const turn = ((column * block) % side) * side
        const [x, y] = [re[column * side + row]!, im[column * side + row]!]
        a += x * cosine[turn]! - y * sine[turn]!
        b += x * sine[turn]! + y * cosine[turn]!
      }
      real[row + side * block] = a
      imaginary[row + side * block] = b
    }
}

/**
 * @param sound at 16 kHz; only its first `frames` times 160 samples are looked at, and what is lacking is silence
 * @param frames 3,000 for Whisper, 800 for eight seconds
 * @param bands 80, or 128 for Whisper large v3
 * @returns `bands` rows of `frames`
 */
export function whisperMel(sound: Float32Array, frames: number, bands = 80): Float32Array {
  const filters = bandsOf.get(bands) ?? makeBands(bands)
  bandsOf.set(bands, filters)
  const result = new Float32Array(bands * frames)
  const length = frames * hop
  const heard = Math.min(length, sound.length)
  const real = new Float64Array(size)
  const imaginary = new Float64Array(size)
  const silence = Math.log10(1e-10)
  let highest = silence

  const take = (frame: number, into: Float64Array): void => {
    for (let at = 0; at < size; at++) {
      let place = frame * hop + at - size / 2
      if (place < 0) place = -place
      if (place >= length) place = 2 * (length - 1) - place
      into[at] = place < heard ? sound[place]! * hann[at]! : 0
    }
  }
  const write = (frame: number, power: (bin: number) => number): void => {
    const powers = Float64Array.from({ length: bins }, (_, bin) => power(bin))
    for (let band = 0; band < bands; band++) {
      const { first, weights } = filters[band]!
      let energy = 0
      for (let at = 0; at < weights.length; at++) energy += weights[at]! * powers[first + at]!
      const value = Math.log10(Math.max(1e-10, energy))
      result[band * frames + frame] = value
      if (value > highest) highest = value
    }
  }
  // Two frames at once, as the real and the imaginary part of one signal.
  for (let frame = 0; frame < frames; frame += 2) {
    if (frame * hop - size / 2 >= heard) {
      for (let band = 0; band < bands; band++)
        result.fill(silence, band * frames + frame, (band + 1) * frames)
      break
    }
    take(frame, real)
    if (frame + 1 < frames) take(frame + 1, imaginary)
    else imaginary.fill(0)
    transform(real, imaginary)
    const mirror = (bin: number) => (size - bin) % size
    write(frame, (bin) => {
      const back = mirror(bin)
      return ((real[bin]! + real[back]!) / 2) ** 2 + ((imaginary[bin]! - imaginary[back]!) / 2) ** 2
    })
    if (frame + 1 < frames)
      write(frame + 1, (bin) => {
        const back = mirror(bin)
        return ((imaginary[bin]! + imaginary[back]!) / 2) ** 2 + ((real[bin]! - real[back]!) / 2) ** 2
      })
  }
  const least = highest - 8
  for (let at = 0; at < result.length; at++) result[at] = (Math.max(result[at]!, least) + 4) / 4
  return result
}
