/**
 * Exports in the background: one at a time, the oldest first, with voices and an encoder of their own at a low priority.
 *
 * What a job is and how far it has come is in the store, so that it outlives this process; only its pace is not.
 */
import type { ExportEstimate, ExportFile, ExportJob, ExportRequest } from '../../contract/export.ts'
import type { Settings } from '../../contract/settings.ts'
import type { Speaker } from '../../core/ports.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import { type ExportRow, type ExportStore } from '../../store/exports.ts'
import type { LibraryStore } from '../../store/library.ts'
import { storeFailure } from '../../store/open.ts'
import type { Log } from '../log.ts'
import { namedVoice } from '../named-voice.ts'
import { readerPorts } from '../reader-ports.ts'
import type { Recordings } from '../narration.ts'
import type { StoredTexts } from '../texts.ts'
import { estimateExport } from './estimate.ts'
import { fileName } from './file-name.ts'
import { explainedDisk, freeSpace, JobFolder } from './job-folder.ts'
import type { EncoderClient } from './make-sound.ts'
import { planOf } from './plan.ts'
import { largestZip, zipBytes, zipPieces } from './zip-file.ts'
import type { JobProgress } from './job-parts.ts'
import { runJob } from './run-job.ts'

/** What speaks and encodes for exports. */
export interface ExportEngine {
  readonly speaker: Speaker
  readonly encoder: EncoderClient
  close(): Promise<void>
}

export interface ExportParts {
  readonly store: ExportStore
  readonly library: LibraryStore
  readonly texts: StoredTexts
  readonly recordings: Recordings
  readonly settings: { read(): Settings }
  readonly log: Log
  /** The data folder. */
  readonly folder: string
  readonly shell: 'electron' | 'loopback' | 'cli'
  /** The voices that are there; asked for estimates only. */
  readonly voices: Speaker
  /** Begun with the first export and closed when there is nothing left to do. */
  readonly engine: () => ExportEngine
  /** Bytes that are free in the folder. Default: what the system says. */
  readonly space?: (folder: string) => Promise<number | undefined>
}

export type ExportChange =
  | { readonly type: 'job'; readonly job: ExportJob }
  | { readonly type: 'removed'; readonly id: number }

interface Running {
  readonly id: number
  readonly abort: AbortController
  readonly ended: Promise<void>
  readonly since: number
  readonly from: { readonly done: number; readonly spoken: number } | undefined
  now: JobProgress | undefined
}

function archiveOf(title: string, made: readonly ExportFile[]): ExportFile {
  return { name: `${fileName(title)}.zip`, mime: 'application/zip', bytes: zipBytes(made) }
}
const gone = () => new AppError('not-found', 'This export is no longer there.', { reason: 'export-gone' })
/** So often a change is told at most, in milliseconds. */
const tellEvery = 250
/** A pace is told when it has been measured for so long, in seconds. */
const measured = 2

export class Exports {
  readonly #parts: ExportParts
  readonly #listeners = new Set<(change: ExportChange) => void>()
  #running: Running | undefined
  #engine: ExportEngine | undefined
  #closed = false
  #lastTold = 0
  /** Seconds of speech made in a second; what the last jobs of this run of the app have come to. */
  #pace = 100

  constructor(parts: ExportParts) {
    this.#parts = parts
  }

  /** Goes on with what an earlier run of the app has left; what the command line left waits until it is asked for. */
  recover(): void {
    const { store, shell, folder } = this.#parts
    JobFolder.sweep(folder, new Set(store.list().map(({ id }) => id)))
    for (const { id, state, shell: begunBy } of store.list()) {
      if ((state !== 'running' && state !== 'waiting') || store.takenByOther(id)) continue
      store.setState(id, begunBy === 'cli' || shell === 'cli' ? 'paused' : 'waiting')
    }
    this.#pump()
  }

