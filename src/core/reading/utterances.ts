/**
 * Cuts blocks into what is said, lit and stepped by: sentences of prose, headings, list items, table cells, lines of
 * code.
 *
 * Two steps, because moving about needs only places: `blockSpans` finds them, `speech` puts one into words. Offsets
 * count in the block's text. What is said before the text (a list number, the row and column of a cell) is a prefix.
 */
import { type Block, type Cell, isText } from '../../contract/document.ts'
import type { Utterance } from '../../contract/app.ts'
import type { Omission } from '../../contract/listening.ts'
import { announcements, type Announcements } from './announcements.ts'
import { clauses } from './clauses.ts'
import type { Lexicon } from './lexicon.ts'
import { withOmissions } from './omissions.ts'
import {
  hasOwnSound,
  type Layout,
  layOut,
  sayable,
  type SpokenPart,
  spokenLine,
  spokenParts,
} from './parts.ts'
import { sentences, silentCharacter, type Span } from './sentences.ts'
import { romanValue } from './spoken/roman.ts'
import { speakable, type SpeakableOptions } from './speakable.ts'

/** What lies between this utterance and the next of the same block; the reader makes a pause of it. */
export type Boundary = 'clause' | 'sentence' | 'line' | 'cell' | 'row' | 'block'

export interface UtteranceSpan extends Span {
  readonly kind: Utterance['kind']
  /** True where the block begins with it. */
  readonly blockStart: boolean
  readonly prefix: string
  readonly after: Boundary
  readonly context: NonNullable<SpeakableOptions['context']>
}

export interface BlockUtterances {
  readonly layout: Layout
  readonly spans: readonly UtteranceSpan[]
}

type Draft = Omit<UtteranceSpan, 'blockStart' | 'prefix'> & { readonly prefix?: string }

const contexts: Partial<Record<Utterance['kind'], UtteranceSpan['context']>> = {
  heading: 'heading',
  'list-item': 'list-item',
  cell: 'cell',
  code: 'code',
}

function draft(kind: Draft['kind'], span: Span, after: Boundary, prefix = ''): Draft {
  return { ...span, kind, after, prefix, context: contexts[kind] ?? 'text' }
}

/** Sentences of a stretch of the block, the long ones cut; the prefix goes before the first. */
function prose(layout: Layout, kind: Draft['kind'], from: number, to: number, prefix = ''): Draft[] {
  const text = layout.masked.slice(from, to)
  const drafts: Draft[] = []
  for (const sentence of sentences(text, layout.language)) {
    const pieces = clauses(text, sentence)
    for (const [index, { start, end }] of pieces.entries()) {
      const after = index < pieces.length - 1 ? 'clause' : 'sentence'
      drafts.push(
        draft(kind, { start: start + from, end: end + from }, after, drafts.length === 0 ? prefix : ''),
      )
    }
  }
  return drafts
}

/** The stretch as one utterance, without white space at its ends; long ones are cut. */
function whole(
  layout: Layout,
  kind: Draft['kind'],
  from: number,
  to: number,
  prefix = '',
  after: Boundary = 'sentence',
): Draft[] {
  let start = from
  let end = to
  while (start < end && /\s/.test(layout.text[start]!)) start++
  while (end > start && /\s/.test(layout.text[end - 1]!)) end--
  if (start === end) return []
  const pieces = kind === 'math' ? [{ start, end }] : clauses(layout.masked, { start, end })
  return pieces.map((piece, index) =>
    draft(kind, piece, index < pieces.length - 1 ? 'clause' : after, index === 0 ? prefix : ''),
  )
}

const spokenPrefix = (words: string): string => (words === '' ? '' : `${words}: `)

