/** The settings of recognition, as measured best: docs/adr/0027-streaming-zipformer.md has the table. */

export interface ZipformerOptions {
  /** Paths of the search, and how many where hot words or alternatives are wanted. */
  readonly beam: number
  readonly wideBeam: number
  /** Paths worse than the best by more nats are given up. */
  readonly spread: number
  /** Seconds after which all paths have to agree on what was said. */
  readonly horizon: number
  /** Silence before the first sound and after the last, in seconds. */
  readonly lead: number
  readonly tail: number
  /** Seconds by which a token is written after it began to be said. */
  readonly delay: number
  /** Seconds of sound that the level is taken from before the first window is looked at. */
  readonly settle: number
  /** Level that sound is brought to, of full scale (see level.ts); 0 leaves it as it is. */
  readonly level: number
  /** Nats a piece for hot words that do not say it themselves. */
  readonly boost: number
}

export const zipformerOptions: ZipformerOptions = {
  beam: 4,
  wideBeam: 8,
  spread: 8,
  horizon: 1,
  lead: 0.3,
  tail: 0.4,
  delay: 0.23,
  settle: 0.8,
  level: 0.5,
  boost: 3,
}
