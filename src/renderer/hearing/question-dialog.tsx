/** “Did you mean …?”: answered by voice, by Enter or Escape, or with a button. */
import { useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'

export interface QuestionDialogProps {
  /** What would be done, in words. */
  readonly what: string
  readonly heard: string
  readonly onAnswer: (agreed: boolean) => void
}

export function QuestionDialog({ what, heard, onAnswer }: QuestionDialogProps) {
  const { t } = useWords()
  return (
    <Dialog title={t('hearing.ask', { what })} onClose={() => onAnswer(false)}>
      <p>{t('hearing.ask.heard', { heard })}</p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => onAnswer(false)}>
          {t('command.no')}
        </button>
        <button
          type="button"
          className="button button-primary"
          data-answer="yes"
          data-first-focus=""
          onClick={() => onAnswer(true)}
        >
          {t('command.yes')}
        </button>
      </div>
    </Dialog>
  )
}
