/**
 * Running headers and footers as drafts of their own: they are taken out of the text that they interrupt, not out of
 * the document, so that they can be counted, shown and, where somebody wants it, read.
 */
import type { Run } from '../contract/document.ts'
import { lineOf, type LineContext } from './pdf-columns.ts'
import type { Draft } from './pdf-draft.ts'
import type { RunningRow } from './pdf-furniture.ts'
import { type Box, findPieces, type Piece } from './pdf-lines.ts'
import { printedNumber } from './pdf-page-numbers.ts'
import { lineText } from './pdf-runs.ts'

/** Share of the page's height, from either edge, in which an artifact is a running line and no ornament. */
const artifactMargin = 0.15
const sayable = /[\p{L}\p{N}]/u

const textOf = (pieces: readonly Piece[], context: LineContext): string =>
  lineText(lineOf(pieces, context)).trim()

/** @param number of the page, where it is part of the text or all of it */
function runsOf(text: string, number: string | undefined): Run[] {
  if (number === undefined) return [{ text }]
  if (printedNumber(text) !== undefined) return [{ text, role: 'page-number' }]
  const places = [...text.toLowerCase().matchAll(/[\p{L}\p{N}]+/gu)].filter(([word]) => word === number)
  // it stands at an end of the line more often than within
  const place = places.find(({ index }) => index === 0) ?? places.at(-1)
  if (!place) return [{ text }]
  const end = place.index + number.length
  return [
    { text: text.slice(0, place.index) },
    { text: text.slice(place.index, end), role: 'page-number' as const },
    { text: text.slice(end) },
  ].filter((run) => run.text !== '')
}

/** @returns nothing where there is no word in it, only ornament */
function draftOf(lines: readonly (readonly Run[])[], context: LineContext): Draft | undefined {
  const runs: Run[] = []
  for (const line of lines) {
    if (!line.some(({ text }) => sayable.test(text))) continue
    for (const run of runs.length === 0 ? line : [{ text: '\n' }, ...line]) {
      const last = runs.at(-1)
      if (last && last.role === run.role) runs[runs.length - 1] = { ...last, text: last.text + run.text }
      else runs.push(run)
    }
  }
  if (runs.length === 0) return undefined
  return {
    kind: 'running',
    lines: [],
    runs,
    page: context.page,
    size: 0,
    bold: false,
    full: false,
    indented: false,
    top: 0,
  }
}

/** The header of a page or its footer: one draft, a line for each row, from the top down. */
export function runningDraft(
  rows: readonly RunningRow[],
  side: 'top' | 'bottom',
  context: LineContext,
): Draft | undefined {
  const own = rows.filter((row) => row.side === side).sort((a, b) => a.y - b.y)
  const lines = own.map(({ edges }) =>
    edges.flatMap(({ pieces, number }, index): Run[] => {
      const runs = runsOf(textOf(pieces, context), number)
      return index === 0 ? runs : [{ text: ' ' }, ...runs]
    }),
  )
  return draftOf(lines, context)
}

/** Text that is turned against the page and comes again on others, such as a stamp in the margin. */
export function turnedDraft(pieces: readonly Piece[], context: LineContext): Draft | undefined {
  const sorted = [...pieces].sort((a, b) => a.y - b.y || a.x0 - b.x0)
  return draftOf(
    sorted.map((piece) => [{ text: textOf([piece], context) }]),
    context,
  )
}

/**
 * What a tagged file itself takes out of its text: the rows of artifacts at the page's edges.
 *
 * @param boxes that no element of the tag tree holds
 */
export function artifactRows(
  boxes: readonly Box[],
  height: number,
  number: string | undefined,
  context: LineContext,
): RunningRow[] {
  const edge = (y: number): boolean => y < artifactMargin * height || y > (1 - artifactMargin) * height
  const pieces = findPieces(boxes.filter((box) => box.artifact && edge(box.y)))
  const rows: {
    y: number
    side: 'top' | 'bottom'
    edges: { pieces: Piece[]; number: string | undefined }[]
  }[] = []
  for (const piece of pieces.sort((a, b) => a.y - b.y || a.x0 - b.x0)) {
    const row = rows.at(-1)
    const own = printedNumber(textOf([piece], context)) ?? number
    if (row && piece.y - row.y < 0.4 * piece.size) row.edges.push({ pieces: [piece], number: own })
    else
      rows.push({
        y: piece.y,
        side: piece.y < height / 2 ? 'top' : 'bottom',
        edges: [{ pieces: [piece], number: own }],
      })
  }
  for (const row of rows) row.edges.sort((a, b) => (a.pieces[0]?.x0 ?? 0) - (b.pieces[0]?.x0 ?? 0))
  return rows
}
