/**
 * Carries the microphone's frames to the core, in order, one call at a time. What comes while a call is out waits and
 * goes with the next one, so that a core that is slow for a moment loses nothing.
 *
 * The sound of what is being said is kept until it has become an event: should the core be lost in between, `resume`
 * sends it once more.
 */
import { hearingFrame, hearingRate, type HearingEvent } from '../../contract/hearing.ts'

/** Samples in one call at most, a second: a backlog is caught up in bites that the core can answer to quickly. */
const mostSamples = hearingRate
/** Frames kept while nobody speaks, half a second: an utterance's first syllable comes before it is noticed. */
const preRoll = Math.ceil((0.5 * hearingRate) / hearingFrame)
/** Frames kept of an utterance at most, two minutes, which is the longest there can be. */
const mostKept = Math.ceil((120 * hearingRate) / hearingFrame)
/** Frames after the end of speech within which its event comes; later there is none: it was a cough. Ten seconds. */
const mostDelay = Math.ceil((10 * hearingRate) / hearingFrame)
/** Seconds that may wait before it is said that the core falls behind. */
export const behindSeconds = 2

export interface PumpPorts {
  /** Sends sound; rejects where it was not heard. */
  readonly send: (pcm: Int16Array) => Promise<readonly HearingEvent[]>
  /** Must not throw. */
  readonly events: (events: readonly HearingEvent[]) => void
  /** The core could not be reached; nothing is sent until `resume`. */
  readonly failed: (cause: unknown) => void
  /** More than `behindSeconds` wait, or no longer. */
  readonly behind: (late: boolean) => void
}

export class SoundPump {
  readonly #ports: PumpPorts
  #waiting: Int16Array[] = []
  /** Sent, and not yet an event. */
  #kept: Int16Array[] = []
  #speaking = false
  /** Something was said that is no event yet; so many frames have passed since its end. */
  #open = false
  #since = 0
  #sending: Promise<void> | undefined
  #stopped = false
  #ended = false
  #late = false

  constructor(ports: PumpPorts) {
    this.#ports = ports
  }

  /** @param frame kept until it was heard; not modified */
  push(frame: Int16Array): void {
    if (this.#ended) return
    this.#waiting.push(frame)
    this.#tellLate()
    this.#pump()
  }

  /** Settles when all that was pushed has been heard, or could not be. */
  async drained(): Promise<void> {
    while (this.#sending) await this.#sending
  }

  /** Sends nothing until `resume`. */
  hold(): void {
    this.#stopped = true
  }

  /** Goes on after `failed` or `hold`, beginning with what was being said. */
  resume(): void {
    this.#waiting = [...this.#kept, ...this.#waiting]
    this.#kept = []
    this.#speaking = false
    this.#open = false
    this.#stopped = false
    this.#pump()
  }

  /** Takes note of events, of which a flush has some, too. @param frames that were heard for them */
  settle(events: readonly HearingEvent[], frames = 0): void {
    for (const event of events) {
      if (event.type === 'speech') {
        this.#speaking = event.speaking
        if (event.speaking) this.#open = true
        this.#since = 0
      } else if (event.type === 'final' || event.type === 'command') {
        this.#open = this.#speaking
        this.#kept = this.#kept.slice(-preRoll)
      }
    }
    if (!this.#speaking && this.#open) this.#since += frames
    if (this.#since > mostDelay) this.#open = false
    this.#kept = this.#kept.slice(-(this.#open ? mostKept : preRoll))
  }

  /** Forgets all sound; nothing is sent or told any more. */
  end(): void {
    this.#ended = true
    this.#waiting = []
    this.#kept = []
  }

  /** Seconds of sound that wait. */
  get backlog(): number {
    return (this.#waiting.length * hearingFrame) / hearingRate
  }

  #pump(): void {
    if (this.#sending || this.#stopped || this.#ended || this.#waiting.length === 0) return
    this.#sending = this.#send().finally(() => {
      this.#sending = undefined
      this.#pump()
    })
  }

  async #send(): Promise<void> {
    const frames = this.#waiting.splice(0, Math.max(1, Math.floor(mostSamples / hearingFrame)))
    const pcm = joined(frames)
    let events: readonly HearingEvent[]
    try {
      events = await this.#ports.send(pcm)
    } catch (cause) {
      if (this.#ended) return
      this.#waiting.unshift(...frames)
      this.#stopped = true
      this.#ports.failed(cause)
      return
    }
    if (this.#ended) return
    this.#kept.push(...frames)
    this.settle(events, frames.length)
    this.#tellLate()
    this.#ports.events(events) // what comes of them is not the sound's: it was heard
  }

  #tellLate(): void {
    // It has caught up when next to nothing waits: a backlog around the limit would be told again and again.
    const late = this.#late ? this.backlog > 0.2 : this.backlog > behindSeconds
    if (late === this.#late) return
    this.#late = late
    this.#ports.behind(late)
  }
}

function joined(frames: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(frames.reduce((sum, frame) => sum + frame.length, 0))
  let at = 0
  for (const frame of frames) {
    all.set(frame, at)
    at += frame.length
  }
  return all
}
