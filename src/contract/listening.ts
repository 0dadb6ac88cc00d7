/**
 * How a document is listened to: what is left out, what is said otherwise, and how much of it is read.
 *
 * All of it concerns speech only. The written text and the positions in it stay as they are.
 */
import { z } from 'zod'
import { documentId, languageTag } from './document.ts'

/** What a rule can leave out of speech. */
export const skipWhat = z.enum([
  'citations', // [12], (Smith, 2020), (ibid.), superscript numbers that name a source
  'notes', // marks that point to a note; the note's own text is `note-texts`
  'note-texts', // footnotes and endnotes, where the source has them
  'urls',
  'emails',
  'headers', // running headers and footers of printed pages
  'page-numbers',
  'captions', // of figures and tables
  'figures', // text alternatives of pictures
  'tables',
  'code',
  'parentheses',
  'front-matter', // title page, copyright, contents, dedication
  'back-matter', // references, index, appendices of the publisher, licences
])
export type SkipWhat = z.infer<typeof skipWhat>

/** `announce` says in a word what stood there ("citation", "table, 4 rows") instead of reading it. */
export const skipAction = z.enum(['read', 'skip', 'announce'])
export type SkipAction = z.infer<typeof skipAction>

/** What holds until the user says otherwise. */
export const skipDefaults: Readonly<Record<SkipWhat, SkipAction>> = {
  citations: 'skip',
  notes: 'skip',
  'note-texts': 'read',
  urls: 'read', // by their domain, never letter by letter
  emails: 'read',
  headers: 'skip',
  'page-numbers': 'skip',
  captions: 'read',
  figures: 'read',
  tables: 'read',
  code: 'read',
  parentheses: 'read',
  'front-matter': 'read',
  'back-matter': 'read',
}

/** How a pattern is read. `words`: as they stand, at word boundaries. `wildcard`: * for anything in a line, ? for one sign. */
export const patternKind = z.enum(['words', 'wildcard', 'regex'])
export type PatternKind = z.infer<typeof patternKind>

const ruleId = z.string().min(1).max(40)
const pattern = z.string().min(1).max(500)

/** A rule of the user's own that leaves text out. Without `document` it holds for all. */
export const ownRule = z.object({
  id: ruleId,
  pattern,
  kind: patternKind,
  matchCase: z.boolean().default(false),
  action: z.enum(['skip', 'announce']).default('skip'),
  document: documentId.optional(),
})
export type OwnRule = z.output<typeof ownRule>

/** How something written is to be said. Without `language` or `document` it holds everywhere. */
export const lexiconEntry = z.object({
  id: ruleId,
  written: pattern,
  kind: patternKind.default('words'),
  matchCase: z.boolean().default(false),
  spoken: z.string().max(500), // for `regex`, $1 to $9 and $<name> stand for groups
  alphabet: z.enum(['respelling', 'ipa']).default('respelling'),
  language: languageTag.optional(),
  document: documentId.optional(),
})
export type LexiconEntry = z.output<typeof lexiconEntry>

/** What the user has said about one document. */
export const bookSettings = z.object({
  skip: z.partialRecord(skipWhat, skipAction).optional(),
  language: languageTag.optional(), // instead of the declared or detected one
  /** Blocks from..to (inclusive) that are in another language than the document says. Later ones win. */
  passages: z
    .array(z.object({ from: z.int().nonnegative(), to: z.int().nonnegative(), language: languageTag }))
    .max(2_000)
    .optional(),
})
export type BookSettings = z.infer<typeof bookSettings>

/** How much is read. `gist`: an extract in the author's words; `openings`: the first words of each paragraph. */
export const readingMode = z.enum(['full', 'gist', 'headings', 'openings'])
export type ReadingMode = z.infer<typeof readingMode>

export const gistRange = { min: 10, max: 60, step: 5 } as const
/** How short the gist is: a share of the words, or so many minutes for each chapter at the present speed. */
export const gistLength = z.union([
  z.object({ percent: z.int().min(gistRange.min).max(gistRange.max) }),
  z.object({ minutes: z.number().positive().max(600) }),
])
export type GistLength = z.infer<typeof gistLength>

/** `scan`: silences crushed. `study`: words fast, pauses at clause and sentence ends kept at their full length. */
export const pausePreset = z.enum(['normal', 'scan', 'study'])
export type PausePreset = z.infer<typeof pausePreset>

/** Why a stretch of text is not said, or is said as something else. */
export const omissionReason = z.union([skipWhat, z.enum(['own', 'gist', 'headings', 'openings'])])
export type OmissionReason = z.infer<typeof omissionReason>

/** A stretch of a block's text, from..to in UTF-16, that is left out of speech. In order, never overlapping. */
export const omission = z.object({
  from: z.int().nonnegative(),
  to: z.int().nonnegative(),
  reason: omissionReason,
  rule: ruleId.optional(), // with reason `own`
  announced: z.string().optional(), // what is said in its place
})
export type Omission = z.infer<typeof omission>

/** How to read, where it differs from the settings: exports and the command line say it here. */
export const listening = z.object({
  mode: readingMode.optional(),
  gist: gistLength.optional(),
  pauses: pausePreset.optional(),
  /** At which it will be heard: a gist in minutes has to know. */
  speed: z.number().min(0.25).max(4).optional(),
  /** True reads everything, whatever the skip rules say. */
  everything: z.boolean().optional(),
  /** Rules that win over all settings. */
  skip: z.partialRecord(skipWhat, skipAction).optional(),
})
export type Listening = z.infer<typeof listening>
