/**
 * Gutters: strips of white space that no piece crosses for several lines, with text on both sides, and what they part:
 * columns, cells, or stretches that the file draws one beside the other.
 */
import type { Piece } from './pdf-lines.ts'

export const minimumRows = 3
/** Ems. */
const minimumGutter = 0.75
/** Letters in a line from which on it is running text and no cell. */
const leastProse = 36

export const middleOf = (piece: Piece) => (piece.top + piece.bottom) / 2

export interface Gutter {
  readonly at: number
  readonly top: number
  readonly bottom: number
  readonly columns: boolean
  /** Stretches in the order of the file, where it goes to and fro between the sides: rows of cells, stories. */
  readonly stretches: readonly (readonly Piece[])[] | undefined
  readonly score: number
}

export function medianSize(pieces: readonly Piece[]): number {
  const sizes = pieces.map((piece) => piece.size).sort((a, b) => a - b)
  return sizes[sizes.length >> 1] ?? 10
}

/** Gaps to the nearest piece on the right that shares part of the line's height. */
function gapsToTheRight(pieces: readonly Piece[], em: number): [number, number][] {
  const sorted = [...pieces].sort((a, b) => a.top - b.top)
  const gaps: [number, number][] = []
  for (let i = 0; i < sorted.length; i++) {
    const piece = sorted[i] as Piece
    let nearest = Infinity
    let blocked = false
    for (let step = -1; step <= 1; step += 2)
      for (let j = i + step; j >= 0 && j < sorted.length; j += step) {
        const other = sorted[j] as Piece
        if (step === 1 && other.top > piece.bottom) break
        if (step === -1 && other.top < piece.top - 4 * em) break
        if (other.bottom < piece.top || other.top > piece.bottom) continue
        if (other.x0 >= piece.x1 - 0.1 * em) nearest = Math.min(nearest, other.x0)
        else if (other.x1 > piece.x1 + em && other.x0 < piece.x1 - em) blocked ||= other.y === piece.y
      }
    if (!blocked && nearest - piece.x1 >= minimumGutter * em && nearest < Infinity)
      gaps.push([piece.x1, nearest])
  }
  return gaps
}

/** Distinct lines among pieces, and their extents. */
function rowsOf(pieces: readonly Piece[]): { x0: number; x1: number; y: number; letters: number }[] {
  const rows: { x0: number; x1: number; y: number; letters: number }[] = []
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const letters = piece.boxes.reduce((sum, box) => sum + box.text.length + 1, 0)
    const row = rows.at(-1)
    if (row && piece.y - row.y < 0.5 * piece.size) {
      row.x0 = Math.min(row.x0, piece.x0)
      row.x1 = Math.max(row.x1, piece.x1)
      row.letters += letters
    } else rows.push({ x0: piece.x0, x1: piece.x1, y: piece.y, letters })
  }
  return rows
}

export function findGutter(pieces: readonly Piece[]): Gutter | undefined {
  const em = medianSize(pieces)
  const step = 0.4 * em
  const votes = new Map<number, number>()
  for (const [from, to] of gapsToTheRight(pieces, em)) {
    const first = Math.ceil((from + 0.2 * em) / step)
    const last = Math.min(Math.floor((to - 0.2 * em) / step), first + 60)
    for (let cell = first; cell <= last; cell++) votes.set(cell, (votes.get(cell) ?? 0) + 1)
  }
  const sites = [...votes]
    .filter(([, count]) => count >= 2)
    .sort((a, b) => b[1] - a[1])
    .slice(0, 40)
  let best: Gutter | undefined
  for (const [cell] of sites) {
    const found = gutterAt(pieces, cell * step, em)
    if (found && (!best || found.score > best.score)) best = found
  }
  return best
}

function gutterAt(pieces: readonly Piece[], at: number, em: number): Gutter | undefined {
  const crossing = pieces.filter((piece) => piece.x0 < at - 0.05 * em && piece.x1 > at + 0.05 * em)
  const edges = crossing.map(middleOf).sort((a, b) => a - b)
  const crosses = new Set(crossing)
  const rest = pieces.filter((piece) => !crosses.has(piece)).sort((a, b) => middleOf(a) - middleOf(b))
  let best: Gutter | undefined
  let next = 0
  for (const to of [...edges, Infinity]) {
    const inside: Piece[] = []
    for (let piece = rest[next]; piece && middleOf(piece) < to; piece = rest[++next]) inside.push(piece)
    if (inside.length < 2 * minimumRows) continue
    peelLoneRows(inside, at, em)
    if (inside.length < 2 * minimumRows) continue
    const found = judge(inside, at, em)
    if (found && (!best || found.score > best.score)) best = found
  }
  return best
}

/**
 * Takes rows off the ends of a stretch that stand apart from it and lie side by side without being columns: the
 * authors under a title, the names under a letter.
 */
