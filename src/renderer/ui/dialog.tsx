/** A modal dialog: the browser's own, so that focus, Escape and the rest of the page behave as everywhere. */
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { CloseIcon } from './icons.tsx'
import { keepFocus } from './kept-focus.ts'
import { LiveRegions } from './live-regions.tsx'
import { dialogOpened } from './open-dialogs.ts'

const firstControl = '.dialog-body :is(input, select, textarea, button):not(:disabled)'

export interface DialogProps {
  readonly title: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
  readonly wide?: boolean
}

export function Dialog({ title, onClose, children, wide = false }: DialogProps) {
  const { announcer } = useLectern()
  const { t } = useWords()
  const element = useRef<HTMLDialogElement>(null)
  const label = useId()
  useEffect(() => {
    const dialog = element.current
    const goBack = keepFocus()
    const before = announcer.polite.get().id
    if (dialog && !dialog.open) {
      dialog.showModal()
      // The browser would focus the first control, which is the button that closes.
      const first = dialog.querySelector<HTMLElement>('[data-first-focus]')
      ;(first ?? dialog.querySelector<HTMLElement>(firstControl))?.focus()
    }
    const closed = dialog && dialogOpened(dialog)
    return () => {
      closed?.()
      dialog?.close()
      // The browser gives focus back when a dialog is closed, but not when it is taken out of the page.
      goBack()
      if (announcer.polite.get().id > before) announcer.again()
    }
  }, [announcer])
  return (
    <dialog
      ref={element}
      className={wide ? 'dialog dialog-wide' : 'dialog'}
      aria-labelledby={label}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <header className="dialog-header">
        <h2 id={label}>{title}</h2>
        <button type="button" className="icon-button" aria-label={t('action.close')} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <div className="dialog-body">{children}</div>
      <LiveRegions inDialog />
    </dialog>
  )
}
