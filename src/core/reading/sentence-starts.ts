import type { Block } from '../../contract/document.ts'
import { blockSpans } from './utterances.ts'

/**
 * Where sentences begin in a block's text, in UTF-16 offsets; not the first one, nor what begins a cell, a line of code
 * or a caption. They are those that are read: long sentences that are said in parts count as one.
 */
export function sentenceStarts(block: Block, language: string): number[] {
  const { spans } = blockSpans(block, language)
  return spans.flatMap(({ start }, index) => (spans[index - 1]?.after === 'sentence' ? [start] : []))
}
