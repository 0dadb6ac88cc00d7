/**
 * Makes an export from its checkpoint to its end.
 *
 * Segment by segment: each is spoken, encoded and written, and then the checkpoint is moved. Whatever stops in between
 * (a pause, a crash, a full disk, a power cut) costs one segment, and the file is in the end as if nothing had been.
 */
import { createHash } from 'node:crypto'
import type { Metadata } from '../../contract/document.ts'
import type { ExportFile } from '../../contract/export.ts'
import { soundRate, type SoundFormat } from '../../contract/inference.ts'
import { read } from '../../core/reading/reader.ts'
import { lastPage } from '../../inference/dsp/ogg.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import { tempoOf } from '../../sound/tempo.ts'
import { type BegunFile, type Checkpoint, checkpointOf } from './checkpoint.ts'
import { finishJob } from './finish-job.ts'
import {
  bytesPerSecond,
  charactersPerSecond,
  type JobParts,
  soundFormatOf,
  timingsName,
} from './job-parts.ts'
import { diskFull, type GrowingFile } from './job-folder.ts'
import { makeSegment } from './make-sound.ts'
import { type Plan, type PlannedFile, type PlannedSegment, planOf } from './plan.ts'
import { codecDelay, soundHead, type SoundTags } from './sound-head.ts'
import { timingLine } from './timings.ts'

/** Left free on the disk, for the rest of the system. */
const reserve = 64 * 1024 * 1024
/** A large cover would be most of a short file. */
const largestCover = 400_000
/** So often a segment is tried when the voices or the encoder die under it. */
const attempts = 3

export class Job {
  readonly #parts: JobParts
  readonly #plan: Plan
  readonly #format: SoundFormat
  #state: Checkpoint

  constructor(parts: JobParts, plan: Plan) {
    this.#parts = parts
    this.#plan = plan
    this.#format = soundFormatOf(parts.request.format)
    this.#state = checkpointOf(parts.stored, plan.fingerprint)
  }

  /** @returns the files that can be saved */
  async run(signal: AbortSignal): Promise<ExportFile[]> {
    const { folder } = this.#parts
    await folder.make()
    if (await this.#filesLost()) this.#state = checkpointOf(undefined, this.#plan.fingerprint)
    await folder.keepOnly([timingsName, ...this.#state.files.map(({ name }) => name)])
    const timings = await folder.grow(timingsName, this.#state.timings)
    try {
      while (this.#state.segment < this.#plan.segments.length) {
        await this.#checkSpace()
        await this.#segment(timings, signal)
      }
    } finally {
      await timings.close()
    }
    if (this.#state.files.length === 0)
      throw new AppError('no-text', 'There is nothing to read aloud.', { reason: 'export-silent' })
    return finishJob({ ...this.#parts, plan: this.#plan, files: this.#state.files, signal })
  }

  /** Somebody has tidied up in the folder: there is nothing to go on with. */
  async #filesLost(): Promise<boolean> {
    const kept = [...this.#state.files, { name: timingsName, bytes: this.#state.timings }]
    const sizes = await Promise.all(kept.map(({ name }) => this.#parts.folder.size(name).catch(() => 0)))
    return kept.some(({ bytes }, index) => (sizes[index] ?? 0) < bytes)
  }

  async #checkSpace(): Promise<void> {
    const left = this.#plan.characters - this.#before(this.#state.segment)
    const { speed, format } = this.#parts.request
    const copies = format === 'epub' ? 2 : 1
    const needed = (left / charactersPerSecond / speed) * bytesPerSecond[this.#format] * copies + reserve
    const free = await this.#parts.space()
    if (free !== undefined && free < needed) throw diskFull(needed - free)
  }

  #before(segment: number): number {
    const next = this.#plan.segments[segment]
    return next ? this.#plan.charactersBefore(next.from) : this.#plan.characters
  }

  async #segment(timings: GrowingFile, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt++)
      try {
        return await this.#attempt(timings, signal)
      } catch (error) {
        signal.throwIfAborted()
        const dead =
          isAppError(error, 'unavailable') || (isAppError(error) && error.reason === 'encoder-lost')
        if (!dead || attempt >= attempts) throw error
      }
  }

  async #attempt(timings: GrowingFile, signal: AbortSignal): Promise<void> {
    const { ports, request, encoder, folder } = this.#parts
    const { segment: number, timings: kept } = this.#state
    const segment = this.#plan.segments[number] as PlannedSegment
    const { document } = ports
    const utterances = read(ports, { document, block: segment.from, offset: 0 }, signal, {
      until: { document, block: segment.until, offset: 0 },
      ...(request.voice === undefined ? {} : { voice: request.voice }),
    })
    // What an earlier attempt left behind is written over, and cut off at the end.
    let lines = ''
    let file: GrowingFile | undefined
    let begun = this.#state.files.find((each) => each.file === segment.file)
    const events = makeSegment(encoder, {
      format: this.#format,
      tempo: tempoOf(request.speed, ports.settings.read(), ports.pauses),
      start: begun ?? {
        samples: 0,
        pages: this.#headPages(segment.file),
        serial: this.#serial(segment.file),
      },
      utterances,
    })
    try {
      for await (const event of events) {
        if (!file || !begun) {
          begun ??= this.#begin(segment.file)
          file = await folder.grow(begun.name, begun.bytes)
          if (begun.bytes === 0) {
            const head = soundHead(this.#format, this.#tags(segment.file), {
              samples: 0,
              serial: begun.serial,
            })
            await file.append(head.bytes)
            begun = {
              ...begun,
              bytes: head.bytes.length,
              headBytes: head.bytes.length,
              room: head.room,
              pages: head.pages,
            }
          }
        }
        if (event.type === 'bytes') {
          await file.append(event.bytes)
        } else if (event.type === 'utterance') {
          const { spoken, at } = event
          const offset = begun.samples / soundRate + codecDelay[this.#format]
          const time = (seconds: number) => offset + at(seconds)
          if (!begun.chapters.some(({ chapter }) => chapter === segment.chapter))
            begun = {
              ...begun,
              chapters: [
                ...begun.chapters,
                { chapter: segment.chapter, start: begun.chapters.length === 0 ? 0 : time(0) },
              ],
            }
          const { position, end, kind } = spoken.utterance
          lines += timingLine({
            file: segment.file,
            block: position.block,
            from: position.offset,
            to: end,
            kind,
            start: time(0),
            end: time(spoken.pcm.length / soundRate),
            words: spoken.words.map((word) => ({ ...word, start: time(word.start), end: time(word.end) })),
            ...(request.timings && { spoken: spoken.utterance.spoken }),
          })
          const lasted = at(spoken.pcm.length / soundRate)
          this.#parts.progress({
            done: this.#plan.charactersBefore(position.block, end) / this.#plan.characters,
            seconds: this.#state.seconds + lasted,
            spoken: this.#state.spoken + lasted * request.speed,
            bytes: this.#state.files.reduce((sum, { bytes }) => sum + bytes, 0),
          })
        } else {
          begun = {
            ...begun,
            bytes: file.bytes,
            samples: begun.samples + event.samples,
            pages: begun.pages + event.pages,
            lastPage: event.lastPage,
          }
          const after = new TextEncoder().encode(lines)
          await timings.append(after)
          await timings.settle()
          this.#state = {
            ...this.#state,
            timings: kept + after.length,
            spoken: this.#state.spoken + event.spoken,
            seconds: this.#state.seconds + event.samples / soundRate,
          }
        }
      }
      const lastOfFile = this.#plan.segments[number + 1]?.file !== segment.file
      if (begun && lastOfFile) {
        file ??= await folder.grow(begun.name, begun.bytes) // where the last segment of a file says nothing
        begun = await this.#finish(file, begun)
      }
      if (file && begun) {
        await file.settle()
        const others = this.#state.files.filter((each) => each.file !== segment.file)
        this.#state = { ...this.#state, files: [...others, begun] }
      }
      this.#state = { ...this.#state, segment: number + 1 }
      this.#keep()
    } finally {
      await file?.close()
    }
  }

  #keep(): void {
    const { segment, seconds, spoken, files } = this.#state
    this.#parts.keep(this.#state, {
      done: this.#before(segment) / this.#plan.characters,
      seconds,
      spoken,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    })
  }

