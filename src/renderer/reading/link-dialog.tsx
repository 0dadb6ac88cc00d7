/** Shows an outside address of a link. Nothing is opened unless the reader says so here. */
import { useLectern, useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'

export function LinkDialog({ address, onClose }: { readonly address: string; readonly onClose: () => void }) {
  const { announcer, report } = useLectern()
  const { t } = useWords()
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address)
      announcer.say(t('link.copied'), { asked: true })
      onClose()
    } catch (error) {
      report(error)
    }
  }
  const open = () => {
    window.open(address, '_blank', 'noopener,noreferrer')
    onClose()
  }
  return (
    <Dialog title={t('link.title')} onClose={onClose}>
      <p>{t('link.text')}</p>
      <p className="address">
        <bdi dir="ltr">{address}</bdi>
      </p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => void copy()}>
          {t('link.copy')}
        </button>
        <button type="button" className="button button-primary" onClick={open}>
          {t('link.open')}
        </button>
      </div>
    </Dialog>
  )
}
