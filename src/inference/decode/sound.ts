/** What every decoder gives: mono samples of any stretch, without decoding what lies before it. */
export interface Sound {
  /** Samples per second. */
  readonly rate: number
  /**
   * Mono samples from..to, counted from the sound's first audible one. Fewer at the sound's end.
   * @throws {AppError} `damaged`
   */
  samples(from: number, to: number): Int16Array
  /** Seconds in all. The whole file may have to be gone through for it. */
  seconds(): number
  close(): void
}

/** Samples in −1..1 of one or more channels, mixed to one. */
export function mixed(channels: readonly Float32Array[], from: number, to: number): Int16Array {
  const pcm = new Int16Array(Math.max(0, to - from))
  for (let index = 0; index < pcm.length; index++) {
    let sum = 0
    for (const channel of channels) sum += channel[from + index] ?? 0
    const value = Math.round((sum / channels.length) * 32_768)
    pcm[index] = Math.max(-32_768, Math.min(32_767, value))
  }
  return pcm
}
