/** Writes the stretches between blank lines of a plain text as blocks. */
import type { RunStyle } from './block-writer.ts'
import type { Flow } from './flow.ts'
import { inCapitals, structuralLevel, underlineLevel } from './text-headings.ts'
import { joint, meantBreak, type TextShape } from './text-shape.ts'

export interface TextContext {
  readonly flow: Flow
  readonly shape: TextShape
  /** Whether a word stands in the text somewhere, in a line of its own right. */
  readonly known: (word: string) => boolean
  /** Number of the list item that was written last, so that a list may go on after a blank line. */
  listNumber: number
}

const bullet = /^(\s*)([-*+•‣▪◦·●○■□]|\u2013(?= {2,}))\s+(?=\S)/u
const numbered = /^(\s*)((?:\(?(\d{1,3})[.)]|\(?([a-z])\)|([ivx]{1,5})[.)]))\s+(?=\S)/u
const rule = /^\s*(?:(?:[*•·~=_#+—–-]\s*){3,}|[⁂❦❧§]|\*\s{1,5}\*\s{1,5}\*.*)\s*$/u
/** Signs that stand in code and hardly in prose. */
const codeLine =
  /[;{}]\s*$|^\s*(?:\/\/|#include|#!|\$ |>>> |def |class |function |return\b|import |if \(|for \(|while \(|<\/?\w+>|var |let |const )|=>|==|&&|\|\||\(\);?\s*$|\w\(\w*\)\s*[;{]?$/

/** `ltr` or `rtl`, by the first letter that has a direction. */
export function directionOf(text: string): 'ltr' | 'rtl' | undefined {
  const letter = /\p{L}/u.exec(text)?.[0]
  if (letter === undefined) return undefined
  return /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u.test(letter)
    ? 'rtl'
    : 'ltr'
}
const rightToLeft = (text: string) => (directionOf(text) === 'rtl' ? ('rtl' as const) : undefined)

/**
 * Splits at Gutenberg's `_emphasis_`. The underscores are typewriter markup, not letters, and are left out; a lone
 * underscore, or one inside a word, stays.
 */
function emphasised(text: string): [string, RunStyle][] {
  if (!text.includes('_')) return [[text, {}]]
  const parts: [string, RunStyle][] = []
  let from = 0
  for (const match of text.matchAll(
    /(?<![\p{L}\p{N}_/.@])_(?=[^\s_])([^_]{1,600}?)(?<=[^\s_])_(?![\p{L}\p{N}_])/gu,
  )) {
    if (match.index > from) parts.push([text.slice(from, match.index), {}])
    parts.push([match[1] ?? '', { emphasis: true }])
    from = match.index + match[0].length
  }
  if (from < text.length) parts.push([text.slice(from), {}])
  return parts
}

/** Writes lines as the text of the open block: those that were full are joined, meant breaks are kept. */
function writeLines(lines: readonly string[], context: TextContext, breaks: readonly boolean[]): void {
  const { flow, shape, known } = context
  let text = ''
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index]!.trim()
    const next = lines[index + 1]?.trim()
    if (next === undefined) text += line
    else if (breaks[index]) text += `${line}\n`
    else {
      const { drop, glue } = joint(line, next, shape.hyphenated, known)
      text += (drop > 0 ? line.slice(0, -drop) : line) + glue
    }
  }
  for (const [part, style] of emphasised(text)) {
    for (const [index, row] of part.split('\n').entries()) {
      if (index > 0) flow.lineBreak(style)
      flow.text(row, style)
    }
  }
}

function paragraph(lines: readonly string[], context: TextContext, breaks: readonly boolean[]): void {
  if (lines.length === 0) return
  context.flow.open({ kind: 'paragraph', direction: rightToLeft(lines[0]!) })
  writeLines(lines, context, breaks)
  context.flow.close()
}

function heading(text: string, level: number, context: TextContext): void {
  context.flow.open({ kind: 'heading', level, direction: rightToLeft(text) })
  for (const [part, style] of emphasised(text)) context.flow.text(part, style)
  context.flow.close()
}

/** Where a list begins in `lines`, if they are one: every marker and what belongs to it. */
function listStarts(lines: readonly string[], context: TextContext): number[] | undefined {
  const starts: number[] = []
  let expected: number | undefined
  for (const [index, line] of lines.entries()) {
    const number = numbered.exec(line)
    if (bullet.test(line)) starts.push(index)
    else if (number) {
      const value = number[3] === undefined ? undefined : Number(number[3])
      if (value !== undefined && expected !== undefined && value !== expected) return undefined
      if (value !== undefined) expected = value + 1
      starts.push(index)
    }
  }
  if (starts[0] !== 0) return undefined
  const first = numbered.exec(lines[0]!)
  const value = first?.[3] === undefined ? undefined : Number(first[3])
  const goesOn =
    value !== undefined ? value === context.listNumber + 1 || value === 1 : context.listNumber < 0
  // A single line that begins with a dash or a number may be anything; two are a list.
  if (starts.length === 1 && !goesOn && !/^\s*[•‣▪◦●■*]\s/u.test(lines[0]!)) return undefined
  return starts
}

function list(lines: readonly string[], starts: readonly number[], context: TextContext): void {
  const { flow, shape } = context
  let level = 1
  const indents: number[] = []
  for (const [position, from] of starts.entries()) {
    const item = lines.slice(from, starts[position + 1] ?? lines.length)
    const match = bullet.exec(item[0]!) ?? numbered.exec(item[0]!)
    const [, indent = '', marker = ''] = match ?? []
    while (indents.length > 0 && indents.at(-1)! > indent.length) indents.pop()
    if (indents.at(-1) !== indent.length) indents.push(indent.length)
    level = Math.min(9, Math.max(1, indents.length))
    const body = [item[0]!.slice(match?.[0].length ?? 0), ...item.slice(1)]
    flow.open({
      kind: 'list-item',
      level,
      marker: /^[-*+]$/.test(marker) ? '•' : marker,
      direction: rightToLeft(body[0]!),
    })
    // The first line lost its marker: it is measured with it.
    writeLines(
      body,
      context,
      item.map(
        (line, index) =>
          index + 1 < item.length &&
          shape.width !== undefined &&
          meantBreak(line, item[index + 1]!, shape.width),
      ),
    )
    flow.close()
    const number = /\d+/.exec(marker)?.[0]
    context.listNumber = number === undefined ? -1 : Number(number)
  }
}

const indentOf = (line: string) =>
  (/^[ \t\u3000]*/.exec(line)?.[0] ?? '').replaceAll('\t', '    ').replaceAll('\u3000', '  ').length

/** Lines of a listing that are one block. */
const longestCode = 100
/** Longest line of a poem or an address, in characters. */
const longestVerse = 60

/** Prose whose paragraphs follow one another without blank lines, and verse. */
function prose(lines: readonly string[], context: TextContext): void {
  const { width } = context.shape
  const breaks = lines.map((line, index) => {
    const next = lines[index + 1]
    return (
      next !== undefined &&
      (width === undefined || line.length > width * 1.5 || meantBreak(line, next, width))
    )
  })
  if (width === undefined) {
    const short = lines.every(
      (line) => line.length <= longestVerse && structuralLevel(line.trim()) === undefined,
    )
    if (short) return paragraph(lines, context, breaks)
    for (const line of lines) {
      const level = structuralLevel(line.trim())
      if (level === undefined) paragraph([line], context, [])
      else heading(line.trim(), level, context)
    }
    return
  }
  const verse = lines.length >= 2 && breaks.filter(Boolean).length >= (lines.length - 1) * 0.7
  // In prose a sentence that goes on was not broken on purpose, however short its line.
  if (!verse)
    for (const [index, line] of lines.entries())
      if (/[\p{L}\p{N}]\s*$/u.test(line) && /^\s*\p{Ll}/u.test(lines[index + 1] ?? '')) breaks[index] = false
  let from = 0
  for (let index = 0; index + 1 < lines.length; index++) {
    const line = lines[index]!.trimEnd()
    const next = lines[index + 1]!
    const indented = indentOf(next) >= indentOf(line) + 2 && indentOf(next) <= 10 && !verse
    const after = lines[index + 2]
    const newParagraph =
      indented && (after === undefined || indentOf(after) < indentOf(next) || indentOf(next) <= 5)
    const ended = breaks[index] && !verse && /[.!?…:。！？।]["'”’»)\]]*$/u.test(line)
    if (!newParagraph && !ended) continue
    paragraph(lines.slice(from, index + 1), context, breaks.slice(from, index + 1))
    from = index + 1
  }
  paragraph(lines.slice(from), context, breaks.slice(from))
}

/** True for lines set in columns: directory listings, tables drawn with spaces. */
function tabular(lines: readonly string[]): boolean {
  if (lines.length < 3) return false
  const gaps = lines.filter((line) => /\S(?: {2,}|\t)\S+(?: {1,}\S+)*(?: {2,}|\t)\S/.test(line.trim())).length
  return gaps > lines.length * 0.7 && !lines.every((line) => /[.!?] {2}\p{Lu}/u.test(line))
}

/**
 * Writes one group of lines.
 *
 * @param lines none of them blank
 * @param alone what the next group is like: a heading that is followed by its like at once is a line of a contents list
 */
export function writeGroup(lines: readonly string[], context: TextContext, alone: boolean): void {
  const { flow, shape } = context
  const first = lines[0]!.trim()
  if (lines.length === 1 && rule.test(first)) {
    flow.thematicBreak()
    return
  }
  const under = lines[1] === undefined ? undefined : underlineLevel(first, lines[1])
  if (under !== undefined) {
    heading(first, under, context)
    context.listNumber = 0
    if (lines.length > 2) writeGroup(lines.slice(2), context, true)
    return
  }
  if (rule.test(first) && lines.length > 1) {
    flow.thematicBreak()
    writeGroup(lines.slice(1), context, alone)
    return
  }
  const headed = alone ? groupHeading(lines, shape) : undefined
  if (headed !== undefined) {
    heading(lines.map((line) => line.trim()).join(' '), headed, context)
    context.listNumber = 0
    return
  }
  const starts = listStarts(lines, context)
  if (starts) {
    list(lines, starts, context)
    return
  }
  if (!/^\s*(?:\d|[-*•])/.test(first)) context.listNumber = 0
  const indented = lines.every((line) => indentOf(line) >= 4)
  const codes = lines.filter((line) => codeLine.test(line)).length
  if (tabular(lines) || (codes > lines.length * (indented ? 0.3 : 0.6) && lines.length > 1)) {
    const margin = Math.min(...lines.map(indentOf))
    const rows = lines.map((line) => line.replaceAll('\t', '    ').slice(margin))
    for (let at = 0; at < rows.length; at += longestCode) {
      flow.open({ kind: 'code' })
      flow.verbatim(rows.slice(at, at + longestCode).join('\n'))
      flow.close()
    }
    return
  }
  prose(lines, context)
}

/** Level of a group that is a heading as a whole, of up to three lines. */
export function groupHeading(lines: readonly string[], shape: TextShape): number | undefined {
  if (lines.length > 3) return undefined
  const first = lines[0]!.trim()
  const level = structuralLevel(first)
  if (level !== undefined) {
    const rest = lines.slice(1).map((line) => line.trim())
    const title = rest.every((line) => line.length < 70 && !/[a-z][.;,]$/.test(line))
    return title ? level : undefined
  }
  if (!shape.capitals || lines.length > 2 || !lines.every((line) => inCapitals(line.trim()))) return undefined
  return 2
}