/** `3.` is said as its number, `[x]` as done, bullets not at all. */
function markerPrefix(marker: string | undefined, language: string, words: Announcements): string {
  if (!marker || marker === 'o') return '' // Word's second-level bullet is a letter o
  if (/^\[[xX]\]$|[☑☒✓✔]/u.test(marker)) return spokenPrefix(words.done)
  if (/^\[ ?\]$|☐/u.test(marker)) return spokenPrefix(words.open)
  const bare = marker.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
  if (bare === '') return ''
  const roman = bare.length > 1 ? romanValue(bare.toUpperCase()) : undefined // a single letter may count as one
  return spokenPrefix(speakable(roman ? String(roman) : bare, { language, context: 'list-item' }).spoken)
}

function lines(layout: Layout): Draft[] {
  const drafts: Draft[] = []
  let start = 0
  for (const line of layout.text.split('\n')) {
    drafts.push(...whole(layout, 'code', start, start + line.length, '', 'line'))
    start += line.length + 1
  }
  return drafts
}

const longestHeader = 80
const widestSpan = 1_000

/** The names of a table's columns as its rows go by: the nearest header cell above, or the column's number. */
class Columns {
  readonly #layout: Layout
  readonly #words: Announcements
  readonly #names = new Map<number, string>()
  readonly #pending: Cell[] = []

  constructor(layout: Layout, words: Announcements) {
    this.#layout = layout
    this.#words = words
  }

