/** Goes through a document's blocks without waiting for more of an import than the next step needs. */
import { type Block, isText } from '../../contract/document.ts'
import type { Text } from '../ports.ts'
import type { UtteranceSpan } from './utterances.ts'

/** Blocks that are fetched at once, where they are there already. */
const batch = 64

export interface Step {
  readonly block: Block
  readonly number: number
  /** The block after it, where it has been read in; running lines are passed over. */
  readonly next: Block | undefined
}

/** The blocks from `from` on, waiting for an import where it has not come so far. */
export async function* walk(text: Text, from: number, signal?: AbortSignal): AsyncGenerator<Step> {
  let number = from
  let size = 4 // the first sound should not wait for blocks far away
  for (;;) {
    signal?.throwIfAborted()
    const known = text.extent().blocks - number
    const blocks = await text.blocks(number, Math.max(1, Math.min(size, known)), signal)
    if (blocks.length === 0) return
    for (const [index, block] of blocks.entries()) {
      const next = blocks.slice(index + 1).find(isText) ?? (await peek(text, number + 1, signal))
      yield { block, number, next }
      number += 1
    }
    size = batch
  }
}

async function peek(text: Text, number: number, signal?: AbortSignal): Promise<Block | undefined> {
  for (let at = number; text.extent().blocks > at; at++) {
    const [block] = await text.blocks(at, 1, signal)
    if (!block || isText(block)) return block
  }
  return undefined
}

/** The blocks before `from`, nearest first. */
export async function* walkBack(text: Text, from: number, signal?: AbortSignal): AsyncGenerator<Step> {
  let end = from
  let size = 4
  while (end > 0) {
    signal?.throwIfAborted()
    const start = Math.max(0, end - size)
    const blocks = await text.blocks(start, end - start, signal)
    for (let index = blocks.length - 1; index >= 0; index--)
      yield { block: blocks[index]!, number: start + index, next: blocks[index + 1] }
    end = start
    size = batch
  }
}

/** Index of the utterance that holds `offset`, or of the next one; undefined behind the last. */
export function utteranceAt(spans: readonly UtteranceSpan[], offset: number): number | undefined {
  let low = 0
  let high = spans.length
  while (low < high) {
    const middle = (low + high) >> 1
    // A formula without any text is an utterance of no length.
    if (Math.max(spans[middle]!.end, spans[middle]!.start + 1) > offset) high = middle
    else low = middle + 1
  }
  return low < spans.length ? low : undefined
}
