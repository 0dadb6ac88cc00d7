/**
 * Which stretch of a block's text stands on one line of the screen.
 *
 * Lines are no elements: they are found by asking where single characters are drawn, some twenty questions for a line.
 * Nothing is changed in the page, so the questions cost no new layout.
 */
import type { TextRange } from './session-types.ts'
import { rangeFor } from './text-map.ts'

export interface TextLine extends TextRange {
  /** Of the letters, not of the line's box, in the window's coordinates. */
  readonly top: number
  readonly bottom: number
}

/** Superscripts stick out of their line; what overlaps it by less than this share of its height is another line's. */
const overlap = 0.2
/** Characters that are drawn nowhere, white space at a line's end for one, come in short runs. */
const longestGap = 40

type Box = Pick<DOMRect, 'top' | 'bottom'>

/**
 * @param within the stretch to look in: a paragraph, or a table's cell, whose lines go down as its text goes on
 * @returns undefined where nothing is drawn at `offset`
 */
export function lineAt(root: ParentNode, within: TextRange, offset: number): TextLine | undefined {
  const { block } = within
  const boxOf = (at: number): Box | undefined => {
    for (const box of rangeFor(root, { block, start: at, end: at + 1 })?.getClientRects() ?? [])
      if (box.width > 0 || box.height > 0) return box
    return undefined
  }
  /** The character at `from`, or the next one that is drawn. */
  const drawn = (from: number, step: 1 | -1): { readonly at: number; readonly box: Box } | undefined => {
    for (
      let at = from, gap = 0;
      at >= within.start && at < within.end && gap < longestGap;
      at += step, gap++
    ) {
      const box = boxOf(at)
      if (box) return { at, box }
    }
    return undefined
  }
  const inside = Math.min(Math.max(offset, within.start), within.end - 1)
  const found = drawn(inside, 1) ?? drawn(inside, -1)
  if (!found) return undefined
  const { box, at } = found
  const slack = overlap * (box.bottom - box.top)
  const above = (other: Box) => other.bottom <= box.top + slack
  const below = (other: Box) => other.top >= box.bottom - slack

  let low = within.start
  let high = at
  while (low < high) {
    const middle = (low + high) >> 1
    const probe = drawn(middle, 1)
    if (probe && probe.at < high && above(probe.box)) low = probe.at + 1
    else high = middle
  }
  const start = low
  low = at
  high = within.end
  while (low < high) {
    const middle = (low + high) >> 1
    const probe = drawn(middle, -1)
    if (probe && probe.at >= low && below(probe.box)) high = probe.at
    else low = middle + 1
  }
  return { block, start, end: low, top: box.top, bottom: box.bottom }
}
