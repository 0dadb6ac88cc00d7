/** What a listener is joined to: the ear, the settings, and those who know commands. */
import type { GrammarHypothesis } from '../../contract/ear.ts'
import type {
  Endpointing,
  EndpointPreset,
  HeardCommand,
  HearingEvent,
  HearingMode,
  HearingWay,
  Hypothesis,
} from '../../contract/hearing.ts'
import type { Ear } from '../ports.ts'
import type { NameLetter } from './letters.ts'
import type { RecogniserRequest } from './transcript.ts'

/** Grammars that are live at once. */
export type GrammarRole = 'commands' | 'dictation' | 'wake' | 'stop'

/** One of the two opinions on a command. */
export interface Opinions {
  readonly grammar?: Pick<GrammarHypothesis, 'text' | 'ratio' | 'confidence'>
  readonly transcript?: Pick<Hypothesis, 'text' | 'confidence'> & {
    readonly alternatives?: readonly Hypothesis[]
  }
}
export interface Verdict {
  readonly decision: 'do' | 'ask' | 'reject'
  readonly heard: HeardCommand
}

/** What is known of commands in the session's language and on its screen. */
export interface CommandSense {
  /** Somebody begins to speak: has grammars ready by the time that they rest. */
  prepare(roles: readonly GrammarRole[]): void
  /** A whole utterance as a grammar hears it; undefined where the language or the role has none. */
  decode(role: GrammarRole, pcm: Int16Array): Promise<GrammarHypothesis | undefined>
  combine(opinions: Opinions): Verdict
  /** True where more words could make another command of it: “go to page twenty”. */
  canGoOn(text: string): boolean
  isStop(text: string): boolean
}

/** An utterance for the history. Its sound may come without words, where the recogniser failed. */
export interface KeptUtterance {
  readonly draft?: number
  readonly language: string
  readonly recogniser: string
  readonly hypothesis: Hypothesis
  readonly alternatives: readonly Hypothesis[]
  readonly pcm: Int16Array // mono, 16 bit, at hearingRate
}
/** @returns its row in the history, if it is kept. Never rejects in a way that could cost the text: callers ignore it. */
export type KeepUtterance = (utterance: KeptUtterance) => Promise<number | undefined>

export interface ListenerParts {
  readonly ear: Ear
  readonly language: string
  readonly sense: CommandSense
  /** Recognisers to try, best first, with what they are to expect; none where there are none. Asked at each onset. */
  readonly requests: (mode: HearingMode) => readonly RecogniserRequest[]
  /** Asked at each onset. */
  readonly endpointing: (mode: HearingMode) => Endpointing
  readonly preset: () => EndpointPreset
  readonly keep?: KeepUtterance | undefined
  /** Asked where a single letter may have been dictated. */
  readonly nameLetter?: NameLetter | undefined
  /** What an utterance that the grammar for dictation heard is, beyond words. */
  readonly meant?: ((text: string) => Hypothesis['meant']) | undefined
  /** How likely a turn that rests is complete, 0 to 1; undefined where no detector of turns is installed. */
  readonly turnComplete?: ((pcm: Int16Array) => Promise<number | undefined>) | undefined
  /** Told of failures that the session survives. For the log. */
  readonly report?: (what: string, cause: unknown) => void
}

export interface ListenerStart {
  readonly mode: HearingMode
  readonly way: HearingWay
  readonly draft?: number | undefined
  /** False for recordings: every decision waits for what it could know, and nothing for the clock. Default true. */
  readonly live?: boolean
}

export interface ListenerChange {
  readonly mode?: HearingMode | undefined
  readonly way?: HearingWay | undefined
  readonly draft?: number | undefined
}

/** An event with the place of its utterance in the session's sound, in seconds, and who recognised it. */
export interface Told {
  readonly event: HearingEvent
  readonly start?: number
  readonly end?: number
  readonly recogniser?: string
}
