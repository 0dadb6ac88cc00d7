import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createDraftSaver } from './draft-saver.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function saverOf(save: (text: string) => Promise<unknown> = async () => undefined) {
  const saved: string[] = []
  const failures: unknown[] = []
  const field = { text: '' }
  const saver = createDraftSaver(
    () => ({ text: field.text, caret: 0, title: '' }),
    async ({ text }) => {
      await save(text)
      saved.push(text)
    },
    (error) => failures.push(error),
  )
  const type = (text: string) => {
    field.text = text
    saver.changed()
  }
  return { ...saver, saved, failures, type }
}

test('a draft is saved soon after the last key', async () => {
  const { type, saved, state } = saverOf()
  type('a')
  expect(state.get()).toBe('unsaved')
  await vi.advanceTimersByTimeAsync(300)
  expect([saved, state.get()]).toEqual([['a'], 'saved'])
})

test('typing without a rest is saved within the second all the same', async () => {
  const { type, saved } = saverOf()
  for (let at = 1; at <= 20; at++) {
    type('x'.repeat(at))
    await vi.advanceTimersByTimeAsync(100)
    expect(at - (saved.at(-1)?.length ?? 0)).toBeLessThan(10)
  }
  expect(saved.length).toBeLessThan(5)
})

test('saving that fails is told once and tried until it succeeds', async () => {
  let broken = true
  const { type, saved, failures, state } = saverOf(async () => {
    if (broken) throw new Error('away')
  })
  type('kept')
  await vi.advanceTimersByTimeAsync(5_000)
  expect([failures.length, state.get()]).toEqual([1, 'unsaved'])
  broken = false
  await vi.advanceTimersByTimeAsync(1_100)
  expect([saved, state.get()]).toEqual([['kept'], 'saved'])
})

test('an older text never comes after a newer one, and closing saves what is left', async () => {
  const slow: (() => void)[] = []
  const { type, saved, flush, close } = saverOf((text) =>
    text === 'old' ? new Promise<void>((resolve) => slow.push(resolve)) : Promise.resolve(),
  )
  type('old')
  void flush()
  await vi.advanceTimersByTimeAsync(0)
  type('new')
  const closing = close()
  expect(saved).toEqual([])
  slow[0]?.()
  await closing
  expect(saved).toEqual(['old', 'new'])
})

test('what has not changed is not saved', async () => {
  const { flush, saved } = saverOf()
  await flush()
  expect(saved).toEqual([])
})
