/** Files and folders that the system or the command line names. */
import { readFileSync, writeFileSync } from 'node:fs'
import { extname, resolve } from 'node:path'
import { documentEndings } from '../contract/document.ts'

/** As file dialogs want them: without the dot. */
export const openableEndings: readonly string[] = documentEndings.map((ending) => ending.slice(1))

export function isOpenable(path: string): boolean {
  return (documentEndings as readonly string[]).includes(extname(path).toLowerCase())
}

/** The documents among a process's arguments. @param folder where that process was started */
export function filesOf(argv: readonly string[], folder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && isOpenable(argument))
    .map((argument) => resolve(folder, argument))
}

/** The value of `--name VALUE` or `--name=VALUE`. Chromium's own reading of switches knows only the second form. */
export function optionOf(argv: readonly string[], name: string): string | undefined {
  const at = argv.findIndex((argument) => argument === `--${name}` || argument.startsWith(`--${name}=`))
  const found = argv[at]
  if (found === undefined) return undefined
  const value = found === `--${name}` ? argv[at + 1] : found.slice(name.length + 3)
  return value === undefined || value === '' || value.startsWith('--') ? undefined : value
}

const recentLimit = 10

/** Recently opened files, newest first. macOS keeps its own list; other systems have no menu for it. */
export class RecentFiles {
  readonly #file: string
  #paths: readonly string[]

  constructor(file: string) {
    this.#file = file
    this.#paths = []
    try {
      const stored: unknown = JSON.parse(readFileSync(file, 'utf8'))
      if (Array.isArray(stored)) this.#paths = stored.filter((path) => typeof path === 'string')
    } catch {
      // There is none yet, or it cannot be read: it begins anew.
    }
  }
  list(): readonly string[] {
    return this.#paths
  }
  add(path: string): void {
    this.#keep([path, ...this.#paths.filter((known) => known !== path)].slice(0, recentLimit))
  }
  clear(): void {
    this.#keep([])
  }
  #keep(paths: readonly string[]): void {
    this.#paths = paths
    try {
      writeFileSync(this.#file, JSON.stringify(paths), { mode: 0o600 })
    } catch {
      // The list is a convenience: it holds until the app ends.
    }
  }
}
