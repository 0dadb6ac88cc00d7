/** What every recogniser of the ear looks like to the process that hosts it. */
import type { HotWord } from '../contract/ear.ts'
import type { Hypothesis, Recogniser } from '../contract/hearing.ts'

/** One utterance being recognised. Sound is mono, 16 bit, at `hearingRate`. */
export interface RecogniserStream {
  /** The hypothesis so far, or null from recognisers that only know it at the end. */
  hear(pcm: Int16Array): Promise<Hypothesis | null>
  /** What it would be if the utterance ended here; more may follow. */
  peek(): Promise<Hypothesis>
  /** Best first, at least one (its text may be empty). The stream is over. */
  end(): Promise<Hypothesis[]>
  close(): void
}

export interface StreamOptions {
  readonly language: string
  readonly hotWords: readonly HotWord[]
  readonly alternatives: number
}

export interface RecogniserModel {
  readonly about: Recogniser
  /** @throws {AppError} `damaged` for files that cannot be used, `unavailable` where a library of the system is missing */
  open(options: StreamOptions): Promise<RecogniserStream>
}
