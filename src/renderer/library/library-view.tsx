/** The library: what there is to read, searched and sorted. */
import { documentEndings } from '../../contract/document.ts'
import { type ChangeEvent, useCallback, useEffect, useRef, useState } from 'react'
import type { DocumentSummary } from '../../contract/app.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { HelpIcon, ImportIcon, SettingsIcon } from '../ui/icons.tsx'
import { CommandButton } from '../ui/command-button.tsx'
import { useStore } from '../ui/store.ts'
import { DocumentCard } from './document-card.tsx'
import { ImportList } from './import-list.tsx'
import { SearchResults } from './search-results.tsx'
import { sortDocuments, type SortOrder, sortOrders } from './sort.ts'
import { useDocuments } from './use-documents.ts'
import { useSearch } from './use-search.ts'

/** What the file chooser offers; other files can be chosen too and are sniffed by their bytes. */
const accept = [...documentEndings, 'application/epub+zip', 'application/pdf'].join(',')

const orderKey = 'lectern-library-order'
const storedOrder = (): SortOrder =>
  sortOrders.find((order) => order === localStorage.getItem(orderKey)) ?? 'opened'

export function LibraryView() {
  const { bus, imports, announcer, link } = useLectern()
  const linked = useStore(link.state)
  const { t, locale } = useWords()
  const { documents, remove } = useDocuments()
  const [order, setOrder] = useState(storedOrder)
  const [query, setQuery] = useState('')
  const search = useSearch(query)
  const chooser = useRef<HTMLInputElement>(null)
  const searchField = useRef<HTMLInputElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${t('library.title')} – Lectern`
  }, [t])
  useCommands({
    import_document: () => chooser.current?.click(),
    search_library: () => searchField.current?.focus(),
  })

  const choose = (event: ChangeEvent<HTMLInputElement>) => {
    imports.add([...(event.target.files ?? [])])
    event.target.value = '' // so that the same file can be chosen again
  }
  const takeOut = useCallback(
    async (summary: DocumentSummary, card: HTMLElement | null) => {
      const neighbour =
        card?.nextElementSibling?.querySelector('a') ?? card?.previousElementSibling?.querySelector('a')
      if (!(await remove(summary))) return
      ;(neighbour ?? heading.current)?.focus()
      announcer.say(t('library.removed', { title: summary.title }))
    },
    [announcer, remove, t],
  )
  const sorted = documents && sortDocuments(documents, order, locale)

  return (
    <main className="library">
      <header className="library-header">
        <h1 ref={heading} tabIndex={-1}>
          {t('library.title')}
        </h1>
        <div className="library-tools">
          <CommandButton
            command="import_document"
            label={t('library.import')}
            icon={<ImportIcon />}
            primary
          />
          <input
            ref={chooser}
            type="file"
            multiple
            accept={accept}
            hidden
            onChange={choose}
            aria-label={t('library.import')}
            data-testid="file-chooser"
          />
          <CommandButton command="open_settings" icon={<SettingsIcon />} />
          <CommandButton command="help" icon={<HelpIcon />} />
        </div>
      </header>

      <ImportList />

      {(documents?.length ?? 0) > 0 && (
        <div className="library-filter">
          <search className="field">
            <label htmlFor="library-search">{t('library.search')}</label>
            <input
              id="library-search"
              ref={searchField}
              type="search"
              value={query}
              autoComplete="off"
              spellCheck={false}
              onChange={({ target }) => setQuery(target.value)}
            />
          </search>
          <div className="field">
            <label htmlFor="library-order">{t('library.order')}</label>
            <select
              id="library-order"
              value={order}
              onChange={({ target }) => {
                const chosen = sortOrders.find((name) => name === target.value) ?? 'opened'
                localStorage.setItem(orderKey, chosen)
                setOrder(chosen)
              }}
            >
              {sortOrders.map((name) => (
                <option key={name} value={name}>
                  {t(`library.order.${name}`)}
                </option>
              ))}
            </select>
          </div>
        </div>
      )}

      {query.trim() !== '' && <SearchResults search={search} query={query} />}
      {sorted && sorted.length > 0 && query.trim() === '' && (
        <ul className="cards" aria-label={t('library.list')}>
          {sorted.map((summary) => (
            <DocumentCard key={summary.id} summary={summary} onRemove={takeOut} />
          ))}
        </ul>
      )}
      {sorted?.length === 0 && (
        <section className="empty">
          <h2>{t('library.empty.title')}</h2>
          <p>{t('library.empty.text')}</p>
          <button type="button" className="button button-primary" onClick={() => bus.run('import_document')}>
            <ImportIcon />
            {t('library.import')}
          </button>
        </section>
      )}
      {!documents && linked !== 'refused' && <p className="loading">{t('library.loading')}</p>}
    </main>
  )
}
