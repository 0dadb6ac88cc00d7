/**
 * Plays the recordings that books bring: finds their sounds in the books' files and has the engine decode them.
 *
 * Sounds are never copied into the library. Nearly all packers store them as they are, so that a stretch of the book's
 * file is the sound; those that deflate them again have theirs inflated into a folder of few files that the next
 * start empties.
 */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createInflateRaw } from 'node:zlib'
import type { Narration } from '../core/ports.ts'
import { AppError, isAppError } from '../rpc/failure.ts'
import type { LibraryStore } from '../store/library.ts'
import type { Engine } from './engine.ts'
import type { FileStore } from './file-store.ts'
import type { Log } from './log.ts'
import { type ZipEntry, zipEntries } from './zip-entry.ts'

interface SoundPlace {
  readonly file: string
  readonly at: number
  readonly size: number
}

const inflatedFiles = 4
/** Bytes; 18 hours of speech as MP3. */
const largestSound = 1024 * 1024 * 1024
/** Stretches that are kept, since several sentences may lie in one; in bytes of their samples. */
const keptBytes = 16 * 1024 * 1024
const keptBooks = 4
const keptBlocks = 64

export class Recordings {
  readonly #library: LibraryStore
  readonly #files: FileStore
  readonly #engine: Pick<Engine, 'client'>
  readonly #log: Log
  readonly #folder: string
  readonly #entries = new Map<string, ReadonlyMap<string, ZipEntry>>()
  readonly #inflated = new Map<string, Promise<SoundPlace>>()
  readonly #kept = new Map<string, Promise<Int16Array>>()
  /** Sounds that could not be played, which is said once each. */
  readonly #told = new Set<string>()
  /** Sounds that are missing or of a kind that is not decoded, and why: not asked for again. */
  readonly #refused = new Map<string, unknown>()

  constructor(parts: {
    readonly library: LibraryStore
    readonly files: FileStore
    readonly engine: Pick<Engine, 'client'>
    readonly log: Log
    /** The data folder. */
    readonly folder: string
  }) {
    this.#library = parts.library
    this.#files = parts.files
    this.#engine = parts.engine
    this.#log = parts.log
    this.#folder = join(parts.folder, 'sounds')
  }

  /** Removes what an earlier run has inflated. Only for the process that owns the library. */
  clean(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** The recording of a document. It has none as long as no stretch of it has been imported. */
  of(document: string): Narration {
    const library = this.#library
    // A block is asked for by each of its utterances, and by those of the block before it.
    const known = new Map<number, ReturnType<Narration['clips']>>()
    return {
      clips: (number) => {
        let clips = known.get(number)
        if (!clips) {
          clips = library.clips(document, number)
          if (known.size > keptBlocks) known.clear()
          if (clips.length > 0) known.set(number, clips) // while an import runs, a block may still get some
        }
        return clips
      },
      sound: (sound, start, end, signal) => this.#sound(document, sound, start, end, signal),
      failed: (error, { sound, start }) => {
        const key = `${document} ${sound}`
        if (!this.#told.has(key)) this.#log.report('a recording could not be played', error)
        this.#told.add(key)
        if (isAppError(error, 'unsupported-format') || isAppError(error, 'not-found'))
          this.#refused.set(key, error)
        this.#log.write('warning', 'the voice read what a recording should', { sound, start })
      },
    }
  }

  #sound(
    document: string,
    sound: string,
    start: number,
    end: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Int16Array> {
    const refused = this.#refused.get(`${document} ${sound}`)
    if (refused !== undefined) return Promise.reject(refused)
    const key = `${document}\0${sound}\0${start}\0${end ?? ''}`
    let pcm = this.#kept.get(key)
    this.#kept.delete(key)
    pcm ??= this.#decode(document, sound, start, end, signal)
    this.#kept.set(key, pcm)
    pcm.then(
      () => this.#forget(),
      () => this.#kept.delete(key),
    )
    return pcm
  }

  async #decode(
    document: string,
    sound: string,
    start: number,
    end: number | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Int16Array> {
    const place = await this.#place(document, sound)
    const request = { ...place, start, ...(end === undefined ? {} : { end }) }
    return (await this.#engine.client.call('sound.clip', request, signal)).pcm
  }

  #forget(): void {
    void (async () => {
      let bytes = 0
      for (const [key, pcm] of [...this.#kept].toReversed()) {
        bytes += (await pcm.catch(() => new Int16Array(0))).byteLength
        if (bytes > keptBytes) this.#kept.delete(key)
      }
    })()
  }

  async #place(document: string, sound: string): Promise<SoundPlace> {
    const file = this.#files.path(document)
    let entries = this.#entries.get(document)
    if (!entries) {
      entries = zipEntries(file)
      this.#entries.set(document, entries)
      const [oldest] = this.#entries.keys()
      if (this.#entries.size > keptBooks && oldest !== undefined) this.#entries.delete(oldest)
    }
    const entry = entries.get(sound)
    if (!entry) throw new AppError('not-found', `The book has no sound “${sound}”.`)
    if (!entry.deflated) return { file, at: entry.at, size: entry.stored }
    const key = createHash('sha256').update(`${document}\0${sound}`).digest('hex')
    let place = this.#inflated.get(key)
    this.#inflated.delete(key)
    place ??= this.#inflate(file, entry, key)
    this.#inflated.set(key, place)
    place.catch(() => this.#inflated.delete(key))
    return place
  }

  async #inflate(file: string, entry: ZipEntry, key: string): Promise<SoundPlace> {
    const path = join(this.#folder, key)
    mkdirSync(this.#folder, { recursive: true })
    for (const old of readdirSync(this.#folder)
      .filter((name) => name !== key)
      .slice(0, -(inflatedFiles - 1))) {
      rmSync(join(this.#folder, old), { force: true })
      this.#inflated.delete(old)
    }
    let size = 0
    const counted = new Transform({
      transform(piece: Uint8Array, _, done) {
        size += piece.length
        // The archive may lie about the size; what it says was never more than a hint.
        if (size > largestSound) done(new AppError('too-large', 'The recording is too large.'))
        else done(null, piece)
      },
    })
    const part = `${path}.part`
    try {
      await pipeline(
        createReadStream(file, { start: entry.at, end: entry.at + Math.max(0, entry.stored - 1) }),
        createInflateRaw(),
        counted,
        createWriteStream(part),
      )
    } catch (cause) {
      rmSync(part, { force: true })
      throw cause instanceof AppError
        ? cause
        : new AppError('damaged', 'The recording is damaged.', { cause })
    }
    renameSync(part, path)
    return { file: path, at: 0, size }
  }
}
