/**
 * Keeps one engine process alive on demand and gives its voices to the core.
 *
 * The engine is started by the first call and again by the first call after a crash. A crash, and an engine that has
 * gone silent in the middle of its work, fail what was in flight as `unavailable`; calls made meanwhile wait for the
 * restart, which backs off. Five crashes within a minute end the attempts until a minute has passed.
 */
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inference } from '../contract/inference.ts'
import type { Speaker } from '../core/ports.ts'
import { connect } from '../rpc/client.ts'
import type { Client } from '../rpc/contract.ts'
import { AppError, isAppError } from '../rpc/failure.ts'
import { type PortLike, portWire } from '../rpc/wires.ts'

type EngineClient = Client<typeof inference>
type Report = (what: string, cause: unknown) => void

/** `reading` is heard at once; `export` speaks and `encode` encodes in the background, at a low priority. */
export type EngineUse = 'reading' | 'export' | 'encode'

export interface EngineOptions {
  /** Starts the process and joins its port. `close` must end it at once, `onClose` must tell of its end. Default: `fork`. */
  readonly spawn?: (entry: string, report: Report, use: EngineUse) => PortLike
  /** What it is for. Default `reading`. */
  readonly use?: EngineUse
  /** Path of the process's entry. Default: `../inference/host.ts` beside this file, for running from source. */
  readonly entry?: string
  /** Told of crashes, hangs and what the engine writes to its standard error. For the log. */
  readonly report?: Report
  /** Milliseconds without a sign of life during a call after which the engine counts as hung. Default 15,000. */
  readonly hungAfter?: number
  /** Milliseconds before the first restart; doubles with each crash of the last minute. Default 100. */
  readonly firstDelay?: number
}

export interface Engine {
  readonly speaker: Speaker
  /** The engine's whole contract, surviving restarts. Streams are not part of that contract. */
  readonly client: Pick<EngineClient, 'call'>
  /** Bytes resident in the engine's process; 0 while there is none. */
  memory(): Promise<number>
  /** Ends the process; every later call rejects with `unavailable`. */
  close(): Promise<void>
}

/** Node's flags for the engine, also for Electron's `utilityProcess`: a small nursery, since its garbage is sound. */
export const engineFlags: readonly string[] = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=1',
]
/**
 * The engine's environment. glibc otherwise keeps freed sound buffers in a heap for each thread; giving them back keeps
 * the process at 182 MB instead of 254 with both kinds of voices loaded. Other systems ignore the two.
 */
export const engineEnvironment = (use: EngineUse = 'reading'): Readonly<Record<string, string>> => ({
  MALLOC_ARENA_MAX: '1',
  MALLOC_MMAP_THRESHOLD_: '65536',
  LECTERN_ENGINE: use,
})

const crashesAllowed = 5
const crashWindow = 60_000

interface Running {
  readonly port: PortLike
  readonly client: EngineClient
  readonly ended: Promise<void>
  inFlight: number
  lastHeard: number
  pinging: boolean
}

const gone = () =>
  new AppError('unavailable', 'The voices stopped working and are being restarted.', {
    reason: 'engine-crashed',
  })
const gaveUp = () =>
  new AppError('unavailable', 'The voices keep failing and have been switched off for a minute.', {
    reason: 'engine-gave-up',
  })
const shut = () => new AppError('unavailable', 'The voices have been shut down.', { reason: 'engine-closed' })

/** Forks `entry` with structured clone as serialisation, so that sound crosses as bytes. */
function forkEngine(entry: string, report: Report, use: EngineUse): PortLike {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Our own flags may hold a debugger's port or a test runner's loader, which a child must not inherit.
    execArgv: [...engineFlags],
    env: { ...process.env, ...engineEnvironment(use) },
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => report('engine', text.trimEnd()))
  child.on('error', (error) => report('the engine could not be started', error))
  return {
    post: (frame) => {
      if (child.connected) child.send(frame, () => undefined) // a failed send is followed by `exit`
    },
    onMessage: (listener) => child.on('message', listener),
    onClose: (listener) => {
      let told = false
      const once = () => {
        if (!told) listener()
        told = true
      }
      child.once('exit', once)
      child.once('error', once)
    },
    close: () => void child.kill('SIGKILL'),
  }
}

