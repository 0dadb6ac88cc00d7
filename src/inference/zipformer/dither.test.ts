import { expect, test } from 'vitest'
import { dithered } from './dither.ts'

test('silence becomes a trace of noise without a mean, and full scale stays within it', () => {
  const noise = dithered(new Int16Array(16_000), 0)
  expect(Math.max(...noise)).toBe(2)
  expect(Math.min(...noise)).toBe(-2)
  expect(Math.abs(noise.reduce((sum, value) => sum + value, 0) / noise.length)).toBeLessThan(0.05)
  expect(Math.max(...dithered(new Int16Array(1_000).fill(32_767), 0))).toBe(32_767)
})

test('the same sound gets the same noise, in whatever pieces it comes', () => {
  const whole = dithered(new Int16Array(1_000), 50)
  expect([...dithered(new Int16Array(300), 50), ...dithered(new Int16Array(700), 350)]).toEqual([...whole])
})
