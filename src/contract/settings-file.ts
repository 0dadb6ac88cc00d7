/**
 * All settings as a file, to be kept or carried to another machine.
 *
 * A file of another version is read as far as it is understood: fields that this version does not know and values it
 * cannot use are named and left out, the rest is taken.
 */
import { AppError } from '../rpc/failure.ts'
import { type Settings, type SettingsPatch, settingsSchema, takeField } from './settings.ts'

const format = 'lectern-settings'
/** Counted up when a field changes its meaning; new fields do not need it. */
export const settingsFileVersion = 1

export interface ReadSettingsFile {
  /** Of the file. Higher than ours where a newer Lectern wrote it. */
  readonly version: number
  /** Only fields whose values differ from the present ones. */
  readonly changes: SettingsPatch
  /** Fields that this version does not know. */
  readonly unknown: readonly string[]
  /** Fields, rows and entries that it cannot use. */
  readonly refused: readonly string[]
}

export function writeSettingsFile(settings: Settings): string {
  return `${JSON.stringify({ format, version: settingsFileVersion, settings }, undefined, 2)}\n`
}

/** In one order, so that equal values give equal texts. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(
    entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, part]) => [key, ordered(part)]),
  )
}

export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(ordered(a)) === JSON.stringify(ordered(b))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * What a settings file would change.
 *
 * @param present the settings as they are now
 * @throws {AppError} `bad-input` where the text is no settings file at all
 */
export function readSettingsFile(text: string, present: Settings): ReadSettingsFile {
  const refuse = (cause?: unknown) =>
    new AppError('bad-input', 'This is not a settings file of Lectern.', { reason: 'settings-file', cause })
  let file: unknown
  try {
    file = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    throw refuse(error)
  }
  if (!isRecord(file) || file['format'] !== format || !isRecord(file['settings'])) throw refuse()
  const version = file['version']
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) throw refuse()

  const changes: Record<string, unknown> = {}
  const unknown: string[] = []
  const refused: string[] = []
  for (const [name, given] of Object.entries(file['settings'])) {
    if (!Object.hasOwn(settingsSchema.shape, name)) {
      unknown.push(name)
      continue
    }
    const key = name as keyof Settings
    const taken = takeField(key, given)
    refused.push(...taken.refused)
    if (taken.value !== undefined && !sameValue(taken.value, present[key])) changes[key] = taken.value
  }
  return { version, changes: changes as SettingsPatch, unknown, refused }
}
