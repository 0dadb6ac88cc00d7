import { expect, test } from 'vitest'
import { createResampler, resample } from './resample.ts'

const ratios = [
  [22_050, 24_000],
  [16_000, 24_000],
  [48_000, 16_000],
] as const

function sine(frequency: number, rate: number, seconds: number, amplitude = 16_000): Int16Array {
  return Int16Array.from({ length: Math.round(rate * seconds) }, (_, n) =>
    Math.round(amplitude * Math.sin((2 * Math.PI * frequency * n) / rate)),
  )
}
/** Ratio in dB of the energy of `expected` to that of the difference, edges left out. */
function signalToNoise(actual: Int16Array, expected: (n: number) => number): number {
  let signal = 0
  let noise = 0
  for (let n = 500; n < actual.length - 500; n++) {
    signal += expected(n) ** 2
    noise += ((actual[n] ?? 0) - expected(n)) ** 2
  }
  return 10 * Math.log10(signal / noise)
}
function level(pcm: Int16Array): number {
  const middle = pcm.subarray(500, -500)
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample ** 2, 0) / middle.length)
}

test.each(ratios)('%i to %i Hz keeps 1 and 3 kHz in place, with noise 80 dB below', (from, to) => {
  for (const frequency of [1_000, 3_000]) {
    const out = resample(sine(frequency, from, 1), from, to)
    const ideal = (n: number) => 16_000 * Math.sin((2 * Math.PI * frequency * n) / to)
    expect(signalToNoise(out, ideal)).toBeGreaterThan(80)
  }
})

test('tones above the new Nyquist frequency are 70 dB down', () => {
  for (const frequency of [8_050, 9_000, 12_000, 20_000]) {
    const tone = sine(frequency, 48_000, 0.5)
    expect(20 * Math.log10(level(resample(tone, 48_000, 16_000)) / level(tone))).toBeLessThan(-70)
  }
})

test('raising the rate makes no mirror images above the old Nyquist frequency', () => {
  // 7 kHz at 16 kHz would be mirrored at 9 kHz; what is left beside the tone itself is noise and images.
  const out = resample(sine(7_000, 16_000, 0.5), 16_000, 24_000)
  const cosine = Array.from(out, (_, n) => Math.cos((2 * Math.PI * 7_000 * n) / 24_000))
  const sines = Array.from(out, (_, n) => Math.sin((2 * Math.PI * 7_000 * n) / 24_000))
  const inner = out.subarray(2_400, 9_600) // whole periods
  const project = (wave: number[]) =>
    inner.reduce((sum, sample, n) => sum + sample * (wave[n + 2_400] ?? 0), 0) / (inner.length / 2)
  const [a, b] = [project(cosine), project(sines)]
  const rest = inner.map((sample, n) => sample - a * (cosine[n + 2_400] ?? 0) - b * (sines[n + 2_400] ?? 0))
  const energy = (samples: Int16Array) => samples.reduce((sum, sample) => sum + sample ** 2, 0)
  expect(10 * Math.log10(energy(rest) / energy(inner))).toBeLessThan(-70)
})

test.each(ratios)('%i to %i Hz gives exactly the length that the ratio says', (from, to) => {
  for (const length of [0, 1, 7, 160, 12_345]) {
    expect(resample(new Int16Array(length), from, to)).toHaveLength(Math.round((length * to) / from))
  }
})

test.each(ratios)('%i to %i Hz in pieces of any size equals the whole at once', (from, to) => {
  const noise = Int16Array.from({ length: 30_000 }, (_, n) => Math.round(20_000 * Math.sin(n * n * 0.001)))
  const resampler = createResampler(from, to)
  for (let round = 0; round < 2; round++) {
    const pieces: number[] = []
    for (let at = 0, size = 1; at < noise.length; at += size, size = (size * 7) % 4_999)
      pieces.push(...resampler.write(noise.subarray(at, at + size)))
    pieces.push(...resampler.flush())
    expect(Int16Array.from(pieces)).toEqual(resample(noise, from, to))
  }
})

test('full scale is clipped, not wrapped round', () => {
  const square = Int16Array.from({ length: 2_000 }, (_, n) => (n % 40 < 20 ? 32_767 : -32_768))
  const out = resample(square, 16_000, 24_000)
  for (let n = 100; n < 1_400; n++) {
    const at = Math.floor((n * 2) / 3) % 40
    if (at > 2 && at < 17) expect(out[n]).toBeGreaterThan(25_000)
    if (at > 22 && at < 37) expect(out[n]).toBeLessThan(-25_000)
  }
})
