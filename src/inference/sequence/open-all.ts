/** The networks of one recogniser, all or none. */
import { openSession, type Session, type SessionOptions } from '../session.ts'

/**
 * @param paths by what they are
 * @param name as a person calls the recogniser, for errors
 * @throws as `openSession`, for the first that cannot be opened; those before it are let go
 */
export async function openAll<Part extends string>(
  paths: Readonly<Record<Part, string>>,
  name: string,
  size: NonNullable<SessionOptions['size']> = 'large',
  open: (path: string, options: SessionOptions) => Promise<Session> = openSession,
): Promise<{ readonly sessions: Readonly<Record<Part, Session>>; release(this: void): Promise<void> }> {
  const opened: [string, Session][] = []
  const release = async (): Promise<void> => {
    for (const [, session] of opened) await session.release()
  }
  try {
    for (const [part, path] of Object.entries<string>(paths))
      opened.push([part, await open(path, { name, size })])
  } catch (error) {
    await release().catch(() => undefined) // the first failure is what matters
    throw error
  }
  return { sessions: Object.fromEntries(opened) as Record<Part, Session>, release }
}
