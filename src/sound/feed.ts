/**
 * Cuts and lengthens pauses before the stretcher sees them, so that they come out as long as the preset says.
 *
 * A stretcher runs at one speed through words and silence; a pause that is to come out longer than that is fed longer,
 * one that is to be crushed is fed shorter. So lengths are exact to the sample, no click arises, and the stretcher's
 * speed changes only where words change theirs. `sourceAt` leads back from what was fed to the sound as it was pushed.
 */
import { heardLength, type Segment, segmentAt, type Sound, stretchSpeed, type Tempo } from './tempo.ts'

/** Crossings between what is fed and its source that are remembered; a few lie within what a stretcher keeps back. */
const crossingLimit = 256
/** Samples in which the two ends of a cut pause are faded into each other: 3 ms. */
const crossfade = 72

/**
 * Which sample of a pause `length` long is fed as number `index` of `count`. A shorter one loses its middle; a longer
 * one goes to and fro in it, so that the room behind a recorded voice goes on without a seam.
 */
export function pauseSample(index: number, count: number, length: number): number {
  if (count <= length) return index < count >> 1 ? index : length - (count - index)
  const half = length >> 1
  const extra = count - length
  if (index < half) return index
  if (index >= half + extra) return index - extra
  const turns = Math.ceil(extra / Math.max(1, half)) // no further than a quarter of it: voices die away at its ends
  const turn = extra / turns
  const into = index - half
  const number = Math.min(turns - 1, Math.floor(into / turn))
  const along = into - number * turn
  const away = Math.min(along, turn - along)
  return Math.min(length - 1, Math.max(0, Math.round(half + (number % 2 === 0 ? away : -away))))
}

export class Feed {
  #tempo: Tempo
  readonly #queue: Sound[] = []
  /** Samples of the first sound that have been fed. */
  #at = 0
  #queued = 0
  #used = 0 // samples of the source that have been fed, of all sounds
  #fed = 0

  // The segment being fed: `#count` samples stand for `#length` from `#from` on; `#index` have been fed.
  #segment: Segment | undefined
  #from = 0
  #length = 0
  #count = 0
  #index = 0

  // Where segments began, as pairs, in a ring; from the last one on the present segment's slope holds.
  readonly #crossFed = new Float64Array(crossingLimit)
  readonly #crossSource = new Float64Array(crossingLimit)
  #crossings = 0

  constructor(tempo: Tempo) {
    this.#tempo = tempo
    this.#cross()
  }

  get tempo(): Tempo {
    return this.#tempo
  }