  #job(row: ExportRow): ExportJob {
    const { id, document, title, request, state, failure, made, createdAt } = row
    const running = this.#running?.id === id ? this.#running : undefined
    const now = running?.now
    const job: ExportJob = {
      id,
      document,
      title,
      format: request.format,
      files: request.files,
      speed: request.speed,
      state,
      done: Math.min(1, now?.done ?? row.done),
      seconds: now?.seconds ?? row.seconds,
      bytes: made.length > 0 ? made.reduce((sum, file) => sum + file.bytes, 0) : (now?.bytes ?? 0),
      made: [...made],
      createdAt,
      ...(failure === undefined ? {} : { failure }),
      ...(made.length > 1 && zipBytes(made) <= largestZip && { archive: archiveOf(title, made) }),
    }
    const took = running ? (performance.now() - running.since) / 1_000 : 0
    if (!running?.from || !now || took < measured) return job
    const rate = (now.done - running.from.done) / took
    return {
      ...job,
      pace: (now.spoken - running.from.spoken) / took,
      ...(rate > 0 && { left: (1 - now.done) / rate }),
    }
  }

  list(): ExportJob[] {
    return this.#parts.store.list().map((row) => this.#job(row))
  }
  find(id: number): ExportJob {
    return this.#job(this.#row(id))
  }
  #row(id: number): ExportRow {
    const row = this.#parts.store.find(id)
    if (!row) throw gone()
    return row
  }

  #tell(id: number): void {
    const row = this.#parts.store.find(id)
    if (!row) return
    const change: ExportChange = { type: 'job', job: this.#job(row) }
    for (const listener of this.#listeners) listener(change)
  }

  /** Changes as they come; of several that nobody has taken yet only the last of each export is kept. */
  async *watch(id: number | undefined, signal: AbortSignal): AsyncGenerator<ExportChange> {
    const waiting = new Map<number, ExportChange>()
    let wake: (() => void) | undefined
    const listener = (change: ExportChange) => {
      const about = change.type === 'job' ? change.job.id : change.id
      if (id !== undefined && about !== id) return
      waiting.delete(about)
      waiting.set(about, change)
      wake?.()
    }
    const stop = () => wake?.()
    this.#listeners.add(listener)
    signal.addEventListener('abort', stop)
    try {
      if (id !== undefined) listener({ type: 'job', job: this.find(id) })
      while (!signal.aborted) {
        const [next] = waiting
        if (!next) {
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          wake = undefined
          continue
        }
        waiting.delete(next[0])
        yield next[1]
        if (id === undefined) continue
        const [, change] = next
        if (change.type === 'removed' || ['done', 'failed', 'paused'].includes(change.job.state)) return
      }
    } finally {
      this.#listeners.delete(listener)
      signal.removeEventListener('abort', stop)
    }
  }

  /**
   * @param again goes on with one that waits for the same, under the same settings
   * @throws {AppError} `not-found`, `voice-missing`, `bad-input` (`chapter-missing`)
   */
  async start(request: ExportRequest, again: boolean, signal: AbortSignal): Promise<ExportJob> {
    const { store, settings, shell, texts, voices } = this.#parts
    const text = await texts.open(request.document)
    if (request.voice !== undefined) await namedVoice(request.voice, voices, signal)
    if (request.chapter !== undefined) await planOf(text, request, signal)
    const wish = JSON.stringify([request, settings.read()])
    const same = again
      ? store
          .list()
          .find(
            (row) =>
              row.shell === shell &&
              JSON.stringify([row.request, row.settings]) === wish &&
              !store.takenByOther(row.id),
          )
      : undefined
    if (same) return this.resume(same.id) // as it is, where it was done and never fetched
    const id = store.add({
      document: request.document,
      title: text.metadata.title,
      request,
      settings: settings.read(),
      shell,
    })
    store.take(id)
    this.#tell(id)
    this.#pump()
    return this.find(id)
  }

  async pause(id: number): Promise<ExportJob> {
    const { state } = this.#row(id)
    if (state === 'waiting' || state === 'running') await this.#stop(id, 'paused')
    return this.find(id)
  }

  /** Ends the work on one and gives it another state. */
  async #stop(id: number, state: 'paused' | 'waiting'): Promise<void> {
    const { store } = this.#parts
    if (this.#running?.id === id) {
      this.#running.abort.abort()
      await this.#running.ended
    }
    const row = store.find(id)
    if (!row || row.state === 'done' || row.state === 'failed') return // it was quicker
    store.setState(id, state)
    store.release(id)
    this.#tell(id)
  }

  resume(id: number): ExportJob {
    const { store } = this.#parts
    const { state } = this.#row(id)
    // Of what runs or waits in a process that has died, nobody has said so.
    if (state === 'paused' || state === 'failed' || (state !== 'done' && !store.isOwn(id))) {
      if (!store.take(id))
        throw new AppError('busy', 'Another Lectern is working on this export.', { reason: 'export-busy' })
      store.setState(id, 'waiting')
      this.#tell(id)
      this.#pump()
    }
    return this.find(id)
  }

  async remove(id: number): Promise<void> {
    const { store, folder } = this.#parts
    this.#row(id)
    if (store.takenByOther(id))
      throw new AppError('busy', 'Another Lectern is working on this export.', { reason: 'export-busy' })
    await this.#stop(id, 'paused')
    new JobFolder(folder, id).remove()
    store.delete(id)
    for (const listener of this.#listeners) listener({ type: 'removed', id })
  }

  /** @throws {AppError} `not-found` unless it is a file that an export has made, or the archive of all of them */
  async *file(id: number, name: string): AsyncGenerator<Uint8Array> {
    const { title, made } = this.#row(id)
    const folder = new JobFolder(this.#parts.folder, id)
    const file = made.find((each) => each.name === name)
    const pieces = file
      ? folder.read(file.name)
      : made.length > 1 && name === archiveOf(title, made).name
        ? zipPieces(made.map((each) => ({ ...each, read: () => folder.read(each.name) })))
        : undefined
    if (!pieces) throw gone()
    for await (const piece of pieces) yield new Uint8Array(piece) // a copy: the stream's own buffers are used again
  }

  estimate(request: ExportRequest, signal: AbortSignal): Promise<ExportEstimate> {
    return estimateExport(this.#parts, this.#pace, request, signal)
  }

  /** Begins what is next. What cannot even be written down, on a full disk, is no reason for the app to end. */
  #pump(): void {
    this.#next().catch((error: unknown) => this.#parts.log.report('the exports stand still', error))
  }

  async #next(): Promise<void> {
    if (this.#running || this.#closed) return
    const { store } = this.#parts
    const next = store
      .list()
      .reverse()
      .find(({ id, state }) => state === 'waiting' && store.take(id))
    if (!next) {
      const engine = this.#engine
      this.#engine = undefined
      await engine?.close()
      return
    }
    const abort = new AbortController()
    let end: () => void = () => undefined
    this.#running = {
      id: next.id,
      abort,
      ended: new Promise((resolve) => {
        end = resolve
      }),
      since: performance.now(),
      from: undefined,
      now: undefined,
    }
    try {
      await this.#run(next, abort.signal)
    } finally {
      this.#running = undefined
      end()
    }
    this.#tell(next.id)
    this.#pump()
  }

  async #run(row: ExportRow, signal: AbortSignal): Promise<void> {
    const { store, library, texts, log, folder, space = freeSpace } = this.#parts
    const { id, request, settings } = row
    try {
      store.setState(id, 'running')
      this.#tell(id)
      this.#engine ??= this.#parts.engine()
      const { speaker, encoder } = this.#engine
      const ports = await readerPorts({
        texts,
        log,
        speaker,
        settings: { read: () => settings },
        document: request.document,
        recordings: this.#parts.recordings,
        listening: { ...request.listening, speed: request.speed },
      })
      const jobFolder = new JobFolder(folder, id)
      const made = await runJob(
        {
          id,
          request,
          date: new Date(row.createdAt).toISOString().slice(0, 10),
          stored: row.checkpoint,
          ports,
          encoder,
          folder: jobFolder,
          cover: library.cover(request.document),
          picture: (asset) => library.asset(request.document, asset),
          space: () => space(jobFolder.path),
          keep: (checkpoint, progress) => {
            store.setCheckpoint(id, checkpoint, progress.done, progress.seconds)
            this.#progress(progress)
          },
          progress: (progress) => this.#progress(progress),
        },
        signal,
      )
      store.setDone(id, made)
    } catch (error) {
      if (signal.aborted) return // whoever stopped it says what it is now
      const failure = storeFailure(error) ?? explainedDisk(error)
      if (!isAppError(failure)) log.report('an export failed', error)
      const { code, reason, message, data } = isAppError(failure)
        ? failure
        : new AppError('internal', 'Something went wrong inside Lectern.')
      store.setState(id, 'failed', { code, message, data, ...(reason === undefined ? {} : { reason }) })
    }
    store.release(id)
  }

  #progress(progress: JobProgress): void {
    const running = this.#running
    if (!running) return
    const { done, spoken } = progress
    this.#running = { ...running, from: running.from ?? { done, spoken }, now: progress }
    const took = (performance.now() - running.since) / 1_000
    if (running.from && took > 5 * measured) this.#pace = (spoken - running.from.spoken) / took
    if (performance.now() - this.#lastTold < tellEvery) return
    this.#lastTold = performance.now()
    this.#tell(running.id)
  }

  /** Stops; what was at work goes on with the next start of the app, or when the command line asks for it again. */
  async close(): Promise<void> {
    this.#closed = true
    const running = this.#running
    if (running) await this.#stop(running.id, this.#parts.shell === 'cli' ? 'paused' : 'waiting')
    for (const { id, state } of this.#parts.store.list())
      if (state === 'waiting' && !this.#parts.store.takenByOther(id)) this.#parts.store.release(id)
    await this.#engine?.close()
    this.#engine = undefined
  }
}
