/**
 * Who is reading a document in. Two processes may share a library (the app and the command line), and two that write
 * the same document's blocks would mix them; so whoever begins leaves its mark in the document's row.
 */
import { randomUUID } from 'node:crypto'

/** This process, told apart from an earlier one that had the same id. */
export const ownReader = `${process.pid} ${randomUUID()}`

/** Whether `mark` is of another process that is alive. A number that has been given to a new process counts as alive. */
export function otherReaderLives(mark: string | null): boolean {
  const pid = Number(mark?.split(' ')[0])
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
