/** The dictation part of the app contract, answered. */
import type { AppHandlers } from '../../contract/app.ts'
import type { dictationMethods } from '../../contract/dictation.ts'
import { AppError } from '../../rpc/failure.ts'

export function dictationHandlers(): Pick<AppHandlers, keyof typeof dictationMethods> {
  const none = (): never => {
    throw new AppError('unavailable', 'Dictation is not built yet.')
  }
  return {
    'drafts.list': none,
    'drafts.create': none,
    'drafts.open': none,
    'drafts.save': none,
    'drafts.remove': none,
    'drafts.restore': none,
    'drafts.export': none,
    'dictation.interpret': none,
    'dictation.edit': none,
    'dictation.history': none,
    'dictation.sound': none,
    'dictation.forget': none,
  }
}
