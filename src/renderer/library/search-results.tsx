/** What a search of the library found: documents by title and author, then places in the texts. */
import { routeHash } from '../app/route.ts'
import { useWords } from '../app/context.tsx'
import { listText } from '../ui/wording.ts'
import type { SearchState } from './use-search.ts'

export interface SearchResultsProps {
  readonly search: SearchState
  readonly query: string
}

export function SearchResults({ search, query }: SearchResultsProps) {
  const { t, locale } = useWords()
  const { titles, hits, searching } = search
  return (
    <section className="results" aria-label={t('search.results')} aria-busy={searching}>
      {titles.length > 0 && (
        <>
          <h2>{t('search.titles')}</h2>
          <ul className="result-list">
            {titles.map(({ id, title, authors, language }) => (
              <li key={id}>
                <a href={routeHash({ view: 'reading', document: id })} lang={language}>
                  <bdi>{title}</bdi>
                </a>
                {authors.length > 0 && (
                  <span className="result-source">
                    <bdi>{listText(authors, locale)}</bdi>
                  </span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {hits.length > 0 && (
        <>
          <h2>{t('search.places')}</h2>
          <ul className="result-list">
            {hits.map(({ position, length, title, before, match, after }) => (
              <li key={`${position.document} ${position.block} ${position.offset}`}>
                <a
                  href={routeHash({
                    view: 'reading',
                    document: position.document,
                    at: { block: position.block, offset: position.offset, length },
                  })}
                >
                  <bdi>
                    {before}
                    <mark>{match}</mark>
                    {after}
                  </bdi>
                </a>
                <span className="result-source">
                  <bdi>{title}</bdi>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {!searching && titles.length + hits.length === 0 && (
        <p className="results-none">{t('search.none', { query })}</p>
      )}
    </section>
  )
}
