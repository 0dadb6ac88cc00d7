/** An utterance that is to be written: partials while it goes on, then its words with alternatives. */
import type { Hypothesis } from '../../contract/hearing.ts'
import { holdsWords } from './gate.ts'
import { keepInTime } from './keep-in-time.ts'
import { mayBeLetter, withLetter } from './letters.ts'
import { endsOpen } from './open-ending.ts'
import { placed } from './placed.ts'
import { openRest } from './presets.ts'
import type { Recognition } from './recognition.ts'
import { stopCommand } from './stop-command.ts'
import { StopWatch } from './stop-watch.ts'
import { margin, type Outcome, recognise, seconds, type Turn, type TurnContext } from './turn.ts'

/** Milliseconds of rest at which the last words are looked at, and a detector of turns is asked. */
const lookAfter = 192
/** Above it a turn is complete: the detector's own limit (pipecat-ai/smart-turn, inference.py). */
const completeAbove = 0.5
/** Milliseconds of rest for which its answer is waited for: on a slow machine it comes after the usual rest. */
const answerWithin = 608

export class DictationTurn implements Turn {
  readonly #context: TurnContext
  readonly #recognition: Recognition
  readonly #stop: StopWatch
  #told = ''
  #rested = false
  #looked: Promise<void> | undefined
  #patience = 0
  /** A detector heard the end of a turn in this rest. */
  #complete = false
  /** It has not answered yet. */
  #asking = false
  /** Counts the rests: an answer that comes late is about one that is over. */
  #rest = 0

  constructor(context: TurnContext) {
    this.#context = context
    this.#recognition = recognise(context, 'dictation', (hypothesis) => this.#partial(hypothesis))
    this.#stop = new StopWatch(context, () => this.#recognition.peek())
  }

  get patience(): number {
    return Math.max(this.#patience, this.#asking ? answerWithin : 0)
  }

  push(pcm: Int16Array): void {
    this.#recognition.push(pcm)
  }

  rest(restMs: number): boolean {
    if (restMs === 0) {
      if (this.#rested) this.#stop.resumed()
      this.#rested = false
      this.#looked = undefined
      this.#patience = 0
      this.#complete = false
      this.#asking = false
      this.#rest++
      return false
    }
    this.#rested = true
    if (restMs >= lookAfter) this.#looked ??= this.#look(this.#rest)
    return this.#stop.rest(restMs) || this.#complete
  }

  async considered(): Promise<void> {
    await Promise.all([this.#looked, this.#stop.considered()])
    await this.#recognition.settled()
  }

  async #look(rest: number): Promise<void> {
    const { parts } = this.#context
    this.#asking = parts.turnComplete !== undefined
    const asking = this.#askDetector() // before the recogniser, which may take longer
    const peeking = this.#recognition.peek().catch(() => undefined) // told at the end
    const complete = await asking
    if (rest !== this.#rest) return
    this.#asking = false
    const more = complete !== undefined && complete <= completeAbove
    if (more) this.#patience = openRest('dictation', parts.preset())
    const heard = await peeking
    if (rest !== this.#rest || more) return
    if (heard && endsOpen(heard.text, parts.language)) this.#patience = openRest('dictation', parts.preset())
    // Who asked for patience pauses between words, and often after what could be a sentence.
    else this.#complete = complete !== undefined && parts.preset() !== 'patient'
  }

  async #askDetector(): Promise<number | undefined> {
    const { parts, tape, from, now } = this.#context
    try {
      return await parts.turnComplete?.(tape.slice(from - margin, now()))
    } catch (error) {
      parts.report?.('the detector of turns failed', error) // rests decide, as without it
      return undefined
    }
  }

  #partial(hypothesis: Hypothesis): void {
    if (hypothesis.text === this.#told || hypothesis.text.trim() === '') return
    this.#told = hypothesis.text
    const { utterance, lead, tell } = this.#context
    tell({ event: { type: 'partial', utterance, hypothesis: placed(hypothesis, seconds(lead)) } })
  }

  async end(end: number, cut = false): Promise<Outcome> {
    const { parts, tape, from, lead, utterance, draft, tell, endpointer } = this.#context
    const { certainty } = endpointer
    const pcm = tape.slice(from - margin, end + margin)
    if (this.#stop.said) {
      this.#recognition.close()
      tell(stopCommand(this.#context, end))
      return 'done'
    }
    const place = { start: seconds(from), end: seconds(end) }
    const keep = (hypothesis: Hypothesis, alternatives: readonly Hypothesis[], recogniser: string) =>
      keepInTime(parts, {
        ...(draft === undefined ? {} : { draft }),
        language: parts.language,
        recogniser,
        hypothesis,
        alternatives,
        pcm,
      })
    try {
      const { hypotheses, recogniser } = await this.#recognition.end()
      const length = cut ? seconds(end - from) : Number.POSITIVE_INFINITY
      const [best, ...others] = hypotheses.map((each) => placed(each, seconds(lead), length))
      if (!best) {
        await keep(nothing, [], recogniser)
        tell({ event: { type: 'trouble', what: 'failed' } })
        return 'failed'
      }
      if (!holdsWords({ hypothesis: best, certainty })) {
        // What was shown is taken back.
        if (this.#told !== '') tell({ event: { type: 'partial', utterance, hypothesis: nothing } })
        return 'nothing'
      }
      const [first = best, ...rest] = await this.#withLetter([best, ...others], pcm, seconds(end - from))
      const recording = await keep(first, rest, recogniser)
      tell({
        event: {
          type: 'final',
          utterance,
          hypothesis: first,
          alternatives: rest,
          seconds: seconds(end - from),
          ...(recording === undefined ? {} : { recording }),
        },
        recogniser,
        ...place,
      })
      return 'text'
    } catch (error) {
      await keep(this.#recognition.heard ?? nothing, [], parts.requests('dictation')[0]?.recogniser ?? '')
      throw error
    }
  }

  async #withLetter(
    hypotheses: readonly Hypothesis[],
    pcm: Int16Array,
    length: number,
  ): Promise<readonly Hypothesis[]> {
    const { nameLetter, report } = this.#context.parts
    const [best] = hypotheses
    if (!nameLetter || !best || !mayBeLetter(best, length)) return hypotheses
    try {
      return withLetter(hypotheses, await nameLetter(pcm))
    } catch (error) {
      report?.('a letter could not be named', error) // the words stand as they were heard
      return hypotheses
    }
  }

  drop(): void {
    this.#recognition.close()
    const { utterance, tell } = this.#context
    if (this.#told !== '') tell({ event: { type: 'partial', utterance, hypothesis: nothing } })
    this.#told = ''
  }
}

const nothing: Hypothesis = { text: '', words: [], stable: 0, confidence: 0 }
