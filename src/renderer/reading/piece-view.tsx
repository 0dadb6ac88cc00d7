/** A piece of the document in the page. Drawn once: reading aloud changes nothing here. */
import { memo, type ReactNode } from 'react'
import type { PageMark } from '../../contract/document.ts'
import { BlockView, HeadingView, ListView } from './block-view.tsx'
import { openAfter, type OpenHeadings, pageLevel } from './outline.ts'
import type { LoadedPiece } from './passage.ts'
import { nestItems } from './slices.ts'

export interface PieceViewProps {
  readonly piece: LoadedPiece
  readonly pages: ReadonlyMap<number, readonly PageMark[]>
  /** The headings that are open where the piece begins. */
  readonly open: OpenHeadings
}

const none: readonly PageMark[] = []

/** Neighbouring list items become one list; everything else stands for itself. */
function content({ piece, pages, open: openBefore }: PieceViewProps): ReactNode[] {
  const result: ReactNode[] = []
  let open = openBefore
  for (let at = 0; at < piece.blocks.length; at++) {
    const block = piece.blocks[at]
    if (!block) continue
    const index = piece.from + at
    if (block.kind === 'heading') {
      open = openAfter(open, block.level ?? 1)
      result.push(
        <HeadingView
          key={index}
          block={block}
          index={index}
          pages={pages.get(index) ?? none}
          pageLevel={pageLevel(open)}
        />,
      )
      continue
    }
    if (block.kind !== 'list-item') {
      result.push(<BlockView key={index} block={block} index={index} pages={pages.get(index) ?? none} />)
      continue
    }
    const items = [{ index, block }]
    for (let next = piece.blocks[at + 1]; next?.kind === 'list-item'; next = piece.blocks[at + 1]) {
      at++
      items.push({ index: piece.from + at, block: next })
    }
    result.push(<ListView key={index} nodes={nestItems(items)} pages={pages} />)
  }
  return result
}

export const PieceView = memo(function PieceView(props: PieceViewProps) {
  return (
    <section className="piece" data-piece={props.piece.from}>
      {content(props)}
    </section>
  )
})
