/** The table of contents as nested lists of links. */
import { useContext } from 'react'
import type { TocEntry } from '../../contract/document.ts'
import { useSession, useWords } from '../app/context.tsx'
import { currentEntry } from './contents.ts'
import { ReadingContext } from './reading-context.ts'

function Entries({
  entries,
  current,
}: {
  readonly entries: readonly TocEntry[]
  readonly current: TocEntry | undefined
}) {
  const { goTo } = useContext(ReadingContext)
  return (
    <ul>
      {entries.map((entry, at) => (
        // Entries have no id; two may have one title and one block, and their order never changes.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={`${at} ${entry.block}`}>
          <a
            href={`#block-${entry.block}`}
            aria-current={entry === current ? 'location' : undefined}
            onClick={(event) => {
              event.preventDefault()
              goTo(entry.block)
            }}
          >
            <bdi>{entry.title}</bdi>
          </a>
          {entry.children.length > 0 && <Entries entries={entry.children} current={current} />}
        </li>
      ))}
    </ul>
  )
}

export function ContentsPanel({
  toc,
  language,
}: {
  readonly toc: readonly TocEntry[]
  readonly language: string | undefined
}) {
  const { t } = useWords()
  const block = useSession((state) => state.place?.block ?? 0)
  if (toc.length === 0) return <p>{t('contents.none')}</p>
  return (
    <nav className="contents" aria-label={t('contents.title')} lang={language}>
      <Entries entries={toc} current={currentEntry(toc, block)} />
    </nav>
  )
}
