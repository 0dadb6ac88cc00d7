/**
 * From the lines of a page to drafts of blocks: paragraphs, list items, headings, notes, captions, rows of tables.
 *
 * A draft still has its lines; the text is made when it is certain that no more lines follow on the next page.
 */
import type { Line, Region } from './pdf-columns.ts'
import { type Draft, isBold, sentenceEnd, type TypeFacts } from './pdf-draft.ts'
import { cellsOf, tableAt } from './pdf-grid.ts'
import { lineText } from './pdf-runs.ts'

const bullet = /^([•◦▪▫■□●○‣⁃∙·➢❖✓✔☐☑◆◇➤►▶»]|[-–—*o](?=\s))\s*/
const enumerated = /^(\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\[\d{1,3}\])\s+(?=\S)/
export const captionStart =
  /^(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle|algorithm|listing|figura|tableau|scheme|plate)\s*[A-Z]?\d+(?:\.\d+)*\s*([.:|–—-]|$)/i
const captionNumber = /^(?:figure|fig\.|table|tab\.|abbildung|abb\.|tabelle)\s*[A-Z]?\d+(?:\.\d+)*\s+\p{Lu}/iu
const numbered =
  /^(?:(\d{1,2}(?:\.\d{1,2}){0,4})\.?|([A-Z])\.|([IVX]{1,5})\.|(?:chapter|kapitel|part|teil|appendix|anhang|section|abschnitt)\s+[\dIVXA-Z]+[.:]?)\s+\p{Lu}/u

const mode = (values: readonly number[], step: number): number | undefined => {
  const counts = new Map<number, number>()
  let best: number | undefined
  for (const value of values) {
    const key = Math.round(value / step)
    counts.set(key, (counts.get(key) ?? 0) + 1)
    if (best === undefined || (counts.get(key) ?? 0) > (counts.get(best) ?? 0)) best = key
  }
  return best === undefined ? undefined : best * step
}

interface Shape {
  readonly left: number
  readonly right: number
  readonly pitch: number
  /** Most lines end at the right edge, so a short line ends a paragraph. */
  readonly justified: boolean
  readonly hanging: boolean
  readonly lines: number
}

function shapeOf(lines: readonly Line[], region: Region): Shape {
  const em =
    mode(
      lines.map((line) => line.size),
      0.5,
    ) ?? 10
  const main = lines.filter((line) => Math.abs(line.size - em) < 0.15 * em)
  const steps: number[] = []
  for (let i = 1; i < main.length; i++) {
    const step = (main[i] as Line).y - (main[i - 1] as Line).y
    if (step > 0.6 * em && step < 2.6 * em) steps.push(step)
  }
  const ends = main.map((line) => line.x1).sort((a, b) => a - b)
  const right = main.length >= 3 ? (ends[Math.floor(ends.length * 0.9)] ?? region.x1) : region.x1
  const left =
    mode(
      main.map((line) => line.x0),
      0.3 * em,
    ) ?? region.x0
  const reaching = main.filter((line) => line.x1 > right - 0.8 * em).length
  const outdented = main.filter((line) => line.x0 < left - 0.7 * em && line.x0 > left - 6 * em).length
  return {
    left,
    right,
    pitch: mode(steps, 0.25) ?? 1.35 * em,
    justified: main.length >= 4 && reaching >= 0.5 * main.length,
    lines: main.length,
    hanging: outdented >= 2 || (outdented === 1 && main.length <= 6),
  }
}

