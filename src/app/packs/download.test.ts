import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { Expected } from './checksums.ts'
import { fetchFile } from './download.ts'
import { mirrored, type Network, openNetwork } from './network.ts'
import { type FakeServer, fakeServer, sha256, someBytes } from './server-fixture.ts'

const content = someBytes(300_000)
const path = '/models/pack/file.onnx'
const url = `https://publisher.example${path}`
const folder = mkdtempSync(join(tmpdir(), 'lectern-download-'))
let server: FakeServer
let network: Network
let number = 0

beforeAll(async () => {
  server = await fakeServer({ [path]: content })
  network = openNetwork({ mirror: server.url, proxy: 'direct' }, { connect: 500, stall: 200 })
})
afterEach(() => {
  server.calm()
  server.files.set(path, content)
})
afterAll(async () => {
  await network.close()
  await server.close()
  rmSync(folder, { recursive: true })
})

const known: Expected = { bytes: content.length, sha256: sha256(content) }

function begin(expected: Expected = known, part = join(folder, `${++number}.part`)) {
  const abort = new AbortController()
  const steps: number[] = []
  const done = fetchFile(
    network,
    { url, part, expected, onBytes: (bytes) => steps.push(bytes) },
    abort.signal,
    { attempts: 3, rest: 1 },
  )
  done.catch(() => undefined)
  return { part, abort, steps, done, bytes: () => readFileSync(part) }
}

test('a file is fetched whole, without a word about this machine', async () => {
  const { done, bytes, steps } = begin()
  await done
  expect(bytes().equals(content)).toBe(true)
  expect(steps.at(-1)).toBe(content.length)
  expect(server.asked[0]?.headers['user-agent']).toBe('Lectern')
  expect(Object.keys(server.asked[0]?.headers ?? {}).sort()).toEqual([
    'accept-encoding',
    'connection',
    'host',
    'user-agent',
  ])
})

test('a connection that drops is gone on with where it was', async () => {
  server.fault(path, { type: 'drop', after: 100_000 }, { type: 'drop', after: 100_000 })
  const { done, bytes } = begin()
  await done
  expect(bytes().equals(content)).toBe(true)
  const ranges = server.asked.map(({ headers }) => headers.range)
  expect(ranges[0]).toBeUndefined()
  expect(ranges.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range ?? ''))).toBe(true)
  expect(server.asked[1]?.headers['if-range']).toBe('"one-300000"')
})

test('a connection that says nothing more is given up and gone on with', async () => {
  server.fault(path, { type: 'stall', after: 50_000 })
  const { done, bytes } = begin()
  await done
  expect(bytes().equals(content)).toBe(true)
  expect(server.asked).toHaveLength(2)
})

test('a server that never gets further is given up, and the part is kept', async () => {
  const ignored = { type: 'status' as const, status: 502 }
  server.fault(path, { type: 'drop', after: 1_000 }, ignored, ignored, ignored)
  const { done, part } = begin()
  await expect(done).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'pack-server',
    data: { status: 502 },
  })
  expect(server.asked).toHaveLength(3)
  expect(statSync(part).size).toBe(1_000)
})

test('every byte further makes the attempts count anew', async () => {
  server.fault(path, ...Array.from({ length: 6 }, () => ({ type: 'drop' as const, after: 40_000 })))
  const { done, bytes } = begin()
  await done
  expect(bytes().equals(content)).toBe(true)
  expect(server.asked.length).toBeGreaterThan(6)
})

test('a fetch that was stopped goes on later, also with another process', async () => {
  server.fault(path, { type: 'slow', piece: 30_000, every: 10 })
  const first = begin()
  while ((first.steps.at(-1) ?? 0) < 60_000) await new Promise((resolve) => setTimeout(resolve, 5))
  first.abort.abort()
  await expect(first.done).rejects.toThrow()
  const had = statSync(first.part).size
  expect(had).toBeGreaterThan(0)
  const second = begin(known, first.part)
  await second.done
  expect(second.bytes().equals(content)).toBe(true)
  expect(server.asked[1]?.headers.range).toBe(`bytes=${had}-`)
})

test('a file that changed in between is fetched anew, not glued to the old one', async () => {
  const other = someBytes(content.length, 9)
  server.fault(path, { type: 'slow', piece: 30_000, every: 10 })
  const first = begin({})
  while ((first.steps.at(-1) ?? 0) < 60_000) await new Promise((resolve) => setTimeout(resolve, 5))
  first.abort.abort()
  await first.done.catch(() => undefined)
  server.files.set(path, other)
  server.tag = 'two'
  const second = begin({}, first.part)
  await second.done
  expect(second.bytes().equals(other)).toBe(true)
})

