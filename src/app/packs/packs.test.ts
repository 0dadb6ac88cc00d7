import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { open as openFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type PackEntry, packEntry, type PackStatus } from '../../contract/packs.ts'
import { openNetwork } from './network.ts'
import { Packs, type PacksOptions } from './packs.ts'
import { type FakeServer, fakeServer, gitSha1, sha256, someBytes } from './server-fixture.ts'

const model = someBytes(200_000)
const tokens = Buffer.from('a 0\nb 1\n')
const config = Buffer.from('{"model_type":"small"}')
const commit = 'c0ffee'.repeat(7).slice(0, 40)

const entry = (id: string, files: PackEntry['files'], more: Partial<PackEntry> = {}): PackEntry =>
  packEntry.parse({
    id,
    kind: 'recogniser',
    architecture: 'zipformer',
    name: `The ${id}`,
    model: `someone/${id}`,
    snapshot: `lectern-${id}-2026-11-22`,
    languages: ['en'],
    files,
    licence: { id: 'MIT', conditions: 'notice' },
    diskBytes: 200_008,
    memoryBytes: 1_000_000,
    verified: true,
    ...more,
  })

const known = entry('known', [
  {
    path: 'model.onnx',
    url: 'https://publisher.example/known/model.onnx',
    bytes: model.length,
    sha256: sha256(model),
  },
  { path: 'data/tokens.txt', url: 'https://publisher.example/known/tokens.txt', sha256: sha256(tokens) },
])
const hub = (path: string) => `https://huggingface.co/someone/learnt/resolve/main/${path}`
const learnt = entry('learnt', [
  { path: 'config.json', url: hub('config.json'), about: 20 },
  { path: 'onnx/model.onnx', url: hub('onnx/model.onnx'), about: 200_000 },
])
const unknown = entry('unknown', [{ path: 'model.onnx', url: 'https://publisher.example/known/model.onnx' }])
const embedded = entry('embedded', [], { embedded: true })
const entries = [known, learnt, unknown, embedded]

let server: FakeServer
const root = mkdtempSync(join(tmpdir(), 'lectern-packs-'))
const open: Packs[] = []
let number = 0

function listings(): void {
  const list = [
    { type: 'directory', path: 'onnx', size: 0, oid: 'x' },
    { type: 'file', path: 'config.json', size: config.length, oid: gitSha1(config) },
    {
      type: 'file',
      path: 'onnx/model.onnx',
      size: model.length,
      oid: 'pointer',
      lfs: { oid: sha256(model), size: model.length },
    },
  ]
  server.files.set('/api/models/someone/learnt/revision/main', Buffer.from(JSON.stringify({ sha: commit })))
  server.files.set(`/api/models/someone/learnt/tree/${commit}`, Buffer.from(JSON.stringify(list)))
}

beforeAll(async () => {
  server = await fakeServer()
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((packs) => packs.close()))
  server.calm()
  fill()
})
afterAll(async () => {
  await server.close()
  rmSync(root, { recursive: true })
})
function fill(): void {
  server.files.clear()
  for (const [path, bytes] of [
    ['/known/model.onnx', model],
    ['/known/tokens.txt', tokens],
    [`/someone/learnt/resolve/${commit}/config.json`, config],
    [`/someone/learnt/resolve/${commit}/onnx/model.onnx`, model],
  ] as const)
    server.files.set(path, bytes)
  listings()
}
beforeAll(() => fill())

function start(options: Partial<PacksOptions> = {}, folder = join(root, String(++number))) {
  const packs = new Packs({
    folder,
    entries,
    network: () => openNetwork({ mirror: server.url, proxy: 'direct' }, { connect: 500, stall: 300 }),
    machine: () => ({ languages: ['en-GB'], providers: () => ({ providers: ['cpu'] }) }),
    space: async () => 10_000_000_000,
    report: () => undefined,
    retries: { attempts: 2, rest: 1 },
    tellEvery: 1,
    lookEvery: 20,
    ...options,
  })
  open.push(packs)
  return { packs, folder, file: (path: string) => readFileSync(join(folder, path)) }
}

