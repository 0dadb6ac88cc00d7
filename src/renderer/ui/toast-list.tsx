/** Shows toasts. They are announced by whoever shows them, so this region is not live. */
import { type FocusEvent, useEffect, useRef, useState } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { CloseIcon } from './icons.tsx'
import { focusText } from './kept-focus.ts'
import { useStore } from './store.ts'
import type { Toast } from './toasts.ts'

/** Long enough to be heard and read; with a button, long enough to reach it. Both wait while pointed at or focused. */
const stayMs = 12_000
const stayWithActionMs = 40_000

interface ToastItemProps {
  readonly toast: Toast
  /** The button pressed goes away with its message. */
  readonly onGone: () => void
}

function ToastItem({ toast, onGone }: ToastItemProps) {
  const { toasts } = useLectern()
  const { t } = useWords()
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => toasts.dismiss(toast.id), toast.action ? stayWithActionMs : stayMs)
    return () => clearTimeout(timer)
  }, [held, toast.action, toast.id, toasts])
  return (
    // Not a control: it only waits while somebody looks at it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={`toast toast-${toast.kind}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className="toast-text">{toast.text}</span>
      {toast.action && (
        <button
          type="button"
          className="button"
          onClick={() => {
            toasts.act(toast.id)
            onGone()
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('action.dismiss')}
        onClick={() => {
          toasts.dismiss(toast.id)
          onGone()
        }}
      >
        <CloseIcon />
      </button>
    </li>
  )
}

export function ToastList() {
  const { toasts } = useLectern()
  const { t } = useWords()
  const list = useStore(toasts.list)
  /** Who had the focus before it came to the messages. */
  const before = useRef<HTMLElement>(undefined)
  if (list.length === 0) return null
  const onFocus = ({ relatedTarget, currentTarget }: FocusEvent) => {
    if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
      before.current = relatedTarget
  }
  const goBack = () =>
    requestAnimationFrame(() => {
      const target = before.current?.isConnected ? before.current : document.querySelector('h1')
      if (target instanceof HTMLElement) focusText(target)
    })
  return (
    // Not a control: it only remembers where the focus came from.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section className="toasts" aria-label={t('toasts.label')} onFocus={onFocus}>
      <ul>
        {list.map((toast) => (
          <ToastItem key={toast.id} toast={toast} onGone={goBack} />
        ))}
      </ul>
    </section>
  )
}
