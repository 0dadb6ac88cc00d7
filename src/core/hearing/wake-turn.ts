/** An utterance while only the wake phrase is live: it is that phrase, said alone, or nothing to us. */
import { StopWatch } from './stop-watch.ts'
import { stopCommand } from './stop-command.ts'
import { margin, type Outcome, type Turn, type TurnContext } from './turn.ts'

/** Milliseconds of speech that a wake phrase has at most; VOICE-LAB.md section 3c, “iso”. */
const longest = 2_600
/**
 * Log likelihood ratio per frame of the phrase to any sounds above which it counts as said. Measured in November 2026: 11
 * of 14 recordings of six phrases by people and Flite voices lie above it, and one of 762 pairs of a phrase with a short
 * stretch of other speech. How the user says it, from the set-up, raises the first.
 */
export const wakeRatio = -6

export class WakeTurn implements Turn {
  readonly patience = 0
  readonly #context: TurnContext
  readonly #stop: StopWatch
  #rested = false

  constructor(context: TurnContext) {
    this.#context = context
    context.parts.sense.prepare(['wake'])
    this.#stop = new StopWatch(context, () => Promise.resolve(undefined))
  }

  push(): void {
    // The whole of it is heard at its end.
  }

  rest(restMs: number): boolean {
    if (restMs === 0 && this.#rested) this.#stop.resumed()
    this.#rested = restMs > 0
    return restMs > 0 && this.#stop.rest(restMs)
  }

  considered(): Promise<void> {
    return this.#stop.considered()
  }

  async end(end: number): Promise<Outcome> {
    const { parts, tape, from, endpointer, tell } = this.#context
    if (this.#stop.said) {
      tell(stopCommand(this.#context, end))
      return 'done'
    }
    if (endpointer.speechMs > longest) return 'nothing'
    const heard = await parts.sense.decode('wake', tape.slice(from - margin, end + margin))
    return heard !== undefined && heard.text !== '' && heard.ratio > wakeRatio ? 'woken' : 'nothing'
  }

  drop(): void {
    this.#stop.resumed()
  }
}
