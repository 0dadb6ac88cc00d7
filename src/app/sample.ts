/** The first start shows a short book of our own that is ready to be read. Added once; removed, it stays away. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SettingsStore } from '../store/settings.ts'
import type { Imports } from './imports.ts'

const fact = 'sample-added'

export async function addSample(parts: {
  readonly imports: Imports
  readonly settings: SettingsStore
  readonly locale: string
  readonly folder: string
}): Promise<void> {
  if (parts.settings.fact(fact)) return
  const name = parts.locale.toLowerCase().startsWith('de')
    ? 'Willkommen bei Lectern.md'
    : 'Welcome to Lectern.md'
  const bytes = readFileSync(join(parts.folder, name))
  for await (const event of parts.imports.add({ name, bytes }))
    if (event.type === 'ready') parts.settings.setFact(fact, name)
}
