/**
 * The files that are being imported, whatever view is on screen.
 *
 * Two at a time: one that waits for the disk and one that works. What was read before a cancel or a lost connection
 * stays in the library as incomplete and can be gone on with from there.
 */
import type { AppClient, ImportProgress } from '../../contract/app.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import { createStore, type ReadableStore } from '../ui/store.ts'

export type ImportState = 'waiting' | 'running' | 'done' | 'failed' | 'cancelled' | 'password'

export interface ImportItem {
  readonly id: number
  readonly name: string
  readonly state: ImportState
  /** Share of the work, 0 to 1. */
  readonly done: number
  readonly document: string | undefined
  /** The first blocks can be read aloud. */
  readonly readable: boolean
  /** It was in the library already. */
  readonly known: boolean
  readonly error: unknown
  /** A password was given, and it was wrong. */
  readonly refused: boolean
}

export interface ImportEvents {
  /** `single`: it was chosen alone, so the reader wants to read it now. */
  readonly readable?: (item: ImportItem, single: boolean) => void
  readonly changed?: (item: ImportItem, before: ImportItem) => void
}

export interface ImportQueue {
  readonly items: ReadableStore<readonly ImportItem[]>
  add(files: readonly File[]): void
  /** Goes on with a document that is not complete. */
  resume(document: string, title: string): void
  cancel(id: number): void
  dismiss(id: number): void
  answer(id: number, password: string): void
  listen(events: ImportEvents): () => void
}

/** A file over this size is refused here already: it could not be sent in one message. */
const largestBytes = 1_500_000_000
const atOnce = 2

interface Job {
  /** Asked for, and carried out as soon as the core has named the document. */
  cancelled: boolean
  readonly abort: AbortController
  readonly single: boolean
  readonly start: (password: string | undefined, signal: AbortSignal) => AsyncIterable<ImportProgress>
}

export function createImportQueue(client: AppClient): ImportQueue {
  const items = createStore<readonly ImportItem[]>([])
  const listeners = new Set<ImportEvents>()
  const jobs = new Map<number, Job>()
  const passwords = new Map<number, string>()
  let next = 1

  const find = (id: number) => items.get().find((item) => item.id === id)

  function change(id: number, patch: Partial<ImportItem>): void {
    const before = find(id)
    if (!before) return
    const after = { ...before, ...patch }
    items.update((all) => all.map((item) => (item.id === id ? after : item)))
    for (const { changed } of listeners) changed?.(after, before)
  }

  function onEvent(id: number, job: Job, event: ImportProgress): void {
    if (event.type === 'accepted') {
      change(id, { document: event.document, known: event.known })
      if (job.cancelled) stop(job, event.document)
    } else if (event.type === 'progress') change(id, { done: event.done })
    else if (event.type === 'readable' || event.type === 'ready') {
      const first = find(id)?.readable === false
      change(id, { document: event.document, readable: true, ...(event.type === 'ready' ? { done: 1 } : {}) })
      const item = find(id)
      if (first && item && !job.cancelled) for (const { readable } of listeners) readable?.(item, job.single)
    }
  }

  /** Leaving the stream would not do: the core goes on reading, so that a closed window does not end an import. */
  function stop(job: Job, document: string): void {
    client.call('library.cancel', { document }).then(
      () => job.abort.abort(),
      () => job.abort.abort(),
    )
  }

  async function run(id: number, job: Job): Promise<void> {
    const password = passwords.get(id)
    change(id, { state: 'running', error: undefined })
    try {
      for await (const event of job.start(password, job.abort.signal)) onEvent(id, job, event)
      change(id, job.cancelled ? { state: 'cancelled' } : { state: 'done', done: 1 })
    } catch (error) {
      if (job.cancelled || isAppError(error, 'cancelled')) change(id, { state: 'cancelled' })
      else if (isAppError(error, 'password-needed'))
        change(id, { state: 'password', refused: password !== undefined })
      else change(id, { state: 'failed', error })
    }
    pump()
  }

  function pump(): void {
    const running = items.get().filter(({ state }) => state === 'running').length
    for (const item of items
      .get()
      .filter(({ state }) => state === 'waiting')
      .slice(0, atOnce - running)) {
      const job = jobs.get(item.id)
      if (job) void run(item.id, job)
    }
  }

  function put(name: string, single: boolean, start: Job['start'], document?: string): void {
    const id = next++
    jobs.set(id, { cancelled: false, abort: new AbortController(), single, start })
    items.update((all) => [
      ...all,
      {
        id,
        name,
        state: 'waiting',
        done: 0,
        document,
        readable: false,
        known: false,
        error: undefined,
        refused: false,
      },
    ])
  }

  async function* importFile(file: File, password: string | undefined, signal: AbortSignal) {
    if (file.size > largestBytes) throw new AppError('too-large', 'The file is too large to be sent.')
    const bytes = new Uint8Array(await file.arrayBuffer())
    yield* client.stream(
      'library.import',
      {
        name: file.name,
        bytes,
        ...(file.type ? { mime: file.type } : {}),
        ...(password === undefined ? {} : { password }),
      },
      signal,
    )
  }

  return {
    items,
    add(files) {
      for (const file of files)
        put(file.name, files.length === 1, (password, signal) => importFile(file, password, signal))
      pump()
    },
    resume(document, title) {
      put(title, false, (_password, signal) => client.stream('library.watch', { document }, signal), document)
      pump()
    },
    cancel(id) {
      const item = find(id)
      const job = jobs.get(id)
      if (item?.state === 'waiting' || item?.state === 'password') change(id, { state: 'cancelled' })
      else if (job && item?.state === 'running') {
        job.cancelled = true
        if (item.document !== undefined) stop(job, item.document)
      }
      pump()
    },
    dismiss(id) {
      jobs.get(id)?.abort.abort()
      jobs.delete(id)
      passwords.delete(id)
      items.update((all) => all.filter((item) => item.id !== id))
    },
    answer(id, password) {
      passwords.set(id, password)
      change(id, { state: 'waiting' })
      pump()
    },
    listen(events) {
      listeners.add(events)
      return () => listeners.delete(events)
    },
  }
}
