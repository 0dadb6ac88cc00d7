/**
 * What the page and the worklet say to each other.
 *
 * A run is a stretch of reading without a jump. Within it, all places are counted in source samples from its
 * beginning, pauses included, so the worklet need not know about utterances.
 */
import type { Sound, Tempo } from '../../sound/tempo.ts'

export type PlayerOrder =
  /** Drops all sound, with a fade of 3 ms, and begins a run. Whether it plays or rests stays as it was. */
  | { readonly type: 'begin'; readonly run: number }
  | ({ readonly type: 'push' } & Sound)
  /** Nothing follows: the last word's tail is pushed out of the stretcher. */
  | { readonly type: 'finish' }
  | { readonly type: 'play' }
  | { readonly type: 'pause' }
  | { readonly type: 'tempo'; readonly tempo: Tempo }

/** Sent every 6 quanta (32 ms at 24 kHz) while something changes. */
export interface PlayerReport {
  readonly run: number
  /** The context's frame that will be rendered next … */
  readonly frame: number
  /** … and the source sample of this run that will be heard then. */
  readonly source: number
  /** Source samples that pass while one is heard: the speed, but in a pause or a slow span. */
  readonly pace: number
  /** Source samples still waiting to be stretched. */
  readonly queued: number
  readonly playing: boolean
  /** Playing, but there was nothing to play. */
  readonly starved: boolean
  /** `finish` was asked for and the last sample has been rendered. */
  readonly drained: boolean
}

export interface PlayerOptions {
  readonly module: WebAssembly.Module
}
