import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isMirror, isProxy } from '../../contract/network.ts'
import { mayRedirect, openNetwork } from './network.ts'
import { type FakeServer, fakeServer } from './server-fixture.ts'

let server: FakeServer
beforeAll(async () => {
  server = await fakeServer({ '/file': Buffer.from('content') })
})
afterAll(() => server.close())

async function textOf(network: ReturnType<typeof openNetwork>): Promise<string> {
  const { body } = await network.get('https://publisher.example/file', {}, new AbortController().signal)
  const chunks: Buffer[] = []
  for await (const chunk of body) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

test('with a proxy everything goes through it, with its name and password', async () => {
  const tunnels: { to: string; word: string | undefined }[] = []
  const proxy = createServer().on('connect', (request, socket) => {
    tunnels.push({ to: request.url ?? '', word: request.headers['proxy-authorization'] })
    const port = Number(new URL(`http://${request.url}`).port)
    const far = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
      far.pipe(socket).pipe(far)
    })
    for (const end of [far, socket]) end.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  const network = openNetwork({ mirror: server.url, proxy: `http://user:secret@127.0.0.1:${port}` })
  expect(await textOf(network)).toBe('content')
  expect(tunnels).toEqual([
    { to: new URL(server.url).host, word: `Basic ${Buffer.from('user:secret').toString('base64')}` },
  ])
  await network.close()
  proxy.closeAllConnections()
  proxy.close()
})

test('this machine is not reached through the proxy of the system', async () => {
  const before = process.env['HTTPS_PROXY']
  process.env['HTTPS_PROXY'] = 'http://127.0.0.1:1' // nobody listens there
  try {
    const network = openNetwork({ mirror: server.url, proxy: '' }, { connect: 500 })
    expect(await textOf(network)).toBe('content')
    await network.close()
    const away = openNetwork({ mirror: '', proxy: '' }, { connect: 500 })
    await expect(textOf(away)).rejects.toThrow()
    await away.close()
  } finally {
    if (before === undefined) delete process.env['HTTPS_PROXY']
    else process.env['HTTPS_PROXY'] = before
  }
})

test('what a mirror and a proxy may be', () => {
  const mirrors = [
    '',
    'https://m.example',
    'https://m.example/hub/',
    'http://127.0.0.1:8080',
    'http://localhost:1',
  ]
  for (const text of mirrors) expect(isMirror(text), text).toBe(true)
  for (const text of [
    'http://m.example',
    'ftp://m.example',
    'm.example',
    'https://m.example/?a=1',
    'file:///x',
  ])
    expect(isMirror(text), text).toBe(false)
  for (const text of ['', 'direct', 'http://p:3128', 'https://u:w@p.example:8080'])
    expect(isProxy(text), text).toBe(true)
  for (const text of ['p:3128', 'socks5://p:1080', 'none', 'http://']) expect(isProxy(text), text).toBe(false)
  expect(() => openNetwork({ mirror: 'http://m.example', proxy: '' })).toThrow(
    expect.objectContaining({ reason: 'pack-mirror' }),
  )
  expect(() => openNetwork({ mirror: '', proxy: 'socks5://p:1080' })).toThrow(
    expect.objectContaining({ reason: 'pack-proxy' }),
  )
})

test('a proxy that wants another password is told as that, not as a network that is away', async () => {
  const proxy = createServer().on('connect', (_request, socket) => {
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const { port } = proxy.address() as AddressInfo
  const network = openNetwork({ mirror: '', proxy: `http://127.0.0.1:${port}` })
  await expect(textOf(network)).rejects.toMatchObject({
    code: 'denied',
    reason: 'pack-proxy-refused',
    data: { status: 407 },
  })
  await network.close()
  proxy.close()
})

const openssl = spawnSync('openssl', ['version']).status === 0

test.skipIf(!openssl && 'skipped: openssl is not here')(
  'a certificate that nobody vouches for ends it',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lectern-tls-'))
    const made =
      '-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key -out cert -days 2 -subj /CN=127.0.0.1'
    execFileSync('openssl', ['req', '-x509', ...made.split(' '), '-addext', 'subjectAltName=IP:127.0.0.1'], {
      cwd: folder,
      stdio: 'ignore',
    })
    const [key, cert] = ['key', 'cert'].map((name) => readFileSync(join(folder, name)))
    const secure = createSecureServer({ key, cert }, (_request, response) => response.end('content'))
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
    const { port } = secure.address() as AddressInfo
    const network = openNetwork({ mirror: `https://127.0.0.1:${port}`, proxy: 'direct' })
    await expect(textOf(network)).rejects.toMatchObject({ code: 'denied', reason: 'pack-certificate' })
    await network.close()
    secure.close()
    rmSync(folder, { recursive: true })
  },
)

test('redirects lead from an encrypted address to encrypted ones only', () => {
  const may = (from: string, to: string) => mayRedirect(new URL(from), new URL(to))
  expect(may('https://a.example', 'https://b.example')).toBe(true)
  expect(may('http://127.0.0.1:1', 'https://b.example')).toBe(true)
  expect(may('http://127.0.0.1:1', 'http://127.0.0.1:2')).toBe(true)
  expect(may('https://a.example', 'http://a.example')).toBe(false)
  expect(may('https://a.example', 'http://127.0.0.1')).toBe(false)
  expect(may('https://a.example', 'file:///etc/passwd')).toBe(false)
})
