/** What happens to the list of exports when the machine fails it; exports themselves: export.thorough.test.ts. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { readSettings } from '../../contract/settings.ts'
import { AppError } from '../../rpc/failure.ts'
import { ExportStore } from '../../store/exports.ts'
import { openStore } from '../../store/open.ts'
import { type ExportParts, Exports } from './jobs.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-jobs-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a library that cannot be written stops the exports, not the app', async () => {
  const { store: database } = openStore(folder)
  const store = new ExportStore(database)
  const request = { document: 'd0c'.padEnd(64, '0'), format: 'opus', files: 'whole', speed: 1 } as const
  const id = store.add({
    document: request.document,
    title: 'The Lamp',
    request: { ...request, subtitles: 'none', timings: false },
    settings: readSettings({}),
    shell: 'loopback',
  })
  const told = vi.fn<(event: string, error: unknown) => void>()
  const exports = new Exports({
    store,
    folder,
    shell: 'loopback',
    log: { report: told },
    engine: () => {
      database.pragma('query_only = ON') // as on a full disk, nothing can be written from here on
      throw new AppError('unavailable', 'The engine is away.')
    },
  } as unknown as ExportParts)
  exports.recover()
  await vi.waitFor(() => expect(told).toHaveBeenCalledWith('the exports stand still', expect.anything()))
  expect(exports.find(id).title).toBe('The Lamp') // and the list is there
  database.close()
})
