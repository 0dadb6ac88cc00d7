/** The outermost rows of a page, and how its text is set: what is needed to tell running lines from text. */
import type { Piece } from './pdf-lines.ts'
import { formOf } from './pdf-page-numbers.ts'

/** How letters are set. `size` in points, to a quarter. */
export interface Style {
  readonly size: number
  readonly bold: boolean
  readonly italic: boolean
}

/** A stretch of one of the outermost rows of a page. */
export interface Edge {
  readonly pieces: readonly Piece[]
  readonly form: string
  readonly text: string
  readonly y: number
  readonly style: Style
  /** Drawn as an artifact, by the word of the file. */
  readonly artifact: boolean
}

export interface EdgeRow {
  readonly edges: readonly Edge[]
  readonly y: number
  readonly style: Style
  /** White between it and the next row further in, in points; `Infinity` where there is none. */
  readonly white: number
}

export interface PageEdges {
  readonly height: number
  /** Outermost row first. */
  readonly top: readonly EdgeRow[]
  readonly bottom: readonly EdgeRow[]
  /** Text that is turned against the page, such as a stamp in the margin, by normalised text. */
  readonly turned: readonly string[]
  readonly rowCount: number
  /** How most letters of the page are set. */
  readonly body: Style
  /** How often which white stands between two lines that follow one another, by points. */
  readonly whites: ReadonlyMap<number, number>
}

export const edgeRows = 5
/** Running lines take up no more of a page's rows than this at either end. */
const outerRows = 3
/** A page in more pieces is a map or a plot, whose lines do not follow one another. */
const maximumPieces = 3_000

export function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.boxes.map((box) => box.text).join(' ')).join(' ')
}

/** The style that most letters have. */
function styleOf(pieces: readonly Piece[]): Style {
  const counts = new Map<number, number>()
  let best = 0
  let most = 0
  for (const piece of pieces)
    for (const box of piece.boxes) {
      const key = Math.round(box.size * 4) * 4 + (box.font.bold ? 2 : 0) + (box.font.italic ? 1 : 0)
      const count = (counts.get(key) ?? 0) + box.text.length
      counts.set(key, count)
      if (count > most) {
        most = count
        best = key
      }
    }
  return { size: (best >> 2) / 4, bold: (best & 2) !== 0, italic: (best & 1) !== 0 }
}

/** A row's stretches that no wide gap parts, from left to right. */
function partsOf(row: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = []
  for (const piece of [...row].sort((a, b) => a.x0 - b.x0)) {
    const part = parts.at(-1)
    const last = part?.at(-1)
    if (part && last && piece.x0 - last.x1 < 1.8 * piece.size) part.push(piece)
    else parts.push([piece])
  }
  return parts
}

/** White between the lines of the text: the outermost rows, which may be running lines, are left out. */
function whitesOf(rows: readonly (readonly Piece[])[]): Map<number, number> {
  const whites = new Map<number, number>()
  const outer = rows.length > 4 * outerRows ? outerRows : 1
  const parts = rows.slice(outer, -outer).flatMap(partsOf)
  if (parts.length > maximumPieces) return whites
  for (let i = 0; i < parts.length; i++) {
    const upper = parts[i]
    const first = upper?.[0]
    if (!upper || !first) continue
    const end = upper.at(-1)?.x1 ?? first.x1
    for (let j = i + 1; j < parts.length && j < i + 12; j++) {
      const lower = parts[j]
      const below = lower?.[0]
      if (!lower || !below || below.y - first.y < 0.4 * first.size) continue
      const belowEnd = lower.at(-1)?.x1 ?? below.x1
      const centred = Math.abs(below.x0 + belowEnd - first.x0 - end) < 2 * first.size
      if (Math.abs(below.x0 - first.x0) > 3 * first.size && !centred) continue
      const white = Math.round(Math.max(0, below.top - first.bottom))
      whites.set(white, (whites.get(white) ?? 0) + 1)
      break
    }
  }
  return whites
}

/** The outermost rows of a page, ready to be compared. */
export function pageEdges(pieces: readonly Piece[], height: number, turned: readonly string[]): PageEdges {
  const sorted = [...pieces].sort((a, b) => a.y - b.y)
  const rows: Piece[][] = []
  for (const piece of sorted) {
    const row = rows.at(-1)
    if (row && piece.y - (row[0] as Piece).y < 0.4 * Math.min(piece.size, (row[0] as Piece).size))
      row.push(piece)
    else rows.push([piece])
  }
  const rowAt = (index: number, inner: number): EdgeRow => {
    const row = rows[index] as Piece[]
    const next = rows[index + inner]
    const white = !next
      ? Infinity
      : inner > 0
        ? Math.min(...next.map((piece) => piece.top)) - Math.max(...row.map((piece) => piece.bottom))
        : Math.min(...row.map((piece) => piece.top)) - Math.max(...next.map((piece) => piece.bottom))
    const y = (row[0] as Piece).y
    return {
      y,
      white,
      style: styleOf(row),
      edges: partsOf(row).map((part) => {
        const text = textOf(part)
        return {
          pieces: part,
          text,
          form: formOf(text),
          y,
          style: styleOf(part),
          artifact: part.every((piece) => piece.boxes.every((box) => box.artifact)),
        }
      }),
    }
  }
  const count = Math.min(edgeRows, rows.length)
  return {
    height,
    turned,
    rowCount: rows.length,
    top: Array.from({ length: count }, (_, i) => rowAt(i, 1)),
    bottom: Array.from({ length: count }, (_, i) => rowAt(rows.length - 1 - i, -1)),
    body: styleOf(pieces),
    whites: whitesOf(rows),
  }
}
