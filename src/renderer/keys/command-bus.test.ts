import { expect, test, vi } from 'vitest'
import { createCommandBus } from './command-bus.ts'

test('the latest provider wins while it lasts', () => {
  const bus = createCommandBus()
  const first = vi.fn()
  const second = vi.fn()
  bus.provide({ play: first })
  const withdraw = bus.provide({ play: second })
  bus.run('play')
  withdraw()
  bus.run('play')
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1])
  expect(bus.run('stop')).toBe(false)
})

test('arguments are checked against the command’s schema; none means none', () => {
  const bus = createCommandBus()
  const skip = vi.fn()
  bus.provide({ skip_forward: skip })
  bus.run('skip_forward')
  bus.run('skip_forward', { seconds: 30 })
  expect(skip.mock.calls).toEqual([[undefined], [{ seconds: 30 }]])
  for (const wrong of [{ seconds: 'many' }, { seconds: -1 }, { minutes: 1 }, 'thirty', null])
    expect(() => bus.run('skip_forward', wrong)).toThrowError(
      expect.objectContaining({ code: 'bad-input', reason: 'command-arguments' }),
    )
  expect(skip).toHaveBeenCalledTimes(2)
})

test('a command that rests is refused with its reason, and comes alive when the reason has gone', () => {
  const refused = vi.fn()
  const bus = createCommandBus(refused)
  const next = vi.fn()
  let reason: string | undefined = 'No pages.'
  bus.provide({ next_page: next }, () => (reason ? { next_page: reason } : {}))
  expect(bus.availability('next_page')).toEqual({ state: 'resting', reason: 'No pages.' })
  expect(bus.can('next_page')).toBe(false)
  expect(bus.run('next_page')).toBe(true) // the key is taken: it was heard and answered
  expect(refused.mock.calls).toEqual([['next_page', 'No pages.']])
  reason = undefined
  bus.run('next_page')
  expect(next).toHaveBeenCalledTimes(1)
  expect(bus.availability('previous_page')).toEqual({ state: 'missing' })
})

test('whoever shows what can be done is told of every change', () => {
  const bus = createCommandBus()
  const told = vi.fn()
  const stop = bus.subscribe(told)
  const withdraw = bus.provide({ play: () => undefined })
  bus.changed()
  withdraw()
  stop()
  bus.provide({ play: () => undefined })
  expect(told).toHaveBeenCalledTimes(3)
})
