/** “Did you mean …?”: answered by voice, by Enter or Escape, or with a button. */
import { useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'

export interface QuestionDialogProps {
  /** What would be done, in words. */
  readonly what: string
  readonly heard: string
  /** The first focus is on “No”: who is typing does not agree by the next Enter. */
  readonly careful: boolean
  readonly onAnswer: (agreed: boolean) => void
}

export function QuestionDialog({ what, heard, careful, onAnswer }: QuestionDialogProps) {
  const { t } = useWords()
  return (
    <Dialog title={t('hearing.ask', { what })} onClose={() => onAnswer(false)}>
      <p>{t('hearing.ask.heard', { heard })}</p>
      <div className="dialog-actions">
        <button
          type="button"
          className="button"
          data-first-focus={careful ? '' : undefined}
          onClick={() => onAnswer(false)}
        >
          {t('command.no')}
        </button>
        <button
          type="button"
          className="button button-primary"
          data-answer="yes"
          data-first-focus={careful ? undefined : ''}
          onClick={() => onAnswer(true)}
        >
          {t('command.yes')}
        </button>
      </div>
    </Dialog>
  )
}
