/** A block in the making: it still has its lines, because more may follow on the next page. */
import type { BlockKind, Run } from '../contract/document.ts'
import type { Line } from './pdf-columns.ts'
import type { Matter } from './matter.ts'
import { lineText } from './pdf-runs.ts'

export interface DraftCell {
  readonly lines: readonly Line[]
  readonly row: number
  readonly column: number
  readonly rowSpan?: number
  readonly columnSpan?: number
  readonly header?: boolean
}

export interface Draft {
  kind: BlockKind
  lines: Line[]
  page: number
  size: number
  bold: boolean
  /** Set by the tag tree; guessed levels are given later. */
  level?: number
  marker?: string
  /** Number of a heading such as `2.3.1`: how deep it is. */
  depth?: number
  caption?: boolean
  alternative?: string
  /** Text that replaces that of the lines. */
  actual?: string
  language?: string
  matter?: Matter
  cells?: DraftCell[]
  /** Of a running line, which has no lines of its own. */
  runs?: readonly Run[]
  note?: string
  /** Whether its last line reaches the end of the column, so that it may go on in the next. */
  full: boolean
  indented: boolean
  tagged?: boolean
  /** Where it ends and begins on the page, for links of the outline. */
  top: number
}

/** What is known about the document so far. */
export interface TypeFacts {
  /** Size in points that most of the text has. */
  readonly body: number
  readonly bodyBold: boolean
}

/** Where a sentence ends, and perhaps a quotation with it. */
export const sentenceEnd = /[.!?:;…。！？]["'”’»)\]]*\s*$/

export const isBold = (line: Line) => {
  let bold = 0
  let all = 0
  for (const box of line.boxes) {
    all += box.text.length
    if (box.font.bold) bold += box.text.length
  }
  return bold > 0.85 * all
}

/** Whether a block stands apart from the running text, which goes on after it. */
export const floats = (draft: Draft) =>
  draft.kind === 'footnote' || draft.kind === 'table' || draft.kind === 'figure' || draft.caption === true

/** A paragraph that seems longer than this is no paragraph. */
const maximumLines = 400

/** Whether `next`, at the top of a column or page, goes on with `open`. */
export function continues(open: Draft, next: Draft): boolean {
  if (open.kind !== 'paragraph' && open.kind !== 'list-item') return false
  if (next.kind !== 'paragraph' || open.caption || next.caption) return false
  if (open.tagged !== next.tagged || open.lines.length > maximumLines) return false
  const last = open.lines.at(-1)
  const first = next.lines[0]
  if (!last || !first) return false
  if (Math.max(last.size, first.size) / Math.min(last.size, first.size) > 1.06) return false
  if (isBold(last) !== isBold(first) && (open.bold || next.bold)) return false
  const before = lineText(last)
  const after = lineText(first)
  if (/[\p{L}][-\u00ad]$/u.test(before)) return /^\p{L}/u.test(after)
  if (sentenceEnd.test(before)) return false
  if (!open.full && !open.tagged) return false
  if (/^[\p{Ll}(]/u.test(after)) return true
  return !next.indented && !/^[•\d]/.test(after) && (open.lines.length > 1 || open.full)
}

/**
 * Whether two tagged paragraphs are lines of one: some programs tag every line. Only the clear case counts, a wide line
 * without an end and right below it a small letter.
 */
export function brokenOff(before: Draft | undefined, after: Draft): boolean {
  const last = before?.lines.at(-1)
  const first = after.lines[0]
  if (!last || !first || before?.kind !== 'paragraph' || after.kind !== 'paragraph') return false
  const step = first.y - last.y
  return (
    last.x1 - last.x0 > 20 * last.size &&
    step > 0.5 * last.size &&
    step < 1.7 * last.size &&
    /[\p{L},;-]$/u.test(lineText(last)) &&
    /^\p{Ll}/u.test(lineText(first))
  )
}
