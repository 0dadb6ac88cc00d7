import { expect, test } from 'vitest'
import { Level } from './level.ts'

/** Bursts of 150 ms between pauses of 50 ms, as syllables are, with some hiss throughout. */
function talk(seconds: number, peak: number): Int16Array {
  return Int16Array.from({ length: seconds * 16_000 }, (_, at) => {
    const hiss = ((at * at * 0.618_034) % 1) * 20 - 10
    return hiss + (at % 3_200 < 2_400 ? peak * Math.sin(at * 0.2) : 0)
  })
}
const silence = (seconds: number) => talk(seconds, 0)
function gainAfter(...sounds: Int16Array[]): number {
  const level = new Level(0.5)
  for (const sound of sounds)
    for (let at = 0; at < sound.length; at += 512) level.hear(sound.subarray(at, at + 512))
  return level.gain
}
const right = (peak: number) => (0.5 * 32_768) / peak

test('speech is brought to the level that is wanted, silence before it or not', () => {
  for (const peak of [1_500, 8_000, 30_000]) {
    expect(gainAfter(talk(1, peak)) / right(peak)).toBeCloseTo(1, 1)
    expect(gainAfter(silence(1), talk(1, peak)) / right(peak)).toBeCloseTo(1, 1)
  }
})

test('a click, and a knock of 60 ms, leave the level as it is', () => {
  const click = talk(0.06, 0).map((_, at) => (at % 2 ? 32_000 : -32_000))
  expect(gainAfter(silence(0.3), click, talk(1, 2_000)) / right(2_000)).toBeCloseTo(1, 1)
  expect(gainAfter(talk(1, 2_000), click, talk(0.1, 2_000)) / right(2_000)).toBeCloseTo(1, 1)
})

test('a pause of half a second does not raise the gain', () => {
  const before = gainAfter(talk(2, 6_000))
  expect(gainAfter(talk(2, 6_000), silence(0.5))).toBe(before)
})

test('a speaker who turns away, or comes nearer, is followed within a second', () => {
  expect(gainAfter(talk(2, 20_000), talk(1, 2_000)) / right(2_000)).toBeCloseTo(1, 1)
  expect(gainAfter(talk(2, 2_000), talk(0.4, 20_000)) / right(20_000)).toBeCloseTo(1, 1)
})

test('nothing is amplified by more than 30 dB, so that hiss does not become speech', () => {
  expect(gainAfter(silence(3))).toBe(32)
})

test('a copy goes on by itself', () => {
  const level = new Level(0.5)
  level.hear(talk(1, 4_000))
  const { gain } = level
  new Level(level).hear(talk(2, 30_000))
  expect(level.gain).toBe(gain)
})
