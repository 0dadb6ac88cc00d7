/**
 * Chooses the wire to the core and keeps one client working across its loss.
 *
 * In Electron the preload hands the page one MessagePort. In a browser the page opens a WebSocket and sends its token
 * as the first frame. Everything above holds the one `client` for good: while the core is away, new calls wait for it
 * (for `waitMs` at most) and those in flight fail with `closed`.
 */
import { app, type AppClient } from '../contract/app.ts'
import { connect as connectClient } from '../rpc/client.ts'
import type { Wire } from '../rpc/contract.ts'
import { AppError } from '../rpc/failure.ts'
import { portWire, type SocketLike, socketWire } from '../rpc/wires.ts'
import { createStore, type ReadableStore } from './ui/store.ts'

/** `refused`: the core is there and does not know our token; trying again would not help. */
export type LinkState = 'connecting' | 'open' | 'lost' | 'refused'

export interface Link {
  readonly state: ReadableStore<LinkState>
  readonly client: AppClient
}

/** Opens a wire, or rejects. `refused` says that it is no use trying again. */
export type Dial = (hooks: { readonly refused: () => void }) => Promise<Wire>

const waitMs = 15_000
const firstPauseMs = 250
const longestPauseMs = 5_000

/** WebSocket close code of a peer that does not want us (RFC 6455, 7.4.1). */
const policyViolation = 1008

export function createLink(dial: Dial): Link {
  const state = createStore<LinkState>('connecting')
  let current: AppClient | undefined
  const waiting = new Set<(client: AppClient) => void>()

  async function run(): Promise<void> {
    let pause = firstPauseMs
    while (state.get() !== 'refused') {
      try {
        const wire = await dial({ refused: () => state.set('refused') })
        const ended = new Promise<void>((resolve) => {
          const client = connectClient(app, onClose(wire, resolve))
          current = client
          for (const settle of waiting) settle(client)
          waiting.clear()
        })
        state.set('open')
        pause = firstPauseMs
        await ended
        current = undefined
      } catch {
        // Not there yet; the pause below decides when to try again.
      }
      if (state.get() === 'refused') return
      state.set(state.get() === 'connecting' ? 'connecting' : 'lost')
      await new Promise((resolve) => setTimeout(resolve, pause))
      pause = Math.min(longestPauseMs, pause * 2)
    }
  }

  function opened(): AppClient | Promise<AppClient> {
    if (current) return current
    return new Promise((resolve, reject) => {
      const settle = (client: AppClient) => {
        clearTimeout(timer)
        resolve(client)
      }
      const timer = setTimeout(() => {
        waiting.delete(settle)
        reject(new AppError('closed', 'Lectern’s core does not answer.'))
      }, waitMs)
      waiting.add(settle)
    })
  }

  const client: AppClient = {
    call: async (name, input, signal) => (await opened()).call(name, input, signal),
    stream(name, input, signal) {
      type Inner = ReturnType<AppClient['stream']>
      let inner: Inner | undefined = current?.stream(name, input, signal) as Inner | undefined
      let left = false
      const iterator = {
        [Symbol.asyncIterator]: () => iterator,
        async next() {
          if (!inner) {
            const open = await opened()
            if (left) return { done: true, value: undefined }
            inner = open.stream(name, input, signal) as Inner
          }
          return inner.next()
        },
        async return() {
          left = true
          await inner?.return?.()
          return { done: true, value: undefined }
        },
      }
      return iterator as ReturnType<typeof client.stream<typeof name>>
    },
    close: () => current?.close(),
  }

  void run()
  return { state, client }
}

/** A wire allows one `closed` listener, and the rpc client takes it; this puts ours in front. */
function onClose(wire: Wire, ended: () => void): Wire {
  return {
    ...wire,
    closed: (listener) =>
      wire.closed(() => {
        listener()
        ended()
      }),
  }
}

/** True inside Electron, where the preload brings the wire. */
function inElectron(): boolean {
  return location.protocol === 'app:' || navigator.userAgent.includes(' Electron/')
}

const portMessage = 'lectern-port'

/** Waits for the preload's MessagePort; only this window's own messages count. A page that was reloaded gets a new one. */
const dialPort: Dial = () =>
  new Promise((resolve) => {
    const listen = (event: MessageEvent) => {
      const port = event.ports[0]
      const data = event.data as { type?: unknown } | null
      if (event.source !== window || data?.type !== portMessage || !port) return
      window.removeEventListener('message', listen)
      resolve(
        portWire({
          post: (frame) => port.postMessage(frame),
          onMessage: (listener) => {
            port.onmessage = ({ data: frame }: MessageEvent<unknown>) => listener(frame)
          },
          onClose: (listener) => port.addEventListener('close', () => listener()),
          close: () => port.close(),
        }),
      )
    }
    window.addEventListener('message', listen)
  })

/** Opens the loopback server's WebSocket and introduces the page with `token`. */
function dialSocket(host: string, secure: boolean, token: string): Dial {
  return ({ refused }) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(`${secure ? 'wss' : 'ws'}://${host}/wire`)
      socket.binaryType = 'arraybuffer'
      const fail = () => reject(new AppError('closed', 'Lectern’s core does not answer.'))
      socket.addEventListener('error', fail, { once: true })
      socket.addEventListener('close', ({ code }) => {
        if (code === policyViolation) refused()
        fail()
      })
      socket.addEventListener('open', () => {
        socket.send(JSON.stringify({ token }))
        resolve(socketWire(socket as SocketLike))
      })
    })
}

const tokenKey = 'lectern-token'

/**
 * The token from the address (`#token=…`), which is then taken out of the address bar and kept for reloads of this
 * tab; else the one kept. What else the fragment says stays.
 */
function takeToken(): string {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const given = fragment.get('token')
  if (given === null) return sessionStorage.getItem(tokenKey) ?? ''
  sessionStorage.setItem(tokenKey, given)
  const document = fragment.get('document')
  history.replaceState(
    null,
    '',
    `${location.pathname}${location.search}#/${document ? `read/${document}` : ''}`,
  )
  return given
}

export function chooseLink(): Link {
  if (inElectron()) return createLink(dialPort)
  return createLink(dialSocket(location.host, location.protocol === 'https:', takeToken()))
}