function isFormula(line: Line): boolean {
  const text = lineText(line)
  return text.length < 90 && !/\p{L}{4}/u.test(text) && !/^[•[(]/.test(text) && !/^\d+[.)]?(\s|$)/.test(text)
}

/** Begins with a small raised mark, as footnotes do one below the other. */
function beginsNote(line: Line): boolean {
  const [first, second] = line.boxes
  if (!first || !second || first.size > 0.86 * line.size || line.y - first.y < 0.14 * line.size) return false
  return /^(?:\d{1,3}|[*†‡§¶]{1,3})$/.test(first.text)
}

/** Whether `line` begins something new after `before`. */
function breaks(before: Line, line: Line, next: Line | undefined, shape: Shape, facts: TypeFacts): boolean {
  const em = line.size
  const step = line.y - before.y
  if (step < -0.5 * em) return true
  // the parts of a displayed formula stand on several baselines
  if (step < 1.7 * Math.max(em, before.size) && isFormula(line) && isFormula(before)) return false
  const sizes = Math.max(before.size, line.size) / Math.min(before.size, line.size)
  if (sizes > 1.09) return true
  const large = line.size > 1.25 * facts.body
  const pitch = Math.abs(shape.pitch - 1.2 * em) < 0.9 * em ? shape.pitch : 1.3 * em
  if (step > (large ? 1.75 * em : Math.max(1.32 * pitch, 1.1 * em))) return true
  if (line.size < 0.95 * facts.body && beginsNote(line)) return true
  const text = lineText(line)
  const previous = lineText(before)
  const short = before.x1 < shape.right - 2.5 * em
  const ended = sentenceEnd.test(previous)
  if (isBold(before) !== isBold(line)) {
    if (short || numbered.test(previous) || numbered.test(text) || step > 1.12 * pitch) return true
  }
  if (bullet.test(text) && (!/^[-–—*o]\s/.test(text) || short || ended || line.x0 > before.x0 + 0.4 * em))
    return true
  if (enumerated.test(text) && (short || ended) && /^[([]?[\divxa-c]/i.test(text)) return true
  if (/^\[\d{1,3}\]\s/.test(text) && line.x0 <= before.x0 + 0.3 * em) return true
  if (shape.hanging) {
    if (line.x0 < shape.left - 0.7 * em && before.x0 > line.x0 + 0.6 * em) return true
    if (line.x0 < shape.left - 0.7 * em && ended) return true
  } else if (
    line.x0 > shape.left + 0.7 * em &&
    line.x0 < shape.left + 5 * em &&
    before.x0 < line.x0 - 0.5 * em &&
    (next === undefined || next.x0 < line.x0 - 0.5 * em || next.y - line.y > 1.32 * pitch || next.y < line.y)
  ) {
    if (!bullet.test(previous) && !enumerated.test(previous)) return true
  }
  if (short) {
    const rest = shape.right - before.x1
    const word = line.boxes[0]
    const fits = word ? word.x1 - word.x + 0.6 * em < rest : false
    const width = shape.right - shape.left
    if (fits && shape.justified && (ended || rest > 0.25 * width)) return true
    if (fits && ended && rest > 0.3 * width) return true
    if (!shape.justified && rest > 0.5 * width && fits) return true
  }
  return false
}

/** Drafts of one region, in order. */
export function draftsOf(region: Region, facts: TypeFacts): Draft[] {
  const drafts: Draft[] = []
  const shape = shapeOf(region.lines, region)
  let lines: Line[] = []
  const close = () => {
    if (lines.length > 0) drafts.push(draftOf(lines, shape, facts, drafts.at(-1)))
    lines = []
  }
  for (let i = 0; i < region.lines.length; i++) {
    const line = region.lines[i] as Line
    const cells = cellsOf(line)
    if (cells.length > 1 && !(shape.justified && line.x1 > shape.right - line.size && cells.length < 3)) {
      const table = tableAt(region.lines, i)
      if (table) {
        close()
        drafts.push(table.draft)
        i = table.end - 1
        continue
      }
    }
    const before = lines.at(-1)
    const rowLike = region.tabular && cells.length > 1
    if (before && (rowLike || breaks(before, line, region.lines[i + 1], shape, facts))) close()
    lines.push(line)
  }
  close()
  return drafts
}

/** A column of one or two lines does not say how wide it is: there only a long line counts as full. */
function reachesEnd(line: Line, shape: Shape): boolean {
  if (shape.lines < 3 && line.x1 - line.x0 < 22 * line.size) return false
  return line.x1 > shape.right - Math.max(1.5 * line.size, 0.12 * (shape.right - shape.left))
}

function draftOf(lines: Line[], shape: Shape, facts: TypeFacts, before: Draft | undefined): Draft {
  const first = lines[0] as Line
  const last = lines.at(-1) as Line
  const bold = lines.every(isBold)
  const draft: Draft = {
    kind: 'paragraph',
    lines,
    page: first.page,
    size: first.size,
    bold,
    full: reachesEnd(last, shape),
    indented: first.x0 > shape.left + 0.7 * first.size,
    top: first.top,
  }
  const text = lines.map(lineText).join(' ')
  const named = captionStart.test(text) || (captionNumber.test(text) && setApart(first, facts))
  if (named && first.size <= 1.05 * facts.body) return { ...draft, caption: true, full: false }
  const gap = before ? first.top - (before.lines.at(-1)?.bottom ?? 0) : Infinity
  if (isHeading(text, draft, shape, facts, gap)) {
    const number = numbered.exec(text)
    const depth = number ? (number[1]?.split('.').length ?? 1) : undefined
    return { ...draft, kind: 'heading', full: false, ...(depth === undefined ? {} : { depth }) }
  }
  const mark = bullet.exec(text) ?? enumerated.exec(text)
  if (mark && text.length > mark[0].length)
    return { ...draft, kind: 'list-item', marker: (mark[1] ?? '').trim() }
  return draft
}

/** Smaller than the text, or begun in bold: then no stop is needed after the number of a figure. */
const setApart = (line: Line, facts: TypeFacts): boolean =>
  line.size < 0.95 * facts.body || (line.boxes[0]?.font.bold === true && !facts.bodyBold)

/** Names set side by side, or an entry of a list of contents with its page. */
function hasWideGap(line: Line): boolean {
  return line.boxes.some((box, i) => box.x - (line.boxes[i - 1]?.x1 ?? box.x) > 2.5 * line.size)
}

function isHeading(text: string, draft: Draft, shape: Shape, facts: TypeFacts, gap: number): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters < 2 || text.length > 220 || draft.lines.length > 4) return false
  if (letters < 0.4 * text.replace(/\s/g, '').length && !/^\d+(\.\d+)*\s/.test(text)) return false
  if (draft.lines.length === 1 && !numbered.test(text) && hasWideGap(draft.lines[0] as Line)) return false
  const larger = draft.size / facts.body
  if (larger > 1.35) return true
  if (/[,;]$/.test(text)) return false
  const short = draft.lines.length <= 2 && (draft.lines.at(-1) as Line).x1 < shape.right - 1.5 * draft.size
  if (larger > 1.08 && draft.lines.length <= 3 && !/[.]$/.test(text)) return true
  if (larger < 0.95) return false
  const clear = gap > 0.35 * draft.size
  if (
    draft.bold &&
    !facts.bodyBold &&
    text.length < 160 &&
    !/[.]$/.test(text.replace(/^\S+\.\s/, '')) &&
    (short || numbered.test(text))
  )
    return clear || numbered.test(text)
  const upper = letters >= 4 && text === text.toUpperCase() && text !== text.toLowerCase()
  if (
    upper &&
    short &&
    clear &&
    draft.lines.length === 1 &&
    text.length < 80 &&
    !/[.:]$/.test(text) &&
    !/\d{3}/.test(text)
  )
    return true
  return (
    numbered.test(text) &&
    /^\d/.test(text) &&
    short &&
    clear &&
    text.length < 90 &&
    !sentenceEnd.test(text) &&
    draft.lines.length === 1 &&
    draft.lines[0] !== undefined &&
    draft.lines[0].boxes.some((box) => box.font.bold || box.font.italic)
  )
}

const footnoteStart = /^(?:\(?\d{1,3}\)?[.)]?|[*†‡§¶]{1,3})(?=\s*\S)/

