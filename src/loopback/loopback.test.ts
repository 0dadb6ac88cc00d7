/** The server under attack: other hosts, other origins, no token, wrong token, paths outside, malformed frames. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import type { Wire } from '../rpc/contract.ts'
import { findBrowser, hasDisplay } from './browser.ts'
import { announceInstance, forgetInstance, runningInstance } from './instance.ts'
import { type Loopback, serveLoopback } from './server.ts'

const attach = vi.fn()
const token = 'the-token-of-this-start'
let folder: string
let server: Loopback

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-loopback-'))
  const page = join(folder, 'page')
  mkdirSync(join(page, 'assets'), { recursive: true })
  writeFileSync(join(page, 'index.html'), '<!doctype html><title>Lectern</title>')
  writeFileSync(join(page, 'assets', 'a.js'), 'export {}')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  writeFileSync(join(folder, 'secret.js'), 'secret')
  server = await serveLoopback({ attach, folder: page, token })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; body: string; headers: Record<string, unknown> }>(
    (resolve, reject) => {
      const ask = request({ host: '127.0.0.1', port: server.port, path, method, headers }, (answer) => {
        let body = ''
        answer.on('data', (data: Buffer) => {
          body += data.toString()
        })
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body, headers: answer.headers }))
      })
      ask.on('error', reject)
      ask.end()
    },
  )
}
function dial(options: { origin?: string; host?: string; path?: string; first?: string | Buffer }) {
  return new Promise<string>((resolve) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}${options.path ?? '/wire'}`, {
      ...(options.origin === undefined ? {} : { origin: options.origin }),
      headers: options.host === undefined ? {} : { host: options.host },
    })
    const before = attach.mock.calls.length
    socket.on('open', () => {
      if (options.first !== undefined) socket.send(options.first)
      setTimeout(() => {
        if (attach.mock.calls.length > before) {
          resolve('attached')
          socket.close()
        }
      }, 50)
    })
    socket.on('close', (code) => resolve(`closed ${code}`))
    socket.on('unexpected-response', (_request, response) => resolve(`refused ${response.statusCode}`))
    socket.on('error', () => undefined)
  })
}
const own = () => `http://127.0.0.1:${server.port}`

test('it listens on 127.0.0.1 only and names itself with the token in the fragment', () => {
  expect(server.url).toBe(`http://127.0.0.1:${server.port}/#token=${token}`)
})

test('the page comes with a policy that allows no inline script and no other address', async () => {
  const { status, headers } = await get('/')
  expect(status).toBe(200)
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'")
  expect(policy).not.toContain('unsafe-inline')
  expect(policy).not.toContain("'unsafe-eval'")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(headers['access-control-allow-origin']).toBeUndefined()
  expect(headers['x-content-type-options']).toBe('nosniff')
})

test('a host name that merely resolves to us is refused (DNS rebinding)', async () => {
  for (const host of [
    'evil.example',
    `evil.example:${server.port}`,
    '127.0.0.1',
    `127.0.0.1.evil.example:${server.port}`,
  ])
    expect((await get('/', { host })).status, host).toBe(403)
  expect((await get('/', { host: `localhost:${server.port}` })).status).toBe(200)
})

test('a request from another site’s page is refused', async () => {
  for (const origin of [
    'https://evil.example',
    'null',
    'http://127.0.0.1:1',
    `https://127.0.0.1:${server.port}`,
  ])
    expect((await get('/', { origin })).status, origin).toBe(403)
})

test('nothing outside the interface’s folder is served', async () => {
  for (const path of [
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.js',
    '/assets/../../secret.js',
    '/..\\secret.js',
    '/assets/a.js%00.html',
    '/assets',
    '/nope.js',
    '/%',
  ])
    expect((await get(path)).body, path).not.toContain('secret')
  expect((await get('/assets/a.js')).body).toBe('export {}')
  expect((await get('/', {}, 'POST')).status).toBe(405)
})

test('the wire opens for our page with the token, and for nothing else', async () => {
  const first = JSON.stringify({ token })
  expect(await dial({ origin: own(), first })).toBe('attached')
  expect(await dial({ origin: 'https://evil.example', first })).toBe('refused 403')
  expect(await dial({ first })).toBe('refused 403')
  expect(await dial({ origin: own(), host: 'evil.example', first })).toBe('refused 403')
  expect(await dial({ origin: own(), path: '/other', first })).toBe('refused 403')
  for (const wrong of [
    '',
    '{}',
    '{"token":""}',
    '{"token":null}',
    'null',
    '[]',
    `{"token":"${token}x"}`,
    token,
    Buffer.from(first),
  ])
    expect(await dial({ origin: own(), first: wrong }), String(wrong)).toBe('closed 1008')
})

test('a stranger’s large message is cut off before it is collected', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/wire`, { origin: own() })
  await new Promise((resolve) => socket.on('open', resolve))
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => undefined)
  socket.send(Buffer.alloc(64 * 2 ** 20))
  expect(await closed).toBe(1006) // cut off, not answered
})

test('a page that takes nothing is cut off before the answers fill the memory', async () => {
  const before = attach.mock.calls.length
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/wire`, { origin: own() })
  const closed = new Promise((resolve) => socket.on('close', resolve))
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.on('open', resolve))
  socket.send(JSON.stringify({ token }))
  await vi.waitFor(() => expect(attach.mock.calls.length).toBe(before + 1))
  const [wire] = attach.mock.calls.at(-1) as [Wire]
  const ended = new Promise<void>((resolve) => wire.closed(resolve))
  socket.pause()
  const pcm = new Uint8Array(16 * 2 ** 20)
  for (let id = 0; id < 40; id++) wire.send({ type: 'value', id, value: pcm })
  await ended
  socket.resume()
  await closed
})

test('a port that is taken is said to be so', async () => {
  const again = serveLoopback({ attach, folder, port: server.port })
  await expect(again).rejects.toMatchObject({
    code: 'unavailable',
    message: `Port ${server.port} is used by another program. Leave --port out, or choose another.`,
  })
})

test('a connection that never shows a token is closed', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  const socket = new WebSocket(`ws://127.0.0.1:${server.port}/wire`, { origin: own() })
  await new Promise((resolve) => socket.on('open', resolve))
  const closed = new Promise((resolve) => socket.on('close', resolve))
  await new Promise((resolve) => setImmediate(resolve))
  vi.advanceTimersByTime(6_000)
  vi.useRealTimers()
  expect(await closed).toBe(1008)
})

test('a second start finds the first one, and a dead one is not found', async () => {
  announceInstance(folder, server.url)
  expect(await runningInstance(folder)).toBeUndefined() // ourselves
  writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: 1, url: server.url }))
  expect((await runningInstance(folder))?.url).toBe(server.url)
  writeFileSync(join(folder, 'running.json'), JSON.stringify({ pid: 2 ** 30, url: server.url }))
  expect(await runningInstance(folder)).toBeUndefined()
  forgetInstance(folder)
  expect(await runningInstance(folder)).toBeUndefined()
})

test('a browser is looked for where each system keeps it, and LECTERN_BROWSER wins', () => {
  expect(findBrowser({ LECTERN_BROWSER: process.execPath }, 'linux')).toBe(process.execPath)
  expect(findBrowser({ LECTERN_BROWSER: '/nowhere/at/all' }, 'linux')).toBeUndefined()
  expect(findBrowser({ PROGRAMFILES: '/nowhere' }, 'win32')).toBeUndefined()
  expect(hasDisplay({}, 'linux')).toBe(false)
  expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
  expect(hasDisplay({}, 'darwin')).toBe(true)
})
