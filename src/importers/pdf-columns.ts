/**
 * The order in which to read the pieces of a page.
 *
 * A recursive cut along gutters of white space. A gutter is a strip that no piece crosses for several lines with text
 * on both sides; what crosses it (a title, a wide figure) ends it above and below. Whether the two sides are columns
 * or cells of a table is told by the order in which the file draws them and by how well the lines fill their column.
 */
import { findGutter, medianSize, middleOf, minimumRows } from './pdf-gutters.ts'
import type { Box, Piece } from './pdf-lines.ts'

export interface Line {
  boxes: Box[]
  x0: number
  x1: number
  y: number
  top: number
  bottom: number
  size: number
  /** Index of its page, from 0. */
  page: number
  /** Ems of gap that mean a space on its page. */
  space: number
}

/** What the lines of a page have in common. */
export type LineContext = Pick<Line, 'page' | 'space'>

/** Lines that belong to one column or stretch of the page, from top to bottom. */
export interface Region {
  lines: Line[]
  x0: number
  x1: number
  /** Its lines are the rows of something table-like: cells were found side by side. */
  tabular: boolean
}

const maximumDepth = 12
/** A page in more pieces is a map or a plot: looking for its columns would take seconds. */
const maximumPieces = 6_000

export function readingOrder(pieces: readonly Piece[], rightToLeft: boolean, context: LineContext): Region[] {
  const regions: Region[] = []
  const leaf = (list: readonly Piece[], tabular: boolean) => void regions.push(region(list, tabular, context))
  order(attachInitials(pieces), rightToLeft, 0, leaf)
  return regions
}

type Leaf = (pieces: readonly Piece[], tabular: boolean) => void

function order(
  pieces: readonly Piece[],
  rightToLeft: boolean,
  depth: number,
  leaf: Leaf,
  tabular = false,
): void {
  if (pieces.length === 0) return
  const worth = depth < maximumDepth && pieces.length >= 2 * minimumRows && pieces.length <= maximumPieces
  const gutter = worth ? findGutter(pieces) : undefined
  if (!gutter) {
    leaf(pieces, tabular)
    return
  }
  const above = pieces.filter((piece) => middleOf(piece) < gutter.top)
  const below = pieces.filter((piece) => middleOf(piece) > gutter.bottom)
  const inside = pieces.filter((piece) => middleOf(piece) >= gutter.top && middleOf(piece) <= gutter.bottom)
  order(above, rightToLeft, depth + 1, leaf)
  if (gutter.stretches)
    for (const stretch of gutter.stretches) order(stretch, rightToLeft, depth + 1, leaf, true)
  else if (gutter.columns) {
    const centre = (piece: Piece) => (piece.x0 + piece.x1) / 2
    const left = inside.filter((piece) => centre(piece) < gutter.at)
    const right = inside.filter((piece) => centre(piece) >= gutter.at)
    order(rightToLeft ? right : left, rightToLeft, depth + 1, leaf)
    order(rightToLeft ? left : right, rightToLeft, depth + 1, leaf)
  } else leaf(inside, true)
  order(below, rightToLeft, depth + 1, leaf)
}

/**
 * Rows from top to bottom. Table-like stretches follow the order of the file where that is sane, because a cell of
 * several lines must be read to its end before the next.
 */
function region(pieces: readonly Piece[], tabular: boolean, context: LineContext): Region {
  const rows: Piece[][] = []
  for (const piece of [...pieces].sort((a, b) => a.y - b.y || a.x0 - b.x0)) {
    let home: Piece[] | undefined
    for (let i = rows.length - 1; i >= 0 && i >= rows.length - 4 && !home; i--) {
      const row = rows[i] as Piece[]
      const near = row.reduce((best, other) =>
        Math.abs(other.x0 - piece.x0) < Math.abs(best.x0 - piece.x0) ? other : best,
      )
      const overlap = Math.min(near.bottom, piece.bottom) - Math.max(near.top, piece.top)
      const lower = Math.min(near.bottom - near.top, piece.bottom - piece.top)
      const clash = row.some(
        (other) => Math.min(other.x1, piece.x1) - Math.max(other.x0, piece.x0) > 0.3 * piece.size,
      )
      if (!clash && overlap > 0.55 * lower) home = row
    }
    if (home) home.push(piece)
    else rows.push([piece])
  }
  let lines = rows.map((row) => lineOf(row, context))
  if (tabular) lines = streamOrder(pieces, lines, context)
  return {
    lines,
    x0: Math.min(...pieces.map((piece) => piece.x0)),
    x1: Math.max(...pieces.map((piece) => piece.x1)),
    tabular: tabular && lines.length === rows.length,
  }
}

