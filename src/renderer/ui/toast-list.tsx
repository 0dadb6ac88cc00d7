/** Shows toasts. They are announced by whoever shows them, so this region is not live. */
import { useEffect, useState } from 'react'
import { useLectern, useWords } from '../app/context.tsx'
import { CloseIcon } from './icons.tsx'
import { useStore } from './store.ts'
import type { Toast } from './toasts.ts'

/** Long enough to be heard and read; with a button, long enough to reach it. Both wait while pointed at or focused. */
const stayMs = 12_000
const stayWithActionMs = 40_000

function ToastItem({ toast }: { readonly toast: Toast }) {
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
            toasts.dismiss(toast.id)
            toast.action?.run()
          }}
        >
          {toast.action.label}
        </button>
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t('action.dismiss')}
        onClick={() => toasts.dismiss(toast.id)}
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
  if (list.length === 0) return null
  return (
    <section className="toasts" aria-label={t('toasts.label')}>
      <ul>
        {list.map((toast) => (
          <ToastItem key={toast.id} toast={toast} />
        ))}
      </ul>
    </section>
  )
}
