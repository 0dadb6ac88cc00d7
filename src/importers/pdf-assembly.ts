/** From drafts, page after page, to the blocks of the document: joins what pages and columns cut apart. */
import { type Block, type Cell, isText, type PageMark, type Run } from '../contract/document.ts'
import type { Line } from './pdf-columns.ts'
import type { Vocabulary } from './pdf-hyphens.ts'
import type { BlockStart } from './pdf-outline.ts'
import { continues, type Draft, floats } from './pdf-draft.ts'

import { flowOf, lineText } from './pdf-runs.ts'

const maximumDeferred = 40

export class Assembly {
  readonly #vocabulary: Vocabulary
  readonly #ready: Block[] = []
  readonly #notes = new Map<number, Set<string>>()
  readonly #headingSizes: number[] = []
  #numberedBase: number | undefined
  #open: Draft | undefined
  #deferred: Draft[] = []
  #count = 0
  #nextPage = 0
  readonly #marks: { page: number; block: number; offset: number }[] = []
  readonly starts = new Map<number, BlockStart[]>()
  readonly headings: { title: string; level: number; block: number }[] = []
  words = 0

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary
  }

  /** Where the pages begin that have been given out. */
  pages(labelOf: (page: number) => string): PageMark[] {
    return this.#marks.map(({ page, block, offset }) => ({
      label: labelOf(page).slice(0, 100),
      block,
      offset,
    }))
  }

  get count(): number {
    return this.#count
  }

  /** Takes the drafts of one page, the first of every column marked as such. */
  addPage(page: number, drafts: readonly { draft: Draft; columnStart: boolean }[]): void {
    const notes = new Set<string>()
    for (const { draft } of drafts)
      if (draft.kind === 'footnote') {
        if (draft.note === undefined && draft.lines[0]) {
          const mark = /^\s*\(?(\d{1,3}|[*†‡§¶]{1,3})/.exec(lineText(draft.lines[0]))
          if (mark) draft.note = `${page + 1}-${mark[1] ?? ''}`
        }
        if (draft.note !== undefined) notes.add(draft.note)
      }
    this.#notes.set(page, notes)
    for (const { draft, columnStart } of drafts) this.#add(draft, columnStart)
  }

  #add(draft: Draft, columnStart: boolean): void {
    const open = this.#open
    if (open && columnStart && continues(open, draft)) {
      open.lines.push(...draft.lines)
      open.full = draft.full
      return
    }
    const later =
      draft.kind === 'running' ||
      (floats(draft) && this.#deferred.length < maximumDeferred && open && this.#waits(open))
    if (open && later) {
      this.#deferred.push(draft)
      return
    }
    if (draft.kind === 'running') return this.#emit(draft)
    this.#close()
    if (draft.kind === 'paragraph' || draft.kind === 'list-item') this.#open = draft
    else this.#emit(draft)
  }

  /** Whether a paragraph looks as if it went on in another column or page. */
  #waits(open: Draft): boolean {
    const last = open.lines.at(-1)
    return last !== undefined && open.full && !/[.!?:]["'”’»)\]]*\s*$/.test(lineText(last))
  }

  #close(): void {
    if (this.#open) this.#emit(this.#open)
    this.#open = undefined
    for (const draft of this.#deferred.splice(0)) this.#emit(draft)
  }

  /** Blocks that are finished. */
  take(): Block[] {
    return this.#ready.splice(0)
  }

  finish(): Block[] {
    this.#close()
    return this.take()
  }

  #emit(draft: Draft): void {
    const starts: { line: Line; offset: number }[] = []
    const block = this.#blockOf(draft, starts)
    if (!block) return
    if (draft.matter) block.matter = draft.matter
    const index = this.#count++
    if (!isText(block)) {
      this.#ready.push(block) // no page begins with it, no heading leads to it
      return
    }
    const text = block.runs.map((run) => run.text).join('')
    this.words += text.match(/\S+/g)?.length ?? 0
    for (const { line, offset } of starts) this.#markPages(line.page, index, offset)
    if (starts.length === 0) this.#markPages(draft.page, index, 0)
    const list = this.starts.get(draft.page)
    const start = {
      block: index,
      top: draft.top,
      text: text.slice(0, 300),
      heading: block.kind === 'heading',
    }
    if (list) list.push(start)
    else this.starts.set(draft.page, [start])
    if (block.kind === 'heading') this.headings.push({ title: text, level: block.level ?? 1, block: index })
    this.#ready.push(block)
  }

  #markPages(page: number, block: number, offset: number): void {
    for (; this.#nextPage <= page; this.#nextPage++) this.#marks.push({ page: this.#nextPage, block, offset })
  }

  #blockOf(draft: Draft, starts: { line: Line; offset: number }[]): Block | undefined {
    const common = draft.language === undefined ? {} : { language: draft.language }
    if (draft.runs) return { kind: draft.kind, runs: [...draft.runs] }
    if (draft.kind === 'table' && draft.cells) return this.#table(draft, starts)
    if (draft.alternative !== undefined) {
      if (draft.kind === 'math') {
        const text = lineTexts(draft.lines) || draft.alternative
        return { kind: 'math', runs: [{ text, role: 'math', spoken: draft.alternative }], ...common }
      }
      const runs: Run[] = [{ text: draft.alternative, role: 'alternative' }]
      const caption = flowOf(draft.lines, { vocabulary: this.#vocabulary, emphasis: false })
      if (caption.text !== '') {
        runs.push({ text: '\n', role: 'caption' })
        for (const run of caption.runs) runs.push({ ...run, role: 'caption' })
      }
      return { kind: draft.kind, runs, ...common }
    }
    const flow = flowOf(draft.lines, {
      vocabulary: this.#vocabulary,
      emphasis: draft.kind !== 'heading' && !draft.bold,
      note: (mark, page) => {
        const name = `${page + 1}-${mark}`
        return draft.kind !== 'footnote' && this.#notes.get(page)?.has(name) ? name : undefined
      },
    })
    let runs = draft.actual === undefined ? flow.runs : [{ text: draft.actual }]
    draft.lines.forEach((line, i) => starts.push({ line, offset: flow.starts[i] ?? 0 }))
    let cut = 0
    if (draft.kind === 'list-item' && draft.marker !== undefined && !draft.tagged)
      cut = leading(flow.text, draft.marker)
    else cut = /^\s*/.exec(flow.text)?.[0].length ?? 0
    if (cut > 0 && draft.actual === undefined) {
      runs = dropStart(runs, cut)
      for (const start of starts) start.offset = Math.max(0, start.offset - cut)
    }
    runs = trimEnd(runs)
    if (runs.every((run) => run.text.trim() === '')) {
      if (draft.kind !== 'list-item' || draft.marker === undefined) return undefined
      runs = [{ text: draft.marker }]
    }
    const length = runs.reduce((sum, run) => sum + run.text.length, 0)
    for (const start of starts) start.offset = Math.min(start.offset, length)
    const direction = flow.rightToLeft ? ({ direction: 'rtl' } as const) : {}
    if (draft.kind === 'heading')
      return { kind: 'heading', runs, level: this.#levelOf(draft), ...common, ...direction }
    if (draft.kind === 'list-item')
      return {
        kind: 'list-item',
        runs,
        level: draft.level ?? 1,
        ...(draft.marker === undefined || draft.marker === '' ? {} : { marker: draft.marker }),
        ...common,
        ...direction,
      }
    if (draft.caption) runs = runs.map((run) => ({ ...run, role: run.role ?? ('caption' as const) }))
    return {
      kind: draft.kind,
      runs,
      ...(draft.kind === 'footnote' && draft.note !== undefined ? { note: draft.note } : {}),
      ...common,
      ...direction,
    }
  }

  #table(draft: Draft, starts: { line: Line; offset: number }[]): Block | undefined {
    const cells: Cell[] = []
    const drafts = draft.cells ?? []
    let text = ''
    let columns = 1
    let row = 0
    let first = true
    for (const cell of drafts) {
      if (!first) text += cell.row === row ? '\t' : '\n'
      row = cell.row
      first = false
      const start = text.length
      const flow = flowOf(cell.lines, { vocabulary: this.#vocabulary, emphasis: false })
      if (cell.lines[0]) starts.push({ line: cell.lines[0], offset: start })
      text += flow.text.trim().replace(/[\t\n]+/g, ' ')
      columns = Math.max(columns, cell.column + (cell.columnSpan ?? 1))
      cells.push({
        row: cell.row,
        column: cell.column,
        ...(cell.rowSpan === undefined ? {} : { rowSpan: cell.rowSpan }),
        ...(cell.columnSpan === undefined ? {} : { columnSpan: cell.columnSpan }),
        ...(cell.header === undefined ? {} : { header: cell.header }),
        start,
        end: text.length,
      })
    }
    if (text.trim() === '') return undefined
    return {
      kind: 'table',
      runs: [{ text }],
      cells,
      columns,
      ...(draft.language === undefined ? {} : { language: draft.language }),
    }
  }

  /**
   * Level of a heading: the tag's; else by its number, counted from the level of the first numbered one; else by how
   * many larger kinds of heading have been seen.
   */
  #levelOf(draft: Draft): number {
    if (draft.level !== undefined) return Math.min(6, draft.level)
    const key = Math.round(draft.size * 2) / 2 + (draft.bold ? 0.25 : 0)
    if (!this.#headingSizes.some((size) => Math.abs(size - key) < 0.2)) this.#headingSizes.push(key)
    const rank = 1 + this.#headingSizes.filter((size) => size > key + 0.2).length
    if (draft.depth === undefined) return Math.min(6, rank)
    this.#numberedBase ??= Math.max(1, rank - draft.depth + 1)
    return Math.min(6, this.#numberedBase + draft.depth - 1)
  }
}

const lineTexts = (lines: readonly Line[]) => lines.map(lineText).join(' ').trim()

function leading(text: string, marker: string): number {
  const start = text.indexOf(marker)
  if (start < 0 || start > 2) return 0
  return start + marker.length + (/^\s*/.exec(text.slice(start + marker.length))?.[0].length ?? 0)
}

function dropStart(runs: readonly Run[], count: number): Run[] {
  const result: Run[] = []
  let left = count
  for (const run of runs) {
    const text = run.text.slice(left)
    left = Math.max(0, left - run.text.length)
    if (text !== '') result.push({ ...run, text })
  }
  return result
}

function trimEnd(runs: readonly Run[]): Run[] {
  const result = [...runs]
  for (let last = result.at(-1); last; last = result.at(-1)) {
    const text = last.text.trimEnd()
    if (text === '') result.pop()
    else {
      result[result.length - 1] = { ...last, text }
      break
    }
  }
  return result
}
