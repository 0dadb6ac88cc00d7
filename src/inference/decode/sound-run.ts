/** What every decoder gives to those who hear a recording from its beginning to its end. */
import type { Sound } from './sound.ts'

export interface SoundRun {
  /** Samples per second of what `next` gives. */
  readonly rate: number
  /** As the file says, or as its length makes likely; 0 where neither does. */
  readonly seconds: number
  /**
   * The next mono samples, never more than some seconds of them; undefined behind the last.
   * @throws {AppError} `damaged`
   */
  next(): Promise<Int16Array | undefined>
  close(): void
}

/** Seconds decoded at a time. */
const piece = 4

/** A sound of which any stretch can be had, from its beginning to its end. */
export function runOf(sound: Sound): SoundRun {
  let at = 0
  let ended = false
  return {
    rate: sound.rate,
    seconds: sound.seconds(),
    next() {
      if (ended) return Promise.resolve(undefined)
      const wanted = piece * sound.rate
      const pcm = sound.samples(at, at + wanted)
      at += pcm.length
      ended = pcm.length < wanted
      return Promise.resolve(pcm.length > 0 ? pcm : undefined)
    },
    close: () => sound.close(),
  }
}
