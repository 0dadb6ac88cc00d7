/** The settings as the interface sees them: changed at once, stored by the core, which has the last word. */
import type { AppClient } from '../../contract/app.ts'
import { readSettings, type Settings, type SettingsPatch } from '../../contract/settings.ts'
import { createStore, type ReadableStore } from '../ui/store.ts'

export interface SettingsStore extends ReadableStore<Settings> {
  /** Reads them again; called whenever the core has come (back). */
  readonly load: () => Promise<void>
  readonly change: (patch: SettingsPatch) => void
  /** Sends at once what waits to be sent; resolves when the core acts by it, or has refused it. */
  readonly settled: () => Promise<void>
}

/** Sliders change many times a second; the core hears of it this often. */
const sendAfterMs = 150

/**
 * @param failed told when the core has refused a change, after the old values are back
 * @param stored told of the fields that the core has stored: from now on it acts by them
 */
export function createSettings(
  client: AppClient,
  failed: (error: unknown) => void,
  stored: (patch: SettingsPatch) => void = () => undefined,
): SettingsStore {
  const store = createStore<Settings>(readSettings({}))
  let pending: SettingsPatch = {}
  let timer: ReturnType<typeof setTimeout> | undefined
  let sending: Promise<void> = Promise.resolve()

  async function load(): Promise<void> {
    const known = await client.call('settings.get', {})
    store.set(readSettings({ ...known, ...pending }))
  }

  async function send(): Promise<void> {
    timer = undefined
    const patch = pending
    pending = {}
    try {
      const known = await client.call('settings.set', patch)
      if (Object.keys(pending).length === 0) store.set(known)
      stored(patch)
    } catch (error) {
      failed(error)
      await load().catch(() => undefined)
    }
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    timer = undefined
    // One after the other: the answer to a later change must not be overtaken by that to an earlier one.
    sending = sending.then(() => (Object.keys(pending).length > 0 ? send() : undefined))
    return sending
  }

  // A page that goes away takes its timers along: what was changed last would be lost.
  globalThis.addEventListener?.('pagehide', () => {
    if (timer === undefined) return
    clearTimeout(timer)
    void send()
  })

  return {
    get: store.get,
    subscribe: store.subscribe,
    load,
    change(patch) {
      pending = { ...pending, ...patch }
      store.set(readSettings({ ...store.get(), ...patch }))
      timer ??= setTimeout(() => void flush(), sendAfterMs)
    },
    settled: flush,
  }
}
