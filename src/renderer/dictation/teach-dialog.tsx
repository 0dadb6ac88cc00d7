/** Asks for a word that is to be expected when something is dictated. */
import { useId, useState } from 'react'
import { useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'

export interface TeachDialogProps {
  readonly onTeach: (word: string) => void
  readonly onClose: () => void
}

export function TeachDialog({ onTeach, onClose }: TeachDialogProps) {
  const { t } = useWords()
  const [word, setWord] = useState('')
  const field = useId()
  return (
    <Dialog title={t('command.teach_word')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (word.trim() === '') return
          onClose()
          onTeach(word)
        }}
      >
        <div className="field">
          <label htmlFor={field}>{t('argument.word')}</label>
          <input
            id={field}
            type="text"
            maxLength={100}
            value={word}
            autoComplete="off"
            aria-describedby={`${field}-hint`}
            onChange={({ target }) => setWord(target.value)}
          />
          <span id={`${field}-hint`} className="hint">
            {t('dictation.teachHint')}
          </span>
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={word.trim() === ''}>
            {t('dictation.teach')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
