/**
 * Imports in progress: one job a document, whoever watches it.
 *
 * A job reads the file in a killable worker and writes what comes into the store at once, so that the first
 * sentence can be read aloud while the rest is still on its way, and a killed app finds everything up to the last
 * second. A job ends in `ready`, or `incomplete` when it was cancelled or the file broke in the middle; a document
 * of which nothing could be read is taken out of the library again.
 */
import type { ImportProgress } from '../contract/app.ts'
import type { ImportEvent, ImportOptions, Source } from '../contract/import.ts'
import { AppError, isAppError } from '../rpc/failure.ts'
import type { LibraryStore } from '../store/library.ts'
import { storeFailure } from '../store/open.ts'
import type { DocumentRow } from '../store/rows.ts'
import { type FileStore, fingerprint } from './file-store.ts'
import { ImportJob } from './import-job.ts'

export type RunImport = (request: {
  readonly source: Source
  readonly options: ImportOptions
  readonly signal: AbortSignal
}) => AsyncIterable<ImportEvent>

/** How often to look whether another process has finished reading a document in. */
const otherReaderMs = 100

export interface ImportRequest {
  readonly name: string
  readonly bytes: Uint8Array
  readonly mime?: string | undefined
  readonly password?: string | undefined
  readonly html?: 'article' | 'page' | undefined
}

export class Imports {
  readonly #library: LibraryStore
  readonly #files: FileStore
  readonly #run: RunImport
  readonly #jobs = new Map<string, ImportJob>()
  readonly #report: (what: string, cause: unknown) => void

  constructor(parts: {
    readonly library: LibraryStore
    readonly files: FileStore
    readonly run: RunImport
    readonly report: (what: string, cause: unknown) => void
  }) {
    this.#library = parts.library
    this.#files = parts.files
    this.#run = parts.run
    this.#report = parts.report
  }

