/**
 * The one model that everything is read from, whatever the file's format.
 *
 * A document is an ordered list of blocks. A block's text is the concatenation of its runs, and a position in it is
 * a UTF-16 offset into that text: so positions, highlights, notes and search hits all count in the same unit, for
 * tables and figures too. The text is what the author wrote and is never changed; what is spoken is derived from it.
 */
import { z } from 'zod'

/** Lower-case BCP 47 tag, such as `en`, `en-gb`, `de`. */
export const languageTag = z.string().min(1).max(35)

export const runRole = z.enum([
  'note-reference', // a mark that points to a footnote or endnote; `note` names its block
  'code', // inline code
  'math', // `spoken` says it; the text shows it
  'alternative', // text alternative of a picture, not visible on the page
  'caption', // caption of a figure or table
  'page-number', // a running page number, in the text or in a running line
])
export type RunRole = z.infer<typeof runRole>

export const run = z.object({
  text: z.string(),
  language: languageTag.optional(), // only where it differs from the block's
  emphasis: z.enum(['emphasis', 'strong', 'both']).optional(),
  script: z.enum(['superscript', 'subscript']).optional(),
  link: z.string().max(4_000).optional(), // http(s) or mailto target, or `#block-12` for a place in this document
  role: runRole.optional(),
  note: z.string().optional(), // with role note-reference: the `note` of a footnote block
  spoken: z.string().optional(), // what to say instead of the text: mathematics, ruby base text
  ruby: z.string().optional(), // the reading shown above the text
})
export type Run = z.infer<typeof run>

/** A table cell: a slice of the block's text. Cells are in reading order; rows and columns count from 0. */
export const cell = z.object({
  row: z.int().nonnegative(),
  column: z.int().nonnegative(),
  rowSpan: z.int().positive().optional(),
  columnSpan: z.int().positive().optional(),
  header: z.boolean().optional(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
})
export type Cell = z.infer<typeof cell>

export const blockKind = z.enum([
  'heading',
  'paragraph',
  'list-item',
  'quote',
  'code',
  'table', // text: caption?, then rows; cells separated by \t, rows by \n
  'figure', // text: alternative, then caption, separated by \n
  'math', // a displayed formula; its run carries `spoken`
  'footnote', // footnote or endnote text; stands where the source has it
  'aside',
  'separator', // a thematic break; no text
  'running', // a running header or footer of a printed page; stands after the paragraph that the page's end interrupts
])
export type BlockKind = z.infer<typeof blockKind>

export const block = z.object({
  kind: blockKind,
  runs: z.array(run),
  level: z.int().min(1).max(9).optional(), // heading 1..6; nesting depth of a list item, from 1
  marker: z.string().max(40).optional(), // how the list item is marked: `•`, `3.`, `[x]`; not part of the text
  language: languageTag.optional(), // only where it differs from the document's
  direction: z.enum(['ltr', 'rtl']).optional(),
  note: z.string().optional(), // footnote: the id that note references name
  image: z.string().optional(), // figure: id of an asset
  cells: z.array(cell).optional(), // table
  columns: z.int().positive().optional(), // table
  matter: z.enum(['front', 'back']).optional(), // by the word of the source: cover, contents, copyright; index, sources
})
export type Block = z.infer<typeof block>

export interface TocEntry {
  title: string
  block: number
  children: TocEntry[]
}
/** Entries in reading order. An entry's block is the first one that belongs to it. */
export const tocEntry: z.ZodType<TocEntry> = z.object({
  title: z.string(),
  block: z.int().nonnegative(),
  get children() {
    return z.array(tocEntry)
  },
})

/** Where a printed page begins. `label` is as printed: `12`, `xiv`, `A-3`. Ascending by block, offset. */
export const pageMark = z.object({
  label: z.string().max(100),
  block: z.int().nonnegative(),
  offset: z.int().nonnegative(),
})
export type PageMark = z.infer<typeof pageMark>

export const documentFormat = z.enum(['epub', 'pdf', 'docx', 'odt', 'rtf', 'html', 'markdown', 'text'])
export type DocumentFormat = z.infer<typeof documentFormat>
/** Ends of file names that are offered for opening; what a file really is, its bytes say. */
export const documentEndings = [
  '.epub',
  '.pdf',
  '.docx',
  '.odt',
  '.rtf',
  '.html',
  '.htm',
  '.xhtml',
  '.md',
  '.markdown',
  '.txt',
] as const

export const metadata = z.object({
  title: z.string(), // never empty: the file's name if the source has none
  authors: z.array(z.string()),
  language: languageTag.optional(), // declared, else detected; absent if neither
  publisher: z.string().optional(),
  description: z.string().optional(),
  direction: z.enum(['ltr', 'rtl']).optional(),
})
export type Metadata = z.infer<typeof metadata>

/** Document ids are the SHA-256 of the file's bytes, in hex: the same bytes are the same document. */
export const documentId = z.string().regex(/^[0-9a-f]{64}$/)

/** A place in a document. Stable across restarts and re-imports of the same bytes. */
export const position = z.object({
  document: documentId,
  block: z.int().nonnegative(),
  offset: z.int().nonnegative(), // UTF-16, into the block's text
})
export type Position = z.infer<typeof position>

/**
 * A stretch of the text that the file brings read aloud, and where: `start` to `end` in seconds of one of its sounds.
 * Ascending by block, from. Stretches do not overlap.
 */
export const clip = z.object({
  block: z.int().nonnegative(),
  from: z.int().nonnegative(), // UTF-16, as everywhere
  to: z.int().nonnegative(),
  sound: z.string().max(2_000), // path of the sound inside the document's file
  start: z.number().nonnegative(),
  end: z.number().nonnegative().optional(), // to the sound's end, if absent
})
export type Clip = z.infer<typeof clip>

/** Whether a block is part of what the author wrote, so that it is counted, searched and stepped to. */
export const isText = ({ kind }: Pick<Block, 'kind'>): boolean => kind !== 'running'

/** The text that offsets in `block` count in. */
export function blockText(value: Pick<Block, 'runs'>): string {
  let text = ''
  for (const part of value.runs) text += part.text
  return text
}
