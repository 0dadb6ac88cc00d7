/** Finds the word that a note belongs to. */
import type { AppClient } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { AppError } from '../../rpc/failure.ts'

const batch = 1_000

/**
 * The nearest reference to `note` before block `near`, because most notes follow theirs; else the first one behind.
 *
 * @throws {AppError} `not-found`
 */
export async function findReference(
  client: AppClient,
  document: string,
  note: string,
  near: number,
  blockCount: number,
): Promise<Position> {
  const look = async (from: number, to: number, last: boolean): Promise<Position | undefined> => {
    const { blocks } = await client.call('document.blocks', { document, from, count: to - from })
    const found: Position[] = []
    for (const [at, { runs }] of blocks.entries()) {
      let offset = 0
      for (const run of runs) {
        if (run.role === 'note-reference' && run.note === note)
          found.push({ document, block: from + at, offset })
        offset += run.text.length
      }
    }
    return found.at(last ? -1 : 0)
  }
  for (let to = near; to > 0; to -= batch) {
    const found = await look(Math.max(0, to - batch), to, true)
    if (found) return found
  }
  for (let from = near; from < blockCount; from += batch) {
    const found = await look(from, Math.min(blockCount, from + batch), false)
    if (found) return found
  }
  throw new AppError('not-found', 'Nothing refers to this note.', { reason: 'reference-not-found' })
}
