/**
 * What an importer is given and what it yields.
 *
 * Importers yield as they go, so that the first sentence of a large file can be heard while the rest is still
 * being read. They run in a worker that may be killed at any moment: they keep nothing and write nothing.
 */
import type { Block, Clip, DocumentFormat, Metadata, PageMark, TocEntry } from './document.ts'

/** The whole file. `name` is its base name; it helps to guess a format and is the title of last resort. */
export interface Source {
  readonly name: string
  readonly bytes: Uint8Array
  /** Media type as some sender declared it; sniffed bytes win. */
  readonly mime?: string
}

export interface ImportOptions {
  readonly password?: string
  /** HTML only: `article` leaves out navigation and the like when an article is found, `page` keeps everything. Default `article`. */
  readonly html?: 'article' | 'page'
  readonly signal?: AbortSignal
}

export type ImportEvent =
  /** First event of every import, and again whenever more has become known (the detected language, say). */
  | { readonly type: 'metadata'; readonly format: DocumentFormat; readonly metadata: Metadata }
  /** The next blocks, numbered on from the last. */
  | { readonly type: 'blocks'; readonly blocks: readonly Block[] }
  /** A picture that a figure names, or the cover. Raster formats and SVG only; at most 16 MB each. */
  | {
      readonly type: 'asset'
      readonly id: string
      readonly mime: string
      readonly bytes: Uint8Array
      readonly cover?: boolean
    }
  /** Complete lists; the last one wins. They may name blocks that come later. */
  | { readonly type: 'toc'; readonly entries: readonly TocEntry[] }
  | { readonly type: 'pages'; readonly pages: readonly PageMark[] }
  /** More of the recorded narration. May name blocks that come later; the order across events does not matter. */
  | { readonly type: 'narration'; readonly clips: readonly Clip[] }
  /** Share of the work that is done, 0 to 1, ascending. */
  | { readonly type: 'progress'; readonly done: number }
  /** Something the reader should know: `key` is in the message catalogue as `import.warning.<key>`. */
  | {
      readonly type: 'warning'
      readonly key: string
      readonly data?: Readonly<Record<string, string | number>>
    }

/**
 * Reads one format.
 *
 * Yields at least one `metadata` event, then blocks in reading order. Ends normally when everything was read.
 * @throws {AppError} `damaged`, `protected`, `password-needed`, `no-text`, `too-large`, `unsupported-format`
 */
export type Importer = (source: Source, options: ImportOptions) => AsyncGenerator<ImportEvent>
