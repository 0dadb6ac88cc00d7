/** Finds a footnote by the name its references use. */
import type { AppClient } from '../../contract/app.ts'
import type { Block } from '../../contract/document.ts'
import { AppError } from '../../rpc/failure.ts'

export interface Footnote {
  readonly from: number // its first block
  readonly blocks: readonly Block[]
}

const batch = 1_000
/** A note of more blocks than this is shown in part; one can go there. */
const mostBlocks = 12

/**
 * Looks onwards from `near`, because most notes follow their reference, then from the beginning.
 *
 * @throws {AppError} `not-found`
 */
export async function findFootnote(
  client: AppClient,
  document: string,
  note: string,
  near: number,
  blockCount: number,
): Promise<Footnote> {
  const start = Math.max(0, Math.min(near, blockCount))
  for (const [low, high] of [
    [start, blockCount],
    [0, start],
  ] as const)
    for (let from = low; from < high; from += batch) {
      const count = Math.min(batch, high - from)
      const { blocks } = await client.call('document.blocks', { document, from, count })
      const at = blocks.findIndex((block) => block.note === note)
      if (at < 0) continue
      let end = at + 1
      while (end < blocks.length && end - at < mostBlocks && blocks[end]?.note === note) end++
      return { from: from + at, blocks: blocks.slice(at, end) }
    }
  throw new AppError('not-found', 'The note is not in this document.', { reason: 'note-not-found' })
}
