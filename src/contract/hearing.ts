/** What is heard: recognisers, hypotheses, spoken commands, and the events of one session at the microphone. */
import { z } from 'zod'
import { languageTag } from './document.ts'

/** Samples per second of all sound that is listened to: mono, 16 bit. */
export const hearingRate = 16_000
/** Samples of a frame, 32 ms: what voice activity is decided on. */
export const hearingFrame = 512

/** Languages that spoken commands have phrases for. */
export const commandLanguage = z.enum(['en', 'de', 'fr'])
export type CommandLanguage = z.infer<typeof commandLanguage>

/** A recogniser, and what can be expected of it. */
export const recogniser = z.object({
  /** `zipformer:<folder>`, `moonshine:<folder>`, `whisper:<folder>`, `pocketsphinx:en-us`, `grammar:en-us`, `grammar:fr-fr`. */
  id: z.string(),
  name: z.string(), // as a person would call it: “Pocket English”
  kind: z.enum(['transducer', 'sequence', 'system', 'grammar']), // sequence: an encoder and a decoder of text, as Whisper
  languages: z.array(languageTag),
  streaming: z.boolean(), // gives partial hypotheses
  wordTimes: z.boolean(),
  alternatives: z.boolean(),
  hotWords: z.boolean(),
  /** False for those that only understand what a grammar holds. */
  dictation: z.boolean(),
  state: z.enum(['ready', 'missing', 'broken']),
  /** Why it cannot be used, as a reason that the catalogue words: `hearing.problem.<problem>`. */
  problem: z.string().optional(),
  /** Words wrong in a hundred, as measured on read speech; see docs/BENCHMARKS.md. */
  wordErrorPercent: z.number().optional(),
})
export type Recogniser = z.infer<typeof recogniser>

export const heardWord = z.object({
  text: z.string(),
  start: z.number(), // seconds from the utterance's first sample
  end: z.number(),
  confidence: z.number().min(0).max(1),
})
export type HeardWord = z.infer<typeof heardWord>

/** What a recogniser takes an utterance for, as it writes it: lower case, without punctuation for most. */
export const hypothesis = z.object({
  text: z.string(),
  words: z.array(heardWord),
  /** UTF-16 units of `text` that later sound will not change. All of it in a final one. */
  stable: z.int().nonnegative(),
  confidence: z.number().min(0).max(1),
  /** What a grammar of little else heard: letters that are one word, or a number. Absent where it may be anything. */
  meant: z.enum(['letters', 'number']).optional(),
})
export type Hypothesis = z.infer<typeof hypothesis>

/** A command as understood, its arguments as its schema in commands.ts has them. */
export const understood = z.object({
  command: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  confidence: z.number().min(0).max(1),
})
export type Understood = z.infer<typeof understood>

/** What `lectern command --json` prints: the best reading, or `command: null` where nothing fits. */
export const heardCommand = z.object({
  command: z.string().nullable(),
  arguments: z.record(z.string(), z.unknown()),
  confidence: z.number().min(0).max(1), // of the command; at the microphone, where there is none, of the words
  heard: z.string(), // the words as understood
  alternatives: z.array(understood), // without the best, best first
})
export type HeardCommand = z.infer<typeof heardCommand>

/** How speech is cut into utterances. All in milliseconds but the thresholds, which are probabilities of speech. */
export const endpointing = z.object({
  threshold: z.number().min(0.05).max(0.95), // speech begins above it …
  release: z.number().min(0.01).max(0.95), // … and rests below it
  onset: z.int().min(0).max(1_000), // so long above, before it counts
  hangover: z.int().min(32).max(10_000), // so long below, before the utterance ends
  minimumSpeech: z.int().min(0).max(2_000), // less is a click or a breath
  maximum: z.int().min(1_000).max(120_000), // a longer utterance is cut at the next rest
})
export type Endpointing = z.infer<typeof endpointing>

/** `patient` for those who pause between words, `quick` for those who command. */
export const endpointPreset = z.enum(['quick', 'normal', 'patient'])
export type EndpointPreset = z.infer<typeof endpointPreset>

/** What speech is for. Only said or pressed changes change it. */
export const hearingMode = z.enum(['command', 'dictation'])
export type HearingMode = z.infer<typeof hearingMode>
/**
 * How one is heard. `pushed`: while a key is held or until it is pressed again. `wake`: only the wake phrase is live,
 * which opens a window. `always`: whatever is said.
 */
export const hearingWay = z.enum(['pushed', 'wake', 'always'])
export type HearingWay = z.infer<typeof hearingWay>

/** What is on screen, for the grammar and as hot words: names that may be said. */
export const hearingContext = z.object({
  /** Commands that can be given now; all, if absent. */
  commands: z.array(z.string()).max(500).optional(),
  chapters: z.array(z.string().max(500)).max(2_000).default([]),
  bookmarks: z.array(z.string().max(500)).max(1_000).default([]),
  documents: z.array(z.string().max(1_000)).max(2_000).default([]),
  voices: z.array(z.string().max(200)).max(500).default([]),
  profiles: z.array(z.string().max(60)).max(50).default([]),
  /** Words of the page that is read. */
  words: z.array(z.string().max(100)).max(1_000).default([]),
})
export type HearingContext = z.output<typeof hearingContext>

/** What happened since the last sound. `at` counts in seconds of the session's sound. */
export const hearingEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('speech'), speaking: z.boolean(), at: z.number() }),
  /** What an utterance seems to be so far. `utterance` counts from 1 in a session. */
  z.object({ type: z.literal('partial'), utterance: z.int(), hypothesis }),
  /** An utterance that is to be written. `recording`: its row in the history, where sound is kept. */
  z.object({
    type: z.literal('final'),
    utterance: z.int(),
    hypothesis,
    alternatives: z.array(hypothesis), // without the best, best first
    seconds: z.number(),
    recording: z.int().optional(),
  }),
  /** An utterance taken for a command. `ask`: only after a yes. `reject`: nothing fits; `heard` says what was heard. */
  z.object({
    type: z.literal('command'),
    utterance: z.int(),
    decision: z.enum(['do', 'ask', 'reject']),
    heard: heardCommand,
    /** Seconds from the end of speech to this event, of the session's sound. */
    delay: z.number(),
  }),
  /** The wake phrase was said: what is said within so many seconds is heard. */
  z.object({ type: z.literal('awake'), seconds: z.number() }),
  z.object({ type: z.literal('asleep') }),
  /**
   * `lost`: the recogniser failed and works again; what was being said is heard again from its sound. `failed`: it does
   * not come back. `noisy`: speech hardly stands out from the noise. `switched`: another recogniser took over.
   * `wordless`: words were dictated where nothing is installed that could write them, but only letters, numbers and
   * commands.
   */
  z.object({
    type: z.literal('trouble'),
    what: z.enum(['lost', 'failed', 'noisy', 'switched', 'wordless', 'unkept']),
    recogniser: z.string().optional(),
  }),
])
export type HearingEvent = z.infer<typeof hearingEvent>
