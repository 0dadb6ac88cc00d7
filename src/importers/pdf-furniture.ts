/**
 * Running headers, footers and page numbers: what stands at the same place, with the same words but for numbers, on
 * neighbouring pages. Rows are peeled off from the outside, so a line of the text is never taken out from under a
 * line that stays.
 */
import type { Piece } from './pdf-lines.ts'

/** A stretch of one of the outermost rows of a page. */
export interface Edge {
  readonly pieces: readonly Piece[]
  readonly form: string
  readonly text: string
  readonly y: number
  readonly size: number
}

export interface EdgeRow {
  readonly edges: readonly Edge[]
  readonly y: number
  /** Distance to the next row further in, in ems. */
  readonly clear: number
}

export interface PageEdges {
  readonly height: number
  /** Outermost row first. */
  readonly top: readonly EdgeRow[]
  readonly bottom: readonly EdgeRow[]
  /** Text that is turned against the page, such as a stamp in the margin, by normalised text. */
  readonly turned: readonly string[]
  readonly rowCount: number
}

const edgeRows = 4
/** Pages before and after that are compared. */
export const furnitureReach = 4
/** Share of the page's height by which the same header may move. */
const slack = 0.012
const roman = /^[ivxlcdm]{1,8}$/

/** The text with everything that counts pages taken out. */
export function formOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .split(' ')
    .map((word) =>
      roman.test(word.replace(/[^a-z]/g, '')) && word.length < 9 ? '#' : word.replace(/\d+/g, '#'),
    )
    .join(' ')
}

/** The page number in a short text such as `- 12 -`, `Page 3 of 9`, `xiv`; undefined if it holds no number alone. */
export function printedNumber(text: string): string | undefined {
  const plain = text.trim().toLowerCase()
  const found =
    /^(?:page|seite|pagina|página|p\.|s\.)?\s*[-–—|[(]*\s*(\d{1,4}|[ivxlc]{1,7})\s*[-–—|\])]*(?:\s*(?:of|von|\/|de|sur)\s*\d{1,4})?$/.exec(
      plain,
    )
  return found?.[1]
}

function textOf(pieces: readonly Piece[]): string {
  return pieces.map((piece) => piece.boxes.map((box) => box.text).join(' ')).join(' ')
}