/** Waits until a pack is in one of the states. */
async function until(packs: Packs, id: string, ...states: PackStatus['state'][]): Promise<PackStatus> {
  for (;;) {
    const status = await packs.status(id)
    if (states.includes(status.state)) return status
    await new Promise((resolve) => setTimeout(resolve, 3))
  }
}
const settled = (packs: Packs, id: string) =>
  until(packs, id, 'installed', 'failed', 'paused', 'absent', 'damaged')

test('a pack is fetched, checked, and there all at once, with a note of what it is', async () => {
  const { packs, folder, file } = start()
  expect((await packs.status('known')).state).toBe('absent')
  expect((await packs.install('known')).state).toBe('installing')
  expect((await settled(packs, 'known')).state).toBe('installed')
  expect(file('known/model.onnx').equals(model)).toBe(true)
  expect(file('known/data/tokens.txt').equals(tokens)).toBe(true)
  expect(JSON.parse(file('known/pack.json').toString())).toMatchObject({
    id: 'known',
    snapshot: 'lectern-known-2026-11-22',
    licence: { id: 'MIT' },
    files: [
      { path: 'model.onnx', bytes: model.length, sha256: sha256(model), checked: 'manifest' },
      { path: 'data/tokens.txt', bytes: tokens.length, sha256: sha256(tokens), checked: 'manifest' },
    ],
  })
  expect(readdirSync(join(folder, '.incoming'))).toEqual([])
})

test('nothing is asked of any server before an installation', async () => {
  const { packs } = start()
  await packs.list()
  await packs.verify(undefined, new AbortController().signal)
  expect(server.asked).toEqual([])
})

test('where the manifest knows no checksum the publisher is asked, and the branch is pinned to its commit', async () => {
  const { packs, file } = start()
  await packs.install('learnt')
  expect((await settled(packs, 'learnt')).state).toBe('installed')
  expect(server.asked.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      '/api/models/someone/learnt/revision/main',
      `/api/models/someone/learnt/tree/${commit}?recursive=true`,
      `/someone/learnt/resolve/${commit}/config.json`,
    ]),
  )
  const { files } = JSON.parse(file('learnt/pack.json').toString())
  expect(files).toMatchObject([
    { path: 'config.json', checked: 'publisher', sha256: sha256(config) },
    { path: 'onnx/model.onnx', checked: 'publisher', sha256: sha256(model) },
  ])
})

test('an optional file that the publisher does not have is left out; any other one is missed', async () => {
  const more = (optional: boolean) =>
    entry('learnt', [...learnt.files, { path: 'template.jinja', url: hub('template.jinja'), optional }])
  const { packs, file } = start({ entries: [more(true)] })
  await packs.install('learnt')
  expect((await settled(packs, 'learnt')).state).toBe('installed')
  expect(JSON.parse(file('learnt/pack.json').toString()).files).toHaveLength(2)
  const other = start({ entries: [more(false)] })
  await other.packs.install('learnt')
  expect(await settled(other.packs, 'learnt')).toMatchObject({
    state: 'failed',
    problem: 'pack-gone',
    problemData: { name: 'template.jinja' },
  })
})

test('a file that the publisher lists otherwise than he sends it is refused', async () => {
  server.files.set(`/someone/learnt/resolve/${commit}/config.json`, Buffer.from('{"model_type":"other"}'))
  const { packs, folder } = start()
  await packs.install('learnt')
  expect(await settled(packs, 'learnt')).toMatchObject({ state: 'failed', problem: 'pack-checksum' })
  expect(existsSync(join(folder, 'learnt'))).toBe(false)
})

