/** The packs of this machine: what there is, what is being fetched, and what becomes of it. */
import { rmSync } from 'node:fs'
import type { Machine, PackEntry, PackProgress, PackStatus } from '../../contract/packs.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import { passingReasons } from './answers.ts'
import { Changes } from './changes.ts'
import { diskFailure, type Retries } from './download.ts'
import { installFromDisk, recognise } from './from-disk.ts'
import { install, openIncoming, readState, writeState } from './install.ts'
import { isLocked, lock, type Lock } from './lock.ts'
import { fit, type MachineParts, machineOf, offers } from './machine.ts'
import { downloadBytes } from './manifest.ts'
import type { Network, NetworkSettings } from './network.ts'
import { isIntact, noteCheck, standingOf } from './pack-state.ts'
import { Shelf } from './shelf.ts'
import { Speed } from './speed.ts'

/** What counts for one installation in place of the settings. */
export type OwnNetwork = { readonly [Name in keyof NetworkSettings]?: NetworkSettings[Name] | undefined }

export interface PacksOptions {
  /** Where packs are installed: `<data>/packs`. */
  readonly folder: string
  readonly entries: readonly PackEntry[]
  /** Opened for each installation, with the settings of then and what was said for this one. */
  readonly network: (own: OwnNetwork) => Network
  readonly machine: () => Omit<MachineParts, 'folder' | 'space'>
  readonly space: MachineParts['space']
  readonly report: (what: string, cause: unknown) => void
  readonly retries?: Retries
  /** Milliseconds between two words of a pack's progress. Default 250. */
  readonly tellEvery?: number
  /** Milliseconds between looks at what another process did, while somebody watches. Default 2,000. */
  readonly lookEvery?: number
}

type Stop = 'pause' | 'cancel' | 'close'

interface Job {
  /** It copies what lies on the disk; what was fetched before is not its own. */
  readonly fromDisk: boolean
  readonly abort: AbortController
  readonly speed: Speed
  stop: Stop | undefined
  progress: PackProgress
  ended: Promise<void>
}

export class Packs {
  readonly #options: PacksOptions
  readonly #shelf: Shelf
  readonly #jobs = new Map<string, Job>()
  readonly #changes: Changes
  readonly #told = new Map<string, NodeJS.Timeout>()
  #machine: Machine | undefined
  #closed = false

