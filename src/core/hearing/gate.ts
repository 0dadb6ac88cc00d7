/** Whether an utterance holds words at all: the last hurdle for what noise, music and breathing make recognisers write. */
import type { Hypothesis } from '../../contract/hearing.ts'

export interface Evidence {
  readonly hypothesis: Hypothesis | undefined
  /** Mean probability of the frames that count as speech. */
  readonly certainty: number
  /** Milliseconds of speech, rests left out. */
  readonly speechMs: number
  /** Decibels between speech and noise, where both are known. */
  readonly difference: number | undefined
}

export function holdsWords({ hypothesis }: Evidence): boolean {
  return hypothesis !== undefined && hypothesis.text.trim() !== ''
}
