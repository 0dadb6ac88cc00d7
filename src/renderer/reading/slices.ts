/**
 * Cuts a block's runs at offsets: where cells, captions and pages begin.
 *
 * Pure. Offsets are UTF-16 units of the block's text, as everywhere.
 */
import type { Block, PageMark, Run } from '../../contract/document.ts'

/** A run, or a part of one, and where in the block's text it begins. */
export interface Slice {
  readonly run: Run
  readonly text: string
  readonly offset: number
}

/** The parts of `runs` that lie in from..to, also cut at every offset in `cuts`. */
export function slices(
  runs: readonly Run[],
  from = 0,
  to = Number.POSITIVE_INFINITY,
  cuts: readonly number[] = [],
): Slice[] {
  const result: Slice[] = []
  let offset = 0
  for (const run of runs) {
    const end = offset + run.text.length
    let start = Math.max(offset, from)
    const stop = Math.min(end, to)
    for (const cut of [...cuts.filter((cut) => cut > start && cut < stop), stop]) {
      if (cut > start) result.push({ run, text: run.text.slice(start - offset, cut - offset), offset: start })
      start = cut
    }
    offset = end
  }
  return result
}

/** The page marks of each block, by block number. */
export function marksByBlock(pages: readonly PageMark[]): ReadonlyMap<number, readonly PageMark[]> {
  const map = new Map<number, PageMark[]>()
  for (const mark of pages) {
    const list = map.get(mark.block)
    if (list) list.push(mark)
    else map.set(mark.block, [mark])
  }
  return map
}

/**
 * The marks of a block where their labels can stand: a page that begins in the middle of a word is labelled before the
 * word, which would else be heard in two halves.
 */
export function labelPlaces(runs: readonly Run[], pages: readonly PageMark[]): readonly PageMark[] {
  if (!pages.some(({ offset }) => offset > 0)) return pages
  const text = runs.map((run) => run.text).join('')
  return pages.map((mark) => {
    const { offset } = mark
    if (offset <= 0 || offset >= text.length || !/^\p{L}/u.test(text.slice(offset, offset + 2))) return mark
    const begun = /[\p{L}\p{M}\p{N}'’\u00ad-]+$/u.exec(text.slice(Math.max(0, offset - 64), offset))
    return begun ? { ...mark, offset: offset - begun[0].length } : mark
  })
}

/** The starts at which a line can begin: not within a link or a formula, which would else be two. */
export function lineStarts(runs: readonly Run[], starts: readonly number[]): readonly number[] {
  if (starts.length === 0) return starts
  const whole: { readonly start: number; readonly end: number }[] = []
  let offset = 0
  for (const run of runs) {
    const end = offset + run.text.length
    if (run.link !== undefined || run.role !== undefined || run.ruby !== undefined)
      whole.push({ start: offset, end })
    offset = end
  }
  return starts.filter((at) => !whole.some(({ start, end }) => at > start && at < end))
}

/** Where the parts of a figure's or table's text are: its alternative text, its caption. `end` exclusive. */
export function partOf(
  block: Pick<Block, 'runs'>,
  role: 'alternative' | 'caption',
): { readonly start: number; readonly end: number } | undefined {
  let offset = 0
  let start: number | undefined
  let end = 0
  for (const run of block.runs) {
    const next = offset + run.text.length
    if (run.role === role) {
      start ??= offset
      end = next
    }
    offset = next
  }
  return start === undefined ? undefined : { start, end }
}

/** An item of a nested list. */
export interface ListNode {
  readonly index: number
  readonly block: Block
  readonly children: ListNode[]
  /** Running lines of a page that ends behind this item. */
  readonly running: { readonly index: number; readonly block: Block }[]
}

/** Neighbouring list items of a piece, nested by level. A deeper item without a parent stands at the top. */
export function nestItems(items: readonly { readonly index: number; readonly block: Block }[]): ListNode[] {
  const top: ListNode[] = []
  const open: { node: ListNode; level: number }[] = []
  let last: ListNode | undefined
  for (const { index, block } of items) {
    if (block.kind === 'running') {
      last?.running.push({ index, block })
      continue
    }
    const level = block.level ?? 1
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop()
    const node: ListNode = { index, block, children: [], running: [] }
    last = node
    const parent = open.at(-1)
    if (parent) parent.node.children.push(node)
    else top.push(node)
    open.push({ node, level })
  }
  return top
}

/** True where the marker counts: `3.`, `iv)`, `b.`. Bullets and check boxes do not. */
export function isOrdered(marker: string | undefined): boolean {
  return marker !== undefined && /^\(?[0-9a-z]{1,6}[.)]?$/i.test(marker.trim()) && !/^o$/i.test(marker.trim())
}

/** What a marker counts: 3 for `3.`; undefined for bullets, letters and Roman numerals. */
function countOf(marker: string | undefined): number | undefined {
  const digits = /^\(?(\d{1,6})[.)]?$/.exec(marker?.trim() ?? '')?.[1]
  return digits === undefined ? undefined : Number(digits)
}

/** Neighbouring items as the lists that they are: bullets and numbers are two lists, and so is counting anew. */
export function splitLists(nodes: readonly ListNode[]): ListNode[][] {
  const lists: ListNode[][] = []
  for (const node of nodes) {
    const last = lists.at(-1)?.at(-1)
    const before = countOf(last?.block.marker)
    const count = countOf(node.block.marker)
    const another =
      !last ||
      isOrdered(last.block.marker) !== isOrdered(node.block.marker) ||
      (count === 1 && before !== undefined)
    if (another) lists.push([node])
    else lists.at(-1)?.push(node)
  }
  return lists
}
