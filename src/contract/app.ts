/**
 * THE contract: everything that crosses between an interface (window, browser, command line) and the app core.
 */
import { z } from 'zod'
import { call, type Client, type Handlers, stream } from '../rpc/contract.ts'
import {
  block,
  documentFormat,
  documentId,
  languageTag,
  metadata,
  pageMark,
  position,
  tocEntry,
} from './document.ts'
import { dictationMethods } from './dictation.ts'
import { exportChapter, exportEstimate, exportJob, exportRequest, exportSpeed } from './export.ts'
import { hearingMethods } from './hearing-methods.ts'
import { voice, wordTime } from './inference.ts'
import { listening, omission, omissionReason, ownRule, patternKind } from './listening.ts'
import { packMethods } from './pack-methods.ts'
import { settingsPatch, settingsSchema } from './settings.ts'
import { tempoSpan } from './tempo.ts'
import { bytesSchema, pcmSchema } from './typed-arrays.ts'

const nothing = z.object({})
const time = z.number() // milliseconds since 1970

/** A row of the library. */
export const documentSummary = z.object({
  id: documentId,
  format: documentFormat,
  title: z.string(),
  authors: z.array(z.string()),
  language: languageTag.optional(),
  hasCover: z.boolean(),
  state: z.enum(['importing', 'ready', 'incomplete']), // incomplete: cancelled, or the file broke in the middle
  progress: z.number().min(0).max(1), // share of the text that lies before the place, by characters
  words: z.int().nonnegative(),
  addedAt: time,
  openedAt: time.optional(),
})
export type DocumentSummary = z.infer<typeof documentSummary>

export const bookmark = z.object({
  id: z.int(),
  position,
  name: z.string(),
  excerpt: z.string(), // the words at the place, for lists
  createdAt: time,
})
export type Bookmark = z.infer<typeof bookmark>

export const note = z.object({
  id: z.int(),
  position,
  length: z.int().nonnegative(), // UTF-16 units of the word or selection it stands at
  text: z.string(),
  excerpt: z.string(),
  createdAt: time,
  changedAt: time,
})
export type Note = z.infer<typeof note>

