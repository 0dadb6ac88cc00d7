/**
 * Decides when a speaker has begun and ended, from probabilities of speech alone.
 *
 * Pure and without a clock: time is counted in frames of 32 ms, so the same recording always gives the same answer. It
 * never sees sound. Two thresholds rather than one, since a single one flickers on breath and keys; the rule between
 * them is Silero's own (`get_speech_timestamps`): a rest begins below the lower one and is over above the upper one.
 */
import type { Endpointing } from '../../contract/hearing.ts'

/** Milliseconds of a frame: 512 samples at 16 kHz. */
export const frameMs = 32

/** Share of the longest utterance after which shorter and shorter rests end it. */
const wearyFrom = 0.6
/** The rest that is enough at the longest utterance. */
const shortestRest = 64
/** An utterance without any rest is cut at this many times the longest … */
const hardLimit = 1.25
/** … at the frame least like speech of its last so many milliseconds. */
const lookBack = 3_000

/** What a frame changed. Frames count from 0, from the first one ever heard. */
export type Boundary =
  /** Speech began at frame `from`, which lies a little back. */
  | { readonly type: 'onset'; readonly from: number }
  /** The utterance is over; its last frame of speech was the one before `speechEnd`. */
  | { readonly type: 'end'; readonly speechEnd: number }
  /** It was too short to be speech. */
  | { readonly type: 'dropped' }
  /** It was too long: it ends before frame `at`, and the next one begins there. */
  | { readonly type: 'cut'; readonly at: number }

export class Endpointer {
  #settings: Endpointing
  #frame = 0
  /** First frame of the rise or the utterance. */
  #from = 0
  #state: 'quiet' | 'rising' | 'speaking' = 'quiet'
  #above = 0 // ms above the threshold since `from`
  #rest = 0 // ms since the last rest began; 0 while speaking
  #speechEnd = 0
  #recent: number[] = []
  #sum = 0
  /** Milliseconds of rest that the utterance needs for its end, where the settings' are too few. 0: theirs are enough. */
  patience = 0

  constructor(settings: Endpointing) {
    this.#settings = settings
  }

  set settings(settings: Endpointing) {
    this.#settings = settings
  }
  /** True between onset and end. */
  get speaking(): boolean {
    return this.#state === 'speaking'
  }
  /** True where the next frame may be the onset's. */
  get rising(): boolean {
    return this.#state === 'rising'
  }
  /** Milliseconds that the speaker has rested so far; 0 while they speak. */
  get restMs(): number {
    return this.#rest
  }
  /** Milliseconds of speech in the utterance, rests left out. */
  get speechMs(): number {
    return this.#above
  }
  /** Mean probability of the frames that count as speech, 0 to 1. */
  get certainty(): number {
    return this.#above === 0 ? 0 : (this.#sum * frameMs) / this.#above
  }
  /** The frame after the last one of speech. */
  get speechEnd(): number {
    return this.#rest > 0 ? this.#speechEnd : this.#frame
  }

  /** @param probability of speech in the next frame, 0 to 1 */
  step(probability: number): Boundary | undefined {
    const frame = this.#frame++
    if (this.#state === 'speaking') return this.#go(frame, probability)
    if (probability >= this.#settings.threshold) {
      if (this.#state === 'quiet') this.#begin(frame)
      this.#above += frameMs
      this.#sum += probability
      if (this.#above >= Math.max(frameMs, this.#settings.onset)) {
        this.#state = 'speaking'
        return { type: 'onset', from: this.#from }
      }
    } else if (probability < this.#settings.release) this.#state = 'quiet'
    return undefined
  }

  /** Takes what is being said for ended now, as when a key is let go. Undefined where nothing is being said. */
  finish(): Boundary | undefined {
    const { speaking, speechEnd } = this
    this.#state = 'quiet'
    return speaking ? this.#over(speechEnd) : undefined
  }

  #begin(frame: number): void {
    this.#state = 'rising'
    this.patience = 0
    this.#from = frame
    this.#above = 0
    this.#sum = 0
    this.#rest = 0
    this.#recent = []
  }

  #over(speechEnd: number): Boundary {
    this.#state = 'quiet'
    return this.#above < this.#settings.minimumSpeech ? { type: 'dropped' } : { type: 'end', speechEnd }
  }

  #go(frame: number, probability: number): Boundary | undefined {
    const { threshold, release } = this.#settings
    this.#recent.push(probability)
    if (this.#recent.length > lookBack / frameMs) this.#recent.shift()
    if (probability >= threshold) {
      this.#rest = 0
      this.#above += frameMs
      this.#sum += probability
    } else if (this.#rest > 0) this.#rest += frameMs
    else if (probability < release) {
      this.#rest = frameMs
      this.#speechEnd = frame
    } else {
      this.#above += frameMs
      this.#sum += probability
    }
    if (this.#rest >= this.#enough(frame)) return this.#over(this.#speechEnd)
    if ((frame - this.#from + 1) * frameMs < this.#settings.maximum * hardLimit) return undefined
    return this.#cut(frame)
  }

  /** Milliseconds of rest that end the utterance now: the longer it is, the fewer. */
  #enough(frame: number): number {
    const { maximum } = this.#settings
    const hangover = Math.max(this.#settings.hangover, this.patience)
    const share = ((frame - this.#from + 1) * frameMs) / maximum
    const weary = Math.min(1, Math.max(0, (share - wearyFrom) / (1 - wearyFrom)))
    return Math.max(frameMs, hangover + (Math.min(shortestRest, hangover) - hangover) * weary)
  }

  #cut(frame: number): Boundary {
    const least = this.#recent.reduce(
      (best, value, index) => (value <= (this.#recent[best] ?? 1) ? index : best),
      0,
    )
    const at = frame - (this.#recent.length - 1) + least
    const after = this.#recent.slice(least)
    this.#begin(at)
    this.#state = 'speaking'
    this.#above = after.length * frameMs
    this.#sum = after.reduce((total, value) => total + value, 0)
    return { type: 'cut', at }
  }
}
