/** Gathers the text of RTF into paragraphs, list items and tables. One sink for the text, one for each note and box. */
import type { Link } from './block-writer.ts'
import type { RtfCellEdge, RtfRow } from './rtf-table.ts'

export interface RtfStyle {
  readonly emphasis: boolean
  readonly strong: boolean
  readonly script: 'superscript' | 'subscript' | undefined
  readonly link: Link | undefined
  readonly language: string | undefined
  readonly eastern: string | undefined
}
export interface RtfPiece {
  text: string
  readonly style: RtfStyle
  /** Key of the note that this mark refers to. */
  readonly note?: string
  readonly anchor?: string
  readonly page?: true
}
export interface RtfPicture {
  readonly mime: string | undefined
  readonly bytes: Uint8Array | undefined
  readonly alternative: string
}
export type RtfPart =
  | {
      readonly type: 'paragraph'
      readonly pieces: readonly RtfPiece[]
      readonly level: number | undefined
      readonly marker: string | undefined
      readonly listLevel: number
      readonly rightToLeft: boolean
      readonly in: 'main' | 'note' | 'box' | 'running'
      readonly note: string | undefined
    }
  | { readonly type: 'table'; readonly rows: readonly RtfRow<readonly RtfPiece[]>[] }
  | { readonly type: 'picture'; readonly picture: RtfPicture }

const plain: RtfStyle = {
  emphasis: false,
  strong: false,
  script: undefined,
  link: undefined,
  language: undefined,
  eastern: undefined,
}
/** Rows of a table that are kept together; a longer one goes on as the next table. */
const longestTable = 2_000

export class RtfSink {
  readonly kind: 'main' | 'note' | 'box' | 'running'
  readonly ready: RtfPart[] = []
  readonly notes: RtfPart[] = []
  /** Headers and footers. */
  readonly running: RtfPart[] = []
  /** Marker of the paragraph that is being written. */
  marker: string | undefined
  /** The next note numbers itself: `\chftn` stood in the text. */
  automaticNote = false
  readonly #parent: RtfSink | undefined
  readonly #note: string | undefined
  #noteMark: string | undefined
  #pieces: RtfPiece[] = []
  #cells: RtfPiece[][] = []
  #rows: RtfRow<readonly RtfPiece[]>[] = []
  #pictures: RtfPicture[] = []

  constructor(kind: RtfSink['kind'], parent: RtfSink | undefined, note?: string, mark?: string) {
    this.kind = kind
    this.#parent = parent
    this.#note = note
    this.#noteMark = mark
  }

  text(text: string, style: RtfStyle): void {
    const last = this.#pieces.at(-1)
    if (last && mergeable(last) && same(last.style, style)) last.text += text
    else this.#pieces.push({ text, style })
  }

  /** Paragraphs of a cell follow one another with a space between. */
  gap(): void {
    if (this.#pieces.length > 0) this.text(' ', this.#pieces.at(-1)?.style ?? plain)
  }

  anchor(anchor: string): void {
    if (anchor !== '') this.#pieces.push({ text: '', style: plain, anchor })
  }

  page(): void {
    this.#pieces.push({ text: '', style: plain, page: true })
  }

  picture(picture: RtfPicture): void {
    this.#pictures.push(picture)
  }

  /** Puts a reference to a note here, or makes one of the mark that the author wrote. Gives the mark. */
  noteReference(key: string, number: number): string {
    const last = this.#pieces.at(-1)
    const written =
      !this.automaticNote && last?.style.script === 'superscript' && last.text.trim().length <= 3
    this.automaticNote = false
    if (written && last) {
      this.#pieces.pop()
      this.#pieces.push({ ...last, note: key })
      return last.text.trim()
    }
    this.#pieces.push({
      text: String(number),
      style: { ...plain, script: 'superscript', language: last?.style.language },
      note: key,
    })
    return String(number)
  }

  paragraph(shape: {
    level: number | undefined
    inTable: boolean
    rightToLeft: boolean
    listLevel: number
  }): void {
    if (shape.inTable && this.kind === 'main') return this.gap()
    this.#endTable()
    const pieces = this.#take()
    const marker = this.marker
    this.marker = undefined
    const { level, rightToLeft, listLevel } = shape
    this.#push({
      type: 'paragraph',
      pieces,
      level,
      marker: this.#noteMark ?? marker,
      listLevel,
      rightToLeft,
      in: this.kind,
      note: this.#note,
    })
    this.#noteMark = undefined
    this.#endPictures()
  }

  cell(): void {
    if (this.#cells.length < 1_000) this.#cells.push(this.#take())
    this.marker = undefined
  }

  row(edges: readonly RtfCellEdge[], header: boolean): void {
    if (this.#pieces.some(({ text }) => text.trim() !== '')) this.cell()
    if (this.#cells.length > 0) this.#rows.push({ cells: this.#cells, edges, header })
    this.#cells = []
    if (this.#rows.length >= longestTable) this.#endTable()
  }

  /** Whatever is left, as a paragraph. */
  finish(): void {
    if (this.#cells.length > 0) this.row([], false)
    this.#endTable()
    if (this.#pieces.some(({ text }) => text.trim() !== ''))
      this.paragraph({ level: undefined, inTable: false, rightToLeft: false, listLevel: 0 })
    this.#endPictures()
    if (this.#parent && this.kind === 'box') this.#parent.#later(this.ready)
    else if (this.#parent) this.#parent[this.kind === 'running' ? 'running' : 'notes'].push(...this.ready)
  }

  /** Parts of a box come after the paragraph that it is anchored in. */
  #later(parts: readonly RtfPart[]): void {
    this.#waiting.push(...parts)
  }
  #waiting: RtfPart[] = []

  #take(): RtfPiece[] {
    const pieces = this.#pieces
    this.#pieces = []
    return pieces
  }

  #push(part: RtfPart): void {
    this.ready.push(part)
    if (this.#waiting.length > 0) this.ready.push(...this.#waiting.splice(0))
  }

  #endTable(): void {
    if (this.#rows.length === 0) return
    const rows = this.#rows
    this.#rows = []
    this.#push({ type: 'table', rows })
    this.#endPictures()
  }

  #endPictures(): void {
    for (const picture of this.#pictures.splice(0)) this.ready.push({ type: 'picture', picture })
    if (this.#waiting.length > 0) this.ready.push(...this.#waiting.splice(0))
  }
}

const mergeable = ({ note, anchor, page }: RtfPiece) => note === undefined && anchor === undefined && !page

function same(one: RtfStyle, other: RtfStyle): boolean {
  return (
    one.emphasis === other.emphasis &&
    one.strong === other.strong &&
    one.script === other.script &&
    one.link === other.link &&
    one.language === other.language &&
    one.eastern === other.eastern
  )
}
