/** Which utterances are heard at all, without putting them into words. */
import type { Omission } from '../../contract/listening.ts'
import { hasOwnSound, type Layout, sayable } from './parts.ts'
import type { Span } from './sentences.ts'

/** @param omissions of the block, in order @returns whether anything is left to say between the span's ends */
export function isHeard(layout: Layout, { start, end }: Span, omissions: readonly Omission[]): boolean {
  const says = (from: number, to: number): boolean =>
    from < to && (sayable(layout.text.slice(from, to)) || hasOwnSound(layout, from, to))
  let at = start
  for (const { from, to, announced } of omissions) {
    if (to <= at) continue
    if (from >= end) break
    if (announced !== undefined && from >= start) return true
    if (says(at, from)) return true
    at = Math.max(at, to)
  }
  // A formula without text is an utterance of no length.
  if (start < end) return says(at, end)
  return hasOwnSound(layout, start, end) && !omissions.some(({ from, to }) => from === start && to === start)
}
