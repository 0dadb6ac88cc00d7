/**
 * Models in memory: loaded when they are needed, shared, kept while they are used, and let go again.
 *
 * One keeper for each process. Loads and unloads go one after another, so that two requests never load the same model
 * twice, and room is made before a load rather than after it. Of models from `largeBytes` on a process holds one: what
 * is asked for next waits until the one before has no user, which then goes.
 */
import { statSync } from 'node:fs'
import { totalmem } from 'node:os'
import { AppError } from '../rpc/failure.ts'
import { choiceEpoch } from './verdicts.ts'

export interface ModelSource<M> {
  /** The same key is the same model: the path of its pack's folder, or of its main file. */
  readonly key: string
  /** As a person calls it, for errors. */
  readonly name: string
  /** Memory in use, about: from `pack.json`, or 1.2 times its files (`filesBytes`). */
  readonly bytes: number
  /** `signal` is aborted when nobody waits for it any more; a load may stop then, or end and be let go. */
  readonly load: (signal: AbortSignal) => Promise<M>
  readonly release: (model: M) => Promise<void> | void
}

export interface Lease<M> {
  readonly model: M
  /** Says that it is no longer in use. A second call does nothing. */
  release(): void
}

/** A model as the keeper holds it, for the developer's overlay and the bench. */
export interface KeptModel {
  readonly key: string
  readonly name: string
  readonly bytes: number
  readonly users: number
}

export interface KeeperOptions {
  /** Milliseconds after its last use after which a model goes. Default five minutes. */
  readonly idleAfter?: number
  /** Bytes that all models of this process may take together. Default: half of the machine's memory. */
  readonly budget?: number
  /** From here on a model is large: one at a time. Default 700 MB. */
  readonly largeBytes?: number
  /** Milliseconds to wait for another model's users. Default 30,000. */
  readonly patience?: number
  /** Memory of the machine in bytes. Default: what the system says, within the limits of a container. */
  readonly total?: () => number
  readonly available?: () => number
  /** Changes when models must be loaded anew. Default: with the user's choice of a processor. */
  readonly epoch?: () => string
  /** Milliseconds between looks at the machine's memory while something unused is held. Default 10,000. */
  readonly lookEvery?: number
}

export interface Keeper {
  /**
   * Loads a model, or shares the one that is there, until the lease is released.
   *
   * @throws {AppError} what loading throws; `too-large` where the machine has no room; `busy` where another large model
   *   is in use for longer than `patience`; `cancelled`; `unavailable` after `close`
   */
  hold<M>(source: ModelSource<M>, signal?: AbortSignal): Promise<Lease<M>>
  /** `hold` for the time of `work`. */
  use<M, R>(source: ModelSource<M>, work: (model: M) => Promise<R> | R, signal?: AbortSignal): Promise<R>
  models(): KeptModel[]
  /** Lets go what nobody uses, now. */
  clear(): Promise<void>
  /** Lets go everything, also what is in use. */
  close(): Promise<void>
}

/** Bytes of files together; of those that are not there, none. With `.onnx_data` beside an `.onnx`. */
export function filesBytes(paths: readonly string[]): number {
  const size = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return paths.reduce(
    (sum, path) => sum + size(path) + (path.endsWith('.onnx') ? size(`${path}_data`) : 0),
    0,
  )
}

/** Below this share of its memory the machine is short of it. */
const shortShare = 0.06
const megabyte = 1_048_576

interface Entry {
  readonly source: ModelSource<unknown>
  readonly wanted: AbortController
  readonly epoch: string
  loading: Promise<void>
  model: unknown
  loaded: boolean
  users: number
  usedAt: number
  timer: ReturnType<typeof setTimeout> | undefined
}

const cancelled = (): AppError => new AppError('cancelled', 'Loading was cancelled.')
const shut = (): AppError => new AppError('unavailable', 'The models have been put away.')

const machineMemory = (): number => {
  const constrained = process.constrainedMemory()
  // Without a limit it is 0, or on some kernels a number beyond all memory.
  return constrained > 0 && constrained < totalmem() ? constrained : totalmem()
}