test('without any checksum nothing is fetched', async () => {
  const { packs } = start()
  await packs.install('unknown')
  expect(await settled(packs, 'unknown')).toMatchObject({ state: 'failed', problem: 'pack-no-checksum' })
  server.files.delete(`/api/models/someone/learnt/tree/${commit}`)
  await packs.install('learnt')
  expect(await settled(packs, 'learnt')).toMatchObject({ state: 'failed', problem: 'pack-no-checksum' })
  expect(server.asked.filter(({ path }) => !path.startsWith('/api/'))).toEqual([])
})

test('wrong bytes are fetched once more; if they are wrong again nothing is installed', async () => {
  server.fault('/known/model.onnx', { type: 'wrong-bytes' })
  const { packs } = start()
  await packs.install('known')
  expect((await settled(packs, 'known')).state).toBe('installed')
  server.fault('/known/model.onnx', { type: 'wrong-bytes' }, { type: 'wrong-bytes' })
  const other = start()
  await other.packs.install('known')
  expect(await settled(other.packs, 'known')).toMatchObject({
    state: 'failed',
    problem: 'pack-checksum',
    problemData: { name: 'model.onnx' },
  })
  expect(existsSync(join(other.folder, 'known'))).toBe(false)
})

test('a damaged pack is told, repaired with what is still good, and the old one stays until then', async () => {
  const { packs, folder, file } = start()
  await packs.install('known')
  await settled(packs, 'known')
  const path = join(folder, 'known', 'data', 'tokens.txt')
  writeFileSync(path, 'a 0\nx 1\n') // as long as before: only reading it tells
  expect((await packs.status('known')).state).toBe('installed')
  const never = new AbortController().signal
  expect(await packs.verify('known', never)).toMatchObject([{ state: 'damaged', problem: 'pack-damaged' }])
  const again = start({}, folder)
  expect((await again.packs.status('known')).state).toBe('damaged') // after a restart, too

  server.asked.length = 0
  server.fault('/known/tokens.txt', { type: 'wrong-bytes' }, { type: 'wrong-bytes' })
  await packs.install('known')
  expect(await settled(packs, 'known')).toMatchObject({ state: 'failed', problem: 'pack-checksum' })
  expect(file('known/model.onnx').equals(model)).toBe(true)
  expect(file('known/data/tokens.txt').toString()).toBe('a 0\nx 1\n')

  await packs.install('known')
  expect((await settled(packs, 'known')).state).toBe('installed')
  expect(file('known/data/tokens.txt').equals(tokens)).toBe(true)
  expect(server.asked.some(({ path: asked }) => asked.includes('model.onnx'))).toBe(false)
  expect(readdirSync(join(folder, '.removed'))).toEqual([])
  expect((await packs.verify(undefined, never)).map(({ entry: { id }, state }) => [id, state])).toEqual([
    ['known', 'installed'],
  ])
})

test('a file that is missing or cut off is seen without reading the others', async () => {
  const { packs, folder } = start()
  await packs.install('known')
  await settled(packs, 'known')
  writeFileSync(join(folder, 'known', 'model.onnx'), model.subarray(0, 100))
  expect((await packs.status('known')).state).toBe('damaged')
  rmSync(join(folder, 'known', 'pack.json'))
  expect((await packs.status('known')).state).toBe('damaged')
})

test('paused, it keeps what it has; going on after a restart fetches only the rest', async () => {
  server.fault('/known/model.onnx', { type: 'slow', piece: 10_000, every: 5 })
  const { packs, folder } = start()
  await packs.install('known')
  while (((await packs.status('known')).progress?.bytes ?? 0) < 50_000)
    await new Promise((resolve) => setTimeout(resolve, 3))
  expect((await packs.pause('known')).state).toBe('paused')
  await packs.close()

  server.asked.length = 0
  const next = start({}, folder)
  expect((await next.packs.status('known')).state).toBe('paused')
  await next.packs.install('known')
  expect((await settled(next.packs, 'known')).state).toBe('installed')
  const ranges = server.asked
    .filter(({ path }) => path === '/known/model.onnx')
    .map(({ headers }) => headers.range)
  expect(ranges).toHaveLength(1)
  expect(ranges[0]).toMatch(/^bytes=[1-9]\d{4,}-$/)
  expect(server.asked.some(({ path }) => path === '/known/tokens.txt')).toBe(false)
})

