/** Only one process at a time may change a pack: the window and the command line share the data folder. */
import { randomUUID } from 'node:crypto'
import { readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { AppError } from '../../rpc/failure.ts'

const holder = z.object({ pid: z.int(), token: z.string() })

/** Milliseconds between signs of life, and after how many without one the holder counts as gone. */
const beat = 5_000
const gone = 120_000

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Not ours to signal, but there.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function read(path: string): z.infer<typeof holder> | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** True while a process that is alive holds it. */
export function isLocked(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return false
  const silent = Date.now() - stat.mtimeMs
  const by = read(path)
  // Its file may be looked at between its making and its writing.
  if (!by) return silent < beat
  // The number of a process that has ended may be another's by now; that one gives no signs.
  return alive(by.pid) && silent < gone
}

export interface Lock {
  /** Whether it is still ours: after a long sleep of the machine another process may have taken it. */
  held(): boolean
  release(): void
}

/** @throws {AppError} `busy` (`pack-busy`) while another process, or another job of this one, holds it */
export function lock(path: string): Lock {
  const token = randomUUID()
  for (let attempt = 0; ; attempt++) {
    try {
      writeFileSync(path, JSON.stringify({ pid: process.pid, token }), { flag: 'wx' })
      break
    } catch (cause) {
      const there = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
      if (!there) throw cause
      if (attempt > 0 || isLocked(path))
        throw new AppError('busy', 'Another Lectern is working on this model.', {
          cause,
          reason: 'pack-busy',
        })
      rmSync(path, { force: true })
    }
  }
  const held = () => read(path)?.token === token
  const timer = setInterval(() => {
    try {
      if (held()) utimesSync(path, new Date(), new Date())
    } catch {
      // Removed from outside: `held` tells.
    }
  }, beat)
  timer.unref()
  return {
    held,
    release() {
      clearInterval(timer)
      if (held()) rmSync(path, { force: true })
    },
  }
}
