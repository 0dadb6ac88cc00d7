/** One document of the library. */
import { useRef } from 'react'
import type { DocumentSummary } from '../../contract/app.ts'
import { routeHash } from '../app/route.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { RemoveIcon } from '../ui/icons.tsx'
import { dayText, listText, percentText } from '../ui/wording.ts'
import { useCover } from './use-cover.ts'

export interface DocumentCardProps {
  readonly summary: DocumentSummary
  readonly onRemove: (summary: DocumentSummary, card: HTMLElement | null) => Promise<void>
}

export function DocumentCard({ summary, onRemove }: DocumentCardProps) {
  const { imports } = useLectern()
  const words = useWords()
  const { t, locale } = words
  const card = useRef<HTMLLIElement>(null)
  const cover = useCover(card, summary.id, summary.hasCover)
  const { title, authors, progress, openedAt, state } = summary
  const read =
    progress >= 0.995
      ? t('library.finished')
      : openedAt === undefined
        ? t('library.unread')
        : t('library.progress', { percent: percentText(progress, locale) })

  return (
    <li className="card" ref={card}>
      <div className="cover" aria-hidden="true">
        {cover ? (
          <img src={cover} alt="" />
        ) : (
          <span className="cover-letters">{String.fromCodePoint(title.codePointAt(0) ?? 32)}</span>
        )}
      </div>
      <div className="card-text">
        <h2 className="card-title">
          <a href={routeHash({ view: 'reading', document: summary.id })} lang={summary.language}>
            <bdi>{title}</bdi>
          </a>
        </h2>
        {authors.length > 0 && (
          <p className="card-authors">
            <bdi>{listText(authors, locale)}</bdi>
          </p>
        )}
        <p className="card-facts">
          <span>{read}</span>
          <span>{t(`format.${summary.format}`)}</span>
          {openedAt !== undefined && <span>{t('library.opened', { day: dayText(openedAt, words) })}</span>}
        </p>
        <div className="card-progress" aria-hidden="true">
          <span style={{ inlineSize: `${Math.round(progress * 100)}%` }} />
        </div>
        {state !== 'ready' && (
          <p className="card-state">
            {t(state === 'importing' ? 'library.importing' : 'library.incomplete')}{' '}
            {state === 'incomplete' && (
              <button
                type="button"
                className="button button-small"
                aria-label={t('library.continueImportOf', { title })}
                onClick={() => imports.resume(summary.id, title)}
              >
                {t('library.continueImport')}
              </button>
            )}
          </p>
        )}
      </div>
      <button
        type="button"
        className="icon-button card-remove"
        aria-label={t('library.remove', { title })}
        title={t('library.remove', { title })}
        onClick={() => void onRemove(summary, card.current)}
      >
        <RemoveIcon />
      </button>
    </li>
  )
}