export function createKeeper(options: KeeperOptions = {}): Keeper {
  const total = options.total ?? machineMemory
  const available = options.available ?? (() => process.availableMemory())
  const idleAfter = options.idleAfter ?? 300_000
  const largeBytes = options.largeBytes ?? 700 * megabyte
  const patience = options.patience ?? 30_000
  const epoch = options.epoch ?? choiceEpoch
  const budget = options.budget ?? total() / 2
  const entries = new Map<string, Entry>()
  /** Told whenever a user leaves. */
  const leaving = new Set<() => void>()
  let lane: Promise<unknown> = Promise.resolve()
  let watching: ReturnType<typeof setTimeout> | undefined
  let closed = false

  const inLane = <R>(work: () => Promise<R>): Promise<R> => {
    const result = lane.then(work)
    lane = result.catch(() => undefined)
    return result
  }
  const held = (): Entry[] => [...entries.values()].filter(({ loaded }) => loaded)
  const sum = (): number => held().reduce((bytes, { source }) => bytes + source.bytes, 0)
  const unused = (): Entry[] =>
    held()
      .filter(({ users }) => users === 0)
      .toSorted((a, b) => a.usedAt - b.usedAt)

  async function unload(entry: Entry): Promise<void> {
    clearTimeout(entry.timer)
    if (entries.get(entry.source.key) === entry) entries.delete(entry.source.key)
    try {
      await entry.source.release(entry.model)
    } catch {
      // What cannot be let go in order is out of our hands; whoever waits for its room is not to blame.
    }
  }

  /** A model that was asked for again meanwhile stays. */
  const unloadUnused = (which: () => readonly Entry[]): Promise<void> =>
    inLane(async () => {
      for (const entry of which()) if (entry.users === 0) await unload(entry)
    })

  function watch(): void {
    if (unused().length === 0) {
      clearInterval(watching)
      watching = undefined
      return
    }
    watching ??= setInterval(() => {
      if (available() < total() * shortShare) void unloadUnused(unused)
      watch()
    }, options.lookEvery ?? 10_000).unref()
  }

  function leave(entry: Entry): void {
    entry.users--
    entry.usedAt = performance.now()
    if (entry.users === 0) {
      if (!entry.loaded) entry.wanted.abort(cancelled())
      else {
        clearTimeout(entry.timer)
        entry.timer = setTimeout(
          () => void unloadUnused(() => (entries.get(entry.source.key) === entry ? [entry] : [])),
          idleAfter,
        )
        entry.timer.unref()
        watch()
      }
    }
    for (const tell of leaving) tell()
  }

  function someoneLeaves(signal: AbortSignal, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer)
        leaving.delete(done)
        signal.removeEventListener('abort', done)
        resolve()
      }
      const timer = setTimeout(done, milliseconds)
      leaving.add(done)
      signal.addEventListener('abort', done, { once: true })
    })
  }

  const largeInUse = (bytes: number): boolean =>
    bytes >= largeBytes && held().some(({ source, users }) => users > 0 && source.bytes >= largeBytes)

  async function largeOnesLeave({ bytes, name }: ModelSource<unknown>, signal: AbortSignal): Promise<void> {
    const until = performance.now() + patience
    while (largeInUse(bytes)) {
      const left = until - performance.now()
      if (left <= 0)
        throw new AppError('busy', `“${name}” has to wait for another large model.`, {
          reason: 'model-busy',
          data: { name },
        })
      await someoneLeaves(signal, left)
      signal.throwIfAborted()
    }
  }

  /** Runs in the lane: nothing is loaded meanwhile, though users may come to what is there and leave. */
  async function makeRoom({ bytes, name }: ModelSource<unknown>): Promise<void> {
    for (const entry of unused())
      if (
        (bytes >= largeBytes && entry.source.bytes >= largeBytes) ||
        sum() + bytes > budget ||
        available() < bytes
      )
        await unload(entry)
    // What the system calls available leaves out what it could still free: small models are always tried.
    if (bytes > Math.max(available(), total() / 4) || bytes > total())
      throw new AppError('too-large', `There is not enough memory for “${name}”.`, {
        reason: 'model-memory',
        data: { name, megabytes: Math.ceil(bytes / megabyte) },
      })
  }

  /** @returns whether it is loaded; not, where another large model came into use meanwhile */
  const attempt = (entry: Entry): Promise<boolean> =>
    inLane(async () => {
      const { source, wanted } = entry
      wanted.signal.throwIfAborted()
      if (largeInUse(source.bytes)) return false
      await makeRoom(source)
      entry.model = await source.load(wanted.signal)
      entry.loaded = true
      if (wanted.signal.aborted) await unload(entry)
      wanted.signal.throwIfAborted()
      return true
    })

  async function load(entry: Entry): Promise<void> {
    try {
      do await largeOnesLeave(entry.source, entry.wanted.signal)
      while (!(await attempt(entry)))
    } catch (error) {
      if (entries.get(entry.source.key) === entry) entries.delete(entry.source.key)
      throw error
    }
  }

  function begin(source: ModelSource<unknown>): Entry {
    const entry: Entry = {
      source,
      wanted: new AbortController(),
      epoch: epoch(),
      loading: Promise.resolve(),
      model: undefined,
      loaded: false,
      users: 0,
      usedAt: performance.now(),
      timer: undefined,
    }
    entries.set(source.key, entry)
    entry.loading = load(entry)
    return entry
  }

  async function hold<M>(source: ModelSource<M>, signal?: AbortSignal): Promise<Lease<M>> {
    if (closed) throw shut()
    if (signal?.aborted) throw cancelled()
    let entry = entries.get(source.key)
    if (entry?.loaded && entry.users === 0 && entry.epoch !== epoch()) {
      const stale = entry
      entries.delete(source.key)
      void inLane(() => unload(stale))
      entry = undefined
    }
    // One that nobody wanted any more is on its way out; it goes first, since the lane keeps the order.
    if (!entry || entry.wanted.signal.aborted) entry = begin(source as ModelSource<unknown>)
    const mine = entry
    clearTimeout(mine.timer)
    mine.users++
    let inUse = true
    const release = (): void => {
      if (inUse) leave(mine)
      inUse = false
    }
    try {
      await (signal ? orAborted(mine.loading, signal) : mine.loading)
      return { model: mine.model as M, release }
    } catch (error) {
      release()
      throw error
    }
  }

  return {
    hold,
    async use(source, work, signal) {
      const lease = await hold(source, signal)
      try {
        return await work(lease.model)
      } finally {
        lease.release()
      }
    },
    models: () => held().map(({ source: { key, name, bytes }, users }) => ({ key, name, bytes, users })),
    clear: () => unloadUnused(unused),
    async close() {
      closed = true
      clearInterval(watching)
      for (const entry of entries.values()) if (!entry.loaded) entry.wanted.abort(shut())
      await inLane(async () => {
        for (const entry of held()) await unload(entry)
      })
    },
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(cancelled())
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}
