import { expect, test } from 'vitest'
import { HearingResampler } from './hearing-resampler.ts'

const rates = [8_000, 22_050, 44_100, 44_056, 48_000, 96_000, 192_000]
const tone = (hertz: number, rate: number, seconds: number, amplitude = 0.5) =>
  Float32Array.from(
    { length: Math.round(rate * seconds) },
    (_, i) => amplitude * Math.sin((2 * Math.PI * hertz * i) / rate),
  )
const rms = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length))
const decibels = (ratio: number) => 20 * Math.log10(ratio)
/** Without the first and last 20 ms, where the sound begins and ends. */
const middle = (samples: Float32Array) => samples.subarray(320, samples.length - 320)

test.each(rates)(
  'a tone of 1 kHz at %i Hz comes out as it was: to 0.01 dB, and sample for sample',
  (rate) => {
    const out = new HearingResampler(rate, 16_000).write(tone(1_000, rate, 1))
    const wanted = tone(1_000, 16_000, 1).subarray(0, out.length)
    expect(Math.abs(decibels(rms(middle(out)) / rms(middle(wanted))))).toBeLessThan(0.01)
    const difference = out.map((value, i) => value - (wanted[i] ?? 0))
    expect(decibels(rms(middle(difference)) / rms(middle(wanted)))).toBeLessThan(-70)
  },
)

test.each(rates.filter((rate) => rate > 16_000))(
  'what 16 kHz cannot hold does not come back as another tone: 9 to 20 kHz at %i Hz are 75 dB down',
  (rate) => {
    for (const hertz of [9_000, 10_000, 12_500, 15_000, 16_100, 20_000].filter((each) => each < rate / 2)) {
      const out = new HearingResampler(rate, 16_000).write(tone(hertz, rate, 0.5))
      expect(decibels(rms(middle(out)) / (0.5 * Math.SQRT1_2)), `${hertz} Hz`).toBeLessThan(-75)
    }
  },
)

test.each(rates)('speech up to 7 kHz passes at %i Hz within 0.1 dB', (rate) => {
  for (const hertz of [100, 300, 3_400, 7_000].filter((each) => each < rate * 0.44)) {
    const out = new HearingResampler(rate, 16_000).write(tone(hertz, rate, 0.5))
    expect(Math.abs(decibels(rms(middle(out)) / (0.5 * Math.SQRT1_2))), `${hertz} Hz`).toBeLessThan(0.1)
  }
})

test.each(rates)('at %i Hz it does not matter in how many pieces the sound comes', (rate) => {
  const sound = tone(440, rate, 0.3)
  const whole = new HearingResampler(rate, 16_000).write(sound)
  const inPieces = new HearingResampler(rate, 16_000)
  const pieces: number[] = []
  const sizes = [128, 1, 0, 997, 128, 128, 3_001]
  for (let at = 0, turn = 0; at < sound.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 128
    pieces.push(...inPieces.write(sound.subarray(at, at + size)))
    at += size
  }
  expect(Float32Array.from(pieces)).toEqual(whole)
})

test.each(rates)('twenty seconds at %i Hz are twenty seconds at 16 kHz: the count does not drift', (rate) => {
  const resampler = new HearingResampler(rate, 16_000)
  let out = 0
  const second = new Float32Array(rate)
  for (let i = 0; i < 20; i++) out += resampler.write(second).length
  // Only what half a filter still waits for is missing.
  expect(20 * 16_000 - out).toBeGreaterThanOrEqual(0)
  expect(20 * 16_000 - out).toBeLessThan(120) // 7 ms
})

test('sound that has our rate already passes untouched', () => {
  const sound = tone(440, 16_000, 0.01)
  expect(new HearingResampler(16_000, 16_000).write(sound)).toEqual(sound)
})

test('a click stands where it was: 0.5 s in, at any rate', () => {
  for (const rate of rates) {
    const sound = new Float32Array(rate)
    sound[rate / 2] = 1
    const out = new HearingResampler(rate, 16_000).write(sound)
    expect(out.indexOf(Math.max(...out))).toBe(8_000)
  }
})

test('a rate that is none is refused', () => {
  expect(() => new HearingResampler(0, 16_000)).toThrow(RangeError)
  expect(() => new HearingResampler(44_100.5, 16_000)).toThrow(RangeError)
})
