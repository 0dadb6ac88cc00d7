import { type FormEvent, useEffect, useRef, useState } from 'react'
import type { Bookmark } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { useWords } from '../app/context.tsx'
import { RemoveIcon } from '../ui/icons.tsx'
import { focusNeighbour } from '../ui/kept-focus.ts'
import { dateText } from '../ui/wording.ts'
import type { Marks } from './use-marks.ts'

export interface PanelProps {
  readonly marks: Marks
  readonly onGo: (position: Position) => void
}

interface RenameFormProps {
  readonly bookmark: Bookmark
  readonly marks: Marks
  readonly onDone: () => void
}

function RenameForm({ bookmark, marks, onDone }: RenameFormProps) {
  const { t } = useWords()
  const [name, setName] = useState(bookmark.name)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.select(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '' && (await marks.renameBookmark(bookmark, name.trim()))) onDone()
  }
  return (
    <form className="mark-form" onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span>{t('bookmarks.name')}</span>
        <input
          type="text"
          maxLength={200}
          value={name}
          ref={field}
          onChange={({ target }) => setName(target.value)}
        />
      </label>
      <div className="mark-actions">
        <button type="submit" className="button button-small button-primary">
          {t('action.save')}
        </button>
        <button type="button" className="button button-small" onClick={onDone}>
          {t('action.cancel')}
        </button>
      </div>
    </form>
  )
}

export function BookmarksPanel({ marks, onGo }: PanelProps) {
  const { t, locale } = useWords()
  const [renaming, setRenaming] = useState<number>()
  const list = useRef<HTMLUListElement>(null)
  if (marks.bookmarks.length === 0) return <p>{t('bookmarks.none')}</p>
  return (
    <ul className="marks" ref={list}>
      {marks.bookmarks.map((bookmark) => (
        <li key={bookmark.id} className="mark" data-mark={bookmark.id}>
          {renaming === bookmark.id ? (
            <RenameForm
              bookmark={bookmark}
              marks={marks}
              onDone={() => {
                setRenaming(undefined)
                requestAnimationFrame(() =>
                  list.current
                    ?.querySelector<HTMLElement>(`[data-mark="${bookmark.id}"] .mark-actions button`)
                    ?.focus(),
                )
              }}
            />
          ) : (
            <>
              <button type="button" className="mark-go" onClick={() => onGo(bookmark.position)}>
                <bdi className="mark-name">{bookmark.name}</bdi>
                <bdi className="mark-excerpt">{bookmark.excerpt}</bdi>
              </button>
              <p className="mark-date">{dateText(bookmark.createdAt, locale)}</p>
              <div className="mark-actions">
                <button
                  type="button"
                  className="button button-small"
                  aria-label={t('bookmarks.renameOf', { name: bookmark.name })}
                  onClick={() => setRenaming(bookmark.id)}
                >
                  {t('bookmarks.rename')}
                </button>
                <button
                  type="button"
                  className="icon-button"
                  aria-label={t('bookmarks.removeOf', { name: bookmark.name })}
                  title={t('bookmarks.removeOf', { name: bookmark.name })}
                  onClick={({ currentTarget }) =>
                    void marks.removeBookmark(bookmark).then(focusNeighbour(currentTarget))
                  }
                >
                  <RemoveIcon />
                </button>
              </div>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}
