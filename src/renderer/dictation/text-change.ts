/** Changes of a text, and where places in it lie after them. Offsets are UTF-16 units. */
import type { TextEdit, TextRange } from '../../contract/dictation.ts'

const highSurrogate = /[\ud800-\udbff]/
const lowSurrogate = /[\udc00-\udfff]/

/** The smallest single change that turns one text into another; undefined where they are the same. */
export function changeBetween(before: string, after: string): TextEdit | undefined {
  if (before === after) return undefined
  const most = Math.min(before.length, after.length)
  let start = 0
  while (start < most && before[start] === after[start]) start++
  if (start > 0 && highSurrogate.test(before[start - 1] ?? '')) start-- // never half a character
  let end = 0
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++
  if (end > 0 && lowSurrogate.test(before[before.length - end] ?? '')) end--
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) }
}

export function applyChange(text: string, { from, to, insert }: TextEdit): string {
  return text.slice(0, from) + insert + text.slice(to)
}

/** Several edits, given from back to front or not, as one: then they are one step of undo. */
export function mergeEdits(text: string, edits: readonly TextEdit[]): TextEdit | undefined {
  const ordered = edits.toSorted((a, b) => b.from - a.from || b.to - a.to)
  return changeBetween(
    text,
    ordered.reduce((current, edit) => applyChange(current, edit), text),
  )
}

/** @param after whether a place at which something is inserted goes behind it */
export function moveOffset(at: number, { from, to, insert }: TextEdit, after: boolean): number {
  if (at < from || (at === from && !after && to === from)) return at
  if (at > to || (at === to && (after || to > from))) return at + insert.length - (to - from)
  return after ? from + insert.length : from
}

/** Where a stretch lies after a change, undefined where the change touched what is in it. */
export function moveRange({ from, to }: TextRange, change: TextEdit): TextRange | undefined {
  if (change.to <= from) {
    const by = change.insert.length - (change.to - change.from)
    return { from: from + by, to: to + by }
  }
  return change.from >= to ? { from, to } : undefined
}