/** The file's own order of pieces where cells have several lines; the rows as they are otherwise. */
function streamOrder(pieces: readonly Piece[], rows: Line[], context: LineContext): Line[] {
  const stream = [...pieces].sort((a, b) => (a.boxes[0]?.order ?? 0) - (b.boxes[0]?.order ?? 0))
  const cells: Piece[][] = []
  let wrapped = 0
  let backwards = 0
  for (const piece of stream) {
    const cell = cells.at(-1)
    const last = cell?.at(-1)
    if (cell && last) {
      const below = piece.y - last.y
      const sameCell =
        below > 0.5 * last.size && below < 1.9 * last.size && Math.abs(piece.x0 - last.x0) < 2 * last.size
      if (below < -6 * last.size) backwards++
      if (sameCell && piece.x0 < last.x1) {
        wrapped++
        cells.push([piece])
        continue
      }
      if (Math.abs(below) < 0.3 * last.size && piece.x0 >= last.x1) {
        cell.push(piece)
        continue
      }
    }
    cells.push([piece])
  }
  if (wrapped < 0.25 * rows.length || backwards > 0.1 * rows.length) return rows
  return cells.map((row) => lineOf(row, context))
}

export function lineOf(pieces: readonly Piece[], context: LineContext): Line {
  const sorted = [...pieces].sort((a, b) => a.x0 - b.x0)
  const boxes = sorted.flatMap((piece) => piece.boxes)
  let main = sorted[0] as Piece
  const weight = (piece: Piece) => piece.boxes.reduce((sum, box) => sum + box.text.length, 0)
  for (const piece of sorted) if (weight(piece) > weight(main)) main = piece
  return {
    boxes,
    x0: Math.min(...sorted.map((piece) => piece.x0)),
    x1: Math.max(...sorted.map((piece) => piece.x1)),
    y: main.y,
    top: Math.min(...sorted.map((piece) => piece.top)),
    bottom: Math.max(...sorted.map((piece) => piece.bottom)),
    size: main.size,
    ...context,
  }
}

/** A large initial belongs to the first of the lines beside it. */
function attachInitials(pieces: readonly Piece[]): Piece[] {
  const em = medianSize(pieces)
  const initials = pieces.filter(
    (piece) =>
      piece.boxes.length === 1 &&
      piece.boxes[0]?.text.length === 1 &&
      piece.size > 1.9 * em &&
      /\p{Lu}/u.test(piece.boxes[0].text),
  )
  if (initials.length === 0 || initials.length > 6) return [...pieces]
  const gone = new Set<Piece>()
  for (const initial of initials) {
    const beside = pieces
      .filter(
        (piece) =>
          piece !== initial &&
          piece.size < 0.6 * initial.size &&
          piece.x0 > initial.x1 - 0.6 * em &&
          piece.x0 < initial.x1 + 2 * em &&
          piece.y > initial.top - 0.3 * em &&
          piece.y < initial.y + 0.4 * em,
      )
      .sort((a, b) => a.y - b.y)
    const first = beside[0]
    const letter = initial.boxes[0]
    const next = first?.boxes[0]
    if (!first || !letter || !next || beside.length < 2) continue
    first.boxes[0] = { ...next, text: letter.text + next.text, x: letter.x }
    first.x0 = letter.x
    gone.add(initial)
  }
  return pieces.filter((piece) => !gone.has(piece))
}
