import { expect, test } from 'vitest'
import { Advice } from './advice.ts'
import { levelOf, Levels } from './level.ts'

const tone = (peak: number, offset = 0) =>
  Int16Array.from({ length: 512 }, (_, index) => Math.round(peak * Math.sin((index * Math.PI) / 16) + offset))

test('a full sine lies 3 dB below full scale, silence at the floor, and an offset does not count', () => {
  expect(levelOf(tone(32_767))).toBeCloseTo(-3.01, 1)
  expect(levelOf(tone(3_277))).toBeCloseTo(-23.01, 1)
  expect(levelOf(tone(3_277, 5_000))).toBeCloseTo(-23.01, 1)
  expect(levelOf(new Int16Array(512))).toBe(-90)
  expect(levelOf(new Int16Array(0))).toBe(-90)
})

test('the difference is known once both speech and noise were heard', () => {
  const levels = new Levels()
  levels.hear(-60, 0.01)
  expect(levels.difference).toBeUndefined()
  for (let frame = 0; frame < 50; frame++) levels.hear(-25, 0.95)
  expect(levels.difference).toBeCloseTo(35, 0)
})

test('each utterance has its own level of speech, and noise is followed slowly', () => {
  const levels = new Levels()
  levels.hear(-60, 0.01)
  for (let frame = 0; frame < 50; frame++) levels.hear(-25, 0.95)
  levels.beginUtterance()
  levels.hear(-45, 0.95)
  expect(levels.difference).toBeCloseTo(15, 0)
  levels.hear(-30, 0.01) // a slammed door
  expect(levels.difference).toBeGreaterThan(13)
})

test('two rejections in a row are told, once a minute', () => {
  const advice = new Advice()
  expect(advice.isNoisy('rejected', 40, 1)).toBe(false)
  expect(advice.isNoisy('rejected', 40, 2)).toBe(true)
  expect(advice.isNoisy('rejected', 40, 3)).toBe(false)
  expect(advice.isNoisy('rejected', 40, 4)).toBe(false)
  expect(advice.isNoisy('rejected', 40, 65)).toBe(true)
})

test('a command between two rejections forgives the first', () => {
  const advice = new Advice()
  expect(advice.isNoisy('rejected', 40, 1)).toBe(false)
  expect(advice.isNoisy('done', 40, 2)).toBe(false)
  expect(advice.isNoisy('rejected', 40, 3)).toBe(false)
})

test('speech that hardly stands out is told at the first rejection, and with text only where it is worse', () => {
  expect(new Advice().isNoisy('rejected', 10, 1)).toBe(true)
  expect(new Advice().isNoisy('text', 10, 1)).toBe(false)
  expect(new Advice().isNoisy('text', 4, 1)).toBe(true)
  expect(new Advice().isNoisy('nothing', 0, 1)).toBe(false)
})
