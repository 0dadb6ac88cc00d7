/** How long a pause may be before an utterance is taken for ended, in words a person can choose among. */
import type { Endpointing, EndpointPreset, HearingMode } from '../../contract/hearing.ts'

/**
 * Milliseconds of rest after which an utterance is over. `open`: after words that hardly end anything, such as “the”.
 * A command that is complete ends sooner than this (command-turn.ts). Sources: VOICE-LAB.md section 3 uses 400 to 500
 * for commands; pauses within fluent sentences are mostly under 300 (Campione and Véronis 2002 put the border between
 * short and medium pauses at 200), hesitations last up to a second.
 */
const rests: Record<EndpointPreset, Record<HearingMode, { hangover: number; open: number }>> = {
  quick: { command: { hangover: 320, open: 448 }, dictation: { hangover: 256, open: 576 } },
  normal: { command: { hangover: 448, open: 640 }, dictation: { hangover: 320, open: 800 } },
  patient: { command: { hangover: 896, open: 1_216 }, dictation: { hangover: 1_216, open: 1_920 } },
}

/** An utterance of a command is a breath at most; what is longer was not meant for us. */
const longest: Record<HearingMode, number> = { command: 10_000, dictation: 30_000 }

export interface EndpointChoice {
  readonly preset: EndpointPreset
  /** Probability at which speech begins, 0.1 to 0.9; lower hears whispering. */
  readonly threshold: number
}

/** Silero's own pair is 0.5 and 0.35 (threshold - 0.15); a low threshold keeps a share of that distance. */
const releaseOf = (threshold: number) => Math.max(0.05, Math.min(threshold - 0.15, threshold * 0.7))

export function endpointingFor(mode: HearingMode, { preset, threshold }: EndpointChoice): Endpointing {
  return {
    threshold,
    release: releaseOf(threshold),
    onset: 64,
    hangover: rests[preset][mode].hangover,
    minimumSpeech: mode === 'command' ? 128 : 160,
    maximum: longest[mode],
  }
}

/** Milliseconds of rest after words that ask for more. */
export function openRest(mode: HearingMode, preset: EndpointPreset): number {
  return rests[preset][mode].open
}

/** For recordings, where nobody waits: a longer rest gives the recogniser more to go by. */
export function endpointingForFile(preset: EndpointPreset | undefined, threshold: number): Endpointing {
  const hangover = preset === undefined ? 608 : Math.max(320, rests[preset].dictation.hangover)
  return { ...endpointingFor('dictation', { preset: preset ?? 'normal', threshold }), hangover }
}
