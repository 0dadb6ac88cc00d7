import type { Block, PageMark } from '../../contract/document.ts'

export interface BlockProps {
  readonly block: Block
  readonly index: number
  readonly pages: readonly PageMark[]
}

/** The attributes that every block has: its number, its language where it differs, its direction. */
export function blockAttributes({ block, index }: Pick<BlockProps, 'block' | 'index'>) {
  return { 'data-block': index, lang: block.language, dir: block.direction }
}
