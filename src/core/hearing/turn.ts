/** What becomes of one utterance: the same for commands, dictation and the wake phrase as far as the listener sees. */
import type { Hypothesis, HearingMode } from '../../contract/hearing.ts'
import type { Endpointer } from './endpoint.ts'
import type { ListenerParts, Told } from './parts.ts'
import { Recognition } from './recognition.ts'
import type { SoundTape } from './sound.ts'

/** Samples before the first sign of speech that a recogniser is given: no first syllable is lost. */
export const preRoll = 8_000 // 500 ms
/** Samples around an utterance that a grammar and the history get; VOICE-LAB.md section 3. */
export const margin = 4_000 // 250 ms

export interface TurnContext {
  readonly parts: ListenerParts
  readonly tape: SoundTape
  readonly endpointer: Pick<Endpointer, 'restMs' | 'speechMs' | 'certainty'>
  readonly utterance: number
  /** Position of the first sample of speech. */
  readonly from: number
  /** Samples of pre-roll that the first sound pushed begins with. */
  readonly lead: number
  readonly draft: number | undefined
  /** It goes on with an utterance that was ended for its length, without a rest that would end another. */
  readonly continued: boolean
  readonly tell: (told: Told) => void
  /** The process died, and the sound is heard again. */
  readonly onLost: () => void
  readonly onSwitched: (to: string) => void
  readonly onBroken: (recogniser: string, cause: unknown) => void
  /** Recognisers that could not be used earlier in the session. */
  readonly broken: ReadonlySet<string>
  /** Position after the last sample received. */
  readonly now: () => number
}

export interface Turn {
  /** Sound of the utterance, the pre-roll first. */
  push(pcm: Int16Array): void
  /** Told at every frame in which the speaker rests. @returns true where the utterance is over for certain. */
  rest(restMs: number): boolean
  /** Milliseconds of rest that the utterance needs for its end, where the usual ones are too few. */
  readonly patience: number
  /** Settles when nothing is under way that `rest` waits for. */
  considered(): Promise<void>
  /**
   * The utterance is over. Tells what it was.
   *
   * @param end position after the last sample of speech
   * @param cut true where the speaker goes on: what was heard after `end` belongs to the next utterance
   */
  end(end: number, cut?: boolean): Promise<Outcome>
  /** It was none, or is dropped. */
  drop(): void
}

/** For the wake window and for advice: what an utterance came to. */
export type Outcome = 'nothing' | 'text' | 'done' | 'rejected' | 'woken' | 'failed'

/** Begins to recognise an utterance in a mode. */
export function recognise(
  context: TurnContext,
  mode: HearingMode,
  onHypothesis?: (hypothesis: Hypothesis) => void,
): Recognition {
  const { parts, broken, onLost, onSwitched, onBroken } = context
  const all = parts.requests(mode)
  const sound = all.filter(({ recogniser }) => !broken.has(recogniser))
  return new Recognition({
    ear: parts.ear,
    requests: sound.length > 0 ? sound : all,
    onLost,
    onSwitched,
    onBroken,
    ...(onHypothesis ? { onHypothesis } : {}),
  })
}

export const seconds = (samples: number): number => samples / 16_000
