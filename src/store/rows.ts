/** Rows of the documents table, and what the rest of the app sees of them. */
import type { DocumentSummary } from '../contract/app.ts'
import type { DocumentFormat, Metadata, PageMark, TocEntry } from '../contract/document.ts'

export type DocumentState = 'importing' | 'ready' | 'incomplete'
export interface Warning {
  readonly key: string
  readonly data: Record<string, string | number>
}
export interface DocumentRow {
  readonly serial: number
  readonly id: string
  readonly name: string
  readonly format: DocumentFormat
  readonly options: { readonly html?: 'article' | 'page' }
  readonly state: DocumentState
  readonly metadata: Metadata
  readonly toc: TocEntry[]
  readonly pages: PageMark[]
  readonly warnings: Warning[]
  readonly blocks: number
  readonly characters: number
}

/** What a list shows: without the long columns, of which a library of thousands would have many megabytes. */
export interface RawSummary {
  id: string
  format: DocumentFormat
  state: DocumentState
  metadata: string
  characters: number
  words: number
  added_at: number
  opened_at: number | null
  place_block: number | null
  place_offset: number | null
  place_before: number | null
  cover: number
}

interface RawDocument {
  serial: number
  id: string
  name: string
  format: DocumentFormat
  options: string
  state: DocumentState
  metadata: string
  toc: string
  pages: string
  warnings: string
  blocks: number
  characters: number
}

export const selectSummary = `
  SELECT d.id, d.format, d.state, d.metadata, d.characters, d.words, d.added_at, d.opened_at,
         p.block AS place_block, p.offset AS place_offset, b.before AS place_before,
         EXISTS (SELECT 1 FROM assets a WHERE a.document = d.serial AND a.cover = 1) AS cover
  FROM documents d
  LEFT JOIN places p ON p.document = d.serial
  LEFT JOIN blocks b ON b.document = d.serial AND b.number = p.block`

export function toSummary(raw: RawSummary): DocumentSummary {
  const { title, authors, language } = JSON.parse(raw.metadata) as Metadata
  const read = raw.place_before === null ? 0 : raw.place_before + (raw.place_offset ?? 0)
  return {
    id: raw.id,
    format: raw.format,
    title,
    authors,
    ...(language === undefined ? {} : { language }),
    hasCover: raw.cover === 1,
    state: raw.state,
    progress: raw.characters === 0 ? 0 : Math.min(1, read / raw.characters),
    words: raw.words,
    addedAt: raw.added_at,
    ...(raw.opened_at === null ? {} : { openedAt: raw.opened_at }),
  }
}

export function toRow(raw: unknown): DocumentRow {
  const { serial, id, name, format, options, state, metadata, toc, pages, warnings, blocks, characters } =
    raw as RawDocument
  return {
    serial,
    id,
    name,
    format,
    options: JSON.parse(options) as DocumentRow['options'],
    state,
    metadata: JSON.parse(metadata) as Metadata,
    toc: JSON.parse(toc) as TocEntry[],
    pages: JSON.parse(pages) as PageMark[],
    warnings: JSON.parse(warnings) as Warning[],
    blocks,
    characters,
  }
}
