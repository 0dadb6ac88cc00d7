/**
 * The app core for commands that only listen: on an empty library of their own, which goes away afterwards, with the
 * user's settings. The data folder stays as it is.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { borrowedSettings } from '../app/borrowed-settings.ts'
import { start } from '../app/start.ts'
import { app as contract, type AppClient } from '../contract/app.ts'
import { connect } from '../rpc/client.ts'
import { wirePair } from '../rpc/wires.ts'
import { modelFolder } from './packs.ts'

/** Runs `work`; with a folder of packs before those of the settings, if one is given. @throws {AppError} `not-found` where that is none */
export async function withHearing<Result>(
  data: string,
  models: string | undefined,
  work: (client: AppClient) => Promise<Result>,
): Promise<Result> {
  const packs = models === undefined ? [] : [modelFolder(models)]
  const folder = mkdtempSync(join(tmpdir(), 'lectern-listen-'))
  try {
    const {
      modelFolders, recognisers, taughtWords, voiceThreshold, spokenPunctuation, autoPunctuation,
    } = borrowedSettings(data, folder) // prettier-ignore
    // The engines run in processes of their own: one recording that ends them must not end a whole batch.
    const app = start({
      folder,
      packs: data,
      shell: 'cli',
      locale: Intl.DateTimeFormat().resolvedOptions().locale,
    })
    try {
      const [near, far] = wirePair()
      app.attach(far)
      const client = connect(contract, near)
      await client.call('settings.set', {
        modelFolders: [...packs, ...modelFolders].slice(0, 20),
        recognisers,
        taughtWords,
        voiceThreshold,
        spokenPunctuation,
        autoPunctuation,
      })
      return await work(client)
    } finally {
      await app.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}
