/** What went wrong, in the reader's language. */
import { AppError } from '../../rpc/failure.ts'
import { hasMessage, type MessageData, type Translate } from './catalogue.ts'

/** The catalogue's sentence for the error's reason, else for its code; other errors are `internal`. */
export function errorText(t: Translate, error: unknown): string {
  const known = error instanceof AppError ? error : new AppError('internal', 'unknown')
  const reason = `error.${known.reason ?? known.code}`
  const code = `error.${known.code}`
  if (hasMessage(reason)) return t(reason, known.data)
  return hasMessage(code) ? t(code, known.data) : known.message
}

/** True where the failure only says that somebody changed their mind. */
export function isCancelled(error: unknown): boolean {
  return error instanceof AppError && error.code === 'cancelled'
}

/** What an importer wants the reader to know; an unknown key stays as it is, so that nothing is hidden. */
export function warningText(t: Translate, key: string, data: MessageData): string {
  const message = `import.warning.${key}`
  return hasMessage(message) ? t(message, data) : key
}
