/**
 * Why a request failed, in words a caller can branch on.
 *
 * One class for the whole app and a closed list of codes: whatever else is thrown becomes `internal`
 * at the boundary (see `serve.ts`), so that no stack and no path leaves a process. Add a code only
 * with the caller that needs it.
 */
export const errorCodes = [
  'bad-input', // the caller's arguments, or a command line that makes no sense
  'not-found',
  'unsupported-format', // we do not read this kind of file
  'damaged', // the file is of a kind we read, but broken beyond reading
  'protected', // encrypted or rights-managed: cannot be read at all
  'password-needed', // a password would open it; also when the one given was wrong
  'no-text', // opened, but there is nothing to read aloud, such as a scan without a text layer
  'too-large', // beyond a limit that protects the machine
  'voice-missing',
  'unavailable', // the engine or a worker has died, or a device is missing; trying again may help
  'busy',
  'denied',
  'cancelled',
  'closed', // the wire ended while the call was in flight
  'internal',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** Values that a message may quote: `{ name: 'book.epub', pages: 3 }`. Never a path, never a stack. */
export type ErrorData = Readonly<Record<string, string | number>>

export interface AppErrorOptions {
  readonly cause?: unknown
  /** Names a more exact sentence of the message catalogue, `error.<reason>`; without it `error.<code>` is shown. */
  readonly reason?: string
  readonly data?: ErrorData
}

/**
 * The one error class that crosses boundaries.
 *
 * `message` is a plain English sentence for logs and the command line; windows show the catalogue's sentence for
 * `reason ?? code`, filled from `data`.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: ErrorCode
  readonly reason: string | undefined
  readonly data: ErrorData

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.reason = options.reason
    this.data = options.data ?? {}
  }
}

/** True for an `AppError`, of the given code if one is given. */
export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code)
}
