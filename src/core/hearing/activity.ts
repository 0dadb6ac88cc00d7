/** Probabilities of speech from the ear, across its crashes. */
import { hearingFrame } from '../../contract/hearing.ts'
import type { Ear } from '../ports.ts'
import { isLost } from './failures.ts'

/** Samples given to a new stream before it counts: the model needs about a third of a second to settle. */
const settling = 16 * hearingFrame

export class Activity {
  readonly #ear: Ear
  readonly #lost: () => void
  #stream: number | undefined
  #last: Int16Array = new Int16Array(0)

  /** @param lost told once for each time that the ear had to be opened again */
  constructor(ear: Ear, lost: () => void) {
    this.#ear = ear
    this.#lost = lost
  }

  /**
   * @param pcm whole frames, in order
   * @returns one probability for each
   * @throws {AppError} `unavailable` where the ear does not come back
   */
  async hear(pcm: Int16Array): Promise<readonly number[]> {
    for (;;)
      try {
        const stream = (this.#stream ??= await this.#open())
        const { probabilities } = await this.#ear.call('activity.hear', { stream, pcm })
        const both = new Int16Array(this.#last.length + pcm.length)
        both.set(this.#last)
        both.set(pcm, this.#last.length)
        this.#last = both.slice(-settling)
        return probabilities
      } catch (error) {
        if (!isLost(error)) {
          this.close()
          throw error
        }
        this.#stream = undefined
        this.#lost()
      }
  }

  async #open(): Promise<number> {
    const { stream } = await this.#ear.call('activity.open', {})
    if (this.#last.length > 0) await this.#ear.call('activity.hear', { stream, pcm: this.#last })
    return stream
  }

  close(): void {
    const stream = this.#stream
    this.#stream = undefined
    if (stream !== undefined) this.#ear.call('activity.close', { stream }).catch(() => undefined) // gone already
  }
}
