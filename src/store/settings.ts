/** Settings as rows of JSON, and the installation's few facts. */
import { readSettings, type Settings, type SettingsPatch, settingsSchema } from '../contract/settings.ts'
import { AppError } from '../rpc/failure.ts'
import type { Store } from './open.ts'

export class SettingsStore {
  readonly #store: Store
  #current: Settings

  constructor(store: Store) {
    this.#store = store
    const rows = store.prepare('SELECT key, value FROM settings').all() as { key: string; value: string }[]
    const stored: Record<string, unknown> = {}
    for (const { key, value } of rows)
      try {
        stored[key] = JSON.parse(value)
      } catch {
        // A value that is not JSON counts as absent: its default holds.
      }
    this.#current = readSettings(stored)
  }

  read(): Settings {
    return this.#current
  }

  /** @throws {AppError} `bad-input` naming the first field that does not parse; nothing is stored then */
  write(patch: SettingsPatch): Settings {
    const next: Record<string, unknown> = { ...this.#current }
    for (const [key, value] of Object.entries(patch)) {
      const parsed = settingsSchema.shape[key as keyof Settings].safeParse(value)
      if (!parsed.success)
        throw new AppError('bad-input', `The setting “${key}” cannot have that value.`, {
          data: { setting: key },
        })
      next[key] = parsed.data
    }
    const put = this.#store.prepare(
      'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    )
    this.#store.transaction(() => {
      for (const key of Object.keys(patch)) put.run(key, JSON.stringify(next[key]))
    })()
    this.#current = next as Settings
    return this.#current
  }

  fact(key: string): string | undefined {
    const row = this.#store.prepare('SELECT value FROM facts WHERE key = ?').get(key) as
      | { value: string }
      | undefined
    return row?.value
  }
  setFact(key: string, value: string): void {
    this.#store
      .prepare(
        'INSERT INTO facts (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
      )
      .run(key, value)
  }
}
