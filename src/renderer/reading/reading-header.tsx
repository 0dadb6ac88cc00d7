import type { OpenDocument } from '../../contract/app.ts'
import { routeHash } from '../app/route.ts'
import { useWords } from '../app/context.tsx'
import { CommandButton } from '../ui/command-button.tsx'
import {
  BackIcon,
  BookmarkIcon,
  CommandsIcon,
  ContentsIcon,
  ExportIcon,
  HelpIcon,
  MicrophoneIcon,
  NoteIcon,
  SettingsIcon,
} from '../ui/icons.tsx'
import { listText } from '../ui/wording.ts'
import type { ReadingPanel } from './use-reading-commands.ts'

export interface ReadingHeaderProps {
  readonly opened: OpenDocument
  readonly panel: ReadingPanel | undefined
}

export function ReadingHeader({ opened, panel }: ReadingHeaderProps) {
  const { t, locale } = useWords()
  const { title, authors, language } = opened.metadata
  return (
    <header className="reading-header">
      <a
        className="icon-button"
        href={routeHash({ view: 'library' })}
        aria-label={t('reading.back')}
        title={t('reading.back')}
      >
        <BackIcon />
      </a>
      <div className="reading-title">
        <h1 lang={language}>
          <bdi>{title}</bdi>
        </h1>
        {authors.length > 0 && (
          <p>
            <bdi>{listText(authors, locale)}</bdi>
          </p>
        )}
      </div>
      <div className="reading-tools" role="group" aria-label={t('reading.tools')}>
        <CommandButton command="show_contents" icon={<ContentsIcon />} expanded={panel === 'contents'} />
        <CommandButton command="list_bookmarks" icon={<BookmarkIcon />} expanded={panel === 'bookmarks'} />
        <CommandButton command="list_notes" icon={<NoteIcon />} expanded={panel === 'notes'} />
        <CommandButton command="export_audio" icon={<ExportIcon />} />
        <CommandButton command="start_listening" icon={<MicrophoneIcon />} />
        <CommandButton command="command_palette" icon={<CommandsIcon />} />
        <CommandButton command="open_settings" icon={<SettingsIcon />} />
        <CommandButton command="help" icon={<HelpIcon />} />
      </div>
    </header>
  )
}
