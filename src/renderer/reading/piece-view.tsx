/** A piece of the document in the page. Drawn once: reading aloud changes nothing here. */
import { memo, type ReactNode } from 'react'
import type { Block, PageMark } from '../../contract/document.ts'
import type { LinesByBlock } from './block-attributes.ts'
import { BlockView, HeadingView, ListView } from './block-view.tsx'
import { openAfter, type OpenHeadings, pageLevel } from './outline.ts'
import type { LoadedPiece } from './passage.ts'
import { nestItems } from './slices.ts'

export interface PieceViewProps {
  readonly piece: LoadedPiece
  readonly pages: ReadonlyMap<number, readonly PageMark[]>
  /** Where sentences begin, where each has a line of its own. */
  readonly lines: LinesByBlock | undefined
  /** The headings that are open where the piece begins. */
  readonly open: OpenHeadings
}

const none: readonly PageMark[] = []

/** Neighbouring list items become one list, neighbouring quotations one; everything else stands for itself. */
function content({ piece, pages, lines, open: openBefore }: PieceViewProps): ReactNode[] {
  const result: ReactNode[] = []
  let open = openBefore
  const view = (at: number) => {
    const block = piece.blocks[at]
    if (!block) return null
    const index = piece.from + at
    const begins = block.note === undefined || piece.blocks[at - 1]?.note !== block.note
    return (
      <BlockView
        key={index}
        block={block}
        index={index}
        begins={begins}
        pages={pages.get(index) ?? none}
        lines={lines?.get(index)}
      />
    )
  }
  /** The end of the blocks of one kind that begin at `at`; running lines of a page that ends within them are among them. */
  const endOf = (at: number, kind: Block['kind']) => {
    let end = at
    for (let next = at; piece.blocks[next]?.kind === kind; end = next)
      do next++
      while (piece.blocks[next]?.kind === 'running')
    while (piece.blocks[end - 1]?.kind === 'running') end--
    return end
  }
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
    } else if (block.kind === 'list-item') {
      const end = endOf(at, 'list-item')
      const items = piece.blocks.slice(at, end).map((item, i) => ({ index: index + i, block: item }))
      result.push(<ListView key={index} nodes={nestItems(items)} pages={pages} lines={lines} />)
      at = end - 1
    } else if (block.kind === 'quote') {
      const end = endOf(at, 'quote')
      const quoted = Array.from({ length: end - at }, (_, i) => view(at + i))
      result.push(<blockquote key={index}>{quoted}</blockquote>)
      at = end - 1
    } else result.push(view(at))
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
