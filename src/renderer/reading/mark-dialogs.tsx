/** Asks for a bookmark's name and for a note's words. */
import { type FormEvent, useId, useState } from 'react'
import type { Note } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { useWords } from '../app/context.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { Marks } from './use-marks.ts'

export interface BookmarkDialogProps {
  readonly position: Position
  readonly marks: Marks
  readonly onClose: () => void
}

/** The name may stay empty: the core then names the bookmark by its place. */
export function BookmarkDialog({ position, marks, onClose }: BookmarkDialogProps) {
  const { t } = useWords()
  const [name, setName] = useState('')
  const field = useId()
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (await marks.addBookmark(position, name.trim() || undefined)) onClose()
  }
  return (
    <Dialog title={t('command.add_bookmark')} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <div className="field">
          <label htmlFor={field}>{t('bookmarks.name')}</label>
          <input
            id={field}
            type="text"
            maxLength={200}
            value={name}
            autoComplete="off"
            aria-describedby={`${field}-hint`}
            onChange={({ target }) => setName(target.value)}
          />
          <span id={`${field}-hint`} className="hint">
            {t('bookmarks.nameHint')}
          </span>
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button button-primary">
            {t('bookmarks.add')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** A new note at words of the text, or one that is there already. */
export type NoteDraft =
  | { readonly kind: 'new'; readonly position: Position; readonly length: number; readonly excerpt: string }
  | { readonly kind: 'change'; readonly note: Note }

export interface NoteDialogProps {
  readonly draft: NoteDraft
  readonly marks: Marks
  readonly onClose: () => void
}

export function NoteDialog({ draft, marks, onClose }: NoteDialogProps) {
  const { t } = useWords()
  const [text, setText] = useState(draft.kind === 'change' ? draft.note.text : '')
  const field = useId()
  const excerpt = draft.kind === 'change' ? draft.note.excerpt : draft.excerpt
  const save = async () => {
    const written = text.trim()
    if (written === '') return
    const saved =
      draft.kind === 'change'
        ? marks.changeNote(draft.note, written)
        : marks.addNote(draft.position, draft.length, written)
    if (await saved) onClose()
  }
  return (
    <Dialog title={t(draft.kind === 'change' ? 'notes.edit' : 'command.add_note')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        {excerpt && (
          <blockquote className="excerpt" id={`${field}-excerpt`}>
            <bdi>{excerpt}</bdi>
          </blockquote>
        )}
        <div className="field">
          <label htmlFor={field}>{t('notes.text')}</label>
          <textarea
            id={field}
            rows={5}
            maxLength={100_000}
            value={text}
            aria-describedby={excerpt ? `${field}-excerpt` : undefined}
            aria-keyshortcuts="Control+Enter"
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
              event.preventDefault()
              void save()
            }}
            onChange={({ target }) => setText(target.value)}
          />
        </div>
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t('action.cancel')}
          </button>
          <button type="submit" className="button button-primary" disabled={text.trim() === ''}>
            {t('action.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
