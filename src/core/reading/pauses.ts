/**
 * How long the voice is silent between utterances, in seconds at speed 1; the player shortens them with speed.
 *
 * Between sentences and paragraphs as in print-disabled listeners' own readers (0.15 to 0.3 s are common, see
 * shared/research/READERS.md); more round headings, so that they are heard as such without being announced.
 */
import type { Block } from '../../contract/document.ts'
import type { Boundary } from './utterances.ts'

const within: Readonly<Record<Boundary, number>> = {
  clause: 0.06,
  sentence: 0.18,
  line: 0.15,
  cell: 0.15,
  row: 0.3,
  block: 0.35,
}
const roundHeading = 0.6
const atSeparator = 0.8
const betweenItems = 0.25

/** @param next the block that follows, where it is known already; it is never waited for */
export function pauseAfter(after: Boundary, block: Block, next: Block | undefined): number {
  if (after !== 'block') return within[after]
  if (next?.kind === 'separator' || block.kind === 'separator') return atSeparator
  if (block.kind === 'heading' || next?.kind === 'heading') return roundHeading
  if (block.kind === 'list-item' && next?.kind === 'list-item') return betweenItems
  return within.block
}
