/** Cutting long texts, so that a synthesis can be cancelled in between. */

/** Where a text may be cut so that it sounds best, best first: after a sentence, a clause, a word, anywhere. */
const cuts = [/[.!?…。！？]["'”’»)\]]*\s+|\n+/g, /[,;:–—،、，；]["'”’»)\]]*\s*/g, /\s+/g]

/**
 * Pieces of at most `longest` UTF-16 units that together are the text. A text that is short enough stays whole,
 * so that its melody does too.
 */
export function piecesOf(text: string, longest: number): { readonly from: number; readonly text: string }[] {
  const pieces = []
  let from = 0
  while (text.length - from > longest) {
    const window = text.slice(from, from + longest)
    let end = 0
    for (const cut of cuts) {
      for (const match of window.matchAll(cut)) end = match.index + match[0].length
      if (end > longest / 4) break
    }
    if (end === 0) end = longest
    // Never between the halves of a surrogate pair.
    const last = window.charCodeAt(end - 1)
    if (last >= 0xd800 && last <= 0xdbff) end = end > 1 ? end - 1 : end + 1
    pieces.push({ from, text: text.slice(from, from + end) })
    from += end
  }
  pieces.push({ from, text: text.slice(from) })
  return pieces
}
