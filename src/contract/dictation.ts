/** Dictation: drafts of the user's own, what speech does to them, and the history of all that was dictated. */
import { z } from 'zod'
import { call } from '../rpc/contract.ts'
import { languageTag } from './document.ts'
import { hypothesis } from './hearing.ts'
import { bytesSchema } from './typed-arrays.ts'

const nothing = z.object({})
const time = z.number() // milliseconds since 1970

/** A draft's row. Drafts are plain text; a line is a paragraph. */
export const draftSummary = z.object({
  id: z.int(),
  title: z.string(), // its own, or its first words
  named: z.boolean(), // the title is its own
  words: z.int().nonnegative(),
  excerpt: z.string(),
  createdAt: time,
  changedAt: time,
})
export type DraftSummary = z.infer<typeof draftSummary>

export const draft = draftSummary.extend({
  text: z.string(),
  caret: z.int().nonnegative(), // UTF-16 offset
})
export type Draft = z.infer<typeof draft>

/** A stretch of text, UTF-16 offsets. from = to is the caret. */
export const textRange = z.object({ from: z.int().nonnegative(), to: z.int().nonnegative() })
export type TextRange = z.infer<typeof textRange>

/** Puts `insert` in the place of a stretch of the text as it was before the edit. */
export const textEdit = textRange.extend({ insert: z.string() })
export type TextEdit = z.infer<typeof textEdit>

/** The field that is dictated into. `last` is where the last dictation lies, if it is still as it was written. */
export const dictatedField = z.object({
  text: z.string().max(5_000_000),
  selection: textRange,
  last: textRange.optional(),
  /** False where a new line would mean something else: one-line fields. */
  lines: z.boolean(),
})
export type DictatedField = z.infer<typeof dictatedField>

/** What an utterance comes to in a field. */
export const dictated = z.discriminatedUnion('type', [
  /** To be written: edits from back to front, where the selection is then, and where the new words lie. */
  z.object({
    type: z.literal('edit'),
    edits: z.array(textEdit),
    selection: textRange,
    last: textRange.optional(),
  }),
  /** A command of the registry that the interface carries out (undo, stop_dictation, read_back …). */
  z.object({
    type: z.literal('command'),
    command: z.string(),
    arguments: z.record(z.string(), z.unknown()),
  }),
  /** A command that found nothing to act on, such as words that are not in the text. Reasons: `dictation.refused.<reason>`. */
  z.object({ type: z.literal('refused'), reason: z.string(), text: z.string().optional() }),
])
export type Dictated = z.infer<typeof dictated>

/** What dictation commands act on. */
export const dictationUnit = z.enum(['that', 'word', 'sentence', 'paragraph', 'line', 'all'])
export type DictationUnit = z.infer<typeof dictationUnit>

/** An utterance that was dictated. */
export const dictationRecord = z.object({
  id: z.int(),
  draft: z.int().optional(),
  at: time,
  language: languageTag,
  recogniser: z.string(),
  text: z.string(), // as recognised
  alternatives: z.array(z.string()),
  seconds: z.number(),
  hasSound: z.boolean(),
})
export type DictationRecord = z.infer<typeof dictationRecord>

export const draftFormat = z.enum(['txt', 'md', 'docx'])
export type DraftFormat = z.infer<typeof draftFormat>

export const dictationMethods = {
  'drafts.list': call(nothing, z.array(draftSummary)),
  'drafts.create': call(
    z.object({ title: z.string().max(300).optional(), text: z.string().max(5_000_000).default('') }),
    draft,
  ),
  'drafts.open': call(z.object({ id: z.int() }), draft),
  /** Called within a second of each change. */
  'drafts.save': call(
    z.object({
      id: z.int(),
      text: z.string().max(5_000_000),
      caret: z.int().nonnegative(),
      title: z.string().max(300).optional(),
    }),
    draftSummary,
  ),
  'drafts.remove': call(z.object({ id: z.int() }), nothing),
  'drafts.restore': call(z.object({ id: z.int() }), draftSummary),
  'drafts.export': call(
    z.object({ id: z.int(), format: draftFormat }),
    z.object({ name: z.string(), mime: z.string(), bytes: bytesSchema }),
  ),

  /** What an utterance does to a field: words tidied to suit their place, or a command where the whole of it is one. */
  'dictation.interpret': call(
    z.object({ language: languageTag, hypothesis, field: dictatedField }),
    dictated,
  ),
  /** A dictation command on a field, by id and arguments as in commands.ts: scratch_that, select_text, replace_text … */
  'dictation.edit': call(
    z.object({
      language: languageTag,
      command: z.string(),
      arguments: z.record(z.string(), z.unknown()),
      field: dictatedField,
    }),
    dictated,
  ),

  /** What was dictated, or words of it, may have been instead, as it would be written: at most nine, best first. */
  'dictation.corrections': call(
    z.object({
      language: languageTag,
      written: z.string().max(10_000), // as it stands in the text
      alternatives: z.array(z.string().max(10_000)).max(50).default([]), // as recognised
      text: z.string().max(10_000).optional(), // the words of it; all, if absent
    }),
    z.array(z.string()),
  ),

  /** Newest first. */
  'dictation.history': call(
    z.object({
      draft: z.int().optional(),
      before: z.int().optional(), // an id
      limit: z.int().min(1).max(500).default(100),
    }),
    z.array(dictationRecord),
  ),
  /** An utterance's sound: Opus in Ogg. */
  'dictation.sound': call(z.object({ id: z.int() }), z.object({ mime: z.string(), bytes: bytesSchema })),
  /** One of them, or all. It cannot be undone. */
  'dictation.forget': call(z.object({ id: z.int().optional() }), nothing),
} as const
