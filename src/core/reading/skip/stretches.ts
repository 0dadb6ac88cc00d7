/** Stretches that are left out, put in order and cut so that what remains is a clean line: no “word , word”. */
import type { Omission } from '../../../contract/listening.ts'

export interface Stretch extends Omission {
  /** Inside a sentence: spaces and stops around it are seen to. */
  readonly inline: boolean
}

/** In order, without overlaps. What lies in another goes with it; of two alike the first stays. */
export function inOrder(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  for (const stretch of stretches.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = found.at(-1)
    if (!last || stretch.from >= last.to) found.push(stretch)
    else if (stretch.to > last.to) {
      const { announced: _, ...rest } = stretch
      found.push({ ...rest, from: last.to })
    }
  }
  return found
}

/** What stands between the markers of one list: `[1], [2] and [5]`. Round ones are asides of their own. */
const listed = /^[\s,;–—-]{0,4}(?:(?:and|und|&)\s)?\s*$/

/** Whether the marker at `index` and the one after it are of one list; something may be said for the first. */
function goesOn(stretches: readonly Stretch[], index: number, text: string): boolean {
  const one = stretches[index]
  const two = stretches[index + 1]
  return (
    one !== undefined &&
    two !== undefined &&
    one.inline &&
    two.inline &&
    two.announced === undefined &&
    one.reason === two.reason &&
    (one.reason === 'citations' || one.reason === 'notes') &&
    text[two.from] !== '(' &&
    listed.test(text.slice(one.to, two.from))
  )
}

/**
 * The stretches with the spaces before them, where a stop, a space or the end follows; with what stands between
 * neighbouring markers (`[1], [2]`); and with a stop that would be said twice.
 */
export function tidied(stretches: readonly Stretch[], text: string): Omission[] {
  const found: Omission[] = []
  // Where the list ends that each marker is in.
  const ends = stretches.map(({ to }) => to)
  for (let index = stretches.length - 2; index >= 0; index--)
    if (goesOn(stretches, index, text)) ends[index] = ends[index + 1]!
  for (const [index, { inline, ...stretch }] of stretches.entries()) {
    if (!inline || stretch.announced !== undefined) {
      found.push(stretch)
      continue
    }
    const last = found.at(-1)
    const floor = last?.to ?? 0
    const ceiling = stretches[index + 1]?.from ?? text.length
    let { from, to } = stretch
    if (last && goesOn(stretches, index - 1, text)) from = last.to
    const next = text[ends[index]!]
    if (next === undefined || /[\s.,;:!?)\]”’»]/.test(next)) {
      let start = from
      while (
        start > floor &&
        (text[start - 1] === ' ' || text[start - 1] === '\u00a0' || text[start - 1] === '\u202f')
      )
        start--
      if (start > 0 || next === undefined) from = start
    }
    // At a line's beginning the space behind it goes instead.
    if (
      (from === 0 || text[from - 1] === '\n' || text[from - 1] === '\t') &&
      text[to] === ' ' &&
      to < ceiling
    )
      to += 1
    const previous = text[from - 1] ?? ''
    const following = text[to] ?? ''
    const twice =
      (/[,;:(–—]/.test(previous) && following === ',') ||
      (/[.!?]/.test(previous) && following === '.' && text[to + 1] !== '.')
    if (twice && to < ceiling) to += 1
    found.push({ ...stretch, from, to })
  }
  return found
}
