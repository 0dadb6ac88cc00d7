/**
 * Remembers what came of running networks on other processors than the CPU, across processes and restarts.
 *
 * A provider is written down as `trying` before it is tried. Drivers of graphics cards can end the process; who comes
 * next then finds that word and keeps away. Several processes write the one file: each reads it, changes its own lines
 * and puts it in place whole. What two lose to each other that way is only tried once more.
 */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import {
  type Processor,
  processor,
  processorFiles,
  type Provider,
  type Verdict,
  verdictFile,
  type VerdictFile,
} from '../contract/processor.ts'

export interface Verdicts {
  /** The user's choice as it stands now. */
  choice(): Processor
  of(network: string, provider: Provider): Verdict | undefined
  /** Not thrown where the file cannot be written: it is remembered in this process only. */
  note(network: string, provider: Provider, verdict: Verdict): void
  forget(network: string, provider: Provider): void
  /** What a large network runs on. */
  last(provider: Provider): void
}

/** Milliseconds after which it is tried again: drivers are renewed, and a process may end while it tries for other reasons. */
const day = 86_400_000
const tryAgainAfter: Readonly<Record<Verdict, number>> = {
  trying: day,
  fails: 30 * day,
  differs: 30 * day,
  slower: 30 * day,
  works: Infinity,
}

/** What a network is called in the file. @param path of its file; undefined for one in memory, which has no name */
export const networkName = (path: string, bytes: number): string =>
  `${basename(dirname(path))}/${basename(path)} ${bytes}`

/**
 * @param folder where the files lie; undefined: only this process remembers, and the choice is `auto`
 * @param runtime the version of the runtime
 */
export function openVerdicts(folder: string | undefined, runtime: string): Verdicts {
  const here = new Map<string, Verdict>()
  const path = folder === undefined ? undefined : join(folder, processorFiles.verdicts)
  const nothing: VerdictFile = { runtime, verdicts: {} }
  let lastHere: Provider | undefined

  function read(): VerdictFile {
    if (path === undefined) return nothing
    try {
      const file = verdictFile.parse(JSON.parse(readFileSync(path, 'utf8')))
      return file.runtime === runtime ? file : nothing
    } catch {
      return nothing // not there yet, or not ours: everything is tried anew
    }
  }

  function write(change: (file: VerdictFile) => VerdictFile): void {
    if (folder === undefined || path === undefined) return
    try {
      mkdirSync(folder, { recursive: true })
      const own = `${path}.${process.pid}`
      writeFileSync(own, JSON.stringify(change(read())))
      renameSync(own, path)
    } catch {
      // A full or read-only disk: this process still knows.
    }
  }

  return {
    choice() {
      if (folder === undefined) return 'auto'
      try {
        const text = readFileSync(join(folder, processorFiles.choice), 'utf8').trim()
        return processor.safeParse(text).data ?? 'auto'
      } catch {
        return 'auto' // never chosen
      }
    },
    of(network, provider) {
      const key = `${provider} ${network}`
      const known = here.get(key)
      if (known) return known
      const noted = read().verdicts[key]
      if (!noted) return undefined
      return Date.now() - noted.at > tryAgainAfter[noted.verdict] ? undefined : noted.verdict
    },
    note(network, provider, verdict) {
      const key = `${provider} ${network}`
      here.set(key, verdict)
      write((file) => ({
        ...file,
        verdicts: { ...file.verdicts, [key]: { verdict, at: Date.now() } },
      }))
    },
    forget(network, provider) {
      const key = `${provider} ${network}`
      here.delete(key)
      write(({ verdicts, ...file }) => ({
        ...file,
        verdicts: Object.fromEntries(Object.entries(verdicts).filter(([each]) => each !== key)),
      }))
    },
    last(provider) {
      if (lastHere === provider) return
      lastHere = provider
      write((file) => ({ ...file, last: provider }))
    },
  }
}

/** Where the core and the engine's processes keep what they tell each other; set by app/supervisor.ts. */
export const networksFolder = (): string | undefined => process.env['LECTERN_NETWORKS'] || undefined

/** Changes when the user's choice does, so that models of the choice before can be told. */
export function choiceEpoch(folder = networksFolder()): string {
  if (folder === undefined) return ''
  const file = statSync(join(folder, processorFiles.choice), { throwIfNoEntry: false })
  return String(file?.mtimeMs ?? '')
}
