/** From lines to the runs of a block: spaces, line joints, emphasis, superscripts, reading direction. */
import type { Run } from '../contract/document.ts'
import { hasRightToLeft, isWide, logicalOrder, readsRightToLeft } from './pdf-characters.ts'
import type { Line } from './pdf-columns.ts'
import { lineJoint, type Vocabulary } from './pdf-hyphens.ts'
import { type Box, spaceBetween, spacedOutThreshold } from './pdf-lines.ts'

export interface RunOptions {
  readonly vocabulary: Vocabulary
  /** Bold and italic are marked; off for headings, whose type is bold anyway. */
  readonly emphasis: boolean
  /** Name of the footnote that a raised mark points to, if there is one. */
  readonly note?: (mark: string, page: number) => string | undefined
}

export interface Flow {
  readonly runs: Run[]
  readonly text: string
  readonly rightToLeft: boolean
  /** Offset at which each line begins. */
  readonly starts: readonly number[]
}

type Segment = Run

const leaders = /(?:\s*[.·…]){5,}\s*/g
const noteMark = /^(?:\d{1,3}(?:[,–-]\d{1,3})*|[*†‡§¶]{1,3}|[a-z])$/

/** Text of a line as it stands from left to right. */
export function visualText(line: Line): string {
  return segmentsOf(line, false)
    .map((segment) => segment.text)
    .join('')
}

/** Text of a line in reading order. */
export function lineText(line: Line): string {
  const text = visualText(line)
  return hasRightToLeft(text) ? logicalOrder(text, readsRightToLeft(text)) : text
}

function emphasisOf(box: Box): Run['emphasis'] {
  return box.font.bold ? (box.font.italic ? 'both' : 'strong') : box.font.italic ? 'emphasis' : undefined
}

function scriptOf(box: Box, line: Line): Run['script'] {
  if (box.size > 0.86 * line.size) return undefined
  const rise = (line.y - box.y) / line.size
  return rise > 0.14 ? 'superscript' : rise < -0.07 ? 'subscript' : undefined
}

function segmentsOf(line: Line, emphasis: boolean): Segment[] {
  const segments: Segment[] = []
  const threshold = spacedOutThreshold(line.boxes, line.space)
  let previous: Box | undefined
  for (const box of line.boxes) {
    const space = previous && spaceBetween(previous, box, threshold) ? ' ' : ''
    previous = box
    const style = emphasis ? emphasisOf(box) : undefined
    const script = scriptOf(box, line)
    const link = box.link
    const last = segments.at(-1)
    const language = box.language
    if (
      last &&
      last.emphasis === style &&
      last.script === script &&
      last.link === link &&
      last.language === language
    )
      last.text += space + box.text
    else {
      if (last && space) last.text += space
      segments.push({
        text: box.text,
        ...(style ? { emphasis: style } : {}),
        ...(script ? { script } : {}),
        ...(link ? { link } : {}),
        ...(language ? { language } : {}),
      })
    }
  }
  for (const segment of segments) segment.text = segment.text.replace(leaders, ' … ')
  return segments
}

/** Joins lines to one text. */
export function flowOf(lines: readonly Line[], options: RunOptions): Flow {
  const runs: Run[] = []
  const starts: number[] = []
  let text = ''
  const visual = lines.map((line) => visualText(line))
  const rightToLeft = readsRightToLeft(visual.join(' '))
  const append = (segment: Segment) => {
    if (segment.text === '') return
    text += segment.text
    const last = runs.at(-1)
    if (
      last &&
      last.emphasis === segment.emphasis &&
      last.script === segment.script &&
      last.link === segment.link &&
      last.language === segment.language &&
      !last.role &&
      !segment.role
    )
      last.text += segment.text
    else runs.push({ ...segment })
  }
  const cut = (count: number) => {
    text = text.slice(0, text.length - count)
    const last = runs.at(-1)
    if (last) last.text = last.text.slice(0, last.text.length - count)
  }
  lines.forEach((line, index) => {
    const shown = visual[index] ?? ''
    let segments: Segment[] = hasRightToLeft(shown)
      ? [{ text: logicalOrder(shown, rightToLeft) }]
      : segmentsOf(line, options.emphasis)
    if (options.note) segments = segments.flatMap((segment) => withNote(segment, line.page, options.note))
    segments = segments.map((segment) => ({ ...segment, text: dropInnerSoftHyphens(segment.text) }))
    const first = segments[0]
    if (!first) {
      starts.push(text.length)
      return
    }
    if (text !== '') {
      const joint = lineJoint(text, segments.map((segment) => segment.text).join(''), options.vocabulary)
      if (joint === 'join') cut(1)
      else if (joint === 'space') {
        if (text.endsWith('\u00ad')) cut(1)
        const wideJoint = isWide(text.at(-1) ?? '') && isWide(first.text[0] ?? '')
        if (!wideJoint && !text.endsWith(' ')) {
          text += ' '
          const last = runs.at(-1)
          if (last && !last.role) last.text += ' '
          else runs.push({ text: ' ' })
        }
      }
    }
    starts.push(text.length)
    for (const segment of segments) append(segment)
  })
  if (text.endsWith('\u00ad')) cut(1)
  return { runs: runs.filter((run) => run.text !== ''), text, rightToLeft, starts }
}

const dropInnerSoftHyphens = (text: string) => text.replace(/\u00ad(?!$)/g, '')

/** A mark as a reference to its note; the space behind it is the text's, which ends sentences by it. */
function withNote(segment: Segment, page: number, note: RunOptions['note']): Segment[] {
  const mark = segment.text.trim()
  if (segment.script !== 'superscript' || !noteMark.test(mark)) return [segment]
  const name = note?.(mark, page)
  if (name === undefined) return [segment]
  const { script: _, ...plain } = segment
  const space = segment.text.slice(segment.text.trimEnd().length)
  return [
    { ...segment, text: segment.text.trimEnd(), role: 'note-reference', note: name },
    { ...plain, text: space },
  ]
}
