/** How the command line talks: results on standard output, progress and errors on standard error. */
import { AppError, isAppError } from '../rpc/failure.ts'

export const exitCodes = { done: 0, wrongUse: 2, unreadable: 3, failed: 1 } as const

/** A command line that makes no sense; the usage is shown with it. */
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

/** Shows a failure and returns the exit code that goes with it. */
export function showFailure(error: unknown, json: boolean, usage: string): number {
  const wrongUse =
    error instanceof UsageError ||
    (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  const code = wrongUse ? 'bad-input' : isAppError(error) ? error.code : 'internal'
  const message =
    wrongUse || isAppError(error) ? (error as Error).message : 'Something went wrong inside Lectern.'
  if (json) process.stdout.write(`${JSON.stringify({ error: { code, message } })}\n`)
  process.stderr.write(`lectern: ${message}\n`)
  if (wrongUse && !json) process.stderr.write(`\n${usage}\n`)
  if (code === 'internal' && process.env['LECTERN_DEBUG']) console.error(error)
  if (wrongUse) return exitCodes.wrongUse
  return code === 'internal' || code === 'unavailable' || code === 'busy'
    ? exitCodes.failed
    : code === 'bad-input' || code === 'voice-missing'
      ? exitCodes.wrongUse
      : exitCodes.unreadable
}

export function unreadable(message: string, cause: unknown): AppError {
  return new AppError('not-found', message, { cause })
}
