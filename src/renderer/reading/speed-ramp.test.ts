import { describe, expect, test } from 'vitest'
import { listened, minutesPerStep, type RampSettings } from './speed-ramp.ts'

const ramp: RampSettings = { speed: 1, rampWords: 5, rampMinutes: 10, rampLimit: 4, rampListened: 0 }

/** Minute by minute. */
function after(minutes: number, settings: RampSettings, words = 175) {
  let now = settings
  for (let passed = 0; passed < minutes; passed++) now = { ...now, ...listened(now, 1, words) }
  return now
}

describe('the speed', () => {
  test('grows by as many words a minute as were asked for, in steps of 0.05', () => {
    expect(minutesPerStep(ramp, 175)).toBe(17.5)
    const { speed } = after(600, ramp)
    // 600 minutes are 60 times 5 words a minute; the last step may be under way.
    expect(speed * 175).toBeGreaterThan(175 + 300 - 8.75)
    expect(speed * 175).toBeLessThanOrEqual(175 + 300)
    expect(Math.abs(speed * 20 - Math.round(speed * 20))).toBeLessThan(1e-9)
  })

  test('grows in even steps where more is asked for than a step', () => {
    const quick = { ...ramp, rampWords: 50, rampMinutes: 2 }
    expect(after(1, quick).speed).toBe(1.1)
    expect(after(2, quick).speed).toBe(1.25)
  })

  test('stays where it is as long as it is not asked to grow, and at its limit', () => {
    expect(after(600, { ...ramp, rampMinutes: 0 })).toMatchObject({ speed: 1, rampListened: 0 })
    expect(after(600, { ...ramp, rampLimit: 1.2 })).toMatchObject({ speed: 1.2, rampListened: 0 })
    expect(after(600, { ...ramp, rampLimit: 0.8 })).toMatchObject({ speed: 1 })
  })

  test('goes on from the minutes that were listened before', () => {
    const { speed, rampListened } = after(10, ramp)
    expect({ speed, rampListened }).toEqual({ speed: 1, rampListened: 10 })
    expect(after(8, { ...ramp, rampListened })).toMatchObject({ speed: 1.05, rampListened: 0.5 })
  })

  test('grows with a voice that nobody has heard yet, too', () => {
    expect(after(18, ramp, 0).speed).toBe(1.05)
  })
})
