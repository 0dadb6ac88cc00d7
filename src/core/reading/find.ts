/** Finding words in a document: case, accents, ligatures and kinds of white space and quotes make no difference. */
import type { SearchHit } from '../../contract/app.ts'
import { blockText, isText, type Position } from '../../contract/document.ts'
import type { Text } from '../ports.ts'
import { excerptEnd, excerptStart } from './excerpt.ts'

const contextLength = 60
const batch = 256

const replaced: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ς: 'σ', '’': "'", '‘': "'", '‚': "'", '‛': "'",
  '“': '"', '”': '"', '„': '"', '«': '"', '»': '"', '–': '-', '—': '-', '‐': '-', '‑': '-', '−': '-', '…': '...',
} // prettier-ignore
const special = new RegExp(`[${Object.keys(replaced).join('')}]`, 'g')
const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff]/g

/** How text is compared. White space is kept one to one here; the queries' runs of it are matched by `words`. */
function fold(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(special, (mark) => replaced[mark]!)
    .replace(unseen, '')
    .replace(/\s/g, ' ')
}

/** For each UTF-16 unit of `fold(text)`, the offset in `text` it came from, and one for the end. */
function foldedOffsets(text: string): number[] {
  const offsets: number[] = []
  let at = 0
  for (const character of text) {
    for (let count = fold(character).length; count > 0; count--) offsets.push(at)
    at += character.length
  }
  offsets.push(text.length)
  return offsets
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')

function pattern(query: string): RegExp | undefined {
  const words = fold(query).split(/\s+/).filter(Boolean)
  return words.length > 0 ? new RegExp(words.map(escaped).join('\\s+'), 'gu') : undefined
}

interface Found {
  readonly block: number
  readonly start: number
  readonly length: number
  readonly text: string
}

/** All hits of a text in order, of what has been imported so far. */
async function* hits(text: Text, wanted: RegExp, signal?: AbortSignal): AsyncGenerator<Found> {
  const { blocks: known } = text.extent()
  for (let from = 0; from < known;) {
    signal?.throwIfAborted()
    const blocks = await text.blocks(from, Math.min(batch, known - from), signal)
    if (blocks.length === 0) return
    for (const [index, block] of blocks.entries()) {
      if (!isText(block)) continue
      const own = blockText(block)
      const plain = fold(own)
      let offsets: number[] | undefined
      for (const match of plain.matchAll(wanted)) {
        offsets ??= plain.length === own.length && /^[\x20-\x7e]*$/.test(own) ? [] : foldedOffsets(own)
        const start = offsets[match.index] ?? match.index
        const end = offsets[match.index + match[0].length] ?? match.index + match[0].length
        yield { block: from + index, start, length: Math.max(end - start, 1), text: own }
      }
    }
    from += blocks.length
    await new Promise<void>((resolve) => void setTimeout(resolve))
  }
}

/**
 * The next hit behind (or before) `from`, going round the end once. `index` counts the hits from 1 in the order of
 * the document, 0 where there is none. Only what has been imported is searched.
 */
export async function find(
  text: Text,
  from: Position,
  query: string,
  direction: 'forward' | 'backward' = 'forward',
  signal?: AbortSignal,
): Promise<{ hit: SearchHit | null; index: number; total: number }> {
  const wanted = pattern(query)
  if (!wanted) return { hit: null, index: 0, total: 0 }
  let total = 0
  let best: { found: Found; index: number } | undefined
  let round: { found: Found; index: number } | undefined
  for await (const found of hits(text, wanted, signal)) {
    total += 1
    const behind = found.block > from.block || (found.block === from.block && found.start > from.offset)
    const before = found.block < from.block || (found.block === from.block && found.start < from.offset)
    const candidate = { found, index: total }
    if (direction === 'forward') {
      if (behind) best ??= candidate
      round ??= candidate
    } else {
      if (before) best = candidate
      round = candidate
    }
  }
  const chosen = best ?? round
  if (!chosen) return { hit: null, index: 0, total: 0 }
  return { hit: asHit(text, from.document, chosen.found), index: chosen.index, total }
}

function asHit(text: Text, document: string, { block, start, length, text: own }: Found): SearchHit {
  const line = (from: number, to: number): string => own.slice(Math.max(0, from), to).replace(/\s+/g, ' ')
  return {
    position: { document, block, offset: start },
    length,
    title: text.metadata.title,
    before: line(Math.min(start, excerptStart(own, start - contextLength)), start),
    match: line(start, start + length),
    after: line(start + length, Math.max(start + length, excerptEnd(own, start + length + contextLength))),
  }
}
