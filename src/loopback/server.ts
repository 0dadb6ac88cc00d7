/** The same app for a browser: static files and one WebSocket, on 127.0.0.1 only. */
import { randomBytes } from 'node:crypto'
import { createReadStream, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, sep } from 'node:path'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { contentTypes, securityHeaders } from '../app/page.ts'
import type { Wire } from '../rpc/contract.ts'
import { AppError } from '../rpc/failure.ts'
import { type SocketLike, socketWire } from '../rpc/wires.ts'
import { hostAllowed, originAllowed, tokenMatches } from './guard.ts'

export interface LoopbackOptions {
  /** Given each connection that has shown the token. */
  readonly attach: (wire: Wire) => void
  /** The built interface: index.html and what it names. */
  readonly folder: string
  /** 0 chooses a free one. */
  readonly port?: number
  readonly token?: string
}
export interface Loopback {
  readonly port: number
  /** With the token in the fragment, which browsers do not send anywhere. */
  readonly url: string
  close(): Promise<void>
}

/** A document is sent in one frame; this is the largest file that can be added. */
const largestMessage = 512 * 2 ** 20
const tokenDeadlineMs = 5_000
/** Bytes that a connection may send before it has shown the token. */
const largestGreeting = 4_096
/** Bytes that may wait for a page that does not take them; streams are pulled, so an honest page stays far below. */
const largestBacklog = 256 * 2 ** 20
/** WebSocket close code for a peer that does not want the other (RFC 6455, 7.4.1): no or wrong token. */
const refused = 1008

function serveFile(folder: string, request: IncomingMessage, response: ServerResponse): void {
  const answer = (status: number, text: string) => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...securityHeaders() })
    response.end(text)
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'Only GET.')
  let path: string
  try {
    path = decodeURIComponent(new URL(request.url ?? '/', 'http://127.0.0.1').pathname)
  } catch {
    return answer(400, 'Not an address.')
  }
  const file = normalize(join(folder, path === '/' ? 'index.html' : path))
  const type = contentTypes[extname(file)]
  let size: number | undefined
  if (type && file.startsWith(folder + sep) && !file.includes('\0'))
    try {
      const found = statSync(file)
      if (found.isFile()) size = found.size
    } catch {
      // Falls through to 404.
    }
  if (!type || size === undefined) return answer(404, 'Nothing here.')
  response.writeHead(200, {
    'Content-Type': type,
    'Content-Length': size,
    // Built files carry a hash in their names; only the entry may change under the same name.
    'Cache-Control': path.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-store',
    ...securityHeaders(),
  })
  if (request.method === 'HEAD') response.end()
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response)
}

function authenticate(socket: WebSocket, carrier: Duplex, token: string, attach: (wire: Wire) => void): void {
  // A stranger's large message must not be collected in memory before its token is looked at.
  let greeted = 0
  const count = (data: Buffer) => {
    greeted += data.length
    if (greeted > largestGreeting) socket.terminate()
  }
  carrier.on('data', count)
  const deadline = setTimeout(() => socket.close(refused, 'no token'), tokenDeadlineMs)
  socket.once('close', () => clearTimeout(deadline))
  socket.on('error', () => socket.terminate())
  socket.once('message', (data, isBinary) => {
    clearTimeout(deadline)
    let given: unknown
    try {
      given = isBinary ? undefined : (JSON.parse(String(data as Buffer)) as { token?: unknown }).token
    } catch {
      given = undefined
    }
    if (!tokenMatches(given, token)) return socket.close(refused, 'wrong token')
    carrier.off('data', count)
    socket.binaryType = 'arraybuffer'
    const wire = socketWire(socket as unknown as SocketLike) // `ws` calls listeners with the same shapes as a browser
    attach({
      ...wire,
      send: (frame) => {
        if (socket.bufferedAmount > largestBacklog) socket.terminate()
        else wire.send(frame)
      },
    })
  })
}

/** @throws {AppError} `unavailable` where the port is taken or may not be used */
export async function serveLoopback(options: LoopbackOptions): Promise<Loopback> {
  const token = options.token ?? randomBytes(32).toString('base64url')
  const folder = normalize(options.folder)
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo
    if (
      !hostAllowed(request.headers.host, port) ||
      (request.headers.origin !== undefined && !originAllowed(request.headers.origin, port))
    ) {
      response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8' })
      response.end('Not for you.')
      return
    }
    serveFile(folder, request, response)
  })
  server.headersTimeout = 10_000
  server.requestTimeout = 30_000
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestMessage,
    perMessageDeflate: false,
  })
  server.on('upgrade', (request, socket, head) => {
    const { port } = server.address() as AddressInfo
    const path = request.url?.split('?')[0]
    if (
      path !== '/wire' ||
      !hostAllowed(request.headers.host, port) ||
      !originAllowed(request.headers.origin, port)
    ) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
      return
    }
    sockets.handleUpgrade(request, socket, head, (opened) =>
      authenticate(opened, socket, token, options.attach),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why = cause.code === 'EADDRINUSE' ? 'is used by another program' : 'may not be used'
      reject(
        new AppError('unavailable', `Port ${options.port} ${why}. Leave --port out, or choose another.`, {
          cause,
        }),
      )
    })
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}/#token=${token}`,
    close: async () => {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}
