/** How a pack stands, as its folders tell, and whether its files are still what they were. */
import { join } from 'node:path'
import type { InstalledPack, PackEntry, PackStatus } from '../../contract/packs.ts'
import { sumsOf } from './checksums.ts'
import { readState } from './install.ts'
import { isLocked, lock } from './lock.ts'
import type { Shelf } from './shelf.ts'

type Standing = Pick<PackStatus, 'state' | 'progress' | 'problem' | 'problemData'>

/** Of a pack that this process has no work on. Nothing is read but notes and sizes. */
export function standingOf(entry: PackEntry, shelf: Shelf): Standing {
  const { id } = entry
  if (entry.embedded) return { state: 'installed' }
  if (isLocked(shelf.lockPath(id))) return { state: 'installing', progress: { stage: 'waiting', bytes: 0 } }
  const begun = readState(shelf.incoming(id))
  if (begun?.snapshot === entry.snapshot)
    return {
      state: begun.failed ? 'failed' : 'paused',
      ...(begun.problem === undefined
        ? {}
        : { problem: begun.problem, problemData: begun.problemData ?? {} }),
    }
  const pack = shelf.installed(id)
  const damaged: Standing = { state: 'damaged', problem: 'pack-damaged' }
  if (!pack) return shelf.isBroken(id) ? damaged : { state: 'absent' }
  return !pack.damaged && shelf.amiss(pack).length === 0 ? { state: 'installed' } : damaged
}

/** Reads every file of an installed pack. @returns whether all are there and what they were when they were checked */
export async function isIntact(id: string, shelf: Shelf, signal: AbortSignal): Promise<boolean> {
  const pack = shelf.installed(id)
  if (!pack || shelf.amiss(pack).length > 0) return false
  for (const { path, sha256 } of pack.files) {
    try {
      const sums = await sumsOf(join(shelf.path(id), ...path.split('/')), {}, signal)
      if (sums.sha256 !== sha256) return false
    } catch (error) {
      if (signal.aborted) throw error
      return false // it cannot be read
    }
  }
  return true
}

/**
 * Keeps what a check found, unless the pack is another by now.
 *
 * @throws {AppError} `busy` while another process works on it; `denied`, and what the disk says, where nothing can be written
 */
export function noteCheck(checked: InstalledPack, damaged: boolean, shelf: Shelf): void {
  const { id } = checked
  shelf.prepare()
  const held = lock(shelf.lockPath(id))
  try {
    const pack = shelf.installed(id)
    if (pack?.installedAt === checked.installedAt) shelf.writeNote(shelf.path(id), { ...pack, damaged })
  } finally {
    held.release()
  }
}
