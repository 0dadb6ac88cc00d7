/** What a failure of the ear means for those who were using it. */
import { isAppError } from '../../rpc/failure.ts'

/** Reasons that the process's keeper gives with `unavailable`. */
export const earReasons = {
  crashed: 'ear-crashed', // it is being started again; what was asked may be asked again
  thread: 'recogniser-crashed', // so is a recogniser's thread within it
  gaveUp: 'ear-gave-up', // it has failed too often
  closed: 'ear-closed',
} as const

/** True where the process died under the call, or has been replaced since the stream was opened. */
export function isLost(error: unknown): boolean {
  return (
    isAppError(error, 'closed') ||
    isAppError(error, 'not-found') ||
    (isAppError(error, 'unavailable') &&
      (error.reason === earReasons.crashed || error.reason === earReasons.thread))
  )
}
