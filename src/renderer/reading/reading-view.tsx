/** A document, open: loads it, and shows it or says why not. */
import { useEffect } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { type Route, routeHash } from '../app/route.ts'
import { errorText } from '../ui/errors.ts'
import { OpenDocumentView } from './open-document-view.tsx'
import { useDocument } from './use-document.ts'

export interface ReadingViewProps {
  readonly document: string
  readonly at: Extract<Route, { view: 'reading' }>['at']
}

export function ReadingView({ document: id, at }: ReadingViewProps) {
  const { t } = useWords()
  const { session } = useLectern()
  const { document, error } = useDocument(id)
  useEffect(() => () => session.close(), [session])

  if (document) return <OpenDocumentView {...document} at={at} />
  return (
    <main className="reading-wait">
      {error === undefined ? (
        <p className="loading" role="status">
          {t('reading.opening')}
        </p>
      ) : (
        <>
          <h1>{t('reading.failed')}</h1>
          <p role="alert">{errorText(t, error)}</p>
          <a className="button" href={routeHash({ view: 'library' })}>
            {t('reading.back')}
          </a>
        </>
      )}
    </main>
  )
}
