/** One import in progress, and everybody who follows it. */
import type { ImportProgress } from '../contract/app.ts'
import type { AppError } from '../rpc/failure.ts'

/** Share of the work between two reports of progress. */
const progressStep = 0.01

export class ImportJob {
  readonly document: string
  readonly abort = new AbortController()
  /** Settles, never rejects, when the job has ended and its last state is stored. */
  readonly finished: Promise<void>
  /** Blocks in the store. */
  blocks = 0
  /** 0 to 1. */
  done = 0
  /** Why it failed, where those who follow must hear of it. */
  error: AppError | undefined
  #ended = false
  #finish: () => void = () => undefined
  readonly #listeners = new Set<() => void>()

  constructor(document: string) {
    this.document = document
    this.finished = new Promise((resolve) => {
      this.#finish = resolve
    })
  }

  /** Tells those who follow that something about it is new. */
  changed(): void {
    for (const listener of this.#listeners) listener()
  }
  end(): void {
    this.#ended = true
    this.changed()
    this.#finish()
  }

  /** What has happened and what happens, to the end. @throws {AppError} `error` */
  async *follow(): AsyncGenerator<ImportProgress> {
    const { document } = this
    let wake: (() => void) | undefined
    const listener = () => wake?.()
    this.#listeners.add(listener)
    let readable = false
    let done = 0
    try {
      for (;;) {
        if (!readable && this.blocks > 0) {
          readable = true
          yield { type: 'readable', document }
        }
        if (this.#ended) break
        if (this.done >= done + progressStep) {
          done = this.done
          yield { type: 'progress', document, done, blocks: this.blocks }
          continue
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      if (this.error) throw this.error
      yield { type: 'ready', document, blocks: this.blocks }
    } finally {
      this.#listeners.delete(listener)
    }
  }

  /** Resolves when there are more than `blocks` blocks, or no more will come. @throws when `signal` aborts */
  async until(blocks: number, signal?: AbortSignal): Promise<void> {
    let listener: () => void = () => undefined
    try {
      await new Promise<void>((resolve) => {
        listener = () => {
          if (this.#ended || this.blocks > blocks || signal?.aborted) resolve()
        }
        this.#listeners.add(listener)
        signal?.addEventListener('abort', listener, { once: true })
        listener()
      })
    } finally {
      this.#listeners.delete(listener)
      signal?.removeEventListener('abort', listener)
    }
    signal?.throwIfAborted()
  }
}
