/** Rich Text Format, as Word, WordPad, LibreOffice and many a generator write it, whole or broken. */
import type { Metadata } from '../contract/document.ts'
import type { Importer, ImportEvent } from '../contract/import.ts'
import { AppError } from '../rpc/failure.ts'
import type { RunStyle } from './block-writer.ts'
import { Flow } from './flow.ts'
import { detectLanguage } from './language.ts'
import { writeRunningLine } from './office-running.ts'
import { RtfParser } from './rtf-parser.ts'
import type { RtfPart, RtfPiece } from './rtf-sink.ts'
import { rtfGrid } from './rtf-table.ts'
import { languageOfNumber } from './rtf-words.ts'
import { runLanguage, scriptKind } from './run-language.ts'
import { titleFromName } from './text.ts'

/** Text that is read before the language is settled, in UTF-16 units. */
const sampleLength = 8_000
/** Files of up to so many bytes are read at once, and links forward in them are closed. */
const readAtOnce = 3_000_000

function textOf(part: RtfPart): string {
  if (part.type === 'paragraph') return part.pieces.map(({ text }) => text).join('')
  if (part.type === 'table')
    return part.rows.flatMap((row) => row.cells.flat().map(({ text }) => text)).join(' ')
  return ''
}

/** Languages that runs say they are in, by characters. */
function commonLanguage(parts: readonly RtfPart[], standard: string | undefined): string | undefined {
  const counts = new Map<string, number>()
  for (const part of parts) {
    const pieces =
      part.type === 'paragraph'
        ? part.pieces
        : part.type === 'table'
          ? part.rows.flatMap((row) => row.cells.flat())
          : []
    for (const { text, style } of pieces) {
      const language = style.language ?? standard
      if (language !== undefined) counts.set(language, (counts.get(language) ?? 0) + text.length)
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

class RtfWriter {
  readonly #flow: Flow
  readonly #distrusted: string | undefined
  readonly #running = new Set<string>()
  #page = 1

  constructor(flow: Flow, distrusted: string | undefined) {
    this.#flow = flow
    this.#distrusted = distrusted
  }

  *write(part: RtfPart): Generator<ImportEvent> {
    if (part.type === 'picture') {
      const { mime, bytes, alternative } = part.picture
      const id = mime && bytes && bytes.length <= 16 * 1024 * 1024 ? `picture-${this.#flow.next}` : undefined
      if (id !== undefined && mime && bytes) yield { type: 'asset', id, mime, bytes }
      this.#flow.open({ kind: 'figure', image: id })
      if (alternative !== '') this.#flow.text(alternative, { role: 'alternative' })
      this.#flow.close()
    } else if (part.type === 'table') this.#table(part)
    else this.#paragraph(part)
  }

  #paragraph(part: Extract<RtfPart, { type: 'paragraph' }>): void {
    const direction = part.rightToLeft ? ('rtl' as const) : undefined
    const marker =
      part.marker === undefined || part.marker === ''
        ? undefined
        : /[\p{L}\p{N}]/u.test(part.marker) && part.marker !== 'o'
          ? part.marker.slice(0, 40)
          : '•'
    if (part.in === 'running') {
      writeRunningLine(this.#flow, part.pieces.map(({ text }) => text).join(''), this.#running)
      return
    }
    if (part.in === 'note') this.#flow.open({ kind: 'footnote', note: part.note, marker: part.marker })
    else if (part.in === 'box') this.#flow.open({ kind: 'aside', direction })
    else if (part.level !== undefined)
      this.#flow.open({ kind: 'heading', level: part.level, marker, direction })
    else if (marker !== undefined)
      this.#flow.open({ kind: 'list-item', level: Math.min(9, part.listLevel + 1), marker, direction })
    else this.#flow.open({ kind: 'paragraph', direction })
    this.#pieces(part.pieces)
    this.#flow.close()
  }

  #table({ rows }: Extract<RtfPart, { type: 'table' }>): void {
    const grid = rtfGrid(rows)
    const cells = grid.flat()
    // One cell is a frame round a paragraph.
    if (cells.length === 1 && cells[0]) {
      this.#flow.open({ kind: 'paragraph' })
      this.#pieces(cells[0].content)
      this.#flow.close()
      return
    }
    const { writer } = this.#flow
    this.#flow.open({ kind: 'table' })
    let written = 0
    for (const row of grid) {
      if (row.length === 0) continue
      if (written++ > 0) writer.separator('\n')
      for (const [index, { content, place }] of row.entries()) {
        if (index > 0) writer.separator('\t')
        const start = writer.length
        this.#pieces(content, true)
        writer.trim()
        writer.addCell({ ...place, start, end: writer.length })
      }
    }
    this.#flow.close()
  }

  #pieces(pieces: readonly RtfPiece[], inCell = false): void {
    for (const piece of pieces) {
      if (piece.page) {
        this.#page++
        if (this.#page === 2 && this.#flow.pages.length === 0)
          this.#flow.pages.push({ label: '1', block: 0, offset: 0 })
        this.#flow.page(String(this.#page))
      } else if (piece.anchor !== undefined) this.#flow.anchor(piece.anchor)
      else {
        const style = this.#style(piece)
        for (const [index, line] of piece.text.toWellFormed().split('\n').entries()) {
          if (index > 0) {
            if (inCell) writerGap(this.#flow, style)
            else this.#flow.lineBreak(style)
          }
          this.#flow.text(line, style)
        }
      }
    }
  }

  #style({ text, style, note }: RtfPiece): RunStyle {
    const kind = scriptKind(text)
    const said = kind === 'eastAsia' ? (style.eastern ?? style.language) : style.language
    const tag = said?.split('-')[0] === this.#distrusted ? undefined : said
    const language = runLanguage(tag, kind, text, this.#flow.language)
    return {
      emphasis: style.emphasis || undefined,
      strong: style.strong || undefined,
      script: style.script,
      link: style.link,
      language,
      ...(note === undefined ? {} : { role: 'note-reference', note }),
    }
  }
}

const writerGap = (flow: Flow, style: RunStyle) => flow.writer.gap(style)

/** @throws {AppError} `no-text` */
export const importRtf: Importer = async function* (source): AsyncGenerator<ImportEvent> {
  const parser = new RtfParser(source.bytes)
  const parts = parser.parts()
  // The beginning is read before anything is said, because only it tells the title and the language.
  const first: RtfPart[] = []
  let sample = ''
  let ended = false
  while (sample.length < sampleLength) {
    const next = parts.next()
    if (next.done) {
      ended = true
      break
    }
    first.push(next.value)
    sample += `${textOf(next.value)}\n`
  }
  const standard = parser.defaultLanguage === undefined ? undefined : languageOfNumber(parser.defaultLanguage)
  const said = commonLanguage(first, standard)
  const detected = await detectLanguage(sample)
  const agrees = said === undefined || detected === undefined || said.split('-')[0] === detected.split('-')[0]
  const language = agrees ? (said ?? detected) : detected
  const { title, author } = parser.info
  const metadata: Metadata = {
    title: title || titleFromName(source.name),
    authors: author ? [author] : [],
    ...(language === undefined ? {} : { language }),
  }
  yield { type: 'metadata', format: 'rtf', metadata }

  const flow = new Flow(language, source.bytes.length <= readAtOnce)
  const writer = new RtfWriter(flow, agrees ? undefined : said?.split('-')[0])
  for (const part of first) {
    yield* writer.write(part)
    yield* flow.batch()
  }
  if (!ended)
    for (const part of parts) {
      yield* writer.write(part)
      yield* flow.batch()
    }
  yield* flow.rest()
  if (flow.sent === 0) throw new AppError('no-text', 'The document holds no text.', { reason: 'no-text' })
}
