/** What this machine is, and what that says about packs. */
import { arch, availableParallelism, platform, totalmem } from 'node:os'
import { dirname } from 'node:path'
import type { Machine, PackEntry, PackStatus } from '../../contract/packs.ts'
import { downloadBytes } from './manifest.ts'

export interface MachineParts {
  readonly folder: string
  /** Bytes that may still be written in a folder. */
  readonly space: (folder: string) => Promise<number | undefined>
  /** BCP 47, the interface's first. */
  readonly languages: readonly string[]
  readonly providers: () => { readonly providers: readonly string[]; readonly provider?: string | undefined }
}

export async function machineOf({ folder, space, languages, providers }: MachineParts): Promise<Machine> {
  // The folder is made by the first installation.
  const free = (await space(folder)) ?? (await space(dirname(folder)))
  const { providers: offered, provider } = providers()
  return {
    memoryBytes: totalmem(),
    cores: availableParallelism(),
    ...(free === undefined ? {} : { freeDiskBytes: Math.max(0, free) }),
    platform: platform(),
    arch: arch(),
    providers: [...offered],
    ...(provider === undefined ? {} : { provider }),
    languages: [...new Set(languages.map((tag) => tag.toLowerCase()))],
  }
}

/** Of all memory: what one model may take so that the system, the browser and the books keep theirs. */
const share = { well: 0.25, barely: 0.5 }
/** A model of more memory than this computes so much for each word that few cores make it slow. */
const heavy = 1_000_000_000
const coresForHeavy = 4

/** Whether a machine has the memory, the disk and the cores. */
export function fit(
  entry: PackEntry,
  { memoryBytes, cores, freeDiskBytes, provider }: Machine,
): NonNullable<PackStatus['fits']> {
  const disk = Math.max(downloadBytes(entry), entry.diskBytes)
  if (freeDiskBytes !== undefined && freeDiskBytes < disk) return 'no'
  if (entry.memoryBytes > memoryBytes * share.barely) return 'no'
  if (entry.memoryBytes > memoryBytes * share.well) return 'barely'
  const onGraphics = provider !== undefined && provider !== 'cpu'
  return entry.memoryBytes > heavy && cores < coresForHeavy && !onGraphics ? 'barely' : 'well'
}

const base = (tag: string): string => tag.toLowerCase().split('-')[0] ?? tag

/** The languages of a machine that a pack is for; a pack for very many (`mul`) is for each. */
function served(entry: PackEntry, languages: readonly string[]): string[] {
  const own = new Set(entry.languages.map(base))
  return languages.map(base).filter((tag) => own.has(tag) || own.has('mul'))
}

/**
 * Which packs to offer: of each kind and for each language of the machine the first of the manifest that fits well. The
 * manifest lists the packs of a kind best first.
 */
export function offers(entries: readonly PackEntry[], machine: Machine): ReadonlySet<string> {
  const offered = new Set<string>()
  for (const language of machine.languages) {
    const kinds = new Set<string>()
    for (const entry of entries) {
      if (entry.embedded || entry.experimental || !entry.runs || kinds.has(entry.kind)) continue
      if (served(entry, [language]).length === 0 || fit(entry, machine) !== 'well') continue
      kinds.add(entry.kind)
      offered.add(entry.id)
    }
  }
  return offered
}
