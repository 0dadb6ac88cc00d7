import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type AnnouncementKind, createAnnouncer } from './announcer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function make(verbosity: 'quiet' | 'normal' | 'full' = 'normal') {
  const state = { heard: false }
  const announcer = createAnnouncer({ isHeard: () => state.heard, verbosity: () => verbosity })
  const said: string[] = []
  announcer.polite.subscribe(() => said.push(announcer.polite.get().text))
  return { announcer, said, state }
}

const kinds: readonly AnnouncementKind[] = ['answer', 'feedback', 'event', 'detail']

test.each([
  ['quiet', ['answer']],
  ['normal', ['answer', 'feedback', 'event']],
  ['full', ['answer', 'feedback', 'event', 'detail']],
] as const)('%s lets through: %s', (verbosity, expected) => {
  const { announcer, said } = make(verbosity)
  for (const kind of kinds) {
    announcer.say(kind, { kind })
    vi.runAllTimers()
  }
  expect(said).toEqual(expected)
})

test('while the voice can be heard only answers are said', () => {
  const { announcer, said, state } = make('full')
  state.heard = true
  announcer.say('1.05×')
  announcer.say('Page 12', { asked: true })
  vi.runAllTimers()
  expect(said).toEqual(['Page 12'])
})

test('what waits is not said when the voice has begun in the meantime', () => {
  const { announcer, said, state } = make()
  announcer.say('Imported', { kind: 'event' })
  state.heard = true
  vi.runAllTimers()
  expect(said).toEqual([])
})

test('a key held down leaves one announcement, the last', () => {
  const { announcer, said } = make()
  for (const speed of ['1.05×', '1.10×', '1.15×']) {
    announcer.say(speed)
    vi.advanceTimersByTime(50)
  }
  vi.runAllTimers()
  expect(said).toEqual(['1.15×'])
})

test('an answer comes at once and drops what waits', () => {
  const { announcer, said } = make()
  announcer.say('1.05×')
  announcer.say('Page 12', { asked: true })
  vi.runAllTimers()
  expect(said).toEqual(['Page 12'])
})

test('what a dialog took along when it closed is said again, unless it is old', () => {
  const { announcer, said } = make()
  announcer.say('Bookmark added', { asked: true })
  announcer.again()
  expect(said).toEqual(['Bookmark added', 'Bookmark added'])
  vi.advanceTimersByTime(5_000)
  announcer.again()
  expect(said.length).toBe(2)
})

test('what is about an open dialog only is not said again when it has closed', () => {
  const { announcer, said } = make()
  announcer.say('2 commands', { asked: true, passing: true })
  announcer.again()
  expect(said).toEqual(['2 commands'])
  announcer.say('Bookmark added', { asked: true })
  announcer.again()
  expect(said).toEqual(['2 commands', 'Bookmark added', 'Bookmark added'])
})
