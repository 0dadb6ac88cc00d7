/** A note where the source has it, with a link back to the word that it belongs to. */
import { useContext } from 'react'
import { useWords } from '../app/context.tsx'
import { blockAttributes, type BlockProps } from './block-attributes.ts'
import { ReadingContext } from './reading-context.ts'
import { Runs } from './run-view.tsx'

export interface FootnoteBlockProps extends BlockProps {
  /** True for the first block of a note: it has the link. */
  readonly begins: boolean
}

export function FootnoteBlock({ begins, ...props }: FootnoteBlockProps) {
  const { block, index, pages, lines } = props
  const { goToReference } = useContext(ReadingContext)
  const { t } = useWords()
  const { note } = block
  return (
    <div role="doc-footnote" className="footnote" {...blockAttributes(props)}>
      <Runs runs={block.runs} pages={pages} lines={lines} />
      {begins && note !== undefined && (
        <span data-decoration="">
          {' '}
          <a
            href={`#reference-${encodeURIComponent(note)}`}
            role="doc-backlink"
            className="note-back"
            aria-label={t('reading.toReference')}
            onClick={(event) => {
              event.preventDefault()
              goToReference(note, index)
            }}
          >
            ↩
          </a>
        </span>
      )}
    </div>
  )
}