/** The outermost rows of a page, ready to be compared. */
export function pageEdges(pieces: readonly Piece[], height: number, turned: readonly string[]): PageEdges {
  const rows: Piece[][] = []
  for (const piece of [...pieces].sort((a, b) => a.y - b.y)) {
    const row = rows.at(-1)
    if (row && piece.y - (row[0] as Piece).y < 0.4 * Math.min(piece.size, (row[0] as Piece).size))
      row.push(piece)
    else rows.push([piece])
  }
  const rowAt = (index: number, inner: number): EdgeRow => {
    const row = rows[index] as Piece[]
    const sorted = [...row].sort((a, b) => a.x0 - b.x0)
    const parts: Piece[][] = []
    for (const piece of sorted) {
      const part = parts.at(-1)
      const last = part?.at(-1)
      if (part && last && piece.x0 - last.x1 < 1.8 * piece.size) part.push(piece)
      else parts.push([piece])
    }
    const y = (row[0] as Piece).y
    const size = Math.max(...row.map((piece) => piece.size))
    const next = rows[index + inner]?.[0]
    return {
      y,
      clear: next ? Math.abs(next.y - y) / size : 99,
      edges: parts.map((part) => {
        const text = textOf(part)
        return {
          pieces: part,
          text,
          form: formOf(text),
          y,
          size: Math.max(...part.map((piece) => piece.size)),
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
  }
}

export interface Furniture {
  readonly pieces: ReadonlySet<Piece>
  /** Page number as printed, where one was found. */
  readonly number: string | undefined
  readonly turned: ReadonlySet<string>
}

function same(a: Edge, b: Edge, height: number): boolean {
  return (
    a.form === b.form &&
    Math.abs(a.y - b.y) <= slack * height &&
    Math.abs(a.size - b.size) <= 0.12 * Math.max(a.size, b.size)
  )
}

export function romanValue(text: string): number {
  const digits: Record<string, number> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }
  let total = 0
  for (let i = 0; i < text.length; i++) {
    const value = digits[text[i] ?? ''] ?? 0
    total += value < (digits[text[i + 1] ?? ''] ?? 0) ? -value : value
  }
  return total
}

const numberValue = (label: string) => (/^\d+$/.test(label) ? Number(label) : romanValue(label))

/**
 * What of page `index` is furniture.
 *
 * @param pages edges of the pages round it, by page index; those not read yet, or that failed, are missing
 * @param pageCount of the whole document
 */
export function findFurniture(
  pages: ReadonlyMap<number, PageEdges>,
  index: number,
  pageCount: number,
): Furniture {
  const found = new Set<Piece>()
  const own = pages.get(index)
  if (!own) return { pieces: found, number: undefined, turned: new Set() }
  let number: string | undefined
  const neighbours: [number, PageEdges][] = []
  for (let i = index - furnitureReach; i <= index + furnitureReach; i++) {
    const page = pages.get(i)
    if (i !== index && page) neighbours.push([i, page])
  }
  for (const side of ['top', 'bottom'] as const) {
    let inward = 0
    for (const row of own[side]) {
      let whole = true
      for (const edge of row.edges) {
        const label = printedNumber(edge.text)
        let matches = 0
        let counts = 0
        let slot = 0
        for (const [other, page] of neighbours) {
          let match = false
          for (const otherRow of page[side])
            for (const candidate of otherRow.edges) {
              if (same(edge, candidate, own.height)) match = true
              const otherLabel = printedNumber(candidate.text)
              if (
                label !== undefined &&
                otherLabel !== undefined &&
                Math.abs(candidate.y - edge.y) <= 2 * slack * own.height &&
                numberValue(otherLabel) - numberValue(label) === other - index
              )
                counts++
            }
          if (match) matches++
          const first = page[side][0]
          if (
            first &&
            Math.abs(first.y - edge.y) < 2.5 &&
            first.clear > 1.4 &&
            first.edges.some((candidate) => Math.abs(candidate.size - edge.size) < 0.05 * edge.size)
          )
            slot++
        }
        const marginal = side === 'top' ? edge.y < 0.14 * own.height : edge.y > 0.86 * own.height
        const few = pageCount <= 3 || neighbours.length <= 2
        const enough = few ? 1 : 2
        const repeated = matches >= enough && (marginal || matches >= 3 || edge.text.length < 60)
        const outer = side === 'top' ? edge.y < 0.2 * own.height : edge.y > 0.8 * own.height
        const alone = row.edges.length === 1 && row.clear > 1.5 && outer && own.rowCount > 2
        const counted =
          label !== undefined && pageCount > 1 && (counts > 0 || (alone && numberValue(label) === index + 1))
        const slotted =
          inward === 0 &&
          slot >= Math.min(3, Math.max(2, neighbours.length - 2)) &&
          row.clear > 1.4 &&
          marginal &&
          edge.text.length < 90 &&
          neighbours.some(([, page]) => page[side][0]?.edges.some((candidate) => /\d/.test(candidate.text)))
        if (repeated || counted || slotted) {
          for (const piece of edge.pieces) found.add(piece)
          if (counted) number ??= label
          else if (repeated) number ??= numberInside(edge, index, neighbours, side)
        } else whole = false
      }
      if (!whole) break
      inward++
    }
  }
  // A page that holds nothing else, among others like it, is not a page of furniture: it is what the file says.
  const pieceCount = own.top.reduce(
    (sum, row) => sum + row.edges.reduce((n, edge) => n + edge.pieces.length, 0),
    0,
  )
  const alike = neighbours.filter(([, page]) => page.rowCount <= own.rowCount).length
  if (own.rowCount <= edgeRows && found.size >= pieceCount && alike > 0.6 * neighbours.length)
    for (const piece of found) if (printedNumber(textOf([piece])) === undefined) found.delete(piece)
  const turned = new Set(
    own.turned.filter((form) => neighbours.filter(([, page]) => page.turned.includes(form)).length >= 1),
  )
  return { pieces: found, number, turned }
}

/** The page number inside a running header, such as `12 Chapter One`: the figure that counts with the pages. */
function numberInside(
  edge: Edge,
  index: number,
  neighbours: readonly [number, PageEdges][],
  side: 'top' | 'bottom',
): string | undefined {
  const figures = edge.text.match(/\b\d{1,4}\b/g)
  if (!figures) return undefined
  for (const figure of [figures.at(-1), figures[0]])
    for (const [other, page] of neighbours)
      for (const row of page[side])
        for (const candidate of row.edges)
          if (
            candidate.form === edge.form &&
            figure !== undefined &&
            candidate.text.match(/\b\d{1,4}\b/g)?.includes(String(Number(figure) + other - index))
          )
            return figure
  return undefined
}

const romanDigits: readonly (readonly [number, string])[] = [
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
]

/**
 * Labels of pages by the numbers printed on them: a page's own, else counted on from the others where they count
 * evenly, roman before the page that would be 1; else its place in the file.
 *
 * @param printed by page index
 */
export function pageLabels(printed: ReadonlyMap<number, string>): (index: number) => string {
  const shifts = new Map<number, number>()
  let best: number | undefined
  let figures = 0
  for (const [page, label] of printed) {
    if (!/^\d+$/.test(label)) continue
    figures++
    const shift = Number(label) - page
    shifts.set(shift, (shifts.get(shift) ?? 0) + 1)
    if (best === undefined || (shifts.get(shift) ?? 0) > (shifts.get(best) ?? 0)) best = shift
  }
  const shift =
    best !== undefined && figures >= 2 && (shifts.get(best) ?? 0) >= 0.6 * figures ? best : undefined
  return (index) => {
    const own = printed.get(index)
    if (own !== undefined) return own
    if (shift === undefined) return String(index + 1)
    return index + shift >= 1 ? String(index + shift) : romanOf(index + 1)
  }
}

function romanOf(value: number): string {
  let rest = value
  let label = ''
  for (const [step, digits] of romanDigits) for (; rest >= step; rest -= step) label += digits
  return label
}
