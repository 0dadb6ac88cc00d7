/** Lists of omissions: put together, and carried out on a block's layout. */
import type { Omission } from '../../contract/listening.ts'
import type { Layout, Stretch } from './parts.ts'
import { announcedLanguage } from './skip/announced.ts'
import { silentCharacter } from './sentences.ts'

/** One list in order, without overlaps. Where two overlap, the first list's stays whole and the other is cut. */
export function mergeOmissions(first: readonly Omission[], second: readonly Omission[]): readonly Omission[] {
  if (second.length === 0) return first
  if (first.length === 0) return second
  const merged: Omission[] = [...first]
  let at = 0
  for (const each of second) {
    let from = each.from
    while (at < first.length && first[at]!.to <= from) at++
    for (let next = at; next < first.length && first[next]!.from < each.to; next++) {
      if (first[next]!.from > from) merged.push({ ...each, from, to: first[next]!.from })
      from = Math.max(from, first[next]!.to)
    }
    if (from < each.to) merged.push({ ...each, from })
  }
  return merged.toSorted((a, b) => a.from - b.from)
}

/**
 * The layout with the omissions silent, or announced. What the layout keeps silent by itself (note marks, running page
 * numbers) is said unless it is among them: once there are rules, they alone decide.
 */
export function withOmissions(layout: Layout, omissions: readonly Omission[]): Layout {
  const stretches: Stretch[] = []
  // Silence beside silence is one: what stands behind all of it decides whether two words would run together.
  const add = (stretch: Stretch): void => {
    const last = stretches.at(-1)
    const goesOn = stretch.say === 'nothing' && last?.say === 'nothing' && last.end === stretch.start
    if (goesOn) stretches[stretches.length - 1] = { ...last, end: stretch.end }
    else stretches.push(stretch)
  }
  let next = 0
  for (const stretch of layout.stretches) {
    const open: Stretch = stretch.say === 'nothing' ? { ...stretch, say: 'text' } : stretch
    while (next > 0 && omissions[next - 1]!.to > stretch.start) next--
    let from = stretch.start
    for (; next < omissions.length && omissions[next]!.from < stretch.end; next++) {
      const omission = omissions[next]!
      const { from: start, to: end } = omission
      if (end <= stretch.start) continue
      if (start > from) add({ ...open, start: from, end: start })
      const cut = { ...stretch, start: Math.max(start, stretch.start), end: Math.min(end, stretch.end) }
      for (const each of silenced(layout, cut, omission)) add(each)
      from = cut.end
      if (end > stretch.end) break
    }
    const unwritten = stretch.start === stretch.end && typeof open.say === 'object' // a formula without text
    if (from < stretch.end || (unwritten && !omissions.some((omission) => holds(omission, stretch.start))))
      add({ ...open, start: from })
  }
  let heard = ''
  let at = 0
  for (const { from, to } of omissions) {
    heard += layout.text.slice(at, from) + silentCharacter.repeat(Math.max(0, to - Math.max(at, from)))
    at = Math.max(at, to)
  }
  return { ...layout, stretches, heard: heard + layout.text.slice(at) }
}

const holds = ({ from, to }: Omission, offset: number): boolean =>
  from <= offset && (offset < to || (from === to && to === offset))

/** A stretch that is left out. Its announcement stands where its first word stood, in an utterance of the block's. */
function silenced(layout: Layout, cut: Stretch, { from, to, announced }: Omission): readonly Stretch[] {
  const silent: Stretch = { ...cut, say: 'nothing' }
  if (announced === undefined) return [silent]
  const word = layout.text.slice(from, to).search(/[\p{L}\p{N}]/u)
  const at = from + Math.max(0, word)
  if (at < cut.start || at >= cut.end) return [silent]
  const said: Stretch = {
    ...cut,
    start: at,
    language: announcedLanguage(layout.language),
    say: { spoken: announced },
  }
  return at > cut.start ? [{ ...silent, end: at }, said] : [said]
}
