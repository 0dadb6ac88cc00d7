/** Excerpts that begin and end between words: half a word is a riddle to whoever hears it. */

/** How far a border is moved to reach one between words, in UTF-16 units; scripts without spaces are cut where they are. */
const furthest = 24

/** Where an excerpt of `text` that would begin at `from` begins: there, or behind the word that it would cut. */
export function excerptStart(text: string, from: number): number {
  if (from <= 0 || /\s/.test(text.charAt(from - 1))) return Math.max(0, from)
  const space = text.slice(from, from + furthest).search(/\s/)
  return space < 0 ? from : from + space + 1
}

/** Where an excerpt that would end at `to` (exclusive) ends: there, or before the word that it would cut. */
export function excerptEnd(text: string, to: number): number {
  if (to >= text.length) return text.length
  if (/\s/.test(text.charAt(to))) return to
  const low = Math.max(0, to - furthest)
  const space = text.slice(low, to).search(/\s\S*$/)
  return space < 0 ? to : low + space
}
