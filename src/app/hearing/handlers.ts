/** The hearing part of the app contract, answered. */
import type { AppHandlers } from '../../contract/app.ts'
import type { hearingMethods } from '../../contract/hearing-methods.ts'
import { AppError } from '../../rpc/failure.ts'

export function hearingHandlers(): Pick<AppHandlers, keyof typeof hearingMethods> {
  const none = (): never => {
    throw new AppError('unavailable', 'Hearing is not built yet.')
  }
  return {
    'hearing.recognisers': none,
    'hearing.open': none,
    'hearing.hear': none,
    'hearing.change': none,
    'hearing.flush': none,
    'hearing.close': none,
    'hearing.understand': none,
    'hearing.understandFile': none,
    'hearing.transcribe': none,
    'hearing.phrases': none,
    'hearing.tryWake': none,
  }
}
