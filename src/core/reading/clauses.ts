/**
 * Cuts sentences that are too long to be synthesised in one go: the first sound of a page-long sentence should not
 * wait for its end, and stepping back should not mean a minute.
 */
import type { Span } from './sentences.ts'

/** Sentences up to this many UTF-16 units stay whole. */
export const longestSentence = 400
/** A piece is not made shorter than this for the sake of a good place to cut. */
const shortestClause = 80
/** Without any white space the cut comes here at the latest. */
const longestClause = 2_000

const strong = /[;:；：](?=\s)|[—–](?=\s)|[—；：。]|\n/g
const weak = /,(?=\s)|[，、،]|[)\]](?=\s)/g

function last(pattern: RegExp, text: string): number {
  let at = -1
  for (const match of text.matchAll(pattern)) at = match.index + match[0].length
  return at
}

function cut(text: string, start: number, end: number): number {
  const window = text.slice(start, start + longestSentence)
  for (const pattern of [strong, weak]) {
    const at = last(pattern, window.slice(0, Math.min(window.length, end - start - shortestClause / 2)))
    if (at >= shortestClause) return start + at
  }
  const space = window.search(/\s\S*$/)
  if (space >= shortestClause) return start + space
  const rest = text.slice(start + longestSentence, Math.min(end, start + longestClause)).search(/\s/)
  if (rest >= 0) return start + longestSentence + rest
  if (end - start <= longestClause) return end
  const at = start + longestClause
  return /[\udc00-\udfff]/.test(text[at]!) ? at - 1 : at
}

/** `span` itself, or pieces of it that end at semicolons, colons, dashes, commas or at least between words. */
export function clauses(text: string, span: Span): Span[] {
  const pieces: Span[] = []
  let { start } = span
  while (span.end - start > longestSentence) {
    let end = cut(text, start, span.end)
    const next = end
    while (end > start && /\s/.test(text[end - 1]!)) end--
    if (end > start) pieces.push({ start, end })
    start = next
    while (start < span.end && /\s/.test(text[start]!)) start++
  }
  if (start < span.end) pieces.push({ start, end: span.end })
  return pieces
}
