/**
 * Tells dollars from formulas before Markdown is parsed.
 *
 * remark-math takes everything between two `$` for a formula, so that "a $20 bill and a $5 note" would be read as one.
 * Pandoc's rule is followed instead: a formula's first `$` has no space behind it, its last one none before it and no
 * digit behind it. Every other `$` is hidden behind a character that stands nowhere else, which keeps all offsets, and
 * is put back into the tree, so that code need not be recognised here.
 */
import type { Nodes, Root } from 'mdast'

const hidden = '\uf8f5'
/** Longest formula within a line of text, in UTF-16 units. */
const longestFormula = 1_000

/** `markdown` with the dollars hidden that begin or end no formula; the same text where there is nothing to hide. */
export function hideDollars(markdown: string): string {
  if (!markdown.includes('$') || markdown.includes(hidden)) return markdown
  let out = ''
  let done = 0
  for (let at = markdown.indexOf('$'); at >= 0; at = markdown.indexOf('$', at)) {
    const run = /^\$+/.exec(markdown.slice(at, at + 64))![0].length
    if (run > 1 || markdown[at - 1] === '\\') {
      at += run
      continue
    }
    const close = closing(markdown, at)
    if (close > 0) {
      at = close + 1
      continue
    }
    out += markdown.slice(done, at) + hidden
    at++
    done = at
  }
  return out + markdown.slice(done)
}

/** Offset of the `$` that ends the formula which begins at `at`, or -1. */
function closing(markdown: string, at: number): number {
  if (/\s/.test(markdown[at + 1] ?? ' ')) return -1
  const rest = markdown.slice(at + 1, at + longestFormula)
  const paragraph = /\n[ \t]*\n|`/.exec(rest)?.index ?? rest.length
  for (let index = rest.indexOf('$'); index >= 0 && index < paragraph; index = rest.indexOf('$', index + 1)) {
    if (rest[index - 1] === '\\') continue
    if (index > 0 && !/\s/.test(rest[index - 1]!) && !/[\d$]/.test(rest[index + 1] ?? ''))
      return at + 1 + index
    if (index > 0) return -1 // the next dollar is another amount
  }
  return -1
}

/** Puts the dollars back, wherever the parser carried them. Deep trees are walked without recursion. */
export function showDollars(root: Root): void {
  const waiting: Nodes[] = [root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const record = node as unknown as Record<string, unknown>
    for (const key of ['value', 'alt', 'url', 'title']) {
      const text = record[key]
      if (typeof text === 'string' && text.includes(hidden)) record[key] = text.replaceAll(hidden, '$')
    }
    if ('children' in node) waiting.push(...node.children)
  }
}
