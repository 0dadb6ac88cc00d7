/** Searching the texts of the whole library. */
import type { SearchHit } from '../contract/app.ts'
import { type Block, blockText, type Metadata } from '../contract/document.ts'
import type { Store } from './open.ts'
import { folded, matchQuery } from './search-text.ts'

/** Blocks per document that the index's row numbers have room for. */
export const blockLimit = 2 ** 24

/** Places where every word of `text` occurs within one block, best first. */
export function searchTexts(store: Store, text: string, limit: number): SearchHit[] {
  const query = matchQuery(text)
  if (!query) return []
  // Joined before the limit is applied: the words of removed documents must not crowd out the others.
  const rows = store
    .prepare(
      `SELECT d.id, d.metadata, b.number, b.json FROM words w
       CROSS JOIN documents d ON d.serial = w.rowid / ${blockLimit}
       CROSS JOIN blocks b ON b.document = d.serial AND b.number = w.rowid % ${blockLimit}
       WHERE w.words MATCH ? AND d.removed_at IS NULL ORDER BY w.rank LIMIT ?`,
    )
    .all(query, limit) as { id: string; metadata: string; number: number; json: string }[]
  const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word))
  return rows.map(({ id, metadata, number, json }) => {
    const { at, ...around } = excerpt(blockText(JSON.parse(json) as Block), words)
    return {
      position: { document: id, block: number, offset: at },
      length: around.match.length,
      title: (JSON.parse(metadata) as Metadata).title,
      ...around,
    }
  })
}

/** The first of `words` in `text`, with some words round it. */
function excerpt(
  text: string,
  words: readonly string[],
): { at: number; before: string; match: string; after: string } {
  const plain = folded(text)
  let at = -1
  let length = 0
  for (const word of words) {
    const core = folded(word).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    const index = plain.indexOf(core)
    if (index >= 0 && (at < 0 || index < at)) {
      at = index
      length = core.length
    }
  }
  if (at < 0) return { at: 0, before: '', match: '', after: text.slice(0, 120) }
  const from = at <= 60 ? 0 : text.indexOf(' ', at - 60) + 1 || at - 60
  return {
    at,
    before: text.slice(Math.min(from, at), at),
    match: text.slice(at, at + length),
    after: text.slice(at + length, at + length + 80),
  }
}
