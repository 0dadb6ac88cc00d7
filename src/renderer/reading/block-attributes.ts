import type { Block, PageMark } from '../../contract/document.ts'
import { directionOf } from './direction.ts'

/** Where sentences begin, by block. */
export type LinesByBlock = ReadonlyMap<number, readonly number[]>

export interface BlockProps {
  readonly block: Block
  readonly index: number
  readonly pages: readonly PageMark[]
  /** Where sentences begin in it, if each is to have a line of its own. */
  readonly lines?: readonly number[] | undefined
}

/** The attributes that every block has: its number, its language where it differs, its direction. */
export function blockAttributes({ block, index }: Pick<BlockProps, 'block' | 'index'>) {
  return {
    'data-block': index,
    lang: block.language,
    dir: block.direction ?? (block.language && directionOf(block.language)),
  }
}
