/** How the command line talks: results on standard output, progress and errors on standard error. */
import { AppError, type ErrorCode, isAppError } from '../rpc/failure.ts'
import { wrongOption } from './wrong-options.ts'

/** 130 is what shells give a program that Ctrl+C has ended. */
export const exitCodes = {
  done: 0,
  failed: 1,
  wrongUse: 2,
  unreadable: 3,
  /** What was typed or said is no command. */
  nothing: 4,
  stopped: 130,
} as const

/** A command line that makes no sense; where to read on is shown with it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Written at once and in full, also into a pipe whose reader is slow. */
export async function print(text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()))
  })
}

/** One line that is overwritten on a terminal, and now and then a line elsewhere. */
export function progressLine(label: string): { show(done: number): void; end(): void } {
  const terminal = process.stderr.isTTY
  let last = -1
  return {
    show(done) {
      const percent = Math.floor(done * 100)
      const step = terminal ? 1 : 25
      if (percent < last + step) return
      last = percent
      process.stderr.write(terminal ? `\r${label} ${percent} %` : `${label} ${percent} %\n`)
    },
    end() {
      if (terminal && last >= 0) process.stderr.write('\r\u001b[K')
    },
  }
}

/** Whoever read our output has had enough (`lectern … | head`): no failure. */
export function readerLeft(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EPIPE'
}

/** What is not listed is about the document: it cannot be read. */
const exitCodeOf: Partial<Record<ErrorCode, number>> = {
  cancelled: exitCodes.stopped,
  'bad-input': exitCodes.wrongUse,
  'voice-missing': exitCodes.wrongUse,
  internal: exitCodes.failed,
  unavailable: exitCodes.failed,
  busy: exitCodes.failed,
  closed: exitCodes.failed,
  denied: exitCodes.failed,
}
/** Troubles of this machine that share a code with troubles of a document. */
const ofTheMachine = new Set(['disk-full', 'library-newer', 'pack-space', 'pack-folder', 'pack-busy'])

/** @param more where to read on after wrong use, in a line @returns the exit code that goes with the failure */
export async function showFailure(error: unknown, json: boolean, more: string): Promise<number> {
  if (readerLeft(error)) return exitCodes.done
  const wrongUse = error instanceof UsageError ? error.message : wrongOption(error)
  const shaped = isAppError(error)
    ? error
    : wrongUse !== undefined
      ? new AppError('bad-input', wrongUse)
      : new AppError(
          'internal',
          'Something went wrong inside Lectern. Its log may say more: lectern.log in the data folder.',
        )
  const { code, message } = shaped
  if (json) await print(`${JSON.stringify({ error: { code, message } })}\n`).catch(() => undefined)
  process.stderr.write(`lectern: ${message}\n`)
  if (wrongUse !== undefined && !json) process.stderr.write(`${more}\n`)
  if (code === 'internal' && process.env['LECTERN_DEBUG']) console.error(error)
  if (ofTheMachine.has(shaped.reason ?? '')) return exitCodes.failed
  return exitCodeOf[code] ?? exitCodes.unreadable
}

export function unreadable(message: string, cause: unknown): AppError {
  return new AppError('not-found', message, { cause })
}
