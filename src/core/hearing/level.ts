/** How loud speech and noise are, and so how well one stands out from the other. */

/** Decibels below full scale that digital silence counts as. */
const floor = -90
/** Share by which a new frame moves the estimate: noise within about a second, speech within a third. */
const noiseStep = 0.03
const speechStep = 0.1

/** Level of a frame in dBFS, -90 to 0: root mean square without its mean. */
export function levelOf(pcm: Int16Array): number {
  if (pcm.length === 0) return floor
  let sum = 0
  let squares = 0
  for (const sample of pcm) {
    sum += sample
    squares += sample * sample
  }
  const mean = sum / pcm.length
  const power = squares / pcm.length - mean * mean
  return Math.max(floor, 10 * Math.log10(Math.max(power, 1e-3) / 32_768 ** 2))
}

export class Levels {
  #noise: number | undefined
  #speech: number | undefined

  /** @param probability of speech in the frame */
  hear(level: number, probability: number): void {
    if (probability < 0.15)
      this.#noise = this.#noise === undefined ? level : this.#noise + (level - this.#noise) * noiseStep
    else if (probability > 0.7)
      this.#speech = this.#speech === undefined ? level : this.#speech + (level - this.#speech) * speechStep
  }

  /** A new utterance may have another speaker, or the same one further off. */
  beginUtterance(): void {
    this.#speech = undefined
  }

  /** Decibels between speech and noise; undefined until both were heard. */
  get difference(): number | undefined {
    return this.#noise === undefined || this.#speech === undefined ? undefined : this.#speech - this.#noise
  }
}
