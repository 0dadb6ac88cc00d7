/** The one dialog that is open over the text, if any. */
import type { OpenDocument } from '../../contract/app.ts'
import type { Position } from '../../contract/document.ts'
import { SleepDialog } from '../player/sleep-dialog.tsx'
import { FootnoteDialog } from './footnote-dialog.tsx'
import type { Footnote } from './footnotes.ts'
import { GoToDialog } from './go-to-dialog.tsx'
import { LinkDialog } from './link-dialog.tsx'
import { BookmarkDialog, NoteDialog, type NoteDraft } from './mark-dialogs.tsx'
import type { Marks } from './use-marks.ts'

export type OpenDialog =
  | { readonly kind: 'page' | 'percent' | 'sleep' }
  | { readonly kind: 'bookmark'; readonly position: Position }
  | { readonly kind: 'note'; readonly draft: NoteDraft }
  | { readonly kind: 'footnote'; readonly footnote: Footnote }
  | { readonly kind: 'link'; readonly address: string }

export interface ReadingDialogsProps {
  readonly dialog: OpenDialog | undefined
  readonly opened: OpenDocument
  readonly onGo: (position: Position) => void
  readonly marks: Marks
  readonly onClose: () => void
}

export function ReadingDialogs({ dialog, opened, marks, onGo, onClose }: ReadingDialogsProps) {
  const document = opened.summary.id
  if (!dialog) return null
  switch (dialog.kind) {
    case 'page':
    case 'percent':
      return (
        <GoToDialog
          document={document}
          pages={opened.pages}
          first={dialog.kind}
          onGo={onGo}
          onClose={onClose}
        />
      )
    case 'sleep':
      return <SleepDialog onClose={onClose} />
    case 'bookmark':
      return <BookmarkDialog position={dialog.position} marks={marks} onClose={onClose} />
    case 'note':
      return <NoteDialog draft={dialog.draft} marks={marks} onClose={onClose} />
    case 'footnote':
      return (
        <FootnoteDialog
          footnote={dialog.footnote}
          onClose={onClose}
          onGo={(block) => {
            onClose()
            onGo({ document, block, offset: 0 })
          }}
        />
      )
    case 'link':
      return <LinkDialog address={dialog.address} onClose={onClose} />
  }
  dialog satisfies never
  return null
}
