/** White space, and where a paragraph may be cut: what `BlockWriter` knows of text. */
import type { RunStyle } from './block-shape.ts'

export interface Piece {
  text: string
  readonly style: RunStyle
}

/** Longest paragraph in UTF-16 units; a longer one is cut at a sentence's end, so that a page and a voice can hold it. */
export const longestBlock = 10_000

export function sameStyle(one: RunStyle, other: RunStyle): boolean {
  return (
    one === other ||
    (one.language === other.language &&
      !one.emphasis === !other.emphasis &&
      !one.strong === !other.strong &&
      one.script === other.script &&
      one.link === other.link &&
      one.role === other.role &&
      one.note === other.note &&
      one.spoken === other.spoken &&
      one.math === other.math &&
      one.ruby === other.ruby)
  )
}

/** As CSS collapses white space. Most text has nothing to collapse, and is not copied. */
export function collapseSpaces(text: string): string {
  if (!/[\t\n\r\f]| {2}/.test(text)) return text
  // A line end between characters of scripts without spaces is none in the text, as CSS has it.
  const joined = wideAtLineEnd.test(text) ? text.replace(new RegExp(wideAtLineEnd, 'gu'), '$1') : text
  return joined.replace(/[ \t\n\r\f]{2,}|[\t\n\r\f]/g, ' ')
}

const wideAtLineEnd =
  /([\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303F\uFF01-\uFF60])[ \t]*\r?\n[ \t\r\n]*(?=[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303F\uFF01-\uFF60])/u

/** Without white space at the end; fixed spaces go only from code. A loop, for a pattern tries at every space. */
export function withoutEnd(text: string, all: boolean): string {
  if (all) return text.trimEnd()
  let end = text.length
  while (end > 0 && /[ \n\t]/.test(text[end - 1] ?? '')) end -= 1
  return end === text.length ? text : text.slice(0, end)
}

/** A space of its own says nothing: it is neither a formula nor a reading. */
export function spaceStyle({ language, link }: RunStyle): RunStyle {
  return { language, link }
}

/** The language of all pieces that have letters, if it is one and they all say it. */
export function commonLanguage(pieces: readonly Piece[]): string | undefined {
  let shared: string | undefined
  for (const { text, style } of pieces) {
    if (!/\p{L}/u.test(text.length > 200 ? text.slice(0, 200) : text)) continue
    if (style.language === undefined || (shared !== undefined && shared !== style.language)) return undefined
    shared = style.language
  }
  return shared
}

/** Where to cut `text` that goes on from `from`: after a sentence, else after a space, else anywhere but in a character. */
export function cutAfter(text: string, from: number): number {
  if (text.length - from <= longestBlock) return text.length
  const part = text.slice(from, from + longestBlock)
  const ends = /[.!?…。！？]["'”’»)\]]*[ \n]|[。！？]/g
  let best = 0
  for (let match = ends.exec(part); match !== null; match = ends.exec(part))
    best = match.index + match[0].length
  if (best < longestBlock / 2) best = Math.max(best, part.lastIndexOf(' ') + 1, part.lastIndexOf('\n') + 1)
  if (best < longestBlock / 4)
    best = isLowSurrogate(text, from + longestBlock) ? longestBlock - 1 : longestBlock
  return from + best
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 0xdc00 && code <= 0xdfff
}

export function splitPieces(pieces: readonly Piece[], length: number): [Piece[], Piece[]] {
  const part: Piece[] = []
  let taken = 0
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]
    if (piece === undefined) break
    if (taken + piece.text.length <= length) {
      part.push(piece)
      taken += piece.text.length
      continue
    }
    const rest = pieces.slice(at + 1)
    const cut = length - taken
    if (cut === 0) return [part, [piece, ...rest]]
    part.push({ text: piece.text.slice(0, cut), style: piece.style })
    return [part, [{ text: piece.text.slice(cut), style: piece.style }, ...rest]]
  }
  return [part, []]
}