test('closing the app pauses; a server that stays away pauses with the reason', async () => {
  server.fault('/known/model.onnx', { type: 'slow', piece: 1_000, every: 5 })
  const { packs, folder } = start()
  await packs.install('known')
  await packs.close()
  expect((await start({}, folder).packs.status('known')).state).toBe('paused')

  const away = { type: 'status' as const, status: 503 }
  server.calm()
  server.fault('/known/model.onnx', away, away, away)
  const other = start()
  await other.packs.install('known')
  expect(await settled(other.packs, 'known')).toMatchObject({
    state: 'paused',
    problem: 'pack-server',
    problemData: { status: 503 },
  })
})

test('where a sign-in page comes from the publisher’s list, or in place of a file, it waits for it', async () => {
  const page = { 'content-type': 'text/html; charset=utf-8' }
  for (const [id, path] of [
    ['known', '/known/model.onnx'],
    ['learnt', '/api/models/someone/learnt/revision/main'],
  ] as const) {
    const before = server.files.get(path)
    server.files.set(path, Buffer.from('<!doctype html><title>Sign in</title>'))
    server.headers.set(path, page)
    const { packs } = start()
    await packs.install(id)
    expect(await settled(packs, id), id).toMatchObject({ state: 'paused', problem: 'pack-sign-in' })
    server.headers.delete(path)
    if (before) server.files.set(path, before)
    else server.files.delete(path)
    await packs.install(id)
    expect((await settled(packs, id)).state, id).toBe('installed')
  }
})

test('cancelling throws away what was fetched', async () => {
  server.fault('/known/model.onnx', { type: 'slow', piece: 1_000, every: 5 })
  const { packs, folder } = start()
  await packs.install('known')
  expect((await packs.cancel('known')).state).toBe('absent')
  expect(readdirSync(join(folder, '.incoming'))).toEqual([])
})

test('too little space is told before anything is fetched', async () => {
  const { packs } = start({ space: async () => 1_000_000 })
  await packs.install('known')
  expect(await settled(packs, 'known')).toMatchObject({
    state: 'failed',
    problem: 'pack-space',
    problemData: { needed: 68, free: 1 },
  })
  expect(server.asked).toEqual([])
})

test('a folder that cannot be written is told as that', async () => {
  const file = join(root, 'a-file')
  writeFileSync(file, '')
  const { packs } = start({}, join(file, 'packs'))
  await expect(packs.install('known')).rejects.toMatchObject({ code: 'denied', reason: 'pack-folder' })
})

test('two processes on one data folder do not write into one another', async () => {
  server.fault('/known/model.onnx', { type: 'slow', piece: 20_000, every: 5 })
  const { packs, folder } = start()
  const other = start({}, folder)
  await packs.install('known')
  await expect(other.packs.install('known')).rejects.toMatchObject({ code: 'busy', reason: 'pack-busy' })
  expect((await other.packs.status('known')).state).toBe('installing')
  await expect(other.packs.remove('known')).rejects.toMatchObject({ code: 'busy' })
  expect((await settled(packs, 'known')).state).toBe('installed')
  expect((await other.packs.status('known')).state).toBe('installed')
})

test('the lock of a process that has died is taken over', async () => {
  const { packs, folder } = start()
  mkdirSync(join(folder, '.incoming'), { recursive: true })
  writeFileSync(join(folder, '.incoming', 'known.lock'), JSON.stringify({ pid: 2 ** 22 + 1, token: 'gone' }))
  await packs.install('known')
  expect((await settled(packs, 'known')).state).toBe('installed')
})

