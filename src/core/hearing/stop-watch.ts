/**
 * Listens for the stop word in short utterances, whatever they are for: its own tiny grammar is decoded at the first
 * sign of a rest, so that “stop” acts before the utterance counts as over.
 */
import type { Hypothesis } from '../../contract/hearing.ts'
import { earReasons } from './failures.ts'
import { isAppError } from '../../rpc/failure.ts'
import type { TurnContext } from './turn.ts'
import { margin } from './turn.ts'

/** Milliseconds of rest after which it is looked at, and after which it counts. */
const lookAfter = 64
const actAfter = 128
/** Milliseconds of speech that a stop word has at most, “please stop” included. */
const longest = 1_000
/** Log likelihood ratio per frame above which a one-word command is certain; VOICE-LAB.md section 3, operating point 3. */
const certain = -4.8
/** … and above which it is believed where the transcript says the same. */
const agreed = -9.6

export class StopWatch {
  readonly #context: TurnContext
  readonly #peek: () => Promise<Hypothesis | undefined>
  #generation = 0
  #looking: Promise<void> | undefined
  #said = false

  /** @param peek what the recogniser has of it so far */
  constructor(context: TurnContext, peek: () => Promise<Hypothesis | undefined>) {
    this.#context = context
    this.#peek = peek
  }

  get said(): boolean {
    return this.#said
  }

  /** @returns true where the stop word was said and nothing after it */
  rest(restMs: number): boolean {
    if (restMs >= lookAfter && !this.#looking && this.#context.endpointer.speechMs <= longest)
      this.#looking = this.#look(this.#generation)
    return this.#said && restMs >= actAfter
  }
  /** Speech went on. */
  resumed(): void {
    this.#generation++
    this.#looking = undefined
    this.#said = false
  }
  async considered(): Promise<void> {
    await this.#looking
  }

  async #look(generation: number): Promise<void> {
    const { parts, tape, from } = this.#context
    const { sense } = parts
    try {
      const [grammar, transcript] = await Promise.all([
        sense.decode('stop', tape.slice(from - margin)),
        this.#peek(),
      ])
      if (generation !== this.#generation) return
      const text = transcript?.text.trim() ?? ''
      const ratio =
        grammar !== undefined && sense.isStop(grammar.text) ? grammar.ratio : Number.NEGATIVE_INFINITY
      this.#said = sense.isStop(text) ? ratio > agreed : text === '' && ratio > certain
    } catch (error) {
      // The utterance itself is heard anyway, and tells of failures.
      if (!isAppError(error, 'unavailable') || error.reason !== earReasons.crashed)
        parts.report?.('the stop word could not be listened for', error)
    }
  }
}