  /** The same for the same export, so that what is made again is the same. */
  #serial(file: number): number {
    const { request, id } = this.#parts
    return createHash('sha256').update(`${request.document} ${id} ${file}`).digest().readUInt32LE(0)
  }
  #headPages(file: number): number {
    return soundHead(this.#format, this.#tags(file), { samples: 0, serial: 0 }).pages
  }
  #begin(file: number): BegunFile {
    const name = `${(this.#plan.files[file] as PlannedFile).name}.${this.#format}`
    const serial = this.#serial(file)
    return {
      file,
      name,
      bytes: 0,
      samples: 0,
      pages: 0,
      lastPage: 0,
      serial,
      room: 0,
      headBytes: 0,
      chapters: [],
      finished: false,
    }
  }

  /** @param chapters those that are heard, and when; all of them at 0 while that is not known */
  #tags(index: number, chapters?: BegunFile['chapters']): SoundTags {
    const { ports, date, cover } = this.#parts
    const file = this.#plan.files[index] as PlannedFile
    const { title, authors, language, publisher }: Metadata = ports.text.metadata
    const marks = chapters ?? file.chapters.map((chapter) => ({ chapter, start: 0 }))
    return {
      title: file.title,
      album: title,
      authors,
      language,
      publisher,
      date,
      track: this.#plan.files.length > 1 ? { number: index + 1, of: this.#plan.files.length } : undefined,
      chapters: marks.map(({ chapter, start }) => ({
        title: this.#plan.chapters[chapter]?.title ?? '',
        start,
      })),
      cover: cover && cover.bytes.length <= largestCover ? cover : undefined,
    }
  }

  /** Puts in what is known only now: the chapters' times, the lengths, the mark of the last page. */
  async #finish(file: GrowingFile, begun: BegunFile): Promise<BegunFile> {
    const { samples, serial, room } = begun
    const head = soundHead(this.#format, this.#tags(begun.file, begun.chapters), { samples, serial, room })
    if (head.bytes.length !== begun.headBytes)
      throw new AppError('internal', 'The head of a sound file does not fit.')
    await file.replace(head.bytes, 0)
    if (begun.lastPage > 0) {
      const at = begun.bytes - begun.lastPage
      await file.replace(lastPage(await file.read(at, begun.lastPage)), at)
    }
    await file.append(head.tail)
    return { ...begun, bytes: file.bytes, finished: true }
  }
}

/** @throws {AppError} what stopped it; `cancelled` once `signal` aborts */
export async function runJob(parts: JobParts, signal: AbortSignal): Promise<ExportFile[]> {
  const plan = await planOf(parts.ports.text, parts.request, signal)
  return new Job(parts, plan).run(signal)
}
