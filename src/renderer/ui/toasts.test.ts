import { expect, test, vi } from 'vitest'
import { createToasts } from './toasts.ts'

test('a message that has gone stays in the list of messages, with its way back', () => {
  const toasts = createToasts(() => 7)
  const run = vi.fn()
  const id = toasts.show({ kind: 'info', text: 'Removed', action: { label: 'Undo', run } })
  toasts.dismiss(id)
  expect(toasts.list.get()).toEqual([])
  expect(toasts.past.get()[0]).toMatchObject({ text: 'Removed', at: 7 })
  toasts.act(id)
  toasts.act(id)
  expect(run).toHaveBeenCalledTimes(1)
  expect(toasts.past.get()[0]?.action).toBeUndefined()
})

test('three at most are shown at once; the list keeps fifty, newest first, the same words once', () => {
  const toasts = createToasts()
  for (let i = 0; i < 60; i++) toasts.show({ kind: 'info', text: `message ${i}` })
  toasts.show({ kind: 'info', text: 'message 30' })
  expect(toasts.list.get().length).toBe(3)
  expect(toasts.past.get().length).toBe(50)
  expect(toasts.past.get()[0]?.text).toBe('message 30')
  expect(toasts.past.get().filter(({ text }) => text === 'message 30').length).toBe(1)
})
