/** All settings, in one schema. Every field has a default, so any subset of a stored record is valid. */
import { z } from 'zod'
import { documentId, languageTag } from './document.ts'
import { commandLanguage, endpointPreset, hearingWay } from './hearing.ts'
import { isMirror, isProxy } from './network.ts'
import { processor } from './processor.ts'
import {
  bookSettings,
  gistLength,
  lexiconEntry,
  ownRule,
  pausePreset,
  readingMode,
  skipAction,
  skipWhat,
} from './listening.ts'

/** Steps of 0.05 from 0.25 to 4; 1 is the voice's own rate. */
export const speedRange = { min: 0.25, max: 4, step: 0.05 } as const
/** Percent of the usual size; a step is so many points. */
export const textSizeRange = { min: 50, max: 400, step: 20 } as const
/** eSpeak's scale: 50 is the voice's own pitch. */
export const pitchRange = { min: 0, max: 100, step: 10 } as const
export const speed = z
  .number()
  .transform((value) => Math.round(Math.min(speedRange.max, Math.max(speedRange.min, value)) * 20) / 20)

/** What it looks like when a sentence or word is being read. Each has been checked for contrast in every theme. */
export const highlightStyle = z.enum(['background', 'underline', 'outline-text', 'none'])

const colour = z.string().regex(/^#[0-9a-f]{6}$/)
/** Colours of the theme `own`. */
export const ownColours = z.object({ page: colour, text: colour, accent: colour })

const fields = {
  interfaceLanguage: z.enum(['system', 'en', 'de']).default('system'),
  theme: z.enum(['system', 'light', 'dark', 'sepia', 'contrast', 'own']).default('system'),
  ownColours: ownColours.default({ page: '#fdf6e3', text: '#1f2933', accent: '#1d5a96' }),
  textSize: z.int().min(textSizeRange.min).max(textSizeRange.max).default(100), // percent
  font: z.enum(['serif', 'sans', 'system', 'atkinson', 'opendyslexic', 'lexend']).default('serif'),
  spacing: z.int().min(0).max(100).default(0), // percent; letters, words, lines and paragraphs grow together
  columnWidth: z.int().min(20).max(120).default(68), // in widths of the digit 0
  ruler: z.boolean().default(false), // a band over the line that is read or pointed at
  focus: z.enum(['none', 'line', 'sentence', 'paragraph']).default('none'), // all else is dimmed
  syllables: z.boolean().default(false), // every second one in another colour, on screen only
  sentencePerLine: z.boolean().default(false),
  direction: z.enum(['auto', 'ltr', 'rtl']).default('auto'),
  speed: speed.default(1),
  volume: z.number().min(0).max(100).default(100), // percent
  muted: z.boolean().default(false),
  pitch: z.int().min(pitchRange.min).max(pitchRange.max).default(50),
  range: z.int().min(0).max(100).default(50), // eSpeak's scale of liveliness
  narration: z.enum(['recorded', 'voice']).default('recorded'), // who reads books that bring a recording
  voices: z.record(languageTag, z.string()).default({}), // the user's voice per language; wins over our choice

  skip: z.partialRecord(skipWhat, skipAction).default({}), // wins over skipDefaults, and a book's own over it
  ownRules: z.array(ownRule).max(1_000).default([]),
  lexicon: z.array(lexiconEntry).max(5_000).default([]),
  books: z.record(documentId, bookSettings).default({}),
  sayWhileTyping: z.boolean().default(false), // a pronunciation is heard as soon as its typing rests

  readingMode: readingMode.default('full'),
  gist: gistLength.default({ percent: 30 }),
  pauses: pausePreset.default('normal'),
  earcons: z.enum(['never', 'scan', 'always']).default('scan'), // short tones at headings, figures, tables
  rampWords: z.int().min(1).max(50).default(5), // words per minute that the speed grows by …
  rampMinutes: z.int().min(0).max(60).default(0), // … every so many minutes of reading; 0: never
  rampLimit: speed.default(4),
  rampListened: z.number().min(0).default(0), // minutes since the speed grew last
  slowNumbers: z.boolean().default(false),
  slowQuotations: z.boolean().default(false),
  slowForeign: z.boolean().default(false),
  slowPercent: z.int().min(40).max(100).default(75), // of the speed, for such spans
  repeatPercent: z.int().min(40).max(100).default(70), // of the speed, for "repeat, slower"

  microphone: z.string().max(300).default(''), // the device's id; empty: the system's own choice
  echoCancellation: z.boolean().default(true),
  noiseSuppression: z.boolean().default(true),
  autoGain: z.boolean().default(true),
  endpointing: endpointPreset.default('normal'),
  voiceThreshold: z.number().min(0.1).max(0.9).default(0.5), // probability of speech; lower hears whispering
  spokenLanguage: z.enum(['interface', ...commandLanguage.options]).default('interface'), // what is spoken to Lectern
  hearingWay: hearingWay.default('pushed'), // of “start listening” without a word more
  wakePhrase: z.string().trim().max(60).default(''), // empty: none chosen yet
  wakeSounds: z.array(z.string().max(200)).max(10).default([]), // how the user says it, IPA, from its set-up
  hearingEarcons: z.boolean().default(true),
  sayCommands: z.boolean().default(true), // what was heard and done is said, not only shown
  recognisers: z.record(languageTag, z.string()).default({}), // the user's recogniser per language; wins over our choice
  modelFolders: z.array(z.string().max(4_000)).max(20).default([]), // where packs lie
  processor: processor.default('auto'), // what large networks are computed on
  packMirror: z.string().trim().max(500).refine(isMirror).default(''), // where packs are fetched instead; empty: from their publishers
  packsOffered: z.boolean().default(false), // the first offer was answered
  packProxy: z.string().trim().max(500).refine(isProxy).default(''), // empty: the system's, if it names one
  spokenPunctuation: z.boolean().default(true), // “comma” writes one
  autoPunctuation: z.boolean().default(true), // capitals and full stops where the recogniser gives none
  taughtWords: z.array(z.string().trim().min(1).max(100)).max(2_000).default([]),
  keepDictation: z.enum(['never', 'text', 'day', 'week', 'month', 'always']).default('week'), // sound; `text`: no sound

  sentenceHighlight: highlightStyle.default('background'),
  wordHighlight: highlightStyle.default('background'),
  follow: z.boolean().default(true), // scroll with the voice
  announceProgress: z.boolean().default(true), // tell a screen reader of imports, sparingly
  verbosity: z.enum(['quiet', 'normal', 'full']).default('normal'), // how much a screen reader is told unasked
  brailleFollows: z.boolean().default(false), // the caret goes with the voice, so that braille shows what is read
  keys: z.record(z.string(), z.array(z.string()).max(4)).default({}), // command id -> keys, replacing the default
} as const

/** Fields that belong to the person or the books rather than to a way of reading: a profile never holds them. */
const apart = [
  'books',
  'lexicon',
  'ownRules',
  'keys',
  'interfaceLanguage',
  'muted',
  'rampListened',
  'sayWhileTyping',
  'announceProgress',
  'verbosity',
  'brailleFollows',
  'microphone',
  'spokenLanguage',
  'wakePhrase',
  'wakeSounds',
  'recognisers',
  'modelFolders',
  'processor',
  'packMirror',
  'packProxy',
  'packsOffered',
  'taughtWords',
  'keepDictation',
] as const
type Fields = typeof fields
export type ProfileField = Exclude<keyof Fields, (typeof apart)[number]>
export const profileFields = Object.keys(fields).filter(
  (key): key is ProfileField => !(apart as readonly string[]).includes(key),
)
/** What a profile sets. Fields that it does not hold stay as they are when it is chosen. */
export type ProfileSettings = { readonly [Key in ProfileField]?: z.input<Fields[Key]> }

/** Without what this version does not know or cannot use, so that an older profile never costs the others. */
function usable(settings: Readonly<Record<string, unknown>>): ProfileSettings {
  const kept = profileFields.flatMap((key) => {
    if (!Object.hasOwn(settings, key)) return []
    const parsed = (fields[key] as z.ZodType).safeParse(settings[key])
    return parsed.success ? [[key, parsed.data]] : []
  })
  return Object.fromEntries(kept) as ProfileSettings
}

/** A named set of settings ("train", "study"). */
export const profile = z.object({
  name: z.string().trim().min(1).max(60),
  settings: z.record(z.string(), z.unknown()).transform(usable),
})
export type Profile = z.output<typeof profile>

export const settingsSchema = z.object({
  ...fields,
  profiles: z.array(profile).max(50).default([]),
})
export type Settings = z.output<typeof settingsSchema>
export const settingsPatch = z.partialRecord(z.keyof(settingsSchema), z.unknown())
export type SettingsPatch = Partial<z.input<typeof settingsSchema>>

/** A field's value as far as it can be used. */
export interface TakenField {
  /** `undefined` where nothing of it can. */
  readonly value: unknown
  /** What could not: the field's own name, or those of its rows and entries, such as `lexicon[3]`, `keys[F8]`. */
  readonly refused: readonly string[]
}

/** Takes what it can of a field: in lists and tables a bad row is left out and the others stay. */
export function takeField(key: keyof Settings, given: unknown): TakenField {
  const schema = settingsSchema.shape[key] as z.ZodType
  const parsed = schema.safeParse(given)
  if (parsed.success) return { value: parsed.data, refused: [] }
  const nothing: TakenField = { value: undefined, refused: [key] }
  if (typeof given !== 'object' || given === null) return nothing
  const bad = new Set(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : [String(issue.path[0])],
    ),
  )
  const kept = Array.isArray(given)
    ? given.filter((_row, index) => !bad.has(String(index)))
    : Object.fromEntries(Object.entries(given).filter(([name]) => !bad.has(name)))
  if (Object.keys(kept).length === Object.keys(given).length) return nothing
  const again = schema.safeParse(kept)
  return again.success ? { value: again.data, refused: [...bad].map((name) => `${key}[${name}]`) } : nothing
}

/**
 * Settings from a stored record: a field or row that does not parse falls back to its default, the others are kept, so
 * that one bad value never costs the rest.
 */
export function readSettings(stored: Readonly<Record<string, unknown>>): Settings {
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(settingsSchema.shape) as (keyof Settings)[]) {
    const { value } = takeField(key, stored[key])
    result[key] = value ?? settingsSchema.shape[key].parse(undefined)
  }
  return result as Settings
}
