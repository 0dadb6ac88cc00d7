import type { Note } from '../../contract/app.ts'
import { useWords } from '../app/context.tsx'
import { RemoveIcon } from '../ui/icons.tsx'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { dateText } from '../ui/wording.ts'
import type { PanelProps } from './bookmarks-panel.tsx'

export interface NotesPanelProps extends PanelProps {
  readonly onEdit: (note: Note) => void
}

export function NotesPanel({ marks, onGo, onEdit }: NotesPanelProps) {
  const { t, locale } = useWords()
  if (marks.notes.length === 0) return <p>{t('notes.none')}</p>
  return (
    <ul className="marks">
      {marks.notes.map((note) => (
        <li key={note.id} className="mark">
          <button type="button" className="mark-go" onClick={() => onGo(note.position)}>
            <bdi className="mark-name">{note.excerpt}</bdi>
          </button>
          <p className="mark-text">
            <bdi>{note.text}</bdi>
          </p>
          <p className="mark-date">{dateText(note.changedAt, locale)}</p>
          <div className="mark-actions">
            <button
              type="button"
              className="button button-small"
              aria-label={t('notes.editOf', { excerpt: note.excerpt })}
              onClick={() => onEdit(note)}
            >
              {t('notes.edit')}
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={t('notes.removeOf', { excerpt: note.excerpt })}
              title={t('notes.removeOf', { excerpt: note.excerpt })}
              onClick={({ currentTarget }) => void marks.removeNote(note).then(focusNeighbour(currentTarget))}
            >
              <RemoveIcon />
            </button>
          </div>
        </li>
      ))}
    </ul>
  )
}
