/** Goes to a printed page or to a share of the document. */
import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import type { PageMark, Position } from '../../contract/document.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { errorText } from '../ui/errors.ts'

export interface GoToDialogProps {
  readonly document: string
  readonly pages: readonly PageMark[]
  readonly first: 'page' | 'percent'
  readonly onGo: (position: Position) => void
  readonly onClose: () => void
}

export function GoToDialog({ document, pages, first, onGo, onClose }: GoToDialogProps) {
  const { client } = useLectern()
  const { t } = useWords()
  const [page, setPage] = useState('')
  const [percent, setPercent] = useState('')
  const [problem, setProblem] = useState<{ readonly field: 'page' | 'percent'; readonly text: string }>()
  const id = useId()
  const pageField = useRef<HTMLInputElement>(null)
  const percentField = useRef<HTMLInputElement>(null)
  const hasPages = pages.length > 0
  useEffect(() => {
    const field = first === 'page' && hasPages ? pageField : percentField
    field.current?.focus()
  }, [first, hasPages])

  const go = async (field: 'page' | 'percent', ask: () => Promise<Position>) => {
    try {
      onGo(await ask())
      onClose()
    } catch (error) {
      setProblem({ field, text: errorText(t, error) })
    }
  }
  const goPage = (event: FormEvent) => {
    event.preventDefault()
    const label = page.trim()
    if (label) void go('page', () => client.call('document.page', { document, label }))
  }
  const goPercent = (event: FormEvent) => {
    event.preventDefault()
    const value = Number(percent.replace(',', '.'))
    if (percent.trim() === '' || !(value >= 0 && value <= 100))
      setProblem({ field: 'percent', text: t('goTo.badPercent') })
    else void go('percent', () => client.call('document.at', { document, percent: value }))
  }

  return (
    <Dialog title={t('goTo.title')} onClose={onClose}>
      {hasPages ? (
        <form className="inline-form" onSubmit={goPage}>
          <div className="field">
            <label htmlFor={`${id}-page`}>{t('goTo.page')}</label>
            <input
              id={`${id}-page`}
              ref={pageField}
              type="text"
              autoComplete="off"
              value={page}
              aria-describedby={`${id}-hint ${id}-problem`}
              aria-invalid={problem?.field === 'page' || undefined}
              onChange={({ target }) => setPage(target.value)}
            />
            <span id={`${id}-hint`} className="hint">
              {t('goTo.pages', { first: pages[0]?.label ?? '', last: pages.at(-1)?.label ?? '' })}
            </span>
          </div>
          <button type="submit" className="button button-primary" aria-label={t('goTo.goPage')}>
            {t('goTo.go')}
          </button>
        </form>
      ) : (
        <p>{t('goTo.noPages')}</p>
      )}
      <form className="inline-form" onSubmit={goPercent} noValidate>
        <div className="field">
          <label htmlFor={`${id}-percent`}>{t('goTo.percent')}</label>
          <input
            id={`${id}-percent`}
            ref={percentField}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            value={percent}
            aria-describedby={`${id}-problem`}
            aria-invalid={problem?.field === 'percent' || undefined}
            onChange={({ target }) => setPercent(target.value)}
          />
        </div>
        <button type="submit" className="button button-primary" aria-label={t('goTo.goPercent')}>
          {t('goTo.go')}
        </button>
      </form>
      <p id={`${id}-problem`} className="problem" role="alert">
        {problem?.text}
      </p>
    </Dialog>
  )
}
