/** The wires a contract can be carried on. Each is a few lines, because a wire only moves frames. */
import type { Frame, Wire } from './contract.ts'
import { pack, unpack } from './pack.ts'

type Listener<T extends unknown[]> = ((...args: T) => void) | undefined

/** What a MessagePort (DOM, Node worker, Electron) or a child process offers, reduced to what we use. */
export interface PortLike {
  post(frame: Frame): void
  onMessage(listener: (frame: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** Structured clone does the packing; nothing is transferred (Electron's ports lose or crash on transfers). */
export function portWire(port: PortLike): Wire {
  return {
    send: (frame) => port.post(frame),
    receive: (listener) => port.onMessage(listener),
    closed: (listener) => port.onClose(listener),
    close: () => port.close(),
  }
}

/** What a browser's WebSocket and the `ws` package share. `binaryType` must be `arraybuffer`. */
export interface SocketLike {
  readonly readyState: number
  send(data: string | Uint8Array<ArrayBuffer>): void
  close(code?: number): void
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
}

const socketOpen = 1
/** WebSocket close code for data that cannot be read (RFC 6455, 7.4.1). */
const unreadable = 1007

/** A message that cannot be unpacked closes the socket: the peer is not ours. */
export function socketWire(socket: SocketLike): Wire {
  return {
    send: (frame) => {
      if (socket.readyState === socketOpen) socket.send(pack(frame))
    },
    receive: (listener) =>
      socket.addEventListener('message', ({ data }) => {
        let frame: unknown
        try {
          frame = unpack(data as string | ArrayBuffer)
        } catch {
          socket.close(unreadable)
          return
        }
        listener(frame)
      }),
    closed: (listener) => socket.addEventListener('close', listener),
    close: () => socket.close(),
  }
}

/** Two wires joined in memory, with a structured clone between them so that nothing is shared by accident. */
export function wirePair(): [Wire, Wire] {
  const ends = [0, 1].map(() => ({
    receive: undefined as Listener<[unknown]>,
    closed: undefined as Listener<[]>,
    early: [] as unknown[],
  })) as [End, End]
  let open = true
  type End = { receive: Listener<[unknown]>; closed: Listener<[]>; early: unknown[] }
  const make = (own: End, other: End): Wire => ({
    send: (frame) => {
      const copy: unknown = structuredClone(frame)
      queueMicrotask(() => {
        if (!open) return
        if (other.receive) other.receive(copy)
        else other.early.push(copy)
      })
    },
    receive: (listener) => {
      own.receive = listener
      for (const frame of own.early.splice(0)) listener(frame)
    },
    closed: (listener) => {
      own.closed = listener
    },
    close: () => {
      if (!open) return
      open = false
      own.closed?.()
      other.closed?.()
    },
  })
  return [make(ends[0], ends[1]), make(ends[1], ends[0])]
}
