/** What networks are computed on, as the core sees it: hands the user's choice to the engine's processes, and reads what came of it. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Processor,
  processorFiles,
  type Provider,
  providersFor,
  verdictFile,
} from '../contract/processor.ts'

export interface Processors {
  /** For the processes that run networks. */
  readonly environment: Readonly<Record<string, string>>
  /**
   * Networks that are opened from now on go by this. What was found out before is forgotten: who chooses wants it tried.
   */
  choose(choice: Processor): void
  /** Providers of this system, best first, and the one that the last large network ran on, if any did. */
  state(): { readonly providers: Provider[]; readonly provider?: Provider }
}

/** @param data the data folder */
export function processorsIn(
  data: string,
  platform: string = process.platform,
  arch: string = process.arch,
): Processors {
  const folder = join(data, 'networks')
  const path = join(folder, processorFiles.choice)
  const verdicts = join(folder, processorFiles.verdicts)

  function chosen(): string {
    try {
      return readFileSync(path, 'utf8')
    } catch {
      return 'auto' // never chosen
    }
  }

  return {
    environment: { LECTERN_NETWORKS: folder },
    choose(choice) {
      if (chosen() === choice) return
      mkdirSync(folder, { recursive: true })
      rmSync(verdicts, { force: true })
      writeFileSync(`${path}.new`, choice)
      renameSync(`${path}.new`, path)
    },
    state() {
      const providers = providersFor(platform, arch)
      try {
        const { last } = verdictFile.parse(JSON.parse(readFileSync(verdicts, 'utf8')))
        return last === undefined ? { providers } : { providers, provider: last }
      } catch {
        return { providers } // no large network has run yet
      }
    },
  }
}
