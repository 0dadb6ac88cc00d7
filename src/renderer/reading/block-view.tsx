/** One block of a document as the element it is: heading, paragraph, table, figure … */
import type { ReactNode } from 'react'
import type { PageMark } from '../../contract/document.ts'
import { blockAttributes, type BlockProps, type LinesByBlock } from './block-attributes.ts'
import { FigureBlock } from './figure-block.tsx'
import { FootnoteBlock } from './footnote-block.tsx'
import { PageLabel, Runs } from './run-view.tsx'
import { type ListNode, isOrdered, splitLists } from './slices.ts'
import { TableBlock } from './table-block.tsx'

const headings = ['h2', 'h3', 'h4', 'h5', 'h6'] as const

export interface HeadingProps extends BlockProps {
  /** In the page, 2 or more. */
  readonly pageLevel: number
}

export function HeadingView({ pageLevel, ...props }: HeadingProps) {
  const Tag = headings[Math.min(pageLevel, 6) - 2] ?? 'h6'
  // Before the heading, not in it: a list of headings names them, not their pages.
  const before = props.pages.filter(({ offset }) => offset === 0)
  return (
    <>
      {before.map(({ label }) => (
        <PageLabel key={label} label={label} />
      ))}
      <Tag
        {...blockAttributes(props)}
        className={`heading heading-${Math.min(props.block.level ?? 1, 5)}`}
        aria-level={pageLevel > 6 ? pageLevel : undefined}
      >
        <Runs runs={props.block.runs} pages={props.pages.filter(({ offset }) => offset > 0)} />
      </Tag>
    </>
  )
}

export interface BlockViewProps extends BlockProps {
  /** Of a note: this is its first block. */
  readonly begins?: boolean
}

export function BlockView({ begins = true, ...props }: BlockViewProps): ReactNode {
  const { block, pages, lines } = props
  const attributes = blockAttributes(props)
  const text = <Runs runs={block.runs} pages={pages} lines={lines} />
  switch (block.kind) {
    case 'heading': // pieces make headings themselves, because their level depends on the text before
    case 'paragraph':
    case 'list-item': // lists are made by `ListView`; this is for an item on its own
      return <p {...attributes}>{text}</p>
    case 'quote': // pieces put neighbours into one `blockquote`
      return <p {...attributes}>{text}</p>
    case 'code':
      return (
        <pre className="code-block">
          <code {...attributes}>{text}</code>
        </pre>
      )
    case 'table':
      return <TableBlock {...props} />
    case 'figure':
      return <FigureBlock {...props} />
    case 'math':
      return (
        <div className="math-block" {...attributes}>
          {text}
        </div>
      )
    case 'footnote':
      return <FootnoteBlock {...props} begins={begins} />
    case 'aside':
      return (
        <div role="note" className="aside" {...attributes}>
          {text}
        </div>
      )
    case 'running':
      return (
        <div role="note" className="running" {...attributes}>
          {text}
        </div>
      )
    case 'separator':
      return <hr {...attributes} />
  }
  block.kind satisfies never
  return null
}

export interface ListViewProps {
  readonly nodes: readonly ListNode[]
  readonly pages: ReadonlyMap<number, readonly PageMark[]>
  readonly lines: LinesByBlock | undefined
}

const none: readonly PageMark[] = []

/**
 * Lists with their own markers. They are drawn by the style sheet from `data-marker`, so that they are heard by screen
 * readers and are no part of the text.
 */
export function ListView({ nodes, pages, lines }: ListViewProps) {
  return splitLists(nodes).map((items) => {
    const List = items.every(({ block }) => isOrdered(block.marker)) ? 'ol' : 'ul'
    return (
      // oxlint-disable-next-line jsx-a11y/no-redundant-roles -- VoiceOver drops the role of lists without markers
      <List key={items[0]?.index} className="list" role="list">
        {items.map(({ index, block, children, running }) => (
          <li key={index} data-marker={block.marker ?? '•'}>
            <div {...blockAttributes({ block, index })}>
              <Runs runs={block.runs} pages={pages.get(index) ?? none} lines={lines?.get(index)} />
            </div>
            {running.map((each) => (
              <BlockView key={each.index} {...each} pages={none} />
            ))}
            {children.length > 0 && <ListView nodes={children} pages={pages} lines={lines} />}
          </li>
        ))}
      </List>
    )
  })
}
