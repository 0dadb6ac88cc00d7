/** The library: what there is to read, searched and sorted. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { DocumentSummary } from '../../contract/app.ts'
import { useLectern, useWords } from '../app/context.tsx'
import type { Route } from '../app/route.ts'
import { CommandsIcon, DraftIcon, HelpIcon, ImportIcon, MicrophoneIcon, SettingsIcon } from '../ui/icons.tsx'
import { CommandButton } from '../ui/command-button.tsx'
import { useStore } from '../ui/store.ts'
import { ExportList } from '../export/export-list.tsx'
import { OfferPanel } from '../packs/offer-panel.tsx'
import { DocumentCard } from './document-card.tsx'
import { ImportList } from './import-list.tsx'
import { SearchResults } from './search-results.tsx'
import { sortDocuments, type SortOrder, sortOrders } from './sort.ts'
import { useDocuments } from './use-documents.ts'
import { useRemoveDocument } from './use-remove-document.ts'
import { useSearch } from './use-search.ts'

const orderKey = 'lectern-library-order'
const storedOrder = (): SortOrder =>
  sortOrders.find((order) => order === localStorage.getItem(orderKey)) ?? 'opened'

export interface LibraryViewProps {
  readonly route: Extract<Route, { view: 'library' }>
}

export function LibraryView({ route }: LibraryViewProps) {
  const { bus, link } = useLectern()
  const linked = useStore(link.state)
  const { t, locale } = useWords()
  const documents = useDocuments()
  const remove = useRemoveDocument()
  const [order, setOrder] = useState(storedOrder)
  const [query, setQuery] = useState('')
  const search = useSearch(query)
  const searchField = useRef<HTMLInputElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)

  useEffect(() => {
    document.title = `${t('library.title')} – Lectern`
  }, [t])
  // The search that was asked for by command; the field comes with the first documents.
  const hasDocuments = (documents?.length ?? 0) > 0
  useEffect(() => {
    if (route.search === undefined || !hasDocuments) return
    setQuery(route.search)
    searchField.current?.focus()
  }, [hasDocuments, route])

  const takeOut = useCallback(
    async (summary: DocumentSummary, card: HTMLElement | null) => {
      const neighbour =
        card?.nextElementSibling?.querySelector('a') ?? card?.previousElementSibling?.querySelector('a')
      if (!(await remove(summary))) return
      ;(neighbour ?? heading.current)?.focus()
    },
    [remove],
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
          <CommandButton command="list_drafts" icon={<DraftIcon />} />
          <CommandButton command="start_listening" icon={<MicrophoneIcon />} />
          <CommandButton command="command_palette" icon={<CommandsIcon />} />
          <CommandButton command="open_settings" icon={<SettingsIcon />} />
          <CommandButton command="help" icon={<HelpIcon />} />
        </div>
      </header>

      <ImportList />
      <ExportList />

      {hasDocuments && (
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
      {documents && query.trim() === '' && <OfferPanel />}
      {!documents && linked !== 'refused' && <p className="loading">{t('library.loading')}</p>}
    </main>
  )
}
