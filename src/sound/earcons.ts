/**
 * Short tones that say what begins: a heading, a figure, a table, a note; and what the microphone does. Made here, so
 * they cost no file and no licence.
 *
 * Told apart by their contour (up, down, repeated, single), not by pitch alone; between 500 and 1,200 Hz, where ears
 * that have lost the high tones still hear. Soft edges, so that nothing clicks.
 */
import { soundRate } from '../contract/inference.ts'

export const earcons = ['heading', 'figure', 'table', 'note'] as const
export type Earcon = (typeof earcons)[number]

/**
 * What the microphone does. It opens with three steps up and closes with three down; `dictation` opens it for writing
 * and `command` for commands again; `understood` and `puzzled` answer an utterance; `awake` says that the wake phrase
 * was heard, `asleep` that it is waited for again.
 */
export const hearingEarcons = [
  'open',
  'close',
  'dictation',
  'command',
  'understood',
  'puzzled',
  'awake',
  'asleep',
] as const
export type HearingEarcon = (typeof hearingEarcons)[number]

interface Beep {
  readonly hertz: number
  readonly seconds: number
}
const beep = (hertz: number, seconds: number): Beep => ({ hertz, seconds })

/** Notes of the major chord on C, so that one after another they are no discord. */
const contours: Readonly<Record<Earcon | HearingEarcon, readonly Beep[]>> = {
  heading: [beep(523.25, 0.06), beep(783.99, 0.09)],
  figure: [beep(1046.5, 0.06), beep(659.26, 0.09)],
  table: [beep(783.99, 0.04), beep(783.99, 0.04), beep(783.99, 0.04)],
  note: [beep(523.25, 0.1)],
  open: [beep(523.25, 0.05), beep(659.26, 0.05), beep(783.99, 0.09)],
  close: [beep(783.99, 0.05), beep(659.26, 0.05), beep(523.25, 0.09)],
  dictation: [beep(659.26, 0.05), beep(659.26, 0.05), beep(1046.5, 0.09)],
  command: [beep(1046.5, 0.05), beep(659.26, 0.05), beep(659.26, 0.09)],
  understood: [beep(783.99, 0.04), beep(1046.5, 0.06)],
  puzzled: [beep(523.25, 0.12), beep(523.25, 0.12)],
  awake: [beep(1046.5, 0.12)],
  asleep: [beep(659.26, 0.06), beep(523.25, 0.12)],
}
const between = 0.02
const edge = 0.008
/** Between the tone and the voice. */
const after = 0.06
/** The tone's level below the voice's: heard at once, never louder than a word. 6 dB. */
const below = 0.5
/** The octave above, as a share of the amplitude, so that it is not a bare sine. */
const overtone = 0.25

/**
 * The tone, with a short silence behind it. Mono at `soundRate`.
 * @param level root mean square of the voice it stands beside, in samples' units
 */
export function earcon(kind: Earcon | HearingEarcon, level: number): Int16Array {
  const contour = contours[kind]
  const seconds = contour.reduce((sum, each) => sum + each.seconds, between * (contour.length - 1) + after)
  const pcm = new Int16Array(Math.round(seconds * soundRate))
  const amplitude = (level * below * Math.SQRT2) / Math.hypot(1, overtone)
  let at = 0
  for (const { hertz, seconds: length } of contour) {
    const count = Math.round(length * soundRate)
    for (let i = 0; i < count; i++) {
      const rise = Math.min(1, i / (edge * soundRate), (count - 1 - i) / (edge * soundRate))
      const soft = 0.5 - 0.5 * Math.cos(Math.PI * rise)
      const turn = (2 * Math.PI * hertz * i) / soundRate
      pcm[at + i] = Math.round(amplitude * soft * (Math.sin(turn) + overtone * Math.sin(2 * turn)))
    }
    at += count + Math.round(between * soundRate)
  }
  return pcm
}
