/** The panel at the side: contents, bookmarks or notes. It takes the focus when it opens and gives it back. */
import { useEffect, useRef } from 'react'
import type { Note, OpenDocument } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { useWords } from '../app/context.tsx'
import { CloseIcon } from '../ui/icons.tsx'
import { BookmarksPanel } from './bookmarks-panel.tsx'
import { ContentsPanel } from './contents-panel.tsx'
import { NotesPanel } from './notes-panel.tsx'
import type { Marks } from './use-marks.ts'
import type { ReadingPanel } from './use-reading-commands.ts'

export interface ReadingPanelProps {
  readonly panel: ReadingPanel
  readonly opened: OpenDocument
  readonly marks: Marks
  readonly onGo: (position: Position) => void
  readonly onEditNote: (note: Note) => void
  readonly onClose: () => void
}

export function ReadingPanelView({ panel, opened, marks, onGo, onEditNote, onClose }: ReadingPanelProps) {
  const { t } = useWords()
  const heading = useRef<HTMLHeadingElement>(null)
  const element = useRef<HTMLElement>(null)
  useEffect(() => {
    const before = document.activeElement
    // A sticky panel is in view already, and focusing what is sticky makes the page jump.
    const sticky = element.current && getComputedStyle(element.current).position === 'sticky'
    heading.current?.focus({ preventScroll: sticky === true })
    element.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
    return () => {
      const lost = document.activeElement === document.body || !document.activeElement
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [panel])
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const inside = event.target instanceof Node && element.current?.contains(event.target)
      if (event.key === 'Escape' && inside && !document.querySelector('dialog:modal')) onClose()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [onClose])
  return (
    <section ref={element} className="panel" aria-label={t(`${panel}.title`)}>
      <header className="panel-header">
        <h2 ref={heading} tabIndex={-1}>
          {t(`${panel}.title`)}
        </h2>
        <button type="button" className="icon-button" aria-label={t('action.close')} onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      <div className="panel-body">
        {panel === 'contents' && <ContentsPanel toc={opened.toc} language={opened.metadata.language} />}
        {panel === 'bookmarks' && <BookmarksPanel marks={marks} onGo={onGo} />}
        {panel === 'notes' && <NotesPanel marks={marks} onGo={onGo} onEdit={onEditNote} />}
      </div>
    </section>
  )
}
