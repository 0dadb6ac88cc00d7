/**
 * Running headers, footers and page numbers: what stands at the same place, with the same words but for the number of
 * the page, on neighbouring pages.
 *
 * To drop a line of the text is much worse than to say a header, so repetition alone is never enough: forms, poems and
 * question sheets repeat their first lines too. A running line is also set off, by more white than lies between the
 * lines of the text, or by another type than the line next to it, or it is a page number and nothing else. Rows are
 * peeled off from the outside, so no line is taken out from under one that stays.
 */
import type { Piece } from './pdf-lines.ts'
import { type Edge, edgeRows, type EdgeRow, type PageEdges, type Style, textOf } from './pdf-edges.ts'
import { countingFigure, differInCodes, numberValue, printedNumber } from './pdf-page-numbers.ts'

/** Pages before and after that are compared. */
export const furnitureReach = 4
/** Share of the page's height by which the same line may move. */
const slack = 0.012
/** Share of the page's height, from an edge, in which running lines stand. */
const margin = 0.2
/** Share of the page's height, from an edge, in which no text is set: its baseline under half an inch of margin lies further in. */
const rim = 0.05
/** White that stands this often between lines, on the page and those compared with it, is of the text's own making. */
const usualCount = 3
const usualShare = 0.03

/** A row of running lines. `number`: the page's number, where it is part of the stretch or all of it. */
export interface RunningRow {
  readonly side: Side
  readonly y: number
  readonly edges: readonly { readonly pieces: readonly Piece[]; readonly number: string | undefined }[]
}

export interface Furniture {
  readonly pieces: ReadonlySet<Piece>
  readonly rows: readonly RunningRow[]
  /** Page number as printed, where one was found. */
  readonly number: string | undefined
  readonly turned: ReadonlySet<string>
}

type Side = 'top' | 'bottom'
type Neighbour = readonly [index: number, page: PageEdges]

const sameStyle = (a: Style, b: Style) =>
  Math.abs(a.size - b.size) <= 0.05 * Math.max(a.size, b.size) && a.bold === b.bold && a.italic === b.italic

/** Type that says "less important than the text". Bold and large lines are headings unless something else tells. */
const isMinor = (style: Style, than: Style) =>
  style.size < 0.95 * than.size || (style.italic && !than.italic && style.size < 1.05 * than.size)

/** Points of white that no two lines of the text have between them. */
function clearWhite(own: PageEdges, neighbours: readonly Neighbour[]): number {
  const counts = new Map<number, number>()
  let all = 0
  for (const page of [own, ...neighbours.map(([, page]) => page)])
    for (const [white, count] of page.whites) {
      all += count
      counts.set(white, (counts.get(white) ?? 0) + count)
    }
  let usual = 0
  for (const white of counts.keys()) {
    const near = [white - 1, white, white + 1].reduce((sum, value) => sum + (counts.get(value) ?? 0), 0)
    if (near >= Math.max(usualCount, usualShare * all) && white < 5 * own.body.size)
      usual = Math.max(usual, white)
  }
  return Math.max(1.1 * usual, 0.45 * own.body.size)
}

/** Begins with a raised mark, which counts notes and not pages. */
function isNote(edge: Edge): boolean {
  const first = edge.pieces[0]?.boxes[0]
  return first !== undefined && first.size < 0.86 * edge.style.size
}

const rimmed = (y: number, depth: number, height: number) => y < depth || y > height - depth

/** What speaks for an edge being a running line. */
interface Verdict {
  /** Pages on which it stands again, but for the page's number. */
  readonly repeats: number
  /** It is the page's number and nothing else. */
  readonly isNumber: boolean
  /** Pages on which the number has grown by as much as the pages. */
  readonly counts: number
  /** Its number, whether alone or not. */
  readonly number: string | undefined
}

function judge(
  edge: Edge,
  own: PageEdges,
  index: number,
  neighbours: readonly Neighbour[],
  side: Side,
  alone: boolean,
  counting: boolean,
): Verdict {
  const label = printedNumber(edge.text)
  let repeats = 0
  let counts = 0
  let number: string | undefined
  for (const [other, page] of neighbours) {
    let repeated = false
    let steps = false
    for (const row of page[side])
      for (const candidate of row.edges) {
        const moved = Math.abs(candidate.y - edge.y) / own.height
        if (moved > 2 * slack) continue
        const otherLabel = printedNumber(candidate.text)
        if (
          label !== undefined &&
          otherLabel !== undefined &&
          numberValue(otherLabel) - numberValue(label) === other - index
        )
          steps = true
        const size = Math.max(edge.style.size, candidate.style.size)
        if (
          moved > slack ||
          edge.form !== candidate.form ||
          Math.abs(edge.style.size - candidate.style.size) > 0.12 * size
        )
          continue
        const figure =
          edge.text === candidate.text
            ? ''
            : isNote(edge)
              ? undefined
              : countingFigure(edge.text, candidate.text, other - index)
        const code =
          rimmed(edge.y, 1.5 * rim * own.height, own.height) && differInCodes(edge.text, candidate.text)
        if (figure === undefined && !code) continue
        repeated = true
        if (figure) number ??= figure
      }
    if (repeated) repeats++
    if (steps) counts++
  }
  const first =
    label !== undefined && alone && counting && numberValue(label) === index + 1 && own.rowCount > 2
  const isNumber = label !== undefined && (counts > 0 || first)
  return { repeats, isNumber, counts, number: isNumber ? label : number }
}

