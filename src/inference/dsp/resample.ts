/**
 * Changes the sample rate of speech by a ratio of small integers: a polyphase FIR low-pass (Kaiser window).
 *
 * Delay-free: output sample n stands exactly at input time n · from / to, so word times need no correction. Written
 * for our few fixed ratios rather than taken from libsamplerate-js, which is 22 to 60 times slower for the same job.
 */
import { greatestCommonDivisor, lowPass } from '../../sound/low-pass.ts'
import { type ConvolveModule, loadConvolve } from './convolve.ts'

/** Stop-band attenuation the filter is designed for, in dB. */
const attenuation = 80
/** Width of the transition from pass to stop band, as a share of the lower of both rates; it ends at its Nyquist frequency. */
const transition = 0.1

export interface Resampler {
  /** Takes the next samples and gives those that are certain by now. Input is not kept. */
  write(pcm: Int16Array): Int16Array
  /** Gives the rest; in all, round(input · to / from) samples have then come. The resampler can be used again. */
  flush(): Int16Array
}

interface Filter {
  readonly phases: number // L: output samples in a period
  readonly step: number // M: input samples in a period
  readonly taps: number
  readonly wasm: ConvolveModule // its memory holds the table, then a block of input, then one of output
  readonly inputAt: number // byte addresses
  readonly outAt: number
}

/** New input samples filtered at a time. */
const blockSamples = 8_192
const pageBytes = 65_536

const filters = new Map<string, Filter>()

function filterFor(from: number, to: number): Filter {
  const key = `${from}:${to}`
  const known = filters.get(key)
  if (known) return known
  const divisor = greatestCommonDivisor(from, to)
  const phases = to / divisor
  const step = from / divisor
  const { taps, phase: factors } = lowPass(from, to, { attenuation, transition, multiple: 8 })
  const wasm = loadConvolve()
  const inputAt = phases * taps * 2
  const outAt = inputAt + (blockSamples + 2 * taps) * 2
  const outSamples = Math.ceil(((blockSamples + 2 * taps) * phases) / step) + 1
  wasm.memory.grow(Math.ceil((outAt + outSamples * 2) / pageBytes))
  const table = new Int16Array(wasm.memory.buffer, 0, phases * taps)
  for (let phase = 0; phase < phases; phase++) {
    const exact = factors(phase / phases).map((factor) => factor * 32_768)
    const rounded = exact.map(Math.round)
    // The row's rounding errors must not add up: they go to the taps that were nearest to rounding the other way.
    const surplus = rounded.reduce((total, value) => total + value, 0) - 32_768
    const error = (tap: number) => ((rounded[tap] ?? 0) - (exact[tap] ?? 0)) * Math.sign(surplus)
    const taken = exact.map((_, tap) => tap).toSorted((one, other) => error(other) - error(one))
    for (const tap of taken.slice(0, Math.abs(surplus)))
      rounded[tap] = (rounded[tap] ?? 0) - Math.sign(surplus)
    // 16 bits end a hair below 1, which a filter in step with the input would need.
    table.set(
      rounded.map((value) => Math.min(32_767, value)),
      phase * taps,
    )
  }
  const filter = { phases, step, taps, wasm, inputAt, outAt }
  filters.set(key, filter)
  return filter
}

/**
 * @param from samples per second of what is written
 * @param to samples per second of what is given back; their ratio must be one of small integers
 */
export function createResampler(from: number, to: number): Resampler {
  const { phases, step, taps, wasm, inputAt, outAt } = filterFor(from, to)
  const half = taps / 2
  // The first filter meets samples from before the sound, which are silent.
  let held = new Int16Array(half - 1)
  let start = 1 - half // input sample at which `held` begins
  let received = 0
  let made = 0

  /** Filters one block: writes outputs `made` to `until` − 1 into `out` from `place` on. */
  function filter(block: Int16Array, until: number, out: Int16Array, place: number): void {
    const { buffer } = wasm.memory
    const input = new Int16Array(buffer, inputAt, held.length + block.length)
    input.set(held)
    input.set(block, held.length)
    const count = until - made
    if (count > 0) {
      const first = Math.floor((made * step) / phases) - half + 1 - start
      const row = (made * step) % phases
      const whole = Math.floor(step / phases)
      wasm.convolve(inputAt + first * 2, 0, outAt, count, taps, phases, whole, step % phases, row)
      out.set(new Int16Array(buffer, outAt, count), place)
      made = until
    }
    const used = Math.floor((made * step) / phases) - half + 1 - start
    held = input.slice(used)
    start += used
  }

  return {
    write(pcm) {
      // Output n is certain when the last sample its filter meets, floor(n · M / L) + half, has come.
      const certain = (samples: number) => Math.max(made, Math.ceil(((samples - half) * phases) / step))
      const out = new Int16Array(certain(received + pcm.length) - made)
      const first = made
      for (let at = 0; at < pcm.length; at += blockSamples) {
        const block = pcm.subarray(at, at + blockSamples)
        received += block.length
        filter(block, certain(received), out, made - first)
      }
      return out
    },
    flush() {
      const rest = new Int16Array(Math.round((received * phases) / step) - made)
      filter(new Int16Array(half + 1), made + rest.length, rest, 0)
      held = new Int16Array(half - 1)
      start = 1 - half
      received = 0
      made = 0
      return rest
    },
  }
}

/** A whole sound at once: round(pcm.length · to / from) samples. */
export function resample(pcm: Int16Array, from: number, to: number): Int16Array {
  if (from === to) return pcm.slice()
  const resampler = createResampler(from, to)
  const first = resampler.write(pcm)
  const rest = resampler.flush()
  const whole = new Int16Array(first.length + rest.length)
  whole.set(first)
  whole.set(rest, first.length)
  return whole
}
