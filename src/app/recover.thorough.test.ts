/** The library after damage and removal, through the whole core. */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { app as contract, type AppClient } from '../contract/app.ts'
import { connect } from '../rpc/client.ts'
import { wirePair } from '../rpc/wires.ts'
import { type RunningApp, start } from './start.ts'

let folder: string
let app: RunningApp
let client: AppClient
function begin() {
  app = start({ folder, shell: 'loopback', locale: 'en-US' })
  const [near, far] = wirePair()
  app.attach(far)
  client = connect(contract, near)
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-recover-'))
  begin()
})
afterEach(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const bytes = (text: string) => new TextEncoder().encode(text)

test('a library whose database is destroyed is read in again from its files', async () => {
  await app.ready
  const id = await app.add('lamp.txt', bytes('The keeper lit the lamp.\n\nNobody came.\n'))
  await app.close()
  writeFileSync(join(folder, 'lectern.db'), randomBytes(50_000))
  begin()
  await vi.waitFor(
    async () => {
      const list = await client.call('library.list', {})
      expect(list.map(({ state }) => state)).toEqual(['ready', 'ready'])
      expect(list.map(({ title }) => title)).toContain('Welcome to Lectern')
    },
    { timeout: 15_000 },
  )
  expect((await client.call('document.blocks', { document: id, from: 0, count: 9 })).blocks).toHaveLength(2)
})

test('a document that is removed while it is being read in is gone from the list', async () => {
  const long = `${'Another paragraph of this long book. '.repeat(20)}\n\n`.repeat(2_000)
  const events = client.stream('library.import', { name: 'long.txt', bytes: bytes(long) })
  const { document } = (await events.next()).value as { document: string }
  await client.call('library.remove', { document })
  expect((await client.call('library.list', {})).map(({ id }) => id)).not.toContain(document)
})

test('a full disk is told as what it is by every method', async () => {
  await app.ready
  const document = await app.add('lamp.txt', bytes('The keeper lit the lamp.'))
  const broken = vi.spyOn(Database.prototype, 'prepare').mockImplementation(() => {
    throw new Database.SqliteError('database or disk is full', 'SQLITE_FULL')
  })
  await expect(client.call('document.open', { document })).rejects.toMatchObject({ reason: 'disk-full' })
  broken.mockRestore()
})
