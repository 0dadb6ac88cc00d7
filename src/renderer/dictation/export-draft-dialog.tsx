/** Asks which kind of file a draft is saved to. */
import { type DraftFormat, draftFormat } from '../../contract/dictation.ts'
import { useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'

export interface ExportDraftDialogProps {
  readonly onChoose: (format: DraftFormat) => void
  readonly onClose: () => void
}

export function ExportDraftDialog({ onChoose, onClose }: ExportDraftDialogProps) {
  const { t } = useWords()
  return (
    <Dialog title={t('command.export_draft')} onClose={onClose}>
      <ul className="draft-formats">
        {draftFormat.options.map((format) => (
          <li key={format}>
            <button type="button" className="button" onClick={() => onChoose(format)}>
              {t(`drafts.format.${format}`)}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
