/** What an export is made from and with. */
import type { ExportRequest } from '../../contract/export.ts'
import type { SoundFormat } from '../../contract/inference.ts'
import type { ReaderPorts } from '../../core/reading/reader.ts'
import type { Picture } from '../../store/pictures.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { JobFolder } from './job-folder.ts'
import type { EncoderClient } from './make-sound.ts'

export interface JobProgress {
  /** Share of the text, 0 to 1. */
  readonly done: number
  /** Seconds of sound made, at its speed; seconds of speech, as at speed 1; bytes of sound. */
  readonly seconds: number
  readonly spoken: number
  readonly bytes: number
}

export interface JobParts {
  readonly id: number
  readonly request: ExportRequest
  /** `YYYY-MM-DD`, for the tags. */
  readonly date: string
  readonly stored: unknown
  readonly ports: ReaderPorts
  readonly encoder: EncoderClient
  readonly folder: JobFolder
  readonly cover: Picture | undefined
  readonly picture: (asset: string) => Picture | undefined
  /** Bytes that may still be written; undefined where nobody knows. */
  readonly space: () => Promise<number | undefined>
  readonly keep: (checkpoint: Checkpoint, progress: JobProgress) => void
  readonly progress: (progress: JobProgress) => void
}

export const timingsName = 'timings.jsonl'
/** What is written a second of sound. */
export const bytesPerSecond: Readonly<Record<SoundFormat, number>> = { opus: 4_100, mp3: 6_000, wav: 48_000 }
/** Characters that a voice says in a second at speed 1, roughly: 175 words a minute of six characters. */
export const charactersPerSecond = 17
export const soundFormatOf = (format: ExportRequest['format']): SoundFormat =>
  format === 'epub' ? 'mp3' : format
