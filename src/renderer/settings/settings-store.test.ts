import { afterEach, expect, test, vi } from 'vitest'
import type { AppClient } from '../../contract/app.ts'
import { readSettings } from '../../contract/settings.ts'
import { createSettings } from './settings-store.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

test('what is changed just before the page goes away is sent, once', async () => {
  vi.useFakeTimers()
  const page = new EventTarget()
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  const call = vi.fn(async () => readSettings({ speed: 1.5 }))
  const settings = createSettings({ call } as unknown as AppClient, () => undefined)
  settings.change({ speed: 1.4 })
  settings.change({ speed: 1.5 })
  expect(call).not.toHaveBeenCalled()
  page.dispatchEvent(new Event('pagehide'))
  expect(call).toHaveBeenCalledExactlyOnceWith('settings.set', { speed: 1.5 })
  await vi.runAllTimersAsync()
  expect(call).toHaveBeenCalledOnce()
})

test('what waits can be sent at once, and is known to be stored', async () => {
  vi.useFakeTimers()
  const call = vi.fn(async () => readSettings({ speed: 1.5 }))
  const settings = createSettings({ call } as unknown as AppClient, () => undefined)
  settings.change({ speed: 1.5 })
  await settings.settled()
  expect(call).toHaveBeenCalledExactlyOnceWith('settings.set', { speed: 1.5 })
  await settings.settled() // nothing waits any more
  await vi.runAllTimersAsync()
  expect(call).toHaveBeenCalledOnce()
  settings.change({ speed: 1.6 })
  await vi.runAllTimersAsync()
  expect(call).toHaveBeenCalledTimes(2)
})
