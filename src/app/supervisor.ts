/**
 * Keeps one child process alive on demand and speaks a contract with it: voices, ear and language model alike.
 *
 * The process is started by the first call and again by the first call after a crash. A crash, and a process that has
 * gone silent in the middle of its work, fail what was in flight as `unavailable`; calls made meanwhile wait for the
 * restart, which backs off. Five crashes within a minute end the attempts until a minute has passed.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { connect } from '../rpc/client.ts'
import type { Client, Contract } from '../rpc/contract.ts'
import { AppError, isAppError } from '../rpc/failure.ts'
import { type PortLike, portWire } from '../rpc/wires.ts'

export type Report = (what: string, cause: unknown) => void

/**
 * `reading` is heard at once; `export` speaks and `encode` encodes in the background, at a low priority; `hearing` is the
 * ear; `chat` is the language model.
 */
export type EngineUse = 'reading' | 'export' | 'encode' | 'hearing' | 'chat'

export interface SupervisorOptions {
  /** Starts the process and joins its port. `close` must end it at once, `onClose` must tell of its end. Default: `fork`. */
  readonly spawn?: (
    entry: string,
    report: Report,
    use: EngineUse,
    environment: Readonly<Record<string, string>>,
  ) => PortLike
  /** What it finds in its environment besides `engineEnvironment`. */
  readonly environment?: Readonly<Record<string, string>>
  /** What it is for. Default `reading`. */
  readonly use?: EngineUse
  /** Path of the process's entry. Default: `../inference/host.ts` beside this file, for running from source. */
  readonly entry?: string
  /** Told of crashes, hangs and what the process writes to its standard error. For the log. */
  readonly report?: Report
  /**
   * Milliseconds without a sign of life during a call after which the process counts as hung. Default 60,000: a network of
   * a pack computes without letting a ping through, on a slow machine half a minute for a long clause.
   */
  readonly hungAfter?: number
  /** Milliseconds before the first restart; doubles with each crash of the last minute. Default 100. */
  readonly firstDelay?: number
}

/** How a kind of process is spoken of. */
export interface Wording {
  /** In the log: “engine”, “ear”; also what its errors' reasons begin with: `engine-crashed`, `-gave-up`, `-closed`. */
  readonly name: string
  readonly crashed: string
  readonly gaveUp: string
  readonly closed: string
}

export interface Supervisor<C extends Contract> {
  /** The contract's calls, surviving restarts. */
  readonly call: Client<C>['call']
  /** The contract's streams. One that a crash cuts off fails as `unavailable`; it is not begun again. */
  readonly stream: Client<C>['stream']
  /** Counts the processes: what was opened in an earlier one is gone. 0 before the first. */
  readonly generation: () => number
  readonly alive: () => boolean
  /** Ends the process until it is needed again. Nothing may be in flight that matters. */
  rest(): Promise<void>
  /** Ends the process; every later call rejects with `unavailable`. */
  close(): Promise<void>
}

/** Node's flags for the process, also for Electron's `utilityProcess`: a small nursery, since its garbage is sound. */
export const engineFlags: readonly string[] = [
  '--disable-warning=ExperimentalWarning',
  '--max-semi-space-size=1',
]
/**
 * The process's environment. glibc otherwise keeps freed sound buffers in a heap for each thread; giving them back keeps
 * the process at 182 MB instead of 254 with both kinds of voices loaded. Other systems ignore the two.
 */
export const engineEnvironment = (use: EngineUse = 'reading'): Readonly<Record<string, string>> => ({
  MALLOC_ARENA_MAX: '1',
  ...(use === 'chat' ? reusing : { MALLOC_MMAP_THRESHOLD_: '65536' }),
  LECTERN_ENGINE: use,
})
/**
 * A language model makes its caches anew for every token, 175 MB for 763 tokens of one with 0.4 billion parameters. To
 * take those pages from the system each time costs 250 ms of CPU a token instead of 72; kept, they cost memory instead,
 * which comes back when the process rests.
 */
const reusing = { MALLOC_MMAP_THRESHOLD_: '33554432', MALLOC_TRIM_THRESHOLD_: '134217728' } as const

const crashesAllowed = 5
const crashWindow = 60_000

/** Forks `entry` with structured clone as serialisation, so that sound crosses as bytes. @param started gets the process */
export function forkProcess(
  entry: string,
  report: Report,
  use: EngineUse,
  environment: Readonly<Record<string, string>>,
  started?: (child: ChildProcess) => void,
): PortLike {
  const child = fork(entry, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // Our own flags may hold a debugger's port or a test runner's loader, which a child must not inherit.
    execArgv: [...engineFlags],
    env: { ...process.env, ...engineEnvironment(use), ...environment },
  })
  started?.(child)
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

