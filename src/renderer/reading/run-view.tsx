/**
 * The text of a block as elements.
 *
 * The text nodes made here, in order, are the block's text: the highlight and the caret count on it. What is not of
 * the text (page labels, ruby) carries `data-decoration`.
 */
import { Fragment, type ReactNode, useContext } from 'react'
import type { PageMark, Run } from '../../contract/document.ts'
import { useWords } from '../app/context.tsx'
import { ReadingContext } from './reading-context.ts'
import { LineEnd } from './line-end.tsx'
import { labelPlaces, lineStarts, type Slice, slices } from './slices.ts'

/** A label where a printed page begins. */
export function PageLabel({ label, inline = false }: { readonly label: string; readonly inline?: boolean }) {
  const { t } = useWords()
  return (
    <span
      className={inline ? 'page-label page-label-inline' : 'page-label'}
      role="doc-pagebreak"
      data-decoration=""
      aria-label={t('reading.page', { page: label })}
    >
      {label}
    </span>
  )
}

function marked({ run, text }: Slice): ReactNode {
  let content: ReactNode = text
  if (run.ruby !== undefined)
    content = (
      <ruby>
        {text}
        <rt data-decoration="">{run.ruby}</rt>
      </ruby>
    )
  if (run.role === 'code') content = <code>{content}</code>
  if (run.role === 'math')
    content = (
      <span role="math" className="math" aria-label={run.spoken}>
        {content}
      </span>
    )
  if (run.role === 'page-number') content = <span className="page-number">{content}</span>
  if (run.script === 'superscript') content = <sup>{content}</sup>
  if (run.script === 'subscript') content = <sub>{content}</sub>
  if (run.emphasis === 'emphasis' || run.emphasis === 'both') content = <em>{content}</em>
  if (run.emphasis === 'strong' || run.emphasis === 'both') content = <strong>{content}</strong>
  if (run.language) content = <span lang={run.language}>{content}</span>
  return content
}

/** Target of a link within the document, `#block-12`. */
function linkedBlock(link: string): number | undefined {
  const match = /^#block-(\d+)$/.exec(link)
  return match ? Number(match[1]) : undefined
}

function Linked({ run, children }: { readonly run: Run; readonly children: ReactNode }) {
  const reading = useContext(ReadingContext)
  const { t } = useWords()
  if (run.role === 'note-reference' && run.note !== undefined) {
    const note = run.note
    return (
      <a
        href={`#note-${encodeURIComponent(note)}`}
        role="doc-noteref"
        className="note-reference"
        aria-label={t('reading.noteReference', { mark: run.text })}
        onClick={(event) => {
          event.preventDefault()
          reading.openFootnote(note)
        }}
      >
        {children}
      </a>
    )
  }
  const link = run.link
  if (link === undefined) return children
  const target = linkedBlock(link)
  return (
    <a
      href={target === undefined ? link : `#block-${target}`}
      className={target === undefined ? 'link-outside' : 'link-inside'}
      rel="noreferrer noopener"
      title={target === undefined ? link : undefined}
      onClick={(event) => {
        event.preventDefault()
        if (target === undefined) reading.openLink(link)
        else reading.goTo(target)
      }}
    >
      {children}
    </a>
  )
}

const noLines: readonly number[] = []

export interface RunsProps {
  readonly runs: readonly Run[]
  readonly from?: number
  readonly to?: number
  readonly pages?: readonly PageMark[]
  /** Where sentences begin that get a line of their own. */
  readonly lines?: readonly number[] | undefined
}

/** The runs from..to of a block's text, with labels where pages begin. */
export function Runs({ runs, from, to, pages = [], lines = noLines }: RunsProps) {
  const within = labelPlaces(runs, pages).filter(
    ({ offset }) => offset >= (from ?? 0) && offset < (to ?? Number.POSITIVE_INFINITY),
  )
  const starts = lineStarts(runs, lines).filter((offset) => offset > (from ?? 0))
  const cuts = [...within.map(({ offset }) => offset), ...starts].toSorted((a, b) => a - b)
  return slices(runs, from, to, cuts).map((slice) => {
    const labels = within.filter(({ offset }) => offset === slice.offset)
    return (
      <Fragment key={slice.offset}>
        {starts.includes(slice.offset) && <LineEnd />}
        {labels.map(({ label }) => (
          <PageLabel key={label} label={label} inline={slice.offset > 0} />
        ))}
        <Linked run={slice.run}>{marked(slice)}</Linked>
      </Fragment>
    )
  })
}
