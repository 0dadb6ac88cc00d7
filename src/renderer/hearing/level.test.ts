import { expect, test } from 'vitest'
import { decibels, LevelMeter, silence } from './level.ts'

/** A frame of a tone at so many dBFS (root mean square). */
function toneFrame(level: number): Int16Array {
  const amplitude = 10 ** (level / 20) * Math.SQRT2 * 32_768
  return Int16Array.from({ length: 512 }, (_, i) =>
    Math.max(-32_768, Math.min(32_767, Math.round(amplitude * Math.sin((2 * Math.PI * i) / 32)))),
  )
}
function meter(noise: number, speech: number, frames = 60): LevelMeter {
  const made = new LevelMeter()
  for (let i = 0; i < 60; i++) made.hear(toneFrame(noise), false)
  for (let i = 0; i < frames; i++) made.hear(toneFrame(speech), true)
  return made
}

test('levels are in dBFS: a sine of full scale has −3, nothing has −96', () => {
  expect(decibels(toneFrame(-20))).toBeCloseTo(-20, 1)
  expect(decibels(new Int16Array(512))).toBe(silence)
  expect(decibels(Int16Array.from({ length: 512 }, (_, i) => 32_767 * Math.sin(i / 5)))).toBeCloseTo(-3, 0)
})

test('speech of ordinary level in a quiet room needs no advice', () => {
  expect(meter(-65, -25).advice).toBeUndefined()
})
test('speech below −40 dBFS is too quiet', () => {
  expect(meter(-70, -45).advice).toBe('quiet')
})
test('speech that is only 6 dB above the noise is too noisy', () => {
  expect(meter(-36, -30).advice).toBe('noisy')
})
test('speech that is cut off at the top is too loud', () => {
  expect(meter(-60, 0).advice).toBe('clipping')
})
test('a quarter of a second of speech is not judged', () => {
  expect(meter(-70, -45, 8).advice).toBeUndefined()
})
test('a loud click in the noise does not count as noise', () => {
  const made = meter(-70, -30, 0)
  made.hear(toneFrame(-5), false)
  for (let i = 0; i < 20; i++) made.hear(toneFrame(-70), false)
  expect(made.level.noise).toBeLessThan(-65)
})
