/** Builds the test page as the app's own pages are built, and serves it under their policy. */
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { build } from 'vite'
import config from './vite.config.ts'

const folder = join(import.meta.dirname, '../../out/e2e-player')
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
}
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; base-uri 'none'"

/** @returns the address, the server, and the paths it was asked for: Playwright does not see what worklets load. */
export async function servePage(): Promise<{ url: string; server: Server; asked: string[] }> {
  const asked: string[] = []
  await build({ ...config, configFile: false, logLevel: 'error' })
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    asked.push(path)
    const name = path === '/' ? 'index.html' : path
    readFile(join(folder, name)).then(
      (bytes) => {
        const type = types[extname(name)] ?? 'application/octet-stream'
        response.writeHead(200, { 'content-type': type, 'content-security-policy': policy }).end(bytes)
      },
      () => response.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, server, asked }
}
