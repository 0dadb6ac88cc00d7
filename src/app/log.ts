/**
 * The app's own log: a line of JSON an event, in the data folder, never sent anywhere.
 *
 * Bounded: at 1 MB the file becomes `.1` and a new one is begun. It may name files by their base name, but holds
 * nothing of what the user reads.
 */
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const largest = 1_000_000

export interface Log {
  readonly write: (
    level: 'info' | 'warning' | 'error',
    event: string,
    data?: Readonly<Record<string, string | number>>,
  ) => void
  /** For unexpected errors: their message and stack are kept here and nowhere else. */
  readonly report: (what: string, cause: unknown) => void
}

export function openLog(folder: string): Log {
  const path = join(folder, 'lectern.log')
  const log: Log = {
    write(level, event, data = {}) {
      try {
        mkdirSync(folder, { recursive: true })
        try {
          if (statSync(path).size > largest) renameSync(path, `${path}.1`)
        } catch {
          // There is no log yet.
        }
        appendFileSync(path, `${JSON.stringify({ time: new Date().toISOString(), level, event, ...data })}\n`)
      } catch {
        // A full disk must not stop the reading; there is nobody left to tell.
      }
    },
    report(what, cause) {
      const error = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
      log.write('error', what.slice(0, 200), { error: error.slice(0, 2_000) })
      if (process.env['LECTERN_DEBUG']) console.error(what, cause)
    },
  }
  return log
}
