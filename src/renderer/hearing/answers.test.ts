import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { afterDrawing, closeAll } from './answers.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** Dialogs one upon the other, the last one uppermost; each takes `falls` of those above along when it is asked to close. */
function dialogs(falls: readonly number[][] = []) {
  const asked: number[] = []
  const all = [0, 1, 2].map((at) => ({
    isConnected: true,
    dispatchEvent: () => {
      asked.push(at)
      for (const gone of falls[at] ?? []) (all[gone] as { isConnected: boolean }).isConnected = false
    },
  }))
  closeAll({ querySelectorAll: () => all } as never)
  return asked
}

test('each open dialog is asked to close once, the uppermost first', () => {
  expect(dialogs()).toEqual([2, 1, 0])
})

test('a dialog that went with another is not asked', () => {
  expect(dialogs([[], [], [1]])).toEqual([2, 0])
})

test('what follows a dialog waits until the page is drawn', () => {
  const run = vi.fn()
  let drawn = () => undefined as unknown
  afterDrawing(run, (then) => (drawn = then))
  expect(run).not.toHaveBeenCalled()
  drawn()
  vi.advanceTimersByTime(1_000)
  expect(run).toHaveBeenCalledTimes(1)
})

test('a page that is hidden draws nothing: it is not waited for', () => {
  const run = vi.fn()
  afterDrawing(run, () => undefined)
  vi.advanceTimersByTime(150)
  expect(run).toHaveBeenCalledTimes(1)
})