  /** Holds from the next sample on, also within a pause: what is left of it is measured anew. */
  set tempo(tempo: Tempo) {
    this.#tempo = tempo
    if (!this.#segment) return
    this.#settle()
    this.#segment = undefined
  }

  /** Source samples that have not been fed yet. */
  get queued(): number {
    return this.#queued
  }

  /** Samples fed. */
  get fed(): number {
    return this.#fed
  }

  /** At which speed the next sample, or the last one, is to be stretched. */
  get speed(): number {
    const segment = this.#present()
    return segment ? stretchSpeed(segment, this.#tempo) : this.#tempo.speed
  }

  /** Source samples that pass while one is heard, where it is now. */
  get pace(): number {
    const segment = this.#present()
    if (!segment || this.#count === 0) return this.#tempo.speed
    return stretchSpeed(segment, this.#tempo) * (this.#length / this.#count)
  }

  push(sound: Sound): void {
    const length = sound.pcm.length + sound.silence
    if (length === 0) return
    this.#queue.push(sound)
    this.#queued += length
  }

  clear(): void {
    this.#queue.length = 0
    this.#at = 0
    this.#queued = 0
    this.#used = 0
    this.#fed = 0
    this.#segment = undefined
    this.#length = 0
    this.#count = 0
    this.#crossings = 0
    this.#cross()
  }

  /**
   * Writes up to `count` samples into `target`, all of which are to be stretched at the speed that `speed` gave before.
   * @returns how many; 0 when nothing is queued
   */
  next(target: Int16Array, count: number): number {
    const segment = this.#present()
    const sound = this.#queue[0]
    if (!segment || !sound) return 0
    const given = Math.min(count, this.#count - this.#index)
    const { pcm } = sound
    if (this.#count === this.#length) {
      const begin = this.#from + this.#index
      for (let i = 0; i < given; i++) target[i] = pcm[begin + i] ?? 0
    } else for (let i = 0; i < given; i++) target[i] = this.#paused(pcm, this.#index + i)
    this.#index += given
    this.#fed += given
    if (this.#index === this.#count) {
      this.#settle()
      this.#segment = undefined
    }
    return given
  }

  /** The source sample that was fed as number `fed`. Exact for what was fed lately. */
  sourceAt(fed: number): number {
    const last = this.#crossings - 1
    let at = last
    const oldest = Math.max(0, this.#crossings - crossingLimit)
    while (at > oldest && (this.#crossFed[at % crossingLimit] as number) > fed) at--
    const fromFed = this.#crossFed[at % crossingLimit] as number
    const fromSource = this.#crossSource[at % crossingLimit] as number
    if (at === last) {
      const slope = this.#count > 0 ? this.#length / this.#count : 1
      return Math.min(fromSource + Math.max(0, fed - fromFed) * slope, this.#used + this.#index * slope)
    }
    const toFed = this.#crossFed[(at + 1) % crossingLimit] as number
    const toSource = this.#crossSource[(at + 1) % crossingLimit] as number
    return toFed > fromFed
      ? fromSource + ((toSource - fromSource) * Math.max(0, fed - fromFed)) / (toFed - fromFed)
      : toSource
  }

  /** The segment that holds the next sample; begins it if need be. Those of which nothing is fed are passed over. */
  #present(): Segment | undefined {
    while (!this.#segment) {
      const sound = this.#queue[0]
      if (!sound) return undefined
      const segment = segmentAt(sound, this.#at, this.#tempo)
      if (!segment) {
        this.#queue.shift()
        this.#at = 0
        continue
      }
      const whole = segment.to - segment.from
      this.#segment = segment
      this.#from = this.#at
      this.#length = segment.to - this.#at
      this.#index = 0
      const heard = heardLength(segment, this.#tempo) * (this.#length / whole)
      const silent = segment.kind === 'pause' || segment.kind === 'gap'
      this.#count = silent ? Math.round(heard * stretchSpeed(segment, this.#tempo)) : this.#length
      this.#cross()
      if (this.#count > 0) break
      this.#settle()
      this.#segment = undefined
    }
    return this.#segment
  }

  /** Counts what has been fed of the present segment as used, in proportion. */
  #settle(): void {
    const done = this.#index >= this.#count
    const used = done ? this.#length : Math.round((this.#index / this.#count) * this.#length)
    this.#at = this.#from + used
    this.#used += used
    this.#queued -= used
    this.#from = this.#at
    this.#length -= used
    this.#count -= this.#index
    this.#index = 0
    this.#cross()
  }

  #cross(): void {
    const last = (this.#crossings - 1 + crossingLimit) % crossingLimit
    const same = this.#crossings > 0 && this.#crossFed[last] === this.#fed
    const index = same ? last : this.#crossings % crossingLimit
    this.#crossFed[index] = this.#fed
    this.#crossSource[index] = this.#used
    if (!same) this.#crossings++
  }

  #paused(pcm: Int16Array, index: number): number {
    const sample = pcm[this.#from + pauseSample(index, this.#count, this.#length)] ?? 0
    const middle = this.#count >> 1
    const fade = Math.min(crossfade, middle)
    // Before the cut, what comes after it is faded in.
    if (this.#count >= this.#length || index >= middle || index < middle - fade) return sample
    const share = (index - (middle - fade)) / fade
    const after = pcm[this.#from + this.#length - (this.#count - index)] ?? 0
    return Math.round(sample * (1 - share) + after * share)
  }
}

/** One sound, cut into pieces that are stretched at one speed each, pauses as they are to be. For files. */
export function* pieces(sound: Sound, tempo: Tempo): Generator<{ pcm: Int16Array; speed: number }> {
  const feed = new Feed(tempo)
  feed.push(sound)
  const block = new Int16Array(soundBlock)
  let parts: Int16Array[] = []
  let speed = feed.speed
  const joined = (): { pcm: Int16Array; speed: number } => {
    const pcm = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
    let at = 0
    for (const part of parts) {
      pcm.set(part, at)
      at += part.length
    }
    parts = []
    return { pcm, speed }
  }
  for (;;) {
    const now = feed.speed
    const count = feed.next(block, block.length)
    if (count === 0) break
    if (now !== speed && parts.length > 0) yield joined()
    speed = now
    parts.push(block.slice(0, count))
  }
  if (parts.length > 0) yield joined()
}
const soundBlock = 24_000
