/**
 * An utterance that is to be written where no recogniser of words is there: a grammar of letters, numbers, marks and
 * commands hears it. What fits none of them is told, and its sound is kept, as all that is dictated.
 */
import type { Hypothesis } from '../../contract/hearing.ts'
import { isLetterOrFigure, letterOrFigure, longestLetter } from './letters.ts'
import { keepInTime } from './keep-in-time.ts'
import { stopCommand } from './stop-command.ts'
import { StopWatch } from './stop-watch.ts'
import { margin, type Outcome, seconds, type Turn, type TurnContext } from './turn.ts'

/**
 * Log likelihood ratios per frame above which an utterance is believed to be of the grammar. Letters and figures follow
 * one another freely, so that more sounds fit them than whole phrases, above all in long runs (right ones of four words
 * lay above 4 in 13 of 13, false ones below -3 in 29 of 30); most fit a single word. Measured on 22 November 2026: of 99
 * phrases by three Flite voices 84 were right, 9 something else and 6 not believed; of 45 phrases that are none, 3 were
 * believed (“hello” as “kilo” twice), of 60 recordings of testdata/speech (read, words, command) 3.
 */
const believed = { phrase: -5.5, run: -4, longRun: -2, word: -4.8, agreed: -8 }
/** Words. */
const longRun = 4
/** What is shorter, or less like speech, is not worth telling that it was not understood. */
const worthTelling = { speechMs: 256, certainty: 0.7 }
/** Seconds of speech beyond which it is not asked: nobody spells or counts for so long in a breath. */
const longest = 20

const nothing: Hypothesis = { text: '', words: [], stable: 0, confidence: 0 }

export class PhraseTurn implements Turn {
  readonly patience = 0
  readonly #context: TurnContext
  readonly #stop: StopWatch

  constructor(context: TurnContext) {
    this.#context = context
    context.parts.sense.prepare(['dictation'])
    this.#stop = new StopWatch(context, () => Promise.resolve(undefined))
  }

  push(): void {
    // It is decoded as a whole, from the tape.
  }

  rest(restMs: number): boolean {
    if (restMs > 0) return this.#stop.rest(restMs)
    this.#stop.resumed()
    return false
  }

  considered(): Promise<void> {
    return this.#stop.considered()
  }

  async end(end: number): Promise<Outcome> {
    const { parts, tape, from, lead, utterance, draft, tell, endpointer } = this.#context
    const { certainty, speechMs } = endpointer
    if (this.#stop.said) {
      tell(stopCommand(this.#context, end))
      return 'done'
    }
    const pcm = tape.slice(from - Math.min(margin, lead), end + margin)
    const length = seconds(end - from)
    const recogniser = 'grammar'
    const keep = (hypothesis: Hypothesis, alternatives: readonly Hypothesis[] = []) =>
      keepInTime(parts, {
        ...(draft === undefined ? {} : { draft }),
        language: parts.language,
        recogniser,
        hypothesis,
        alternatives,
        pcm,
      })
    try {
      const heard = length <= longest ? await this.#heard(pcm, length) : []
      const [first, ...alternatives] = heard
      if (!first) {
        if (speechMs < worthTelling.speechMs || certainty < worthTelling.certainty) return 'nothing'
        await keep(nothing)
        tell({ event: { type: 'trouble', what: 'wordless' } })
        return 'rejected'
      }
      const recording = await keep(first, alternatives)
      tell({
        event: {
          type: 'final',
          utterance,
          hypothesis: first,
          alternatives,
          seconds: length,
          ...(recording === undefined ? {} : { recording }),
        },
        recogniser,
        start: seconds(from),
        end: seconds(end),
      })
      return 'text'
    } catch (error) {
      await keep(nothing)
      throw error
    }
  }

  /** Best first; none where the grammar does not fit. */
  async #heard(pcm: Int16Array, length: number): Promise<readonly Hypothesis[]> {
    const { sense, nameLetter, meant, report } = this.#context.parts
    const decoded = await sense.decode('dictation', pcm)
    if (!decoded || decoded.text === '') return []
    const { ratio, ...hypothesis } = decoded
    let all: readonly Hypothesis[] = [hypothesis]
    let least: number =
      hypothesis.words.length < 2
        ? believed.word
        : meant?.(hypothesis.text) === undefined
          ? believed.phrase
          : hypothesis.words.length < longRun
            ? believed.run
            : believed.longRun
    if (nameLetter && isLetterOrFigure(hypothesis) && length <= longestLetter)
      try {
        const { hypotheses, agreed } = letterOrFigure(hypothesis, await nameLetter(pcm))
        all = hypotheses
        if (agreed) least = believed.agreed
      } catch (error) {
        report?.('a letter could not be named', error) // the grammar's stands
      }
    if (ratio <= least) return []
    return all.map((each) => {
      const what = meant?.(each.text)
      return what ? { ...each, meant: what } : each
    })
  }

  drop(): void {
    // Nothing is under way, and nothing was shown.
  }
}
