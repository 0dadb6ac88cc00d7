/** Compared with the definition written out a second time, slowly and without any of fbank.ts. */
import { expect, test } from 'vitest'
import { Fbank } from './fbank.ts'
import { createFourier } from './fourier.ts'

function noise(length: number, level = 8_000): Int16Array {
  let seed = 12_345
  return Int16Array.from({ length }, (_, at) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    const hiss = (seed / 2_147_483_648 - 0.5) * level
    return hiss + level * Math.sin(at * 0.05) * Math.sin(at * 0.0007) + 300
  })
}

/** After Kaldi's feature-window.cc and mel-computations.cc, by the discrete Fourier sum itself. */
function slowFbank(pcm: Int16Array, frames: number): number[][] {
  const sound = Array.from(pcm, (value) => value / 32_768)
  const toMel = (f: number) => 1127.01048 * Math.log(1 + f / 700)
  const [low, high] = [toMel(20), toMel(7600)]
  const result: number[][] = []
  for (let frame = 0; frame < frames; frame++) {
    const middle = frame * 160 + 80
    let cut = Array.from({ length: 400 }, (_, at) => {
      let place = middle - 200 + at
      if (place < 0) place = -1 - place
      return sound[place] ?? Number.NaN
    })
    const mean = cut.reduce((a, b) => a + b) / 400
    cut = cut.map((value) => value - mean)
    const emphasised = cut.map((value, at) => value - 0.97 * (cut[Math.max(0, at - 1)] as number))
    const windowed = emphasised.map(
      (value, at) => value * Math.pow(0.5 - 0.5 * Math.cos((2 * Math.PI * at) / 399), 0.85),
    )
    const power = Array.from({ length: 257 }, (_, bin) => {
      let re = 0
      let im = 0
      windowed.forEach((value, at) => {
        re += value * Math.cos((2 * Math.PI * bin * at) / 512)
        im -= value * Math.sin((2 * Math.PI * bin * at) / 512)
      })
      return re * re + im * im
    })
    result.push(
      Array.from({ length: 80 }, (_, bin) => {
        const [left, centre, right] = [0, 1, 2].map((add) => low + ((bin + add) * (high - low)) / 81) as [
          number,
          number,
          number,
        ]
        let energy = 0
        for (let at = 0; at < 256; at++) {
          const place = toMel((at * 16_000) / 512)
          if (place <= left || place >= right) continue
          energy +=
            (power[at] as number) *
            (place <= centre ? (place - left) / (centre - left) : (right - place) / (right - centre))
        }
        return Math.log(Math.max(energy, 1e-30))
      }),
    )
  }
  return result
}

test('features agree with a second, independent implementation to 1e-3', () => {
  const pcm = noise(8_000)
  const features = new Fbank().push(pcm)
  const frames = features.length / 80
  expect(frames).toBe(49) // the last that needs no sample beyond the end: 48 × 160 + 280 ≤ 8,000
  const expected = slowFbank(pcm, frames).flat()
  let worst = 0
  expected.forEach((value, at) => {
    worst = Math.max(worst, Math.abs(value - (features[at] as number)))
  })
  expect(worst).toBeLessThan(1e-3)
})

test('pieces of any length give the same features as the whole', () => {
  const pcm = noise(30_000)
  const whole = new Fbank().push(pcm)
  const fbank = new Fbank()
  const pieces: number[] = []
  for (let at = 0, size = 1; at < pcm.length; at += size, size = (size * 7) % 997)
    pieces.push(...fbank.push(pcm.subarray(at, at + size)))
  expect(pieces).toEqual([...whole])
})

test('a copy goes on by itself, and the first as if nothing had been', () => {
  const pcm = noise(6_000)
  const whole = new Fbank().push(pcm)
  const fbank = new Fbank()
  const first = fbank.push(pcm.subarray(0, 3_000))
  const copy = new Fbank(fbank)
  copy.push(new Int16Array(5_000).fill(9_000))
  expect([...first, ...fbank.push(pcm.subarray(3_000))]).toEqual([...whole])
})

test('a gain of the sound adds a constant to all features', () => {
  const quiet = new Fbank().push(noise(4_000, 3_000).map((value) => value - (value % 4)))
  const loud = new Fbank().push(noise(4_000, 3_000).map((value) => (value - (value % 4)) * 2))
  quiet.forEach((value, at) => expect(loud[at]).toBeCloseTo(value + 2 * Math.LN2, 4))
})

test('the fast transform is the discrete Fourier sum', () => {
  const samples = Float64Array.from({ length: 64 }, (_, at) => Math.sin(at * at) + 0.2)
  const power = new Float64Array(33)
  createFourier(64).power(samples, power)
  for (let bin = 0; bin <= 32; bin++) {
    let re = 0
    let im = 0
    samples.forEach((value, at) => {
      re += value * Math.cos((2 * Math.PI * bin * at) / 64)
      im += value * Math.sin((2 * Math.PI * bin * at) / 64)
    })
    expect(power[bin]).toBeCloseTo(re * re + im * im, 8)
  }
})
