/** Shows a footnote over the text, so that the place is not lost. */
import { useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { Footnote } from './footnotes.ts'
import { Runs } from './run-view.tsx'

export interface FootnoteDialogProps {
  readonly footnote: Footnote
  readonly onGo: (block: number) => void
  readonly onClose: () => void
}

export function FootnoteDialog({ footnote, onGo, onClose }: FootnoteDialogProps) {
  const { t } = useWords()
  return (
    <Dialog title={t('reading.note')} onClose={onClose}>
      <div className="footnote-text">
        {footnote.blocks.map((block, at) => (
          <p key={footnote.from + at} lang={block.language} dir={block.direction}>
            <Runs runs={block.runs} />
          </p>
        ))}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={() => onGo(footnote.from)}>
          {t('reading.goToNote')}
        </button>
      </div>
    </Dialog>
  )
}