function peelLoneRows(inside: Piece[], at: number, em: number): void {
  for (const fromTop of [true, false]) {
    for (let round = 0; round < 3; round++) {
      const sorted = inside.toSorted((a, b) => (fromTop ? a.top - b.top : b.bottom - a.bottom))
      let edge = fromTop ? (sorted[0]?.bottom ?? 0) : (sorted[0]?.top ?? 0)
      let count = 0
      for (const piece of sorted) {
        if (fromTop ? piece.top > edge + 1.1 * em : piece.bottom < edge - 1.1 * em) break
        edge = fromTop ? Math.max(edge, piece.bottom) : Math.min(edge, piece.top)
        count++
      }
      const group = sorted.slice(0, count)
      const left = rowsOf(group.filter((piece) => piece.x0 < at))
      const right = rowsOf(group.filter((piece) => piece.x0 >= at))
      const few = left.length > 0 && right.length > 0 && left.length <= 3 && right.length <= 3
      const aligned = few && left.some((row) => right.some((other) => Math.abs(row.y - other.y) < 0.2 * em))
      if (!aligned || count === sorted.length || !group.every((piece) => piece.x1 - piece.x0 < 18 * em)) break
      const gone = new Set(group)
      inside.splice(0, inside.length, ...inside.filter((piece) => !gone.has(piece)))
    }
  }
}

/** Whether the pieces on both sides of `at` make a gutter of it, and what kind. */
function judge(inside: readonly Piece[], at: number, em: number): Gutter | undefined {
  const left = inside.filter((piece) => piece.x1 <= at + 0.06 * em)
  const right = inside.filter((piece) => piece.x0 >= at - 0.06 * em)
  const rowsLeft = rowsOf(left)
  const rowsRight = rowsOf(right)
  const fewer = Math.min(rowsLeft.length, rowsRight.length)
  if (fewer < minimumRows) return undefined
  const extent = (list: readonly Piece[]) => ({
    top: Math.min(...list.map((piece) => piece.top)),
    bottom: Math.max(...list.map((piece) => piece.bottom)),
  })
  const a = extent(left)
  const b = extent(right)
  const shared = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  if (shared < 0.35 * Math.min(a.bottom - a.top, b.bottom - b.top) || shared < 2.2 * em) return undefined
  const width = Math.min(...right.map((piece) => piece.x0)) - Math.max(...left.map((piece) => piece.x1))
  if (width < minimumGutter * em * (fewer < 6 ? 1.4 : 1)) return undefined
  const top = Math.min(a.top, b.top) - 1e-3
  const bottom = Math.max(a.bottom, b.bottom) + 1e-3
  const byStream = [...inside].sort((p, q) => (p.boxes[0]?.order ?? 0) - (q.boxes[0]?.order ?? 0))
  let switches = 0
  for (let i = 1; i < byStream.length; i++)
    if ((byStream[i] as Piece).x0 >= at - 0.06 * em !== (byStream[i - 1] as Piece).x0 >= at - 0.06 * em)
      switches++
  const perRow = switches / fewer
  const fill = (rows: ReturnType<typeof rowsOf>) => {
    const x0 = Math.min(...rows.map((row) => row.x0))
    const x1 = Math.max(...rows.map((row) => row.x1))
    const letters = rows.reduce((sum, row) => sum + row.letters, 0) / rows.length
    return { full: rows.filter((row) => row.x1 - row.x0 > 0.8 * (x1 - x0)).length / rows.length, letters }
  }
  const l = fill(rowsLeft)
  const r = fill(rowsRight)
  const prose = Math.min(l.full, r.full) >= 0.45 && Math.min(l.letters, r.letters) >= 16
  const dense = fewer >= 6 && Math.min(l.full, r.full) >= 0.6 && Math.min(l.letters, r.letters) >= 26
  const columns = perRow <= 0.4 || (prose && perRow < 0.5) || (dense && perRow > 1.3)
  const running = columns || Math.max(l.letters, r.letters) >= leastProse
  const stretches = running ? stretchesOf(byStream, at - 0.06 * em, em, columns) : undefined
  return {
    at,
    top,
    bottom,
    columns,
    stretches,
    score: shared * (columns ? 1 : 0.5) + Math.min(width, 3 * em) * 0.1,
  }
}

/**
 * Stretches on one side and then the other, as the file draws them, if each left one has its right one beside it and
 * the next begins below: cells of several lines, row by row, stories that stand one over the other, or notes in the
 * margin beside their paragraphs. The numbers of a list and the figures of a table are no such stretches.
 */
function stretchesOf(
  byStream: readonly Piece[],
  at: number,
  em: number,
  columns: boolean,
): Piece[][] | undefined {
  const runs: { right: boolean; pieces: Piece[]; top: number; bottom: number }[] = []
  for (const piece of byStream) {
    const right = piece.x0 >= at
    const run = runs.at(-1)
    if (run?.right === right) {
      run.pieces.push(piece)
      run.top = Math.min(run.top, piece.top)
      run.bottom = Math.max(run.bottom, piece.bottom)
    } else runs.push({ right, pieces: [piece], top: piece.top, bottom: piece.bottom })
  }
  if (runs.length < 4) return undefined
  const share = (right: boolean, ems: number) => {
    const side = runs.filter((run) => run.right === right)
    return side.filter((run) => run.bottom - run.top > ems * em).length / side.length
  }
  const beside = (notes: boolean) => share(!notes, 2.6) >= 0.8 && share(notes, 1.5) >= 0.3
  if (columns ? share(true, 1.5) + share(false, 1.5) < 1.2 : !beside(true) && !beside(false)) return undefined
  let below = -Infinity
  for (let i = 0; i < runs.length; i++) {
    const run = runs[i] as (typeof runs)[number]
    if (run.right === runs[0]?.right) {
      if (run.top < below - 0.5 * em) return undefined
      below = run.bottom
      const other = runs[i + 1]
      if (other && (other.top > run.bottom || other.bottom < run.top)) return undefined
      below = Math.max(below, other?.bottom ?? below)
    }
  }
  return runs.map((run) => run.pieces)
}