/**
 * Marks footnotes: small type at the foot of a page, the first of them with a note's mark. The drafts are those of
 * one page in reading order.
 */
export function markFootnotes(drafts: readonly Draft[], facts: TypeFacts, height: number): void {
  for (let i = 0; i < drafts.length; i++) {
    const draft = drafts[i] as Draft
    const first = draft.lines[0]
    if (!first || draft.kind === 'table' || draft.caption) continue
    if (draft.size > 0.93 * facts.body || first.y < 0.45 * height) continue
    const text = lineText(first)
    const mark = footnoteStart.exec(text)
    const raised = first.boxes[0] !== undefined && first.boxes[0].size < 0.86 * first.size
    // Tags that say "paragraph" are believed unless a raised mark says more.
    if (draft.tagged && (draft.kind !== 'paragraph' || !raised)) continue
    if (!mark || !(raised || /^[*†‡§¶]/.test(text) || draft.kind !== 'heading')) continue
    // everything below it in its column must be small as well
    const below = drafts.slice(i + 1).filter((other) => {
      const line = other.lines[0]
      return line && line.y > first.y && line.x0 < (draft.lines.at(-1)?.x1 ?? first.x1) && line.x1 > first.x0
    })
    if (below.some((other) => other.size > 0.95 * facts.body)) continue
    draft.kind = 'footnote'
    delete draft.marker
    draft.note = `${draft.page + 1}-${mark[0].replace(/[().\s]/g, '')}`
    draft.full = false
  }
}