  name(cell: Cell): string {
    for (let header = this.#pending[0]; header && header.row < cell.row; header = this.#pending[0]) {
      this.#pending.shift()
      const end = Math.min(header.end, header.start + longestHeader)
      const name = spokenLine(spokenParts(this.#layout, header.start, end, 'cell')).replace(/[\s.:,;]+$/u, '')
      const span = Math.min(header.columnSpan ?? 1, widestSpan)
      for (let column = header.column; name && column < header.column + span; column++)
        this.#names.set(column, name)
    }
    return this.#names.get(cell.column) ?? this.#words.column(cell.column + 1)
  }

  /** A header cell names the rows below it. Cells come in reading order. */
  pass(cell: Cell): void {
    if (cell.header) this.#pending.push(cell)
  }
}

function table(layout: Layout, cells: readonly Cell[], columns: number, words: Announcements): Draft[] {
  const first = cells[0]?.start ?? layout.text.length
  const caption = layout.text.slice(0, first)
  const announced = words.named.test(caption) ? '' : spokenPrefix(words.table)
  const drafts = prose(layout, 'text', 0, first, announced)
  const said = cells.filter(
    (cell) => sayable(layout.masked.slice(cell.start, cell.end)) || hasOwnSound(layout, cell.start, cell.end),
  )
  const names = new Columns(layout, words)
  const dataRows = new Set(said.filter(({ header }) => !header).map(({ row }) => row)) // headers there name the row
  let row = -1
  for (const [index, cell] of said.entries()) {
    const place: string[] = []
    if (cell.row !== row) place.push(words.row(cell.row + 1))
    if (columns > 1) place.push(names.name(cell))
    if (cell.row === 0 || !dataRows.has(cell.row)) names.pass(cell)
    row = cell.row
    const prefix = cells.length > 1 ? spokenPrefix(capitalised(place.join(', '))) : ''
    const after = said[index + 1]?.row === cell.row ? 'cell' : 'row'
    drafts.push(...whole(layout, 'cell', cell.start, cell.end, prefix, after))
  }
  return drafts
}

const capitalised = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1)

/** Alternative text and caption are lines of their own; the picture is announced once, unless they do it themselves. */
function figure(layout: Layout, words: Announcements): Draft[] {
  const drafts: Draft[] = []
  let prefix = words.named.test(layout.text) ? '' : spokenPrefix(words.figure)
  let start = 0
  for (const line of layout.text.split('\n')) {
    const found = prose(layout, 'figure', start, start + line.length, prefix)
    if (found.length > 0) prefix = ''
    drafts.push(...found)
    start += line.length + 1
  }
  return drafts
}

/** A note is announced by its number, where the source gave it one. */
function notePrefix(block: Block, layout: Layout, words: Announcements): string {
  const number = /\d+$/.exec(block.note ?? '')?.[0] ?? ''
  if (number !== '' && new RegExp(`^\\W{0,2}${number}(?!\\d)`).test(layout.text))
    return spokenPrefix(words.note)
  return spokenPrefix([words.note, number].filter(Boolean).join(' '))
}

function drafts(block: Block, layout: Layout): Draft[] {
  const words = announcements(layout.language)
  const { length } = layout.text
  switch (block.kind) {
    case 'heading':
      return whole(layout, 'heading', 0, length)
    case 'paragraph':
    case 'quote':
    case 'aside':
      return prose(layout, 'text', 0, length)
    case 'list-item':
      return prose(layout, 'list-item', 0, length, markerPrefix(block.marker, layout.language, words))
    case 'code':
      return lines(layout)
    case 'table':
      return block.cells?.length
        ? table(
            layout,
            block.cells,
            block.columns ?? block.cells.reduce((most, cell) => Math.max(most, cell.column + 1), 1),
            words,
          )
        : prose(layout, 'cell', 0, length)
    case 'figure':
      return figure(layout, words)
    case 'math':
      return length === 0 && hasOwnSound(layout, 0, 0)
        ? [draft('math', { start: 0, end: 0 }, 'block')]
        : whole(layout, 'math', 0, length)
    case 'footnote':
      return prose(layout, 'note', 0, length, notePrefix(block, layout, words))
    case 'running':
      return whole(layout, 'text', 0, length)
    case 'separator':
      return []
  }
  return block.kind satisfies never
}

/** Symbols may have a name; whether they do, only the spoken form tells. Long rows of them are ornament. */
function says(layout: Layout, { start, end, context }: Draft): boolean {
  if (sayable(layout.masked.slice(start, end))) return true
  return end - start > longestSymbol
    ? hasOwnSound(layout, start, end)
    : spokenParts(layout, start, end, context).length > 0
}
const longestSymbol = 64

const known = new WeakMap<Block, { language: string; utterances: BlockUtterances }>()

/**
 * The utterances of a block in order. What says nothing, such as a line of asterisks, is none; the others are stepped
 * over whole. Kept as long as the block object lives.
 *
 * @param language the document's BCP 47 tag, for blocks that do not say otherwise
 */
export function blockSpans(block: Block, language: string): BlockUtterances {
  const kept = known.get(block)
  if (kept?.language === language) return kept.utterances
  const layout = layOut(block, language)
  const found = drafts(block, layout).filter((span) => says(layout, span))
  const spans = found.map((span, index) => ({
    ...span,
    prefix: span.prefix ?? '',
    blockStart: index === 0,
    after: index === found.length - 1 ? ('block' as const) : span.after,
  }))
  const utterances = { layout, spans }
  known.set(block, { language, utterances })
  return utterances
}

/** What is said for one span: its parts, and all of it as one line. */
export function speech(layout: Layout, span: UtteranceSpan): { parts: SpokenPart[]; spoken: string } {
  const heard = layout.heard.slice(span.start, span.end)
  // Where all of it is left out, the place in a table or the list's number says nothing.
  const prefix = heard.includes(silentCharacter) && !sayable(heard) ? '' : span.prefix
  const parts = spokenParts(layout, span.start, span.end, span.context, prefix)
  return { parts, spoken: spokenLine(parts) }
}

export interface BlockUtterance extends UtteranceSpan {
  readonly parts: readonly SpokenPart[]
  readonly spoken: string
}

/**
 * All of a block that is heard, in words.
 * @param omissions what the rules leave out, if there are rules @param lexicon what is said otherwise
 */
export function blockUtterances(
  block: Block,
  language: string,
  omissions?: readonly Omission[],
  lexicon?: Lexicon,
): BlockUtterance[] {
  if (!omissions && !isText(block)) return []
  const { layout: whole, spans } = blockSpans(block, language)
  const layout = { ...(omissions ? withOmissions(whole, omissions) : whole), lexicon }
  return spans.map((span) => ({ ...span, ...speech(layout, span) })).filter(({ parts }) => parts.length > 0)
}
