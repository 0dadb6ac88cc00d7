/**
 * One utterance at a streaming recogniser, across crashes of the ear.
 *
 * Sound is taken at once and handed on as fast as the recogniser takes it: while it works, what comes meanwhile is
 * gathered. All sound of the utterance is kept, so that a new process can hear it from its beginning.
 */
import type { z } from 'zod'
import type { ear } from '../../contract/ear.ts'
import type { Hypothesis } from '../../contract/hearing.ts'
import type { Ear } from '../ports.ts'
import { isLost } from './failures.ts'

export type RecogniserRequest = z.input<(typeof ear)['recogniser.open']['input']>

export interface TranscriptOptions {
  readonly ear: Ear
  readonly request: RecogniserRequest
  /** Told of each new hypothesis while the utterance goes on. */
  readonly onHypothesis?: (hypothesis: Hypothesis) => void
  /** Told when the process died and the sound is heard again. */
  readonly onLost?: () => void
}

/** Times that the same sound is given to a new process: what ends it each time would end it for ever. */
const replays = 2

export class Transcript {
  readonly recogniser: string
  readonly #options: TranscriptOptions
  readonly #sound: Int16Array[] = []
  #given = 0 // chunks of it that the stream has
  #stream: number | undefined
  #lost = 0
  #over = false
  #work: Promise<unknown> = Promise.resolve()
  #pumping = false
  #failure: unknown
  #heard: Hypothesis | undefined

  constructor(options: TranscriptOptions) {
    this.#options = options
    this.recogniser = options.request.recogniser
  }

  /** The hypothesis so far. */
  get heard(): Hypothesis | undefined {
    return this.#heard
  }

  /** Adds sound; it is heard in the background. */
  push(pcm: Int16Array): void {
    if (this.#over || pcm.length === 0) return
    this.#sound.push(pcm)
    if (this.#pumping) return
    this.#pumping = true
    this.#do(async () => {
      this.#pumping = false // what is pushed from here on asks for another turn
      await this.#give()
    }).catch(() => undefined) // kept in #failure, told by peek and end
  }

  /** Settles when all sound so far has been heard. @throws what the recogniser failed with */
  async settled(): Promise<void> {
    await this.#work.catch(() => undefined)
    if (this.#failure !== undefined) throw this.#failure
  }

  /** What it would be if the utterance ended here. @throws what the recogniser failed with */
  peek(): Promise<Hypothesis> {
    return this.#do(async () => {
      const stream = await this.#give()
      const { hypothesis } = await this.#options.ear.call('recogniser.peek', { stream })
      return hypothesis
    })
  }

  /** Ends the utterance. @returns best first, at least one. @throws what the recogniser failed with */
  end(): Promise<readonly Hypothesis[]> {
    this.#over = true
    return this.#do(async () => {
      const stream = await this.#give()
      const { hypotheses } = await this.#options.ear.call('recogniser.end', { stream })
      this.#stream = undefined
      return hypotheses
    })
  }

  /** Drops it. */
  close(): void {
    this.#over = true
    this.#do(async () => {
      const stream = this.#stream
      this.#stream = undefined
      if (stream !== undefined) await this.#options.ear.call('recogniser.close', { stream })
    }).catch(() => undefined) // gone already
  }

  /** One after the other, each again from the beginning of the sound if the process died under it. */
  #do<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#work.then(async () => {
      if (this.#failure !== undefined) throw this.#failure
      for (;;)
        try {
          return await step()
        } catch (error) {
          const stream = this.#stream
          const opened = stream !== undefined
          this.#stream = undefined
          this.#given = 0
          if (isLost(error) && (opened || !isMissing(error)) && this.#lost++ < replays) {
            this.#options.onLost?.()
            continue
          }
          this.#failure = error
          // It is of no more use, and would lie in the ear until that ends.
          if (opened && !isLost(error)) this.#drop(stream)
          throw error
        }
    })
    this.#work = result.catch(() => undefined)
    return result
  }

  #drop(stream: number): void {
    this.#options.ear.call('recogniser.close', { stream }).catch(() => undefined) // gone already
  }

  async #give(): Promise<number> {
    const { ear, request, onHypothesis } = this.#options
    const stream = (this.#stream ??= (await ear.call('recogniser.open', request)).stream)
    while (this.#given < this.#sound.length) {
      const fresh = this.#sound.slice(this.#given)
      const { hypothesis } = await ear.call('recogniser.hear', { stream, pcm: joined(fresh) })
      this.#given += fresh.length
      if (hypothesis) {
        this.#heard = hypothesis
        if (!this.#over) onHypothesis?.(hypothesis)
      }
    }
    return stream
  }
}

/** `not-found` from `recogniser.open` is a recogniser that is not there, not a stream that is gone. */
function isMissing(error: unknown): boolean {
  return (error as { code?: unknown }).code === 'not-found'
}

function joined(chunks: readonly Int16Array[]): Int16Array {
  if (chunks.length === 1) return chunks[0] as Int16Array
  const result = new Int16Array(chunks.reduce((total, { length }) => total + length, 0))
  let at = 0
  for (const chunk of chunks) {
    result.set(chunk, at)
    at += chunk.length
  }
  return result
}
