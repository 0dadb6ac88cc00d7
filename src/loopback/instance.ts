/**
 * One running Lectern per data folder: the second start opens the first one's window.
 *
 * The note lies in the user's own data folder, readable by nobody else, because it holds the token.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Instance {
  readonly pid: number
  readonly url: string
}

const fileName = 'running.json'

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The instance that serves `folder`, if it answers. */
export async function runningInstance(folder: string): Promise<Instance | undefined> {
  try {
    const instance = JSON.parse(readFileSync(join(folder, fileName), 'utf8')) as Instance
    if (instance.pid === process.pid || !alive(instance.pid)) return undefined
    const { origin } = new URL(instance.url)
    const answer = await fetch(origin, { signal: AbortSignal.timeout(1_000) })
    return answer.ok ? instance : undefined
  } catch {
    return undefined
  }
}

export function announceInstance(folder: string, url: string): void {
  writeFileSync(join(folder, fileName), JSON.stringify({ pid: process.pid, url } satisfies Instance), {
    mode: 0o600,
  })
}

export function forgetInstance(folder: string): void {
  rmSync(join(folder, fileName), { force: true })
}
