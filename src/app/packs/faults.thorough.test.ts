/** Whatever goes wrong, in whatever order: never half a pack, never a wrong byte, and in the end the whole. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packEntry } from '../../contract/packs.ts'
import { openNetwork } from './network.ts'
import { Packs } from './packs.ts'
import { type FakeServer, fakeServer, type Fault, sha256, someBytes } from './server-fixture.ts'

/** Numbers from 0 to 1, the same for the same seed (the generator of Numerical Recipes). */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function misfortune(roll: () => number, length: number): Fault | undefined {
  const some = Math.floor(roll() * length)
  const faults: readonly Fault[] = [
    { type: 'drop', after: some },
    { type: 'drop', after: some },
    { type: 'status', status: [500, 429, 503, 404, 403][Math.floor(roll() * 5)] ?? 500 },
    { type: 'wrong-bytes' },
    { type: 'ignore-range' },
    { type: 'wrong-range' },
    { type: 'length', says: some * 2 },
    { type: 'slow', piece: 5_000 + some, every: 2 },
  ]
  return faults[Math.floor(roll() * (faults.length + 2))]
}

async function ordeal(server: FakeServer, seed: number): Promise<number> {
  const roll = dice(seed)
  const files = Array.from({ length: 5 }, (_, index) => ({
    path: `data/${index}.bin`,
    bytes: someBytes(50_000 + Math.floor(roll() * 200_000), index + 1),
  }))
  for (const { path, bytes } of files) server.files.set(`/${path}`, bytes)
  const entry = packEntry.parse({
    id: 'ordeal',
    kind: 'voice',
    architecture: 'kokoro',
    name: 'Ordeal',
    model: 'ordeal',
    snapshot: 'lectern-ordeal-2026-11-22',
    languages: ['en'],
    files: files.map(({ path, bytes }, index) => ({
      path,
      url: `https://publisher.example/${path}`,
      sha256: sha256(bytes),
      ...(index % 2 === 0 ? {} : { bytes: bytes.length }), // of some only the checksum is known
    })),
    licence: { id: 'MIT', conditions: 'notice' },
    diskBytes: 1,
    memoryBytes: 1,
    verified: true,
  })
  const folder = mkdtempSync(join(tmpdir(), 'lectern-ordeal-'))
  for (let starts = 1; ; starts++) {
    expect(starts).toBeLessThan(60)
    server.calm()
    // After a while the weather clears up.
    for (const { path, bytes } of starts < 20 ? files : [])
      for (const fault of [misfortune(roll, bytes.length), misfortune(roll, bytes.length)])
        if (fault) server.fault(`/${path}`, fault)
    if (roll() < 0.2) server.tag = `changed-${starts}`
    const packs = new Packs({
      folder,
      entries: [entry],
      network: () => openNetwork({ mirror: server.url, proxy: 'direct' }, { connect: 500, stall: 300 }),
      machine: () => ({ languages: ['en'], providers: () => ({ providers: ['cpu'] }) }),
      space: async () => 10_000_000_000,
      report: () => undefined,
      retries: { attempts: 2, rest: 1 },
      tellEvery: 1,
    })
    await packs.install('ordeal')
    if (roll() < 0.5) {
      await new Promise((resolve) => setTimeout(resolve, roll() * 60))
      await (roll() < 0.5 ? packs.pause('ordeal') : packs.close())
    }
    while ((await packs.status('ordeal')).state === 'installing')
      await new Promise((resolve) => setTimeout(resolve, 2))
    const { state } = await packs.status('ordeal')
    await packs.close()
    expect(['installed', 'paused', 'failed']).toContain(state)
    expect(readdirSync(folder).includes('ordeal')).toBe(state === 'installed')
    if (state !== 'installed') continue
    for (const { path, bytes } of files)
      expect(readFileSync(join(folder, 'ordeal', path)).equals(bytes), `${seed}: ${path}`).toBe(true)
    expect(readdirSync(join(folder, '.incoming'))).toEqual([])
    rmSync(folder, { recursive: true })
    return starts
  }
}

test('faults and stops at random never leave half a pack or a wrong byte, and in the end all is there', async () => {
  const server = await fakeServer()
  let starts = 0
  for (const seed of [1, 3, 14, 19]) starts += await ordeal(server, seed)
  expect(starts).toBeGreaterThan(4) // else nothing went wrong
  await server.close()
})
