/** Measures on captured sound: where speech is, how loud, how high, and where one recording lies in another. */

export const rate = 24_000

export function rms(samples: Float32Array): number {
  let sum = 0
  for (const sample of samples) sum += sample * sample
  return Math.sqrt(sum / Math.max(1, samples.length))
}

/** First and last sample that is louder than `threshold`. */
export function extent(samples: Float32Array, threshold = 0.01): { first: number; last: number } {
  let first = -1
  let last = -1
  for (let i = 0; i < samples.length; i++)
    if (Math.abs(samples[i] ?? 0) > threshold) {
      if (first < 0) first = i
      last = i
    }
  return { first, last }
}

/** Mono 16-bit WAV as -1..1. Behind the sound there may be tags. */
export function readWav(file: Buffer): Float32Array {
  const samples = new Float32Array(Math.min(file.length - 44, file.readUInt32LE(40)) >> 1)
  for (let i = 0; i < samples.length; i++) samples[i] = file.readInt16LE(44 + i * 2) / 32_768
  return samples
}

function decimate(samples: Float32Array, by: number): Float32Array {
  const result = new Float32Array(Math.floor(samples.length / by))
  for (let i = 0; i < result.length; i++) {
    let sum = 0
    for (let j = 0; j < by; j++) sum += samples[i * by + j] ?? 0
    result[i] = sum / by
  }
  return result
}

function bestLag(
  needle: Float32Array,
  hay: Float32Array,
  from: number,
  to: number,
): { lag: number; score: number } {
  let best = { lag: 0, score: -1 }
  let energy = 0
  for (const sample of needle) energy += sample * sample
  for (let lag = Math.max(0, from); lag <= Math.min(to, hay.length - needle.length); lag++) {
    let dot = 0
    let other = 0
    for (let i = 0; i < needle.length; i++) {
      const sample = hay[lag + i] ?? 0
      dot += (needle[i] ?? 0) * sample
      other += sample * sample
    }
    const score = dot / Math.sqrt(energy * other + 1e-9)
    if (score > best.score) best = { lag, score }
  }
  return best
}

/** Where `needle` lies in `hay`: the sample of `hay` at which it begins, and how alike they are (1 is the same). */
export function locate(needle: Float32Array, hay: Float32Array): { lag: number; score: number } {
  const by = 12 // 2 kHz is enough to find the place, the full rate to fix it
  const rough = bestLag(decimate(needle, by), decimate(hay, by), 0, hay.length)
  return bestLag(needle, hay, rough.lag * by - by, rough.lag * by + by)
}

/** Median fundamental frequency in Hz of the voiced frames, by normalised autocorrelation between 60 and 400 Hz. */
export function medianPitch(samples: Float32Array): number {
  const size = 1_200 // 50 ms
  const pitches: number[] = []
  for (let at = 0; at + size * 2 < samples.length; at += size) {
    const frame = samples.subarray(at, at + size)
    if (rms(frame) < 0.03) continue
    const scores: number[] = []
    const shortest = Math.floor(rate / 400)
    for (let lag = shortest; lag <= rate / 60; lag++) {
      let dot = 0
      let a = 0
      let b = 0
      for (let i = 0; i < size; i++) {
        const x = samples[at + i] ?? 0
        const y = samples[at + i + lag] ?? 0
        dot += x * y
        a += x * x
        b += y * y
      }
      scores.push(dot / Math.sqrt(a * b + 1e-9))
    }
    const top = Math.max(...scores)
    if (top < 0.75) continue
    // The first lag that is nearly as good as the best is the period itself, not a multiple of it.
    pitches.push(
      rate / (shortest + scores.findIndex((score, i) => score > 0.92 * top && score >= (scores[i + 1] ?? 0))),
    )
  }
  pitches.sort((a, b) => a - b)
  return pitches[pitches.length >> 1] ?? 0
}