export const openDocument = z.object({
  summary: documentSummary,
  metadata,
  toc: z.array(tocEntry),
  pages: z.array(pageMark),
  blockCount: z.int().nonnegative(),
  place: position.optional(),
  warnings: z.array(
    z.object({ key: z.string(), data: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
})
export type OpenDocument = z.infer<typeof openDocument>

/** How an import goes on. `readable` comes once, when the first blocks can be read aloud. */
export const importProgress = z.discriminatedUnion('type', [
  z.object({ type: z.literal('accepted'), document: documentId, known: z.boolean() }), // known: it was in the library already
  z.object({ type: z.literal('readable'), document: documentId }),
  z.object({ type: z.literal('progress'), document: documentId, done: z.number(), blocks: z.int() }),
  z.object({ type: z.literal('ready'), document: documentId, blocks: z.int() }),
])
export type ImportProgress = z.infer<typeof importProgress>

/** One sentence, list item, cell or the like: the unit that is synthesised, lit and stepped by. */
export const utterance = z.object({
  position, // where it begins
  end: z.int().nonnegative(), // UTF-16 offset in the same block, exclusive
  kind: z.enum(['text', 'heading', 'list-item', 'cell', 'code', 'figure', 'math', 'note']),
  /** True where a paragraph, heading or other block begins with this utterance. */
  blockStart: z.boolean(),
  spoken: z.string(), // what is said, in full
})
export type Utterance = z.infer<typeof utterance>

/** An utterance with its sound. Word times are in seconds of `pcm`; from..to in UTF-16 of the block's text. */
export const spokenUtterance = z.object({
  utterance,
  pcm: pcmSchema, // mono at soundRate, speed 1
  words: z.array(wordTime),
  pauseAfter: z.number(), // seconds at speed 1
  /** What of `pcm` is a pause, a tone or hard to follow; the player's business, so that a change is heard at once. */
  tempo: z.array(tempoSpan).optional(),
  voice: z.string(),
  /** Words per minute of this voice at speed 1. */
  wordsPerMinute: z.number(),
  /**
   * Where the sound comes in parts, for those who asked for them: `pcm` are its samples from `from` on, and `words` and
   * `tempo` are all that is known by now, counted from the utterance's first sample. `pauseAfter` holds for the last part.
   */
  part: z.object({ from: z.int().nonnegative(), more: z.boolean() }).optional(),
  /** The voice that should have spoken, and why it could not: a `code` of rpc/failure.ts and its reason. */
  instead: z.object({ voice: z.string(), code: z.string(), reason: z.string() }).optional(),
})
export type SpokenUtterance = z.infer<typeof spokenUtterance>

const amount = z.object({ words: z.number(), wordsRead: z.number(), seconds: z.number() })

export const moveUnit = z.enum(['sentence', 'paragraph', 'heading', 'chapter', 'page'])
export type MoveUnit = z.infer<typeof moveUnit>

export const searchHit = z.object({
  position,
  length: z.int().nonnegative(),
  title: z.string(),
  before: z.string(),
  match: z.string(),
  after: z.string(),
})
export type SearchHit = z.infer<typeof searchHit>

export const app = {
  /** First call of every interface. `locale` is the system's, where the core knows it. */
  hello: call(
    nothing,
    z.object({ version: z.string(), locale: z.string(), shell: z.enum(['electron', 'loopback', 'cli']) }),
  ),

  'settings.get': call(nothing, settingsSchema),
  /** Fields that do not parse are refused as `bad-input`; the answer is the whole record as stored. */
  'settings.set': call(settingsPatch, settingsSchema),

  'library.list': call(nothing, z.array(documentSummary)),
  /** Copies the bytes into the library and reads them. Leaving the stream does not stop that; `library.cancel` does. */
  'library.import': stream(
    z.object({
      name: z.string().min(1).max(1_000),
      bytes: bytesSchema,
      mime: z.string().max(200).optional(),
      password: z.string().max(1_000).optional(),
      html: z.enum(['article', 'page']).optional(),
    }),
    importProgress,
    { credit: 4 },
  ),
  /** Stops an import; what was read stays in the library as `incomplete`. */
  'library.cancel': call(z.object({ document: documentId }), nothing),
  /** Goes on with a document that is `importing` or `incomplete`; ends at once when it is ready. */
  'library.watch': stream(z.object({ document: documentId }), importProgress, { credit: 4 }),
  /** Takes it out of the list. Undone by `library.restore` until the app is closed; then its file is deleted. */
  'library.remove': call(z.object({ document: documentId }), nothing),
  'library.restore': call(z.object({ document: documentId }), nothing),
  /** Titles and authors first, then texts. Every word must occur; the last may be unfinished. */
  'library.search': call(
    z.object({ text: z.string().max(1_000), limit: z.int().min(1).max(500).default(50) }),
    z.object({ titles: z.array(documentSummary), hits: z.array(searchHit) }),
  ),
  'library.cover': call(
    z.object({ document: documentId }),
    z.object({ mime: z.string(), bytes: bytesSchema }).nullable(),
  ),

  'document.open': call(z.object({ document: documentId }), openDocument),
  'document.blocks': call(
    z.object({ document: documentId, from: z.int().nonnegative(), count: z.int().min(1).max(2_000) }),
    z.object({ from: z.int(), blocks: z.array(block) }),
  ),
  'document.asset': call(
    z.object({ document: documentId, asset: z.string() }),
    z.object({ mime: z.string(), bytes: bytesSchema }),
  ),
  /** The next place of `text` after (or before) `from`, wrapping round once. Case and accents are ignored. */
  'document.find': call(
    z.object({
      from: position,
      text: z.string().min(1).max(1_000),
      direction: z.enum(['forward', 'backward']).default('forward'),
    }),
    z.object({ hit: searchHit.nullable(), index: z.int(), total: z.int() }), // index counts from 1
  ),
  /** Where a share of the document (0 to 100, by characters) lies, moved to the start of its sentence. */
  'document.at': call(z.object({ document: documentId, percent: z.number().min(0).max(100) }), position),
  'document.page': call(z.object({ document: documentId, label: z.string().max(100) }), position),
  /** Everything that "where am I" needs. Seconds are at speed 1 of the voice that would read. */
  'document.where': call(
    position,
    z.object({
      percent: z.number(),
      page: z.string().optional(),
      pageCount: z.int(),
      chapter: z.string().optional(),
      heading: z.string().optional(),
      secondsLeft: z.number(),
      secondsLeftInChapter: z.number(),
    }),
  ),

  /** The document from `from` on, sentence by sentence. The utterance that holds `from` comes first, whole. */
  'reading.utterances': stream(
    z.object({
      from: position,
      unit: z.enum(['rest', 'one', 'block']).default('rest'), // to the end, one utterance, or what is left of the block
      listening: listening.optional(),
      /** An utterance may come in parts, the first of them before all of it is spoken. */
      parts: z.boolean().default(false),
    }),
    spokenUtterance,
  ),
  /** The same utterances without their sound, many at a time: what would be said. */
  'reading.script': stream(
    z.object({ from: position, listening: listening.optional() }),
    z.array(utterance),
    { credit: 2 },
  ),
  /** What the present rules and mode leave out of so many blocks. Blocks that are read whole are not listed. */
  'reading.omissions': call(
    z.object({ document: documentId, from: z.int().nonnegative(), count: z.int().min(1).max(2_000) }),
    z.array(z.object({ block: z.int(), omissions: z.array(omission) })),
  ),
  /** How often each rule leaves something out of the whole document, and how many words are left to hear. */
  'reading.skipped': call(
    z.object({ document: documentId }),
    z.object({
      counts: z.array(z.object({ reason: omissionReason, rule: z.string().optional(), count: z.int() })),
      words: z.int(), // of the text
      wordsRead: z.int(), // of them, those that are said
    }),
  ),
  /** What a rule of the user's own would leave out, before it is kept: how often, and some of it; or what is wrong with it. */
  'reading.tryRule': call(
    ownRule.pick({ pattern: true, kind: true, matchCase: true }).extend({ document: documentId }),
    z.object({
      problem: z.enum(['empty', 'invalid', 'slow']).optional(),
      count: z.int(),
      more: z.boolean(), // there are more than were counted
      examples: z.array(z.string()),
    }),
  ),
  /** The note that the last reference at or before a place points to. `null` where there is none in its chapter. */
  'reading.note': call(
    position,
    z.object({ reference: position, block: z.int(), text: z.string() }).nullable(),
  ),
  /** Where the next or previous sentence, paragraph … begins, seen from `from`; the same place at either end. */
  'reading.move': call(
    z.object({ from: position, unit: moveUnit, count: z.int().min(-1_000).max(1_000) }),
    z.object({ position, moved: z.boolean() }),
  ),
  /**
   * About how much is heard of the chapter round a place, and of the document, at speed 1. A gist is made for that
   * chapter, if there is none yet.
   */
  'reading.amount': call(
    z.object({ at: position, listening: listening.optional() }),
    z.object({
      chapter: amount.extend({ from: z.int(), to: z.int() }), // blocks; the last one is not in it
      document: amount,
    }),
  ),
  /** The sentence round a place. `null` where nothing is spoken. */
  'reading.sentence': call(position, utterance.nullable()),
  /** Where sentences begin within so many blocks, but for each block's first. Blocks of one sentence are not listed. */
  'reading.sentences': call(
    z.object({ document: documentId, from: z.int().nonnegative(), count: z.int().min(1).max(2_000) }),
    z.array(z.object({ block: z.int(), starts: z.array(z.int()) })),
  ),
  /** Keeps the place that was HEARD. Cheap; may be called several times a second. */
  'reading.heard': call(position, nothing),

  'bookmarks.list': call(z.object({ document: documentId }), z.array(bookmark)),
  'bookmarks.add': call(z.object({ position, name: z.string().max(200).optional() }), bookmark),
  'bookmarks.rename': call(z.object({ id: z.int(), name: z.string().min(1).max(200) }), bookmark),
  'bookmarks.remove': call(z.object({ id: z.int() }), nothing),
  'bookmarks.restore': call(z.object({ id: z.int() }), bookmark),

  'notes.list': call(z.object({ document: documentId }), z.array(note)),
  'notes.add': call(
    z.object({ position, length: z.int().nonnegative(), text: z.string().min(1).max(100_000) }),
    note,
  ),
  'notes.change': call(z.object({ id: z.int(), text: z.string().min(1).max(100_000) }), note),
  'notes.remove': call(z.object({ id: z.int() }), nothing),
  'notes.restore': call(z.object({ id: z.int() }), note),

  /**
   * A few words as the voice for their language says them, apart from the reading: to hear how a dictionary entry sounds,
   * or a word letter by letter.
   */
  'reading.say': call(
    z.object({
      text: z.string().min(1).max(500),
      language: languageTag.optional(), // of the text; the document's, if absent
      document: documentId.optional(),
      ipa: z.string().max(500).optional(), // sounds to say instead of the text
      spell: z.enum(['letters', 'alphabet']).optional(), // `alphabet`: each letter with a word that begins with it
    }),
    z.object({
      pcm: pcmSchema, // mono at soundRate
      spoken: z.string(),
      unspoken: z.array(z.string()).optional(), // signs of `ipa` that the voice cannot say
    }),
  ),

  /** What is wrong with a pattern, if it cannot be used. `slow`: it might take for ever on some texts. */
  'reading.pattern': call(
    z.object({ pattern: z.string().max(500), kind: patternKind, matchCase: z.boolean() }),
    z.object({ problem: z.enum(['empty', 'invalid', 'slow']).optional() }),
  ),

  'voices.list': call(nothing, z.array(voice)),
  /** A short sentence in the voice's own language, or the text given, to choose by. */
  'voices.sample': call(
    z.object({ voice: z.string(), text: z.string().max(500).optional() }),
    z.object({ pcm: pcmSchema, words: z.array(wordTime), tempo: z.array(tempoSpan) }),
  ),

  /** A document, or a chapter of it, as one WAV sound in pieces, to be played as it comes; its length is not in it. */
  'export.sound': stream(
    z.object({
      document: documentId,
      speed: exportSpeed,
      voice: z.string().optional(),
      chapter: exportChapter.optional(),
      listening: listening.optional(),
    }),
    z.object({ bytes: bytesSchema, done: z.number() }),
    { credit: 4 },
  ),
  /** What an export would come to, without beginning it. Walks the document. */
  'export.estimate': call(exportRequest, exportEstimate),
  /** Puts an export in the queue. It goes on in the background, also when the interface has gone. */
  'export.start': call(
    exportRequest.extend({
      /** Goes on with a paused or failed export of the same wish instead, if there is one. */
      again: z.boolean().default(false),
    }),
    exportJob,
  ),
  /** Newest first. */
  'export.list': call(nothing, z.array(exportJob)),
  /** Each export as it changes, a few times a second at most. With `id` its present state first, and its end ends it. */
  'export.watch': stream(
    z.object({ id: z.int().optional() }),
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('job'), job: exportJob }),
      z.object({ type: z.literal('removed'), id: z.int() }),
    ]),
  ),
  /** What was made since the last checkpoint, some minutes of sound at most, is made again on `resume`. */
  'export.pause': call(z.object({ id: z.int() }), exportJob),
  'export.resume': call(z.object({ id: z.int() }), exportJob),
  /** Stops it if it runs, and deletes all that it made. */
  'export.remove': call(z.object({ id: z.int() }), nothing),
  /** One of the files of an export that is done, or its archive, in pieces. */
  'export.file': stream(z.object({ id: z.int(), name: z.string() }), bytesSchema, { credit: 4 }),

  ...hearingMethods,
  ...dictationMethods,
  ...packMethods,

  /** The interface's own log: stalls that were recovered, sound devices that vanished. Kept in the data folder, never sent. */
  'log.write': call(
    z.object({
      level: z.enum(['info', 'warning', 'error']),
      event: z.string().max(100),
      data: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    }),
    nothing,
  ),
  /** Bytes held by the core and its processes, 0 for one that is not running; for the developer's overlay and the bench. */
  'debug.memory': call(
    nothing,
    z.object({ core: z.number(), engine: z.number(), ear: z.number(), chat: z.number() }),
  ),
} as const

export type AppContract = typeof app
export type AppClient = Client<AppContract>
export type AppHandlers = Handlers<AppContract>
