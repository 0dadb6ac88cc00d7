/** One utterance's transcript, whichever recogniser manages: where one fails, the next hears all of it again. */
import type { Hypothesis } from '../../contract/hearing.ts'
import { isAppError } from '../../rpc/failure.ts'
import type { Ear } from '../ports.ts'
import { earReasons } from './failures.ts'
import { type RecogniserRequest, Transcript } from './transcript.ts'

export interface RecognitionOptions {
  readonly ear: Ear
  /** Best first. Without any, nothing is ever heard. */
  readonly requests: readonly RecogniserRequest[]
  readonly onHypothesis?: (hypothesis: Hypothesis) => void
  readonly onLost: () => void
  readonly onSwitched: (to: string) => void
  /** Told of a recogniser that cannot be used, with why. */
  readonly onBroken: (recogniser: string, cause: unknown) => void
}

export interface Recognised {
  readonly hypotheses: readonly Hypothesis[] // best first; empty where no recogniser managed
  readonly recogniser: string
}

export class Recognition {
  readonly #options: RecognitionOptions
  readonly #waiting: RecogniserRequest[]
  readonly #sound: Int16Array[] = []
  #transcript: Transcript | undefined

  constructor(options: RecognitionOptions) {
    this.#options = options
    this.#waiting = [...options.requests]
    this.#next()
  }

  /** True where somebody listens. */
  get able(): boolean {
    return this.#transcript !== undefined
  }
  get heard(): Hypothesis | undefined {
    return this.#transcript?.heard
  }

  push(pcm: Int16Array): void {
    this.#sound.push(pcm)
    this.#transcript?.push(pcm)
  }

  /** @throws {AppError} `unavailable` where the ear does not come back */
  async settled(): Promise<void> {
    await this.#try((transcript) => transcript.settled())
  }
  /** @throws {AppError} `unavailable` where the ear does not come back */
  peek(): Promise<Hypothesis | undefined> {
    return this.#try((transcript) => transcript.peek())
  }
  /** @throws {AppError} `unavailable` where the ear does not come back */
  async end(): Promise<Recognised> {
    const hypotheses = await this.#try((transcript) => transcript.end())
    return { hypotheses: hypotheses ?? [], recogniser: this.#transcript?.recogniser ?? '' }
  }
  close(): void {
    this.#transcript?.close()
  }

  async #try<T>(step: (transcript: Transcript) => Promise<T>): Promise<T | undefined> {
    while (this.#transcript) {
      const transcript = this.#transcript
      try {
        return await step(transcript)
      } catch (error) {
        if (
          isAppError(error, 'unavailable') &&
          (error.reason === earReasons.gaveUp || error.reason === earReasons.closed)
        )
          throw error
        if (this.#transcript !== transcript) continue // another caller has gone on to the next one
        this.#options.onBroken(transcript.recogniser, error)
        transcript.close()
        if (this.#next()) this.#options.onSwitched((this.#transcript as Transcript).recogniser)
      }
    }
    return undefined
  }

  #next(): boolean {
    const request = this.#waiting.shift()
    this.#transcript = undefined
    if (!request) return false
    const { ear, onHypothesis, onLost } = this.#options
    this.#transcript = new Transcript({ ear, request, onLost, ...(onHypothesis ? { onHypothesis } : {}) })
    for (const pcm of this.#sound) this.#transcript.push(pcm)
    return true
  }
}
