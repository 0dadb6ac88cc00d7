/**
 * Changes the sample rate of speech by a ratio of small integers: a polyphase FIR low-pass (Kaiser window).
 *
 * Delay-free: output sample n stands exactly at input time n · from / to, so word times need no correction. Written
 * for our few fixed ratios rather than taken from libsamplerate-js, which is 22 to 60 times slower for the same job.
 */

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
  /** `phases` rows of `taps`, each in the order of the input samples it meets. */
  readonly table: Float32Array
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}

/** Modified Bessel function of the first kind, order 0, by its power series. */
function bessel(x: number): number {
  let sum = 1
  let term = 1
  for (let k = 1; term > sum * 1e-12; k++) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

const filters = new Map<string, Filter>()

/** Kaiser's design formulas (Oppenheim & Schafer, Discrete-Time Signal Processing, 7.5.3). */
function filterFor(from: number, to: number): Filter {
  const key = `${from}:${to}`
  const known = filters.get(key)
  if (known) return known
  const divisor = greatestCommonDivisor(from, to)
  const phases = to / divisor
  const step = from / divisor
  const lower = Math.min(from, to)
  const width = (transition * lower) / from // of the input rate
  const cutoff = (0.5 * lower) / from - width / 2
  const beta = 0.1102 * (attenuation - 8.7)
  const taps = 4 * Math.ceil((attenuation - 8) / (2.285 * 2 * Math.PI * width) / 4)
  const half = taps / 2
  const table = new Float32Array(phases * taps)
  for (let phase = 0; phase < phases; phase++) {
    let sum = 0
    for (let tap = 0; tap < taps; tap++) {
      const time = tap - half + 1 - phase / phases // from the output sample, in input samples
      const x = 2 * Math.PI * cutoff * time
      const sinc = x === 0 ? 1 : Math.sin(x) / x
      const edge = time / half
      const value = Math.abs(edge) > 1 ? 0 : sinc * bessel(beta * Math.sqrt(1 - edge * edge))
      table[phase * taps + tap] = value
      sum += value
    }
    // Every phase passes a constant unchanged; otherwise the phases' small differences would whistle.
    for (let tap = 0; tap < taps; tap++) table[phase * taps + tap] = (table[phase * taps + tap] ?? 0) / sum
  }
  const filter = { phases, step, taps, table }
  filters.set(key, filter)
  return filter
}

/**
 * Fills `out` with consecutive output samples.
 *
 * @param input must hold every sample the filter meets.
 * @param first index in `input` of the first sample that the first output's filter meets.
 * @param phase of the first output, 0 to phases − 1.
 */
function convolve(filter: Filter, input: Float32Array, first: number, phase: number, out: Int16Array): void {
  const { phases, step, taps, table } = filter
  const whole = Math.floor(step / phases)
  const rest = step % phases
  let at = first
  let row = phase
  for (let n = 0; n < out.length; n++) {
    // Four sums side by side: the processor need not wait for one addition to begin the next.
    let a = 0
    let b = 0
    let c = 0
    let d = 0
    let k = row * taps
    for (let i = at; i < at + taps; i += 4, k += 4) {
      a += (input[i] as number) * (table[k] as number)
      b += (input[i + 1] as number) * (table[k + 1] as number)
      c += (input[i + 2] as number) * (table[k + 2] as number)
      d += (input[i + 3] as number) * (table[k + 3] as number)
    }
    const value = Math.round(a + b + (c + d))
    out[n] = value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value
    at += whole
    row += rest
    if (row >= phases) {
      row -= phases
      at++
    }
  }
}

/**
 * @param from samples per second of what is written
 * @param to samples per second of what is given back; their ratio must be one of small integers (phases ≤ 1,000)
 */
export function createResampler(from: number, to: number): Resampler {
  const filter = filterFor(from, to)
  const { phases, step, taps } = filter
  const half = taps / 2
  // `held` begins at input sample `start`; the first filter meets samples before the sound, which are silent.
  let held = new Float32Array(half - 1)
  let start = 1 - half
  let received = 0
  let made = 0

  function take(until: number): Int16Array {
    const out = new Int16Array(Math.max(0, until - made))
    const position = Math.floor((made * step) / phases)
    convolve(filter, held, position - half + 1 - start, (made * step) % phases, out)
    made += out.length
    const keep = Math.min(held.length, Math.floor((made * step) / phases) - half + 1 - start)
    held = held.slice(Math.max(0, keep))
    start += Math.max(0, keep)
    return out
  }
  function append(pcm: Int16Array | Float32Array): void {
    const grown = new Float32Array(held.length + pcm.length)
    grown.set(held)
    grown.set(pcm, held.length)
    held = grown
  }
  return {
    write(pcm) {
      received += pcm.length
      append(pcm)
      // Output n is certain when the last sample its filter meets, floor(n · M / L) + half, has come.
      return take(Math.max(made, Math.ceil(((received - half) * phases) / step)))
    },
    flush() {
      append(new Float32Array(taps + 1))
      const rest = take(Math.round((received * phases) / step))
      held = new Float32Array(half - 1)
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
  const filter = filterFor(from, to)
  const half = filter.taps / 2
  const padded = new Float32Array(pcm.length + filter.taps)
  padded.set(pcm, half - 1)
  const out = new Int16Array(Math.round((pcm.length * filter.phases) / filter.step))
  convolve(filter, padded, 0, 0, out)
  return out
}
