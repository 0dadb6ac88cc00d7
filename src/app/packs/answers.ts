/** What an answer that is not the file means, told so that the user knows who has to do something. */
import { AppError } from '../../rpc/failure.ts'
import type { Answer } from './network.ts'

/** Nobody answered, or the connection broke. */
const networkAway = (cause: unknown): AppError =>
  new AppError('unavailable', 'The server cannot be reached, or the connection broke.', {
    cause,
    reason: 'pack-network',
  })

/** Something that may be otherwise in a moment. */
export class Passing extends Error {
  /** What the server answered, if it did. */
  readonly status: number | undefined
  /** Milliseconds that it asks to wait. */
  readonly after: number | undefined
  constructor(message: string, { status, after }: { status?: number; after?: number | undefined } = {}) {
    super(message)
    this.status = status
    this.after = after
  }
}

/** Why it is given up after the last attempt. @returns `unavailable`: `pack-server` where it answered, else `pack-network` */
export function givenUp(last: unknown): AppError {
  if (!(last instanceof Passing) || last.status === undefined) return networkAway(last)
  const { status } = last
  return new AppError('unavailable', `The publisher’s server answered with an error (${status}).`, {
    cause: last,
    reason: 'pack-server',
    data: { status },
  })
}

/** What is told with these waits for another network or a better moment: the installation is paused, not failed. */
export const passingReasons: ReadonlySet<string> = new Set(['pack-network', 'pack-server', 'pack-sign-in'])

/**
 * Whether a web page came in a file's place, as from a hotel's or a train's network before one has signed in: no file of a
 * pack is one. 511 is RFC 6585's word for it.
 */
export const isSignIn = ({ status, headers }: Pick<Answer, 'status' | 'headers'>): boolean =>
  status === 511 ||
  (status === 200 && /^\s*(text\/html|application\/xhtml)/i.test(headers['content-type'] ?? ''))

export const signIn = (name: string): AppError =>
  new AppError('unavailable', `A web page came instead of ${name}, perhaps this network’s sign-in page.`, {
    reason: 'pack-sign-in',
    data: { name },
  })
