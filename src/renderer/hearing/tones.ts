/** Plays the microphone's tones, where they are wanted. */
import { earcon, type HearingEarcon } from '../../sound/earcons.ts'
import { playSample } from '../settings/sample-player.ts'

/** Root mean square of an ordinary voice, in samples' units; tones are 6 dB below it. */
const voiceLevel = 2_500

export function playTone(kind: HearingEarcon, wanted: boolean): void {
  if (wanted) playSample(earcon(kind, voiceLevel))
}
