import { expect, test } from 'vitest'
import { isStill, quietest, spokenPart } from './level.ts'

const second = 16_000
/** Stretches of seconds and amplitudes. */
const sound = (...parts: readonly (readonly [seconds: number, amplitude: number])[]): Float32Array =>
  Float32Array.from(
    parts.flatMap(([length, amplitude]) =>
      Array.from({ length: length * second }, (_, at) => amplitude * Math.sin(at)),
    ),
  )

test('silence behind speech is still, quiet speech is not', () => {
  expect(isStill(sound([1, 0.5], [0.5, 0.002]), 1.1 * second)).toBe(true)
  expect(isStill(sound([1, 0.5], [0.5, 0.02]), 1.1 * second)).toBe(false)
  expect(isStill(sound([1, 0.5], [0.5, 0.002]), second)).toBe(false) // the word’s end was not heard for certain
})

test('a knock at the microphone does not make quiet speech silence', () => {
  const knocked = sound([0.02, 1], [1, 0.01], [0.3, 0.000_05], [0.5, 0.008])
  expect(isStill(knocked, 1.2 * second)).toBe(false)
})

test('of more than a second nothing is taken for granted, and of silence alone neither', () => {
  expect(isStill(sound([1, 0.5], [2.5, 0]), 1.2 * second)).toBe(false)
  expect(isStill(new Float32Array(second), 0.5 * second)).toBe(false)
})

test('what was said lies between the first and the last loud frame', () => {
  const [from, to] = spokenPart(sound([0.4, 0], [0.6, 0.3], [0.5, 0.001]))
  expect(from).toBeCloseTo(0.4, 1)
  expect(to).toBeCloseTo(1, 1)
  expect(spokenPart(new Float32Array(second))).toEqual([0, 1])
})

test('sound is cut where it is quietest in its last two fifths', () => {
  const place = quietest(sound([1, 0], [6, 0.3], [0.4, 0.01], [2.6, 0.3]))
  expect(place / second).toBeGreaterThan(7)
  expect(place / second).toBeLessThan(7.4)
})