test('what was begun of a composition that is no longer listed does not stay on the disk', async () => {
  server.fault('/known/model.onnx', { type: 'slow', piece: 1_000, every: 5 })
  const { packs, folder } = start()
  await packs.install('known')
  await packs.close()
  start({}, folder).packs.clean()
  expect(readdirSync(join(folder, '.incoming'))).toEqual(['known'])
  start({ entries: [{ ...known, snapshot: 'lectern-known-2027-01-01' }] }, folder).packs.clean()
  expect(readdirSync(join(folder, '.incoming'))).toEqual([])
})

test('removing takes a pack away and leaves the others', async () => {
  const { packs, folder } = start()
  await packs.install('known')
  await packs.install('learnt')
  await settled(packs, 'known')
  await settled(packs, 'learnt')
  expect((await packs.remove('known')).state).toBe('absent')
  expect(existsSync(join(folder, 'known'))).toBe(false)
  expect((await packs.status('learnt')).state).toBe('installed')
  await expect(packs.remove('embedded')).rejects.toMatchObject({ reason: 'pack-embedded' })
  await expect(packs.remove('nothing')).rejects.toMatchObject({ code: 'not-found' })
})

test('a watcher is told of every pack, then of what changes, also by another process', async () => {
  const { packs, folder } = start()
  const other = start({}, folder)
  const abort = new AbortController()
  const seen: PackStatus[] = []
  const watching = (async () => {
    for await (const status of packs.watch(abort.signal)) seen.push(status)
  })()
  while (seen.length < entries.length) await new Promise((resolve) => setTimeout(resolve, 3))
  expect(seen.map(({ entry: { id } }) => id)).toEqual(entries.map(({ id }) => id))
  await packs.install('known')
  await until(packs, 'known', 'installed')
  await other.packs.install('learnt')
  while (!seen.some((status) => status.entry.id === 'learnt' && status.state === 'installed'))
    await new Promise((resolve) => setTimeout(resolve, 3))
  const states = seen.filter((status) => status.entry.id === 'known').map(({ state }) => state)
  expect(states[0]).toBe('absent')
  expect(states).toContain('installing')
  expect(states.at(-1)).toBe('installed')
  abort.abort()
  await watching
})

test('what no code of ours runs is listed, never offered, and refused before a byte is fetched', async () => {
  const idle = entry('idle', known.files, { runs: false })
  const { packs } = start({ entries: [idle] })
  expect((await packs.list()).packs).toMatchObject([{ state: 'absent', offered: false }])
  await expect(packs.install('idle')).rejects.toMatchObject({ code: 'unavailable', reason: 'pack-not-run' })
  expect(server.asked).toEqual([])
})

test('files are fetched side by side, but few at a time', async () => {
  const names = Array.from({ length: 8 }, (_, index) => `voices/${index}.bin`)
  const many = entry(
    'many',
    names.map((path, index) => {
      const bytes = someBytes(5_000, index + 3)
      server.files.set(`/many/${path}`, bytes)
      server.fault(`/many/${path}`, { type: 'slow', piece: 1_000, every: 4 })
      return { path, url: `https://publisher.example/many/${path}`, sha256: sha256(bytes) }
    }),
  )
  const { packs } = start({ entries: [many] })
  await packs.install('many')
  expect((await settled(packs, 'many')).state).toBe('installed')
  expect(server.busiest()).toBe(3)
})

test('what was checked lies on the disk before it counts as done, and so does the pack in its place', async () => {
  const { packs, folder } = start()
  const synced = new Set<number>()
  const handle = await openFile(root, 'r')
  const prototype = Object.getPrototypeOf(handle) as typeof handle
  await handle.close()
  const sync = Reflect.get(prototype, 'sync') as (this: typeof handle) => Promise<void>
  prototype.sync = async function (this: typeof handle) {
    synced.add((await this.stat()).ino)
    await sync.call(this)
  }
  try {
    await packs.install('known')
    expect((await settled(packs, 'known')).state).toBe('installed')
  } finally {
    prototype.sync = sync
  }
  const inode = (path: string) => statSync(join(folder, path)).ino
  expect(synced).toContain(inode('known/model.onnx'))
  expect(synced).toContain(inode('known/data/tokens.txt'))
  if (process.platform === 'win32') return
  for (const each of ['known/data', 'known', '.']) expect(synced, each).toContain(inode(each))
})

