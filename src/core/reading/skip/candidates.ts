/** Everything in a block that some rule may leave out, whatever the rules are. Kept as long as the block object lives. */
import type { Block, Run } from '../../../contract/document.ts'
import type { SkipWhat } from '../../../contract/listening.ts'
import { addresses } from './addresses.ts'
import { isCaption, wholeBlock } from './block-rules.ts'
import { bracketedMarkers } from './citations-bracketed.ts'
import { roundCitations } from './citations-round.ts'
import { type Found, pairs, readable } from './found.ts'
import { raisedMarks, signMarks } from './marks.ts'
import { parentheses } from './parentheses.ts'

const known = new WeakMap<Block, readonly Found[]>()

/** In no particular order; they may overlap. Linear in the block's length. */
export function candidates(block: Block): readonly Found[] {
  const kept = known.get(block)
  if (kept) return kept
  const found = find(block)
  known.set(block, found)
  return found
}

/** A reference whose text is words, such as “see the note on this”, is prose that links. */
const words = /^(?!\W*(?:note|notes|footnote|endnote|fn|anm|anmerkung|fußnote|endnote)\b).*\p{L}{3}/iu

function byRole({ role, text }: Run): SkipWhat | undefined {
  if (role === 'note-reference') return words.test(text) ? undefined : 'notes'
  if (role === 'page-number') return 'page-numbers'
  if (role === 'code') return 'code'
  if (role === 'caption') return 'captions'
  return role === 'alternative' ? 'figures' : undefined
}

function find(block: Block): readonly Found[] {
  const found: Found[] = [...wholeBlock(block)]
  if (block.kind === 'code' || block.kind === 'math' || block.kind === 'separator') return found
  const text = readable(block)
  let from = 0
  for (const run of block.runs) {
    const to = from + run.text.length
    const what = to > from ? byRole(run) : undefined
    const last = found.at(-1)
    // A caption in several runs, for its links and italics, is one.
    if (what && last?.to === from && last.what === what && (what === 'captions' || what === 'figures'))
      found[found.length - 1] = { ...last, to }
    else if (what) found.push({ from, to, what })
    from = to
  }
  if (block.kind === 'running') return found
  if (isCaption(block, text)) found.push({ from: 0, to: text.length, what: 'captions' })
  const brackets = pairs(text)
  found.push(
    ...bracketedMarkers(text, brackets),
    ...roundCitations(text, brackets),
    ...raisedMarks(block, text),
    ...signMarks(text),
    ...addresses(text),
    ...parentheses(text, brackets),
  )
  return found
}
