/**
 * From places in the text to places in the page, and back.
 *
 * The agreement with whoever draws blocks:
 * - The element of block N carries `data-block="N"`. It may contain elements of other blocks (nested lists); their
 *   text is theirs alone.
 * - Its text nodes, in document order, are the block's text, without gaps and additions, except that
 * - an element with `data-decoration` shows what is not of the text (markers, page labels, ruby): it is passed over;
 * - an element with `data-offset="n"` begins at offset n of the block's text, wherever the text before it ended. So
 *   the tabs and line ends between cells, or a part that is not shown, need no text nodes.
 *
 * Each block is walked once, when it is first asked for. Text nodes that were replaced since are noticed and the block
 * is walked again; elements that are drawn anew are other elements, and are walked on their own.
 */
import type { TextRange } from './session-types.ts'

/** A text node and where its characters stand in the block's text. */
interface Leaf {
  readonly node: Text
  readonly start: number
  readonly end: number
}
export interface TextPlace {
  readonly block: number
  readonly offset: number
}

const leavesOf = new WeakMap<Element, readonly Leaf[]>()
const elementsOf = new WeakMap<ParentNode, Map<number, WeakRef<Element>>>()

function walk(block: Element): readonly Leaf[] {
  const leaves: Leaf[] = []
  let at = 0
  const visit = (parent: Node) => {
    for (let node = parent.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node as Text
        if (text.length > 0) leaves.push({ node: text, start: at, end: at + text.length })
        at += text.length
      } else if (node instanceof Element) {
        if (node.hasAttribute('data-decoration') || node.hasAttribute('data-block')) continue
        const offset = node.getAttribute('data-offset')
        if (offset !== null) at = Number(offset)
        visit(node)
      }
    }
  }
  visit(block)
  return leaves
}

/** The leaves of a block. `used` picks those that matter: if one of them is stale, the block is walked again. */
function leavesFor(
  block: Element,
  used: (leaves: readonly Leaf[]) => readonly (Leaf | undefined)[],
): readonly Leaf[] {
  const known = leavesOf.get(block)
  const stale = (leaf: Leaf | undefined) =>
    leaf && (leaf.node.length !== leaf.end - leaf.start || !block.contains(leaf.node))
  if (known && known.length > 0 && !used(known).some(stale)) return known
  const fresh = walk(block)
  leavesOf.set(block, fresh)
  return fresh
}

/** Index of the first leaf that ends behind `offset`; the number of leaves if there is none. */
function leafBehind(list: readonly Leaf[], offset: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as Leaf).end > offset) high = middle
    else low = middle + 1
  }
  return low
}

/** The element of a block under `root`, remembered between calls. */
export function blockElement(root: ParentNode, block: number): Element | undefined {
  let known = elementsOf.get(root)
  if (!known) elementsOf.set(root, (known = new Map()))
  const found = known.get(block)?.deref()
  if (found?.isConnected && (root as ParentNode & Node).contains(found)) return found
  const element = root.querySelector(`[data-block="${block}"]`) ?? undefined
  if (element) known.set(block, new WeakRef(element))
  else known.delete(block)
  return element
}

/**
 * The range of the page that shows a stretch of text. `undefined` if the block is not in the page, or shows nothing of
 * that stretch. An empty stretch gives a collapsed range, for scrolling to a place.
 */
export function rangeFor(root: ParentNode, { block, start, end }: TextRange): Range | undefined {
  const element = blockElement(root, block)
  if (!element) return undefined
  const pick = (list: readonly Leaf[]) => [list[leafBehind(list, start)], list[leafBehind(list, end - 1)]]
  const list = leavesFor(element, pick)
  const first = list[leafBehind(list, start)] ?? (end <= start ? list.at(-1) : undefined)
  if (!first) return undefined
  let last = list[leafBehind(list, Math.max(start, end - 1))] ?? list.at(-1)
  // What follows a gap begins behind the stretch: then the leaf before the gap is the last one.
  if (last && last.start >= end && end > start) last = list[list.indexOf(last) - 1]
  if (!last || last.end <= first.start || (end > start && first.start >= end)) return undefined
  const range = element.ownerDocument.createRange()
  range.setStart(first.node, Math.min(first.node.length, Math.max(0, start - first.start)))
  if (end <= start) range.collapse(true)
  else range.setEnd(last.node, Math.min(last.node.length, end - last.start))
  return range
}

/**
 * The place in the text of a point in the page, as carets, selections and `Range` name points: a node and an offset in
 * it. A point in a decoration is moved to the text behind it. `undefined` outside of all blocks.
 */
export function positionAt(node: Node, offset: number): TextPlace | undefined {
  const element = (node instanceof Element ? node : node.parentElement)?.closest('[data-block]')
  if (!element) return undefined
  const block = Number(element.getAttribute('data-block'))
  const list = leavesFor(element, (known) =>
    node instanceof Text ? [known.find((leaf) => leaf.node === node) ?? known[0]] : known,
  )
  const own = list.find((leaf) => leaf.node === node)
  if (own) return { block, offset: own.start + Math.min(offset, own.node.length) }
  // The first leaf at or behind the point; document order makes it a binary search.
  const point = element.ownerDocument.createRange()
  point.setStart(node, offset)
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (point.comparePoint((list[middle] as Leaf).node, 0) >= 0) high = middle
    else low = middle + 1
  }
  const behind = list[low]
  if (behind) return { block, offset: behind.start }
  return { block, offset: list.at(-1)?.end ?? 0 }
}
