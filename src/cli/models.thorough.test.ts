/** `lectern models …` as a user runs it, with a publisher's server on this machine. */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { fakeServer, type FakeServer, sha256, someBytes } from '../app/packs/server-fixture.ts'
import { openStore } from '../store/open.ts'
import { SettingsStore } from '../store/settings.ts'

const model = someBytes(400_000)
const manifest = {
  dated: '2026-11-22',
  packs: [
    {
      id: 'small-one',
      kind: 'recogniser',
      architecture: 'zipformer',
      name: 'Small One',
      model: 'someone/small-one',
      snapshot: 'lectern-small-one-2026-11-22',
      languages: ['en'],
      files: [
        {
          path: 'model.onnx',
          url: 'https://publisher.example/model.onnx',
          bytes: model.length,
          sha256: sha256(model),
        },
      ],
      licence: { id: 'LFM-1.0', conditions: 'lfm', url: 'https://publisher.example/licence' },
      diskBytes: model.length,
      memoryBytes: 1_000_000,
      verified: true,
    },
  ],
}
let server: FakeServer
let folder: string
beforeAll(async () => {
  server = await fakeServer({ '/model.onnx': model })
  folder = mkdtempSync(join(tmpdir(), 'lectern-models-'))
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
})
afterEach(() => server.calm())
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

function newData(name: string): string {
  const data = join(folder, name)
  mkdirSync(data)
  const { store } = openStore(data)
  new SettingsStore(store).write({ packMirror: server.url, packProxy: 'direct' })
  store.close()
  return data
}

function begin(data: string, ...args: string[]) {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'index.ts'), '--data', data, 'models', ...args],
    {
      env: { ...process.env, INIT_CWD: folder, LECTERN_MANIFEST: join(folder, 'manifest.json') },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let out = ''
  let error = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const ended = new Promise<{ code: number | null; out: string; error: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, error })),
  )
  return { child, ended, error: () => error }
}
const run = (data: string, ...args: string[]) => begin(data, ...args).ended

test('nothing is fetched without consent; with it, a model is installed, checked and removed', async () => {
  const data = newData('whole')
  const refused = await run(data, 'install', 'small-one')
  expect(refused).toMatchObject({ code: 2, out: '' })
  expect(refused.error).toContain('LFM-1.0')
  expect(refused.error).toContain('10 million US dollars')
  expect(refused.error).toContain('--yes')
  expect(server.asked).toEqual([])

  const installed = await run(data, 'install', 'small-one', '--yes')
  expect(installed).toMatchObject({ code: 0, out: 'Small One is installed.\n' })
  const path = join(data, 'packs', 'small-one', 'model.onnx')
  expect(readFileSync(path).equals(model)).toBe(true)

  writeFileSync(path, someBytes(model.length, 7))
  const damaged = await run(data, 'verify')
  expect(damaged.code).toBe(3)
  expect(damaged.out).toMatch(/^small-one {2}damaged: /)
  expect(await run(data, 'remove', 'small-one')).toMatchObject({ code: 0, out: 'Small One is removed.\n' })
  expect(existsSync(join(data, 'packs', 'small-one'))).toBe(false)
  const nothing = await run(data, 'verify')
  expect(nothing).toMatchObject({ code: 0, out: '', error: 'No model is installed.\n' })
})

test('a mirror and a proxy can be given for one installation, on a machine without a window', async () => {
  const data = join(folder, 'mirrored') // nothing is set there
  mkdirSync(data)
  for (const wrong of [
    ['--mirror', 'http://far.example'],
    ['--proxy', 'nowhere'],
    ['--mirror', server.url, '--from', 'stick'],
  ])
    expect((await run(data, 'install', 'small-one', '--yes', ...wrong)).code, wrong.join(' ')).toBe(2)
  expect((await run(data, 'list', '--proxy', 'direct')).code).toBe(2)
  expect(server.asked).toEqual([])
  const done = await run(
    data,
    'install',
    'small-one',
    '--yes',
    '--mirror',
    `${server.url}/`,
    '--proxy',
    'direct',
  )
  expect(done).toMatchObject({ code: 0, out: 'Small One is installed.\n' })
  expect(done.error).toContain(`from ${new URL(server.url).host}.`)
  expect(server.asked.map(({ path }) => path)).toEqual(['/model.onnx'])
  const { store } = openStore(data)
  expect(new SettingsStore(store).read()).toMatchObject({ packMirror: '', packProxy: '' })
  store.close()
})

test('Ctrl+C pauses, a crash loses nothing: the same command goes on where it was', async () => {
  const data = newData('stopped')
  const part = join(data, 'packs', '.incoming', 'small-one', 'parts', '0.part')
  const size = () => (existsSync(part) ? readFileSync(part).length : 0)
  async function stopped(at: number, signal: NodeJS.Signals) {
    server.fault('/model.onnx', { type: 'slow', piece: 20_000, every: 30 })
    const { child, ended } = begin(data, 'install', 'small-one', '--yes')
    while (size() < at) await new Promise((resolve) => setTimeout(resolve, 5))
    child.kill(signal)
    return await ended
  }
  const paused = await stopped(60_000, 'SIGINT')
  expect(paused.code).toBe(130)
  expect(paused.error).toContain('Paused. The same command goes on with it.')
  await stopped(size() + 40_000, 'SIGKILL')
  expect((await run(data, 'install', 'small-one', '--yes')).code).toBe(0)
  const from = server.asked.map(({ headers }) => Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0))
  expect(from).toHaveLength(3)
  expect(from[0]).toBe(0)
  expect(from[1]).toBeGreaterThanOrEqual(60_000)
  expect(from[2]).toBeGreaterThan(from[1] ?? 0)
  expect(readdirSync(join(data, 'packs', '.incoming'))).toEqual([])
})

test('failures are told in words and by their exit codes; what is on the disk needs no network', async () => {
  const data = newData('failing')
  server.fault('/model.onnx', { type: 'wrong-bytes' }, { type: 'wrong-bytes' })
  const wrong = await run(data, 'install', 'small-one', '--yes', '--json')
  expect(wrong.code).toBe(3)
  expect(JSON.parse(wrong.out)).toMatchObject({
    error: { code: 'damaged', message: expect.stringContaining('checksum') },
  })
  server.calm()
  mkdirSync(join(folder, 'stick'))
  writeFileSync(join(folder, 'stick', 'model.onnx'), model)
  const unasked = await run(data, 'install', '--from', 'stick')
  expect(unasked).toMatchObject({ code: 2, out: '' })
  expect(unasked.error).toMatch(/LFM-1\.0: .*10 million US dollars.*[^]*--yes/)
  expect(unasked.error).not.toContain('To fetch')
  expect(existsSync(join(data, 'packs', 'small-one'))).toBe(false)
  const fromStick = await run(data, 'install', '--from', 'stick', '--yes', '--json')
  expect(JSON.parse(fromStick.out)).toMatchObject({ entry: { id: 'small-one' }, state: 'installed' })
  expect(server.asked).toEqual([])
})
