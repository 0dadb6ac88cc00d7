/** Measures captured sound. Samples are mono, −1 to 1. */

/** First and last sample louder than −60 dB, the last exclusive. */
export function audible(samples: ArrayLike<number>): { first: number; last: number } {
  const list = Array.from(samples, Math.abs)
  return { first: list.findIndex((x) => x > 0.001), last: list.findLastIndex((x) => x > 0.001) + 1 }
}

/** Fundamental frequency in Hz by autocorrelation between 80 and 400 Hz; 0 where there is none. */
export function pitch(samples: ArrayLike<number>, rate: number, from: number, length: number): number {
  const end = Math.min(samples.length, from + length)
  const correlate = (lag: number) => {
    let product = 0
    let energy = 0
    let shifted = 0
    for (let i = from; i + lag < end; i++) {
      const a = samples[i] as number
      const b = samples[i + lag] as number
      product += a * b
      energy += a * a
      shifted += b * b
    }
    return energy * shifted > 0 ? product / Math.sqrt(energy * shifted) : 0
  }
  const shortest = Math.floor(rate / 400)
  const longest = Math.ceil(rate / 80)
  const values = Array.from({ length: longest + 2 }, (_, lag) => (lag >= shortest - 1 ? correlate(lag) : 0))
  let best = 0
  for (let lag = shortest; lag <= longest; lag++) {
    const value = values[lag] as number
    const peak = value > (values[lag - 1] as number) && value >= (values[lag + 1] as number)
    // The shortest of several equal periods: a multiple of the period correlates as well.
    if (peak && value > 0.5 && value > (best ? (values[best] as number) * 1.05 : 0)) best = lag
  }
  if (!best) return 0
  const [a, b, c] = [values[best - 1] as number, values[best] as number, values[best + 1] as number]
  return rate / (best + (a - c) / (2 * (a - 2 * b + c)))
}

export function loudness(samples: ArrayLike<number>, from: number, length: number): number {
  let sum = 0
  for (let i = from; i < from + length; i++) sum += (samples[i] ?? 0) ** 2
  return Math.sqrt(sum / length)
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