  /**
   * Adds a file and reads it; the events of the job, to its end.
   *
   * Leaving the loop does not stop the reading; `cancel` does.
   * @throws {AppError} what the importer threw, if nothing could be read
   */
  async *add(request: ImportRequest): AsyncGenerator<ImportProgress> {
    if (request.bytes.length === 0)
      throw new AppError('unsupported-format', `“${request.name}” is empty.`, { reason: 'file-empty' })
    const id = fingerprint(request.bytes)
    const before = this.#library.find(id)
    // Whole page or article is a choice of the reader: a new one means reading the file in again.
    const changed = request.html !== undefined && request.html !== (before?.options.html ?? 'article')
    const options = request.html === undefined ? (before?.options ?? {}) : { html: request.html }
    if (changed) await this.cancel(id)
    this.#files.put(id, request.bytes)
    const known = this.#enter(id, request, options)
    if (!this.#jobs.has(id) && (changed || this.#library.find(id)?.state !== 'ready'))
      this.#start(id, { ...request, name: before?.name ?? request.name }, options, {
        fresh: !known,
        again: changed,
      })
    // Held from here on: a file that cannot be read may be gone again before the caller asks for more.
    const job = this.#jobs.get(id)
    yield { type: 'accepted', document: id, known }
    yield* job?.follow() ?? this.watch(id)
  }

  /** Follows a running job; a document at rest gives its last event at once. */
  async *watch(document: string): AsyncGenerator<ImportProgress> {
    const job = this.#jobs.get(document)
    if (job) {
      yield* job.follow()
      return
    }
    const row = this.#library.find(document)
    if (!row)
      throw new AppError('not-found', 'This document is not in the library.', { reason: 'document-gone' })
    if (row.blocks > 0) yield { type: 'readable', document }
    yield { type: 'ready', document, blocks: row.blocks }
  }

  /** Stops reading; what was read stays as `incomplete`. */
  async cancel(document: string): Promise<void> {
    const job = this.#jobs.get(document)
    job?.abort.abort()
    await job?.finished
  }

  /** Reads in again what was cut off by the end of the app. */
  resume(document: string): void {
    if (this.#jobs.has(document)) return
    const row = this.#library.find(document)
    if (!row || row.state === 'ready') return
    this.#start(document, { name: row.name, bytes: this.#files.read(document) }, row.options, {
      fresh: false,
      again: false,
    })
  }

  running(document: string): boolean {
    return this.#jobs.has(document)
  }

  /** Resolves when `document` has more than `blocks` blocks or is not being imported. */
  async until(document: string, blocks: number, signal?: AbortSignal): Promise<void> {
    await this.#jobs.get(document)?.until(blocks, signal)
  }

  async close(): Promise<void> {
    const jobs = [...this.#jobs.values()]
    for (const job of jobs) job.abort.abort('closing')
    await Promise.allSettled(jobs.map(({ finished }) => finished))
  }

  /** @returns true if it was in the library already */
  #enter(id: string, request: ImportRequest, options: DocumentRow['options']): boolean {
    return this.#library.add({
      id,
      name: request.name,
      format: 'text', // until the importer knows better
      metadata: { title: request.name, authors: [] },
      options,
    })
  }

  #start(
    document: string,
    request: ImportRequest,
    options: DocumentRow['options'],
    { fresh, again }: { readonly fresh: boolean; readonly again: boolean },
  ): void {
    const job = new ImportJob(document)
    this.#jobs.set(document, job)
    const { password } = request
    const begun = this.#library.restart(document, options, again)
    const reading = async () => {
      if (begun || (await this.#turn(job, request, options)))
        await this.#read(job, request, { ...options, ...(password === undefined ? {} : { password }) })
    }
    reading()
      .catch((error: unknown) => this.#failed(job, error, fresh))
      .catch((error: unknown) => this.#report('an import could not be ended', error))
      .finally(() => {
        this.#jobs.delete(document)
        job.end()
      })
  }

  /**
   * Waits while another process reads the document in. @returns true when it is ours to read after all, because the
   * other one has ended without finishing; false when it is ready
   */
  async #turn(job: ImportJob, request: ImportRequest, options: DocumentRow['options']): Promise<boolean> {
    const { document } = job
    const { signal } = job.abort
    for (;;) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, otherReaderMs)
        signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
      })
      if (signal.aborted) throw new AppError('cancelled', 'The import was cancelled.')
      const row = this.#library.find(document)
      job.blocks = row?.blocks ?? 0
      if (row?.state === 'ready') return false
      if (!row) {
        // It could not read the file and took it out again; the reason must be found out here, too.
        this.#files.put(document, request.bytes)
        this.#enter(document, request, options)
      }
      if (this.#library.restart(document, options, false)) return true
      job.changed()
    }
  }

  async #read(job: ImportJob, request: ImportRequest, options: ImportOptions): Promise<void> {
    const { document } = job
    const source: Source = {
      name: request.name,
      bytes: request.bytes,
      ...(request.mime === undefined ? {} : { mime: request.mime }),
    }
    for await (const event of this.#run({ source, options, signal: job.abort.signal })) {
      switch (event.type) {
        case 'metadata':
          this.#library.setMetadata(document, event.format, event.metadata)
          break
        case 'blocks':
          if (event.blocks.length > 0) job.blocks = this.#library.append(document, event.blocks)
          break
        case 'asset':
          this.#library.addAsset(document, {
            id: event.id,
            mime: event.mime,
            bytes: event.bytes,
            cover: event.cover === true,
          })
          break
        case 'toc':
          this.#library.setToc(document, event.entries)
          break
        case 'pages':
          this.#library.setPages(document, event.pages)
          break
        case 'narration':
          this.#library.addClips(document, event.clips)
          break
        case 'progress':
          job.done = event.done
          break
        case 'warning':
          this.#library.addWarning(document, { key: event.key, data: { ...event.data } })
          break
        default:
          event satisfies never
      }
      job.changed()
    }
    if (job.blocks === 0)
      throw new AppError('no-text', `There is no text in “${request.name}”.`, {
        reason: 'no-text',
        data: { name: request.name },
      })
    job.done = 1
    this.#library.setState(document, 'ready')
  }

  #failed(job: ImportJob, error: unknown, fresh: boolean): void {
    const { document } = job
    if (job.abort.signal.aborted && job.abort.signal.reason === 'closing') return // goes on at the next start
    const trouble = storeFailure(error) ?? (isAppError(error, 'busy') ? error : undefined)
    if (trouble) job.error = trouble // nothing is wrong with the file, so the caller must hear of it even with half a text
    else if (!isAppError(error)) this.#report('an importer failed', error)
    const shaped =
      trouble ??
      (isAppError(error)
        ? error
        : new AppError('damaged', 'This file could not be read.', { cause: error, reason: 'damaged' }))
    if (trouble?.code === 'busy') return // the document is another process's now
    if (job.blocks > 0) {
      this.#library.setState(document, 'incomplete')
      if (!trouble && !isAppError(error, 'cancelled'))
        this.#library.addWarning(document, { key: 'stopped-early', data: {} })
      return
    }
    job.error = shaped
    if (fresh) {
      this.#library.delete(document)
      this.#files.remove(document)
    } else this.#library.setState(document, 'incomplete')
  }
}