/** Whether other pages too have a line of this type set off at this height. */
function slotShared(row: EdgeRow, neighbours: readonly Neighbour[], clear: number): number {
  return neighbours.filter(([, page]) => {
    const first = page.top[0]
    return (
      first !== undefined &&
      Math.abs(first.y - row.y) < 2.5 &&
      first.white > clear &&
      sameStyle(first.style, row.style)
    )
  }).length
}

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
  if (!own) return { pieces: found, rows: [], number: undefined, turned: new Set() }
  const running: RunningRow[] = []
  let number: string | undefined
  const neighbours: Neighbour[] = []
  for (let i = index - furnitureReach; i <= index + furnitureReach; i++) {
    const page = pages.get(i)
    if (i !== index && page) neighbours.push([i, page])
  }
  const clear = clearWhite(own, neighbours)
  const enough = pageCount <= 3 || neighbours.length <= 2 ? 1 : 2
  for (const side of ['top', 'bottom'] as const) {
    const rows = own[side]
    const taken: { row: EdgeRow; verdicts: Verdict[] }[] = []
    /** Rows up to here are running lines. */
    let peeled = 0
    for (const row of rows) {
      if (side === 'top' ? row.y > margin * own.height : row.y < (1 - margin) * own.height) break
      const next = rows[taken.length + 1]
      const wide = row.white > clear
      const outside = rimmed(row.y, rim * own.height, own.height)
      const alone = row.edges.length === 1 && row.white > 0.5 * row.style.size
      const verdicts = row.edges.map((edge) =>
        judge(edge, own, index, neighbours, side, alone && wide, pageCount > 1),
      )
      // a number in a place of its own that counts page after page says as much as white does
      const counted =
        row.edges.length > 1 &&
        row.white > 0.45 * own.body.size &&
        verdicts.some(({ isNumber, counts }) => isNumber && counts >= enough)
      const setOff = wide || counted
      const large = row.style.size > 1.15 * own.body.size
      const title = row.style.size > 1.35 * own.body.size
      const repeated = verdicts.every(
        ({ repeats, isNumber }, i) =>
          isNumber ||
          row.edges[i]?.artifact === true ||
          ((!title || outside) && repeats >= (large ? Math.max(3, 0.6 * neighbours.length) : enough)),
      )
      // a page number at the end of a line that is set off makes the whole line a running one
      const withNumber = row.edges.length > 1 && row.edges.length < 5 && verdicts.some((v) => v.isNumber)
      const slot = taken.length === 0 && side === 'top' && setOff ? slotShared(row, neighbours, clear) : 0
      const slotted =
        slot >= 3 &&
        !large &&
        (verdicts.every((verdict) => verdict.repeats > 0 || verdict.isNumber) ||
          (row.style.size < 0.95 * own.body.size && row.edges.every((edge) => edge.text.length < 90)))
      if (!repeated && !slotted && !(withNumber && setOff && !large)) break
      taken.push({ row, verdicts })
      const lone = row.edges.length === 1 && verdicts[0]?.isNumber === true
      const unlike = !next || (isMinor(row.style, own.body) && isMinor(row.style, next.style))
      const artifact = row.edges.every((edge) => edge.artifact)
      const everywhere =
        neighbours.length >= 4 &&
        verdicts.every(({ repeats, isNumber }) => isNumber || repeats >= 0.75 * neighbours.length)
      const attached = taken.every(
        ({ row: each, verdicts: all }) => all[0]?.isNumber || isMinor(each.style, own.body),
      )
      if (
        setOff ||
        artifact ||
        (outside && everywhere && peeled === taken.length - 1) ||
        (lone && peeled === taken.length - 1) ||
        (unlike && attached)
      )
        peeled = taken.length
    }
    for (const { row, verdicts } of taken.slice(0, peeled)) {
      for (const edge of row.edges) for (const piece of edge.pieces) found.add(piece)
      const edges = row.edges.map(({ pieces }, i) => ({ pieces, number: verdicts[i]?.number }))
      running.push({ side, y: row.y, edges })
      for (const verdict of verdicts) if (verdict.isNumber) number ??= verdict.number
      for (const verdict of verdicts) number ??= verdict.number
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
    own.turned.filter((form) => neighbours.some(([, page]) => page.turned.includes(form))),
  )
  const rows = running
    .map((row) => ({ ...row, edges: row.edges.filter(({ pieces: [first] }) => first && found.has(first)) }))
    .filter(({ edges }) => edges.length > 0)
  return { pieces: found, rows, number, turned }
}
