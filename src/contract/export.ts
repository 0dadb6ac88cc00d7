/** Taking a document along: sound files, subtitles, and EPUBs that are read aloud. */
import { z } from 'zod'
import { documentId } from './document.ts'
import { listening } from './listening.ts'

export const exportFormat = z.enum(['opus', 'mp3', 'wav', 'epub'])
export type ExportFormat = z.infer<typeof exportFormat>

export const exportSpeed = z.number().min(0.25).max(4).default(1)
/** A chapter's number from 1 in the table of contents, words of its title, or a block that it holds. */
export const exportChapter = z.union([
  z.int().positive(),
  z.string(),
  z.object({ block: z.int().nonnegative() }),
])
export type ExportChapter = z.infer<typeof exportChapter>

export const exportRequest = z.object({
  document: documentId,
  format: exportFormat,
  /** One sound with chapter marks, or a sound for each chapter. An EPUB is always one file. */
  files: z.enum(['whole', 'chapters']).default('whole'),
  /** Only this chapter. */
  chapter: exportChapter.optional(),
  /** Beside each sound. An EPUB has none: its text is inside. */
  subtitles: z.enum(['none', 'srt', 'vtt', 'both']).default('none'),
  /** Also a JSON file beside each sound with the time of every word; see docs/CLI.md. */
  timings: z.boolean().default(false),
  speed: exportSpeed,
  voice: z.string().optional(),
  listening: listening.optional(),
})
export type ExportRequest = z.output<typeof exportRequest>

export const exportEstimate = z.object({
  seconds: z.number(), // of sound, at the export's speed
  bytes: z.number(),
  work: z.number(), // seconds that making it takes, judged by what this machine has done before
  chapters: z.int(),
  space: z.number().optional(), // bytes that are free for it, where the system tells
})
export type ExportEstimate = z.infer<typeof exportEstimate>

export const exportState = z.enum(['waiting', 'running', 'paused', 'failed', 'done'])
export type ExportState = z.infer<typeof exportState>

export const exportFile = z.object({ name: z.string(), mime: z.string(), bytes: z.number() })
export type ExportFile = z.infer<typeof exportFile>

/** An export: in the queue, at work, or done and waiting to be saved. */
export const exportJob = z.object({
  id: z.int(),
  document: documentId,
  title: z.string(), // of the document, also when that has been removed
  format: exportFormat,
  files: z.enum(['whole', 'chapters']),
  speed: z.number(),
  state: exportState,
  done: z.number().min(0).max(1), // share of the text
  seconds: z.number(), // of sound made, at its speed
  bytes: z.number(),
  pace: z.number().optional(), // while it runs: seconds of speech, as at speed 1, made in a second
  left: z.number().optional(), // while it runs: seconds that it will still take
  failure: z
    .object({
      code: z.string(),
      reason: z.string().optional(),
      message: z.string(),
      data: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .optional(),
  /** What can be saved, once it is done. */
  made: z.array(exportFile),
  /** All of them in one, where there are several and a ZIP archive can hold them. */
  archive: exportFile.optional(),
  createdAt: z.number(),
})
export type ExportJob = z.infer<typeof exportJob>