test('a part that nobody can vouch for is not gone on with: no tag, no date, no checksum', async () => {
  server.tag = undefined
  server.fault(path, { type: 'drop', after: 100_000 })
  const { done, bytes } = begin({})
  await done
  expect(bytes().equals(content)).toBe(true)
  expect(server.asked[1]?.headers.range).toBeUndefined()
})

test('a server that ignores ranges sends the whole file again', async () => {
  server.fault(path, { type: 'drop', after: 100_000 }, { type: 'ignore-range' })
  const { done, bytes } = begin()
  await done
  expect(bytes().equals(content)).toBe(true)
})

test('a server that sends another range than was asked for is not believed', async () => {
  server.fault(path, { type: 'drop', after: 100_000 }, { type: 'wrong-range' })
  const { done, bytes } = begin()
  await done
  expect(bytes().equals(content)).toBe(true)
})

test('another length than the publisher gave is refused before anything is fetched', async () => {
  server.fault(path, { type: 'length', says: 1_234 })
  await expect(begin().done).rejects.toMatchObject({ code: 'damaged', reason: 'pack-changed' })
})

test('a network’s sign-in page is told as one, and leaves the part', async () => {
  server.fault(path, { type: 'drop', after: 100_000 })
  const part = join(folder, 'signed-in.part')
  server.fault(path, ...[1, 2].map(() => ({ type: 'drop' as const, after: 0 })))
  await expect(begin(known, part).done).rejects.toMatchObject({ reason: 'pack-network' })
  server.files.set(path, Buffer.from('<html>Welcome on board</html>'))
  server.headers.set(path, { 'content-type': 'text/HTML' })
  server.fault(path, { type: 'ignore-range' })
  await expect(begin(known, part).done).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'pack-sign-in',
    data: { name: 'file.onnx' },
  })
  expect(statSync(part).size).toBe(100_000)
  server.fault(path, { type: 'status', status: 511 })
  await expect(begin().done).rejects.toMatchObject({ reason: 'pack-sign-in' })
})

test('a length that is a lie is noticed: too short a body is gone on with', async () => {
  server.fault(path, { type: 'length', says: content.length * 2 })
  const { done, bytes } = begin({})
  await done
  expect(bytes().equals(content)).toBe(true)
})

test('a server in trouble is asked again, when it says; what is gone is not', async () => {
  server.fault(
    path,
    { type: 'status', status: 503, headers: { 'retry-after': '0' } },
    { type: 'status', status: 429 },
  )
  await begin().done
  expect(server.asked).toHaveLength(3)
  server.fault(path, { type: 'status', status: 404 })
  await expect(begin().done).rejects.toMatchObject({ code: 'not-found', reason: 'pack-gone' })
  server.fault(path, { type: 'status', status: 403 })
  await expect(begin().done).rejects.toMatchObject({ code: 'denied', reason: 'pack-refused' })
  expect(server.asked).toHaveLength(5)
})

test.skipIf(!existsSync('/dev/full'))('a full disk is told as one, and not tried again', async () => {
  const part = join(folder, 'full.part')
  symlinkSync('/dev/full', part)
  await expect(begin(known, part).done).rejects.toMatchObject({ code: 'too-large', reason: 'disk-full' })
  expect(server.asked).toHaveLength(1)
})

test('redirects are followed on this machine, and never from there to an open address elsewhere', async () => {
  server.fault(path, { type: 'redirect', to: `${server.url}${path}` })
  const { done, bytes } = begin()
  await done
  expect(bytes().equals(content)).toBe(true)
  server.fault(path, { type: 'redirect', to: 'http://publisher.example/file' })
  await expect(begin().done).rejects.toMatchObject({ code: 'denied', reason: 'pack-redirect' })
  server.fault(path, ...Array.from({ length: 12 }, () => ({ type: 'redirect' as const, to: path })))
  await expect(begin().done).rejects.toMatchObject({ reason: 'pack-redirect' })
})

test('a mirror stands for scheme and host; its own path goes first', () => {
  expect(mirrored('https://a.example/x/y?z=1', '')).toBe('https://a.example/x/y?z=1')
  expect(mirrored('https://a.example/x/y?z=1', 'https://m.example/hub/')).toBe(
    'https://m.example/hub/x/y?z=1',
  )
  expect(() => mirrored('https://a.example/x', 'http://m.example')).toThrow(
    expect.objectContaining({ reason: 'pack-mirror' }),
  )
})
