/** A publisher's server that can be told to misbehave, for tests: it drops, stalls, lies, truncates and redirects. */
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What goes wrong with an answer. Each fault is used up by one request, in the order that they were given. */
export type Fault =
  | { readonly type: 'status'; readonly status: number; readonly headers?: Record<string, string> }
  /** Closes the connection after so many bytes of the body. */
  | { readonly type: 'drop'; readonly after: number }
  /** Says nothing more after so many bytes of the body. */
  | { readonly type: 'stall'; readonly after: number }
  /** Says this length, whatever follows. */
  | { readonly type: 'length'; readonly says: number }
  | { readonly type: 'wrong-bytes' }
  | { readonly type: 'ignore-range' }
  | { readonly type: 'wrong-range' }
  | { readonly type: 'redirect'; readonly to: string }
  /** Bytes in pieces of so many, each after so many milliseconds. */
  | { readonly type: 'slow'; readonly piece: number; readonly every: number }

interface Asked {
  readonly path: string
  readonly headers: IncomingMessage['headers']
}

export interface FakeServer {
  readonly url: string
  readonly files: Map<string, Buffer>
  /** Sent with a path's file, beside the others. */
  readonly headers: Map<string, Record<string, string>>
  readonly asked: Asked[]
  /** The most requests that were answered at the same time. */
  readonly busiest: () => number
  /** Lets the next request of a path go wrong. */
  fault(path: string, ...faults: Fault[]): void
  /** Forgets faults, requests and counts. */
  calm(): void
  /** Tags are of this generation; another one says that every file has changed. */
  tag: string | undefined
  close(): Promise<void>
}

export async function fakeServer(files: Record<string, Buffer> = {}): Promise<FakeServer> {
  const faults = new Map<string, Fault[]>()
  const kept = new Map(Object.entries(files))
  const asked: Asked[] = []
  const extra = new Map<string, Record<string, string>>()
  let open = 0
  let busiest = 0

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const path = decodeURI((request.url ?? '').split('?')[0] ?? '')
    asked.push({ path: request.url ?? '', headers: request.headers })
    const fault = faults.get(path)?.shift()
    const content = kept.get(path)
    if (fault?.type === 'status') {
      response.writeHead(fault.status, fault.headers).end('no')
      return
    }
    if (fault?.type === 'redirect') {
      response.writeHead(302, { location: fault.to }).end()
      return
    }
    if (!content) {
      response.writeHead(404).end('not here')
      return
    }
    const tag = server.tag === undefined ? undefined : `"${server.tag}-${content.length}"`
    const headers: Record<string, string> = {
      ...(tag === undefined ? {} : { etag: tag }),
      ...extra.get(path),
    }
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
    const unchanged = request.headers['if-range'] === undefined || request.headers['if-range'] === tag
    let from = range && unchanged && fault?.type !== 'ignore-range' ? Number(range[1]) : 0
    if (from >= content.length && from > 0) {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end()
      return
    }
    if (range && fault?.type === 'wrong-range') from = Math.max(0, from - 7)
    const partial = range !== null && unchanged && fault?.type !== 'ignore-range'
    const body =
      fault?.type === 'wrong-bytes' ? Buffer.alloc(content.length - from, 7) : content.subarray(from)
    headers['content-length'] = String(fault?.type === 'length' ? fault.says : body.length)
    if (partial) headers['content-range'] = `bytes ${from}-${content.length - 1}/${content.length}`
    response.writeHead(partial ? 206 : 200, headers)
    if (fault?.type === 'drop') response.write(body.subarray(0, fault.after), () => response.destroy())
    else if (fault?.type === 'stall') response.write(body.subarray(0, fault.after))
    else if (fault?.type === 'length') response.write(body, () => response.destroy())
    else if (fault?.type === 'slow') {
      let at = 0
      const timer = setInterval(() => {
        if (response.destroyed) clearInterval(timer)
        else if (at >= body.length) {
          clearInterval(timer)
          response.end()
        } else response.write(body.subarray(at, (at += fault.piece)))
      }, fault.every)
    } else response.end(body)
  }

  const http: Server = createServer((request, response) => {
    busiest = Math.max(busiest, ++open)
    let left = false
    const leave = () => {
      if (!left) open--
      left = true
    }
    // Before its last bytes are out: the asker may have its next request here before `close` is told.
    const end = response.end.bind(response) as (...given: unknown[]) => ServerResponse
    response.end = (...given: unknown[]) => {
      leave()
      return end(...given)
    }
    response.on('close', leave)
    answer(request, response)
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const server: FakeServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    files: kept,
    headers: extra,
    asked,
    busiest: () => busiest,
    fault: (path, ...more) => void faults.set(path, [...(faults.get(path) ?? []), ...more]),
    tag: 'one',
    calm() {
      faults.clear()
      extra.clear()
      asked.length = 0
      busiest = 0
      server.tag = 'one'
    },
    async close() {
      http.closeAllConnections()
      await new Promise((resolve) => http.close(resolve))
    },
  }
  return server
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
/** Git's name for a file's contents. */
export const gitSha1 = (bytes: Uint8Array): string =>
  createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex')

/** Bytes that repeat nowhere soon, the same for the same seed. */
export function someBytes(length: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed >>> 0 || 1
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[index] = state >>> 24
  }
  return bytes
}
