/** What has been shown for a moment, to be read in one's own time, with its ways back. */
import { useLectern, useWords } from '../app/context.tsx'
import { Dialog } from './dialog.tsx'
import { useStore } from './store.ts'

export function MessagesDialog({ onClose }: { readonly onClose: () => void }) {
  const { toasts } = useLectern()
  const { t, locale } = useWords()
  const past = useStore(toasts.past)
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  return (
    <Dialog title={t('command.list_messages')} onClose={onClose}>
      {past.length === 0 ? (
        <p>{t('messages.none')}</p>
      ) : (
        <>
          <p>{t('messages.text')}</p>
          <ul className="here-list">
            {past.map((toast) => (
              <li key={toast.id}>
                <span className="toast-text">{toast.text}</span>{' '}
                <time className="hint" dateTime={new Date(toast.at).toISOString()}>
                  {time.format(toast.at)}
                </time>{' '}
                {toast.action && (
                  <button
                    type="button"
                    className="button button-small"
                    aria-label={t('messages.actionOf', { action: toast.action.label, text: toast.text })}
                    onClick={() => {
                      onClose()
                      toasts.act(toast.id)
                    }}
                  >
                    {toast.action.label}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}