export function startEngine(options: EngineOptions = {}): Engine {
  const report = options.report ?? (() => undefined)
  const spawn = options.spawn ?? forkEngine
  const entry = options.entry ?? fileURLToPath(new URL('../inference/host.ts', import.meta.url))
  const hungAfter = options.hungAfter ?? 15_000
  const firstDelay = options.firstDelay ?? 100
  const crashes: number[] = []
  const ending = new AbortController()
  let running: Running | undefined
  let starting: Promise<Running> | undefined

  function recentCrashes(): number {
    while (crashes[0] !== undefined && Date.now() - crashes[0] > crashWindow) crashes.shift()
    return crashes.length
  }

  async function start(): Promise<Running> {
    const failed = recentCrashes()
    if (failed >= crashesAllowed) throw gaveUp()
    if (failed > 0) {
      const wait = firstDelay * 2 ** (failed - 1) - (Date.now() - (crashes.at(-1) ?? 0))
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, wait))
        ending.signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
      })
    }
    if (ending.signal.aborted) throw shut()
    const port = spawn(entry, report, options.use ?? 'reading')
    const wire = portWire(port)
    let tellEnded: () => void = () => undefined
    const ended = new Promise<void>((resolve) => {
      tellEnded = resolve
    })
    const client = connect(inference, {
      ...wire,
      receive: (listener) =>
        wire.receive((frame) => {
          next.lastHeard = Date.now()
          listener(frame)
        }),
      closed: (listener) =>
        wire.closed(() => {
          if (running === next) running = undefined
          if (!ending.signal.aborted) {
            crashes.push(Date.now())
            report('the engine ended', `${recentCrashes()} times within a minute`)
          }
          listener()
          tellEnded()
        }),
    })
    const next: Running = { port, client, ended, inFlight: 0, lastHeard: Date.now(), pinging: false }
    running = next
    return next
  }

  function current(): Promise<Running> {
    if (ending.signal.aborted) return Promise.reject(shut())
    if (running) return Promise.resolve(running)
    starting ??= start().finally(() => {
      starting = undefined
    })
    return starting
  }

  /** A long synthesis lets pings through between its chunks, so silence means that it will never answer. */
  const watch = setInterval(
    () => {
      const engine = running
      if (!engine || engine.inFlight === 0) return
      const silent = Date.now() - engine.lastHeard
      if (silent > hungAfter) {
        report('the engine hung', `${silent} ms without an answer`)
        engine.port.close()
      } else if (silent > hungAfter / 3 && !engine.pinging) {
        engine.pinging = true
        engine.client
          .call('memory', {})
          .catch(() => undefined) // its end is told by `closed`
          .finally(() => {
            engine.pinging = false
          })
      }
    },
    Math.max(20, hungAfter / 10),
  )
  watch.unref()

  const attempt: EngineClient['call'] = async (name, input, signal) => {
    const engine = await current()
    if (engine.inFlight++ === 0) engine.lastHeard = Date.now()
    try {
      return await engine.client.call(name, input, signal)
    } catch (error) {
      if (isAppError(error, 'closed')) throw ending.signal.aborted ? shut() : gone()
      throw error
    } finally {
      engine.inFlight--
    }
  }

  /** A crash under the call that begins a file costs only time; one in the middle of the file must be told. */
  const call: EngineClient['call'] = (name, input, signal) =>
    attempt(name, input, signal).catch((error: unknown) => {
      if (name !== 'encoder.open' || !isAppError(error) || error.reason !== 'engine-crashed') throw error
      return attempt(name, input, signal)
    })

  return {
    speaker: {
      voices: () => call('voices', {}),
      speak: (request, signal) => call('speak', request, signal),
    },
    client: { call },
    memory: async () => (running ? (await call('memory', {})).resident : 0),
    close: async () => {
      ending.abort()
      clearInterval(watch)
      const engine = running ?? (await starting?.catch(() => undefined))
      engine?.port.close()
      await engine?.ended
    },
  }
}
