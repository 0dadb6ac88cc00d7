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
const actAfter = 96
/** Milliseconds of speech that a stop word has at most, “please stop” included. */
const longest = 1_000
/** Confidence of a transcript that says so from which it is believed at once, … */
const sure = 0.5
/** … and log likelihood ratios per frame above which the grammar is believed: where the transcript says the same, */
const agreed = -9.6
/**
 * where there is none: stopping by mistake costs a key, not stopping costs trust. Measured in November 2026 on 109 short
 * stretches of speech of testdata/speech: both of “stop” lie above it, none of the others; of eight by Flite voices, half
 * of them in noise, five do;
 */
const certain = -7
/** and where it heard another single word. */
const against = -2

export class StopWatch {
  readonly #context: TurnContext
  readonly #peek: () => Promise<Hypothesis | undefined>
  #generation = 0
  #looking: Promise<void> | undefined
  #said = false

  readonly #grammar: () => boolean

  /**
   * @param peek what the recogniser has of it so far
   * @param grammar false where it need not be asked: a recogniser hears as well, and another grammar knows the word
   */
  constructor(context: TurnContext, peek: () => Promise<Hypothesis | undefined>, grammar = () => true) {
    this.#context = context
    this.#peek = peek
    this.#grammar = grammar
    if (grammar()) context.parts.sense.prepare(['stop'])
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
    const { parts, tape, from, lead } = this.#context
    const { sense } = parts
    try {
      const decoding = this.#grammar()
        ? sense.decode('stop', tape.slice(from - Math.min(margin, lead)))
        : Promise.resolve(undefined)
      decoding.catch(() => undefined) // awaited below, or of no interest
      const transcript = await this.#peek()
      if (generation !== this.#generation) return
      const text = transcript?.text.trim() ?? ''
      const same = sense.isStop(text)
      if (same && (transcript?.confidence ?? 0) >= sure) {
        this.#said = true // the grammar takes longer, and would say the same
        return
      }
      if (text.includes(' ') && !same) return
      const grammar = await decoding
      if (generation !== this.#generation || !grammar || !sense.isStop(grammar.text)) return
      this.#said = grammar.ratio > (same ? agreed : text === '' ? certain : against)
    } catch (error) {
      // The utterance itself is heard anyway, and tells of failures.
      if (!isAppError(error, 'unavailable') || error.reason !== earReasons.crashed)
        parts.report?.('the stop word could not be listened for', error)
    }
  }
}