test('a list of files that leads back to itself is given up; a pause is heard while a publisher is waited for', async () => {
  const path = `/api/models/someone/learnt/tree/${commit}`
  const link = `<https://huggingface.co${path}?recursive=true&cursor=again>; rel="next"`
  server.headers.set(path, { link })
  const { packs } = start()
  await packs.install('learnt')
  expect(await settled(packs, 'learnt')).toMatchObject({ state: 'failed', problem: 'pack-no-checksum' })
  expect(server.asked.length).toBeLessThan(60)
  server.calm()

  const patient = start({ retries: { attempts: 4, rest: 600_000 } })
  server.fault('/api/models/someone/learnt/revision/main', { type: 'status', status: 503 })
  await patient.packs.install('learnt')
  while (server.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5))
  expect((await patient.packs.pause('learnt')).state).toBe('paused')
})

test('what a check finds is told also where it cannot be noted, and nothing is noted of what others have in hand', async () => {
  const reported: string[] = []
  const { packs, folder } = start({ report: (what) => reported.push(what) })
  await packs.install('known')
  await settled(packs, 'known')
  const note = readFileSync(join(folder, 'known/pack.json'), 'utf8')
  writeFileSync(join(folder, 'known/model.onnx'), someBytes(model.length, 9))
  const never = new AbortController().signal

  writeFileSync(join(folder, '.incoming/known.lock'), JSON.stringify({ pid: process.pid, token: 'other' }))
  expect(await packs.verify('known', never)).toMatchObject([{ state: 'installing' }])
  expect(readFileSync(join(folder, 'known/pack.json'), 'utf8')).toBe(note)
  rmSync(join(folder, '.incoming/known.lock'))

  mkdirSync(join(folder, 'known/pack.json.part')) // where the note would be written
  expect(await packs.verify('known', never)).toMatchObject([{ state: 'damaged', problem: 'pack-damaged' }])
  expect(reported).toHaveLength(2)
  rmSync(join(folder, 'known/pack.json.part'), { recursive: true })
  expect(await packs.verify('known', never)).toMatchObject([{ state: 'damaged' }])
  expect((await packs.status('known')).state).toBe('damaged')
})

test('a paused download stays where an installation from the disk goes wrong, or is stopped', async () => {
  const { packs, folder } = start()
  server.fault('/known/model.onnx', { type: 'stall', after: 60_000 })
  await packs.install('known')
  const part = join(folder, '.incoming/known/parts/0.part')
  while (!existsSync(part) || statSync(part).size < 60_000)
    await new Promise((resolve) => setTimeout(resolve, 5))
  expect((await packs.pause('known')).state).toBe('paused')
  const stick = join(root, 'stick')
  mkdirSync(stick)
  writeFileSync(join(stick, 'model.onnx'), someBytes(model.length, 5))
  writeFileSync(join(stick, 'tokens.txt'), tokens)
  const never = new AbortController().signal
  await expect(packs.installFrom(stick, 'known', never)).rejects.toMatchObject({ reason: 'pack-checksum' })
  expect((await packs.status('known')).state).toBe('paused')
  expect(statSync(part).size).toBe(60_000)
  expect(readdirSync(join(folder, '.incoming/known')).sort()).toEqual(['files', 'parts', 'state.json'])

  const stopped = packs.installFrom(stick, 'known', never)
  stopped.catch(() => undefined)
  while ((await packs.status('known')).state !== 'installing')
    await new Promise((resolve) => setImmediate(resolve))
  await packs.cancel('known')
  await expect(stopped).rejects.toThrow()
  expect(statSync(part).size).toBe(60_000)

  writeFileSync(join(stick, 'model.onnx'), model)
  expect(await packs.installFrom(stick, 'known', never)).toMatchObject({ state: 'installed' })
  expect(readdirSync(join(folder, '.incoming'))).toEqual([])
})