  constructor(options: PacksOptions) {
    this.#options = options
    this.#shelf = new Shelf(options.folder)
    this.#changes = new Changes(
      {
        ids: options.entries.map(({ id }) => id),
        word: (id) => this.#standing(this.#entry(id)).state,
      },
      options.lookEvery ?? 2_000,
    )
  }

  /**
   * Deletes what earlier starts could not, and what was begun of compositions that are no longer in the list. For the
   * process that owns the data folder.
   */
  clean(): void {
    this.#shelf.clean()
    for (const id of this.#shelf.begun()) {
      const entry = this.#options.entries.find((each) => each.id === id)
      const folder = this.#shelf.incoming(id)
      if (entry?.snapshot !== readState(folder)?.snapshot && !isLocked(this.#shelf.lockPath(id)))
        rmSync(folder, { recursive: true, force: true })
    }
  }

  async list(): Promise<{ packs: PackStatus[]; machine: Machine }> {
    const machine = await this.#look()
    return { packs: this.#options.entries.map((entry) => this.#status(entry, machine)), machine }
  }

  async status(id: string): Promise<PackStatus> {
    return this.#status(this.#entry(id), await this.#look())
  }

  /** @throws {AppError} `not-found`, `busy`; `too-large` where it is clear from the start that there is no room */
  async install(id: string, own: OwnNetwork = {}): Promise<PackStatus> {
    const entry = this.#entry(id)
    mustRun(entry)
    if (this.#jobs.has(id)) return await this.status(id)
    const { state } = await this.status(id)
    if (state === 'installed') return await this.status(id)
    const network = this.#options.network(own)
    try {
      this.#start(entry, async (job, held) => {
        try {
          await install({
            entry,
            shelf: this.#shelf,
            network,
            space: this.#options.space,
            signal: job.abort.signal,
            mayPlace: () => held.held(),
            onProgress: (progress) => this.#progress(id, job, progress),
            retries: this.#options.retries,
          })
        } finally {
          await network.close().catch(() => undefined)
        }
      })
    } catch (error) {
      await network.close().catch(() => undefined)
      throw error
    }
    return await this.status(id)
  }

  /** Which pack lies at a path. @throws {AppError} what `recognise` of from-disk.ts throws; `pack-not-run` */
  async recognise(path: string, id: string | undefined, signal: AbortSignal): Promise<PackStatus> {
    const { entry } = await this.#lookAt(path, id, signal)
    return await this.status(entry.id)
  }

  async #lookAt(path: string, id: string | undefined, signal: AbortSignal): ReturnType<typeof recognise> {
    if (id !== undefined) this.#entry(id)
    try {
      const found = await recognise(path, this.#options.entries, id, signal)
      mustRun(found.entry)
      return found
    } catch (error) {
      throw diskFailure(error) ?? error
    }
  }

  /** Resolves when it is in place. @throws {AppError} what `installFromDisk` throws */
  async installFrom(path: string, id: string | undefined, signal: AbortSignal): Promise<PackStatus> {
    const { entry, given } = await this.#lookAt(path, id, signal)
    if (this.#jobs.has(entry.id)) throw busy()
    let failure: unknown
    const copy = async (own: Job, held: Lock) => {
      const options = {
        given,
        entry,
        shelf: this.#shelf,
        space: this.#options.space,
        mayPlace: () => held.held(),
        onProgress: (progress: Pick<PackProgress, 'stage' | 'bytes' | 'total'>) =>
          this.#progress(entry.id, own, progress),
      }
      try {
        await installFromDisk({ ...options, signal: AbortSignal.any([own.abort.signal, signal]) })
      } catch (error) {
        failure = error
        own.stop ??= 'cancel' // nothing is left to go on with
      }
    }
    const job = this.#start(entry, copy, true)
    await job.ended
    if (failure !== undefined) {
      if (signal.aborted || isAbort(failure)) throw new AppError('cancelled', 'Stopped.', { cause: failure })
      throw failure
    }
    return await this.status(entry.id)
  }

  async pause(id: string): Promise<PackStatus> {
    this.#entry(id)
    await this.#end(id, 'pause')
    return await this.status(id)
  }

  /** @throws {AppError} `busy` while another process works on it */
  async cancel(id: string): Promise<PackStatus> {
    this.#entry(id)
    const fromDisk = this.#jobs.get(id)?.fromDisk === true
    await this.#end(id, 'cancel')
    if (!fromDisk) this.#forget(id)
    this.#changes.tell(id)
    return await this.status(id)
  }

  /** @throws {AppError} `bad-input` for what comes with the app, `busy` while another process works on it */
  async remove(id: string): Promise<PackStatus> {
    const entry = this.#entry(id)
    if (entry.embedded)
      throw new AppError('bad-input', 'This comes with Lectern and cannot be removed.', {
        reason: 'pack-embedded',
      })
    await this.#end(id, 'cancel')
    this.#forget(id)
    const held = this.#lock(id)
    try {
      await this.#shelf.remove(id)
    } catch (error) {
      throw diskFailure(error) ?? error
    } finally {
      held.release()
    }
    this.#changes.tell(id)
    return await this.status(id)
  }

  /** Reads every file of one pack, or of all that are installed. */
  async verify(id: string | undefined, signal: AbortSignal): Promise<PackStatus[]> {
    const entries = id === undefined ? this.#options.entries : [this.#entry(id)]
    const checked: PackStatus[] = []
    for (const entry of entries) {
      const pack = this.#shelf.installed(entry.id)
      if (pack && !this.#jobs.has(entry.id)) {
        const damaged = !(await isIntact(entry.id, this.#shelf, signal))
        if (damaged !== pack.damaged) {
          try {
            noteCheck(pack, damaged, this.#shelf)
            this.#changes.tell(entry.id)
          } catch (cause) {
            this.#options.report(`what the check of ${entry.id} found could not be noted`, cause)
          }
        }
        const now = await this.status(entry.id)
        // Also where it could not be noted.
        const found = damaged && now.state === 'installed'
        checked.push(found ? { ...now, state: 'damaged', problem: 'pack-damaged' } : now)
        continue
      }
      if (id === undefined && !pack && !this.#shelf.isBroken(entry.id)) continue
      checked.push(await this.status(entry.id))
    }
    return checked
  }

  /** All packs, then each that changes. */
  async *watch(signal: AbortSignal): AsyncGenerator<PackStatus> {
    for await (const id of this.#changes.watch(signal)) yield await this.status(id)
  }

  /** Stops what is being fetched; it can be gone on with. */
  async close(): Promise<void> {
    this.#closed = true
    await Promise.all([...this.#jobs.keys()].map((id) => this.#end(id, 'close')))
    for (const timer of this.#told.values()) clearTimeout(timer)
    this.#changes.close()
  }

  #entry(id: string): PackEntry {
    const entry = this.#options.entries.find((each) => each.id === id)
    if (!entry)
      throw new AppError('not-found', `There is no model “${id}”.`, {
        reason: 'pack-unknown',
        data: { name: id },
      })
    return entry
  }

  /** Deletes what was begun. */
  #forget(id: string): void {
    const held = this.#lock(id)
    try {
      rmSync(this.#shelf.incoming(id), { recursive: true, force: true })
    } finally {
      held.release()
    }
  }

  #lock(id: string): Lock {
    try {
      this.#shelf.prepare()
      return lock(this.#shelf.lockPath(id))
    } catch (error) {
      throw diskFailure(error) ?? error
    }
  }

  /** @throws {AppError} `busy`, `denied` before anything is begun */
  #start(entry: PackEntry, work: (job: Job, held: Lock) => Promise<void>, fromDisk = false): Job {
    const { id } = entry
    if (this.#closed) throw new AppError('unavailable', 'Lectern is closing.')
    const held = this.#lock(id)
    const job: Job = {
      fromDisk,
      abort: new AbortController(),
      speed: new Speed(),
      stop: undefined,
      progress: { stage: 'waiting', bytes: 0 },
      ended: Promise.resolve(),
    }
    this.#jobs.set(id, job)
    job.ended = (async () => {
      try {
        await work(job, held)
      } catch (error) {
        this.#failed(entry, job, error)
      } finally {
        held.release()
        this.#jobs.delete(id)
        this.#changes.tell(id)
      }
    })()
    this.#changes.tell(id)
    return job
  }

  /** Keeps why it stopped, for the list and for the next start. */
  #failed(entry: PackEntry, job: Job, error: unknown): void {
    if (job.stop !== undefined) return
    const known = isAppError(error) ? error : diskFailure(error)
    if (!known) this.#options.report(`the pack ${entry.id} could not be installed`, error)
    else
      this.#options.report(`the pack ${entry.id} was not installed: ${known.message}`, known.cause ?? known)
    try {
      const folder = this.#shelf.incoming(entry.id)
      const state = readState(folder) ?? openIncoming(folder, entry)
      // A network that is away, or a process that has the pack in hand, may be otherwise in a moment.
      const passing = passingReasons.has(known?.reason ?? '') || known?.code === 'busy'
      writeState(folder, {
        ...state,
        failed: !passing,
        problem: known?.reason ?? known?.code ?? 'internal',
        problemData: known?.data ?? {},
      })
    } catch (cause) {
      this.#options.report('the state of a pack could not be kept', cause)
    }
  }

  async #end(id: string, stop: Stop): Promise<void> {
    const job = this.#jobs.get(id)
    if (!job) return
    job.stop ??= stop
    job.abort.abort()
    await job.ended
  }

  #progress(
    id: string,
    job: Job,
    { stage, bytes, total }: Pick<PackProgress, 'stage' | 'bytes' | 'total'>,
  ): void {
    const rate = job.speed.at(bytes)
    const moving = stage === 'fetching' && rate !== undefined
    job.progress = {
      stage,
      bytes,
      ...(total === undefined ? {} : { total }),
      ...(moving ? { bytesPerSecond: rate } : {}),
      ...(moving && total !== undefined && rate > 0
        ? { secondsLeft: Math.max(0, (total - bytes) / rate) }
        : {}),
    }
    if (this.#told.has(id)) return
    this.#changes.tell(id)
    this.#told.set(
      id,
      setTimeout(() => {
        this.#told.delete(id)
        if (this.#jobs.has(id)) this.#changes.tell(id)
      }, this.#options.tellEvery ?? 250).unref(),
    )
  }

  async #look(): Promise<Machine> {
    const { space, folder, machine } = this.#options
    this.#machine = await machineOf({ ...machine(), space, folder })
    return this.#machine
  }

  #standing(entry: PackEntry): ReturnType<typeof standingOf> {
    const job = this.#jobs.get(entry.id)
    return job ? { state: 'installing', progress: job.progress } : standingOf(entry, this.#shelf)
  }

  #status(entry: PackEntry, machine: Machine): PackStatus {
    return {
      entry,
      ...this.#standing(entry),
      downloadBytes: downloadBytes(entry),
      fits: fit(entry, machine),
      offered: offers(this.#options.entries, machine).has(entry.id),
    }
  }
}

const busy = (): AppError =>
  new AppError('busy', 'Lectern is working on this model already.', { reason: 'pack-busy' })

/** Nobody may fetch gigabytes for nothing. @throws {AppError} `unavailable` (`pack-not-run`) */
function mustRun({ name, runs }: PackEntry): void {
  if (!runs)
    throw new AppError('unavailable', `Lectern cannot run ${name} yet.`, {
      reason: 'pack-not-run',
      data: { name },
    })
}

const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'
