/** When to tell that speech hardly stands out from the noise. */
import type { Outcome } from './turn.ts'

/** Decibels between speech and noise below which recognition suffers: VOICE-LAB.md section 3, operating point 6. */
const needed = 15
/** … and below which it is told of even where words were heard. */
const poor = 6
/** Seconds before it is told again. */
const pause = 60

export class Advice {
  #rejections = 0
  #toldAt = Number.NEGATIVE_INFINITY

  /** @param difference decibels between speech and noise @param at seconds of the session */
  isNoisy(outcome: Outcome, difference: number | undefined, at: number): boolean {
    if (outcome === 'rejected') this.#rejections++
    else if (outcome === 'done' || outcome === 'text') this.#rejections = 0
    if (outcome === 'nothing' || outcome === 'woken' || outcome === 'failed') return false
    const noisy =
      this.#rejections >= 2 ||
      (difference !== undefined && difference < (outcome === 'rejected' ? needed : poor))
    if (!noisy || at - this.#toldAt < pause) return false
    this.#toldAt = at
    this.#rejections = 0
    return true
  }
}
