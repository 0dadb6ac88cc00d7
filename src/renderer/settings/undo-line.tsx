/** What was just changed, with its way back, in the dialog itself: messages at the window's edge are behind it. */
import { useLectern, useWords } from '../app/context.tsx'
import type { Change } from '../app/undo.ts'

export interface UndoLineProps {
  readonly change: Change | undefined
  /** The change is taken back now; the line is no longer needed. */
  readonly onUndone: () => void
}

export function UndoLine({ change, onUndone }: UndoLineProps) {
  const { undo, announcer, report } = useLectern()
  const { t } = useWords()
  if (!change) return null
  const takeBack = () => {
    onUndone()
    undo
      .undoThis(change)
      .then(() => announcer.say(t('undo.done', { what: change.label }), { asked: true }), report)
  }
  return (
    <p className="undo-line">
      <span>{change.label}</span>
      <button type="button" className="button button-small" onClick={takeBack}>
        {t('action.undo')}
      </button>
    </p>
  )
}