interface Running<C extends Contract> {
  readonly port: PortLike
  readonly client: Client<C>
  readonly ended: Promise<void>
  inFlight: number
  lastHeard: number
  pinging: boolean
  /** It was ended on purpose. */
  dismissed: boolean
}

/** @param ping a call that is answered at once when the process is well */
export function supervise<C extends Contract>(
  contract: C,
  ping: (client: Client<C>) => Promise<unknown>,
  wording: Wording,
  options: SupervisorOptions = {},
): Supervisor<C> {
  const report = options.report ?? (() => undefined)
  const spawn = options.spawn ?? forkProcess
  const entry = options.entry ?? fileURLToPath(new URL('../inference/host.ts', import.meta.url))
  const hungAfter = options.hungAfter ?? 60_000
  const firstDelay = options.firstDelay ?? 100
  const failure = (what: 'crashed' | 'gaveUp' | 'closed', reason: string) =>
    new AppError('unavailable', wording[what], { reason: `${wording.name}-${reason}` })
  const gone = () => failure('crashed', 'crashed')
  const gaveUp = () => failure('gaveUp', 'gave-up')
  const shut = () => failure('closed', 'closed')
  const crashes: number[] = []
  const ending = new AbortController()
  let running: Running<C> | undefined
  let starting: Promise<Running<C>> | undefined
  let generation = 0

  function recentCrashes(): number {
    while (crashes[0] !== undefined && Date.now() - crashes[0] > crashWindow) crashes.shift()
    return crashes.length
  }

  async function start(): Promise<Running<C>> {
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
    const port = spawn(entry, report, options.use ?? 'reading', options.environment ?? {})
    const wire = portWire(port)
    let tellEnded: () => void = () => undefined
    const ended = new Promise<void>((resolve) => {
      tellEnded = resolve
    })
    const client = connect(contract, {
      ...wire,
      receive: (listener) =>
        wire.receive((frame) => {
          next.lastHeard = Date.now()
          listener(frame)
        }),
      closed: (listener) =>
        wire.closed(() => {
          if (running === next) running = undefined
          if (!ending.signal.aborted && !next.dismissed) {
            crashes.push(Date.now())
            report(`the ${wording.name} ended`, `${recentCrashes()} times within a minute`)
          }
          listener()
          tellEnded()
        }),
    })
    const next: Running<C> = {
      port,
      client,
      ended,
      inFlight: 0,
      lastHeard: Date.now(),
      pinging: false,
      dismissed: false,
    }
    running = next
    generation++
    return next
  }

  function current(): Promise<Running<C>> {
    if (ending.signal.aborted) return Promise.reject(shut())
    if (running) return Promise.resolve(running)
    starting ??= start().finally(() => {
      starting = undefined
    })
    return starting
  }

  /** Long work lets pings through between its pieces, so silence means that it will never answer. */
  const watch = setInterval(
    () => {
      const process = running
      if (!process || process.inFlight === 0) return
      const silent = Date.now() - process.lastHeard
      if (silent > hungAfter) {
        report(`the ${wording.name} hung`, `${silent} ms without an answer`)
        process.port.close()
      } else if (silent > hungAfter / 3 && !process.pinging) {
        process.pinging = true
        ping(process.client)
          .catch(() => undefined) // its end is told by `closed`
          .finally(() => {
            process.pinging = false
          })
      }
    },
    Math.max(20, hungAfter / 10),
  )
  watch.unref()

  return {
    call: async (name, input, signal) => {
      const process = await current()
      if (process.inFlight++ === 0) process.lastHeard = Date.now()
      try {
        return await process.client.call(name, input, signal)
      } catch (error) {
        if (isAppError(error, 'closed')) throw ending.signal.aborted ? shut() : gone()
        throw error
      } finally {
        process.inFlight--
      }
    },
    async *stream(name, input, signal) {
      const process = await current()
      if (process.inFlight++ === 0) process.lastHeard = Date.now()
      try {
        yield* process.client.stream(name, input, signal)
      } catch (error) {
        if (isAppError(error, 'closed')) throw ending.signal.aborted ? shut() : gone()
        throw error
      } finally {
        process.inFlight--
      }
    },
    generation: () => generation,
    alive: () => running !== undefined,
    rest: async () => {
      const process = running
      if (!process) return
      running = undefined
      process.dismissed = true
      process.port.close()
      await process.ended
    },
    close: async () => {
      ending.abort()
      clearInterval(watch)
      const process = running ?? (await starting?.catch(() => undefined))
      process?.port.close()
      await process?.ended
    },
  }
}
