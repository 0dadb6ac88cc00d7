/** The settings of recognition, as measured best: docs/adr/0027-streaming-zipformer.md has the table. */

export interface ZipformerOptions {
  /** Paths of the search. */
  readonly beam: number
  /** Silence before the first sound and after the last, in seconds. */
  readonly lead: number
  readonly tail: number
  /** Seconds of sound that the level is taken from before the first window is looked at. */
  readonly settle: number
  /** Share of the level's peak that is lost in a second. */
  readonly release: number
  /** Peak that sound is brought to, of full scale; 0 leaves it as it is. */
  readonly level: number
  /** Nats a piece for hot words that do not say it themselves. */
  readonly boost: number
  readonly blankPenalty: number
  /** 1: final paths are compared by score a token, 0: by score. */
  readonly lengthNorm: number
}

export const zipformerOptions: ZipformerOptions = {
  beam: 4,
  lead: 0.3,
  tail: 0.4,
  settle: 1,
  release: 0,
  level: 0.6,
  boost: 2,
  blankPenalty: 0,
  lengthNorm: 0,
}
