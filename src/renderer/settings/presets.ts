/** The profiles that come with Lectern. A name is the message `profile.<id>`, what it does `profile.<id>.hint`. */
import { type ProfileSettings, profileFields, settingsSchema } from '../../contract/settings.ts'

export const presetIds = ['train', 'study', 'child', 'standard'] as const
export type PresetId = (typeof presetIds)[number]

/** All that a profile can hold, as it was at first: the way back from any other. */
function standard(): ProfileSettings {
  const plain = settingsSchema.parse({})
  return Object.fromEntries(profileFields.map((key) => [key, plain[key]])) as ProfileSettings
}

export const presets: Readonly<Record<PresetId, ProfileSettings>> = {
  // Ears more than eyes, among noise: nothing that interrupts, tones for what the eye would see, large text for glances.
  train: {
    textSize: 140,
    focus: 'none',
    ruler: false,
    readingMode: 'full',
    pauses: 'normal',
    earcons: 'always',
    volume: 100,
    follow: true,
    skip: {
      citations: 'skip',
      notes: 'skip',
      'note-texts': 'skip',
      urls: 'skip',
      emails: 'skip',
      tables: 'announce',
      code: 'announce',
      captions: 'skip',
    },
  },
  // Everything in the text is said or at least named, with time to think at the ends of clauses.
  study: {
    readingMode: 'full',
    pauses: 'study',
    slowNumbers: true,
    slowQuotations: true,
    slowForeign: true,
    focus: 'paragraph',
    ruler: true,
    follow: true,
    skip: {
      citations: 'announce',
      notes: 'announce',
      'note-texts': 'read',
      urls: 'read',
      emails: 'read',
      headers: 'skip',
      'page-numbers': 'announce',
      captions: 'read',
      figures: 'read',
      tables: 'read',
      code: 'read',
      parentheses: 'read',
    },
  },
  // Large, wide-set, a sentence at a time, a little slower.
  child: {
    font: 'lexend',
    textSize: 170,
    spacing: 45,
    columnWidth: 44,
    sentencePerLine: true,
    syllables: true,
    focus: 'sentence',
    sentenceHighlight: 'background',
    wordHighlight: 'background',
    follow: true,
    readingMode: 'full',
    pauses: 'study',
    speed: 0.85,
    skip: { citations: 'skip', notes: 'skip', 'note-texts': 'skip', urls: 'skip', emails: 'skip' },
  },
  standard: standard(),
}
