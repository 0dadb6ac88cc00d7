import { expect, test } from 'vitest'
import { PlayerClock } from './player-clock.ts'
import type { PlayerReport } from './player-messages.ts'

const report = (frame: number, source: number, more: Partial<PlayerReport> = {}): PlayerReport => ({
  run: 1,
  frame,
  source,
  pace: 1,
  queued: 100_000,
  playing: true,
  starved: false,
  drained: false,
  ...more,
})
function clock(...reports: PlayerReport[]): PlayerClock {
  const made = new PlayerClock()
  made.begin(1)
  for (const each of reports) made.report(each)
  return made
}

test('what is at the ear lies between two reports', () => {
  const heard = clock(report(1_000, 0), report(2_000, 4_000, { pace: 4 })).heard(2_000, 500)
  expect(heard).toMatchObject({ source: 2_000, left: 4_000 })
})

test('between reports it is carried on at the speed, for half a second and not beyond what is queued', () => {
  expect(clock(report(1_000, 500, { pace: 2 })).heard(1_600, 0)?.source).toBe(1_700)
  expect(clock(report(1_000, 500)).heard(999_000, 0)?.source).toBe(12_500)
  expect(clock(report(1_000, 500, { queued: 100 })).heard(5_000, 0)?.source).toBe(600)
})

test('it never runs backwards when a report corrects what was carried on', () => {
  const made = clock(report(1_000, 500))
  expect(made.heard(2_000, 0)?.source).toBe(1_500)
  made.report(report(2_000, 1_400))
  expect(made.heard(2_000, 0)?.source).toBe(1_500)
  expect(made.heard(2_200, 0)?.source).toBe(1_600)
})

test('reports of a run that has been left are not heard', () => {
  const made = clock()
  made.report(report(1_000, 500, { run: 0 }))
  expect(made.heard(1_000, 0)).toBeUndefined()
})

test('the end is reached when the last sample is at the ear, not when it is rendered', () => {
  const made = clock(report(1_000, 500), report(2_000, 1_500, { drained: true }))
  expect(made.heard(2_000, 768)?.drained).toBe(false)
  expect(made.heard(2_768, 768)).toMatchObject({ drained: true, source: 1_500 })
})

test('a pause stands still', () => {
  expect(clock(report(1_000, 500, { playing: false })).heard(9_000, 0)?.source).toBe(500)
})
