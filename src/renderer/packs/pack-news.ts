/** What a change of a pack is worth telling: its beginning, each quarter, its end, and trouble. */
import type { PackStatus } from '../../contract/packs.ts'

export type PackNews =
  | { readonly what: 'begun' | 'installed' | 'paused' | 'cancelled' | 'removed' | 'trouble' }
  /** `share`: 0.25, 0.5 or 0.75. */
  | { readonly what: 'quarter'; readonly share: number }

/** Bytes; of a smaller download the end comes before a quarter of it could be said. */
const leastForQuarters = 20_000_000

const installed = ({ state }: PackStatus): boolean => state === 'installed' || state === 'damaged'

function quartersOf({ progress }: PackStatus): number {
  if (progress?.stage !== 'fetching' || (progress.total ?? 0) < leastForQuarters) return 0
  return Math.floor((progress.bytes / (progress.total ?? 1)) * 4)
}

function whileInstalling(before: PackStatus, now: PackStatus): PackNews | undefined {
  if (before.state !== 'installing') return { what: 'begun' }
  const quarters = quartersOf(now)
  const passed = quarters > quartersOf(before) && before.progress?.stage === 'fetching' && quarters < 4
  return passed ? { what: 'quarter', share: quarters / 4 } : undefined
}

/** @param before what was known of it; without it nothing is news, the page has only just begun to look */
export function packNews(before: PackStatus | undefined, now: PackStatus): PackNews | undefined {
  if (!before) return undefined
  if (now.state === 'installing') return whileInstalling(before, now)
  if (before.state === now.state) return undefined
  if (now.problem !== undefined && now.state !== 'absent') return { what: 'trouble' }
  if (now.state === 'installed') return { what: 'installed' }
  if (now.state === 'paused') return { what: 'paused' }
  if (now.state === 'absent') return { what: installed(before) ? 'removed' : 'cancelled' }
  return undefined
}

/** True where voices, recognisers or the like came or went by it. */
export function changesWhatThereIs(before: PackStatus | undefined, now: PackStatus): boolean {
  return before !== undefined && (before.state === 'installed') !== (now.state === 'installed')
}
