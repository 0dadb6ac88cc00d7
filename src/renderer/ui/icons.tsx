/** Our own line icons, 24 by 24, drawn in the colour of the text. All are decoration: names stand beside them. */
import type { ReactNode } from 'react'

function icon(content: ReactNode, filled = false) {
  return function Icon() {
    return (
      <svg
        viewBox="0 0 24 24"
        className="icon"
        aria-hidden="true"
        focusable="false"
        fill={filled ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {content}
      </svg>
    )
  }
}
const line = (...paths: string[]) => icon(paths.map((d) => <path key={d} d={d} />))

/** Down into a tray. */
export const ExportIcon = line('M12 4v11', 'M7.5 10.5 12 15l4.5-4.5', 'M5 19h14')
export const MicrophoneIcon = line(
  'M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4z',
  'M6.5 11a5.5 5.5 0 0 0 11 0',
  'M12 16.5V20',
)
export const CloseIcon = line('M6 6l12 12', 'M18 6L6 18')
export const PlayIcon = icon(<path d="M7 4.5v15l12.5-7.5z" />, true)
export const PauseIcon = icon(<path d="M7 5h3.2v14H7zM13.8 5H17v14h-3.2z" />, true)
/** Bars of speech with gaps between them. */
export const PausesIcon = line('M4 9v6', 'M7 6v12', 'M10 9v6', 'M16 9v6', 'M19 6v12')
export const StopIcon = icon(<rect x="6" y="6" width="12" height="12" rx="1.5" />, true)
export const BackIcon = line('M4 12h16', 'M10 6l-6 6 6 6')
export const PreviousIcon = line('M15 5l-7 7 7 7')
export const NextIcon = line('M9 5l7 7-7 7')
const ten = (
  <text x="12.5" y="16" fontSize="7.5" fontWeight="700" textAnchor="middle" stroke="none" fill="currentColor">
    10
  </text>
)
export const SkipBackIcon = icon(
  <>
    <path d="M4 4v5h5" />
    <path d="M4.6 9a8.5 8.5 0 1 1-.6 4" />
    {ten}
  </>,
)
export const SkipForwardIcon = icon(
  <>
    <path d="M20 4v5h-5" />
    <path d="M19.4 9a8.5 8.5 0 1 0 .6 4" />
    {ten}
  </>,
)
export const RepeatIcon = line(
  'M17 3l3 3-3 3',
  'M20 6H8a4 4 0 0 0-4 4v1',
  'M7 21l-3-3 3-3',
  'M4 18h12a4 4 0 0 0 4-4v-1',
)
export const SlowRepeatIcon = line(
  'M17 3l3 3-3 3',
  'M20 6H8a4 4 0 0 0-4 4v1',
  'M4 18h4',
  'M12 18h3',
  'M19 18h1',
  'M7 21l-3-3 3-3',
)
/** A caret, and playing from it. */
export const HereIcon = line('M5.5 5v14', 'M10 6.5v11l8.5-5.5z')
export const MinusIcon = line('M5 12h14')
export const PlusIcon = line('M5 12h14', 'M12 5v14')
export const VolumeIcon = line(
  'M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z',
  'M15.5 9a4.2 4.2 0 0 1 0 6',
  'M18 6.5a8 8 0 0 1 0 11',
)
export const MutedIcon = line('M4 9.5v5h3.5L12 18.5v-13L7.5 9.5z', 'M16 9.5l5 5', 'M21 9.5l-5 5')
export const MoonIcon = line('M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z')
export const BookmarkIcon = line('M7 4h10v16l-5-4-5 4z')
export const NoteIcon = line('M5 4h14v11l-5 5H5z', 'M14 20v-5h5', 'M8.5 9h7', 'M8.5 12.5h4')
export const FindIcon = line('M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13z', 'M15.5 15.5L20 20')
export const PlaceIcon = line(
  'M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11z',
  'M12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4z',
)
export const ContentsIcon = line('M4 6h2', 'M9 6h11', 'M4 12h2', 'M9 12h11', 'M4 18h2', 'M9 18h11')
export const SettingsIcon = line(
  'M4 7h9',
  'M17 7h3',
  'M15 5v4',
  'M4 12h3',
  'M11 12h9',
  'M9 10v4',
  'M4 17h11',
  'M19 17h1',
  'M17 15v4',
)
export const CommandsIcon = line('M4 5h16v14H4z', 'M7.5 10l3 2.5-3 2.5', 'M12.5 15.5h4')
export const HelpIcon = line(
  'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18z',
  'M9.5 9.5a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8',
  'M12 16.8v.2',
)
export const ImportIcon = line('M12 4v10', 'M8 10.5l4 4 4-4', 'M4 16v3.5h16V16')
export const RemoveIcon = line(
  'M5 7h14',
  'M10 7V4.5h4V7',
  'M7 7l.8 12.5h8.4L17 7',
  'M10.5 10.5v6',
  'M13.5 10.5v6',
)
export const MoreIcon = icon(
  <>
    <circle cx="5" cy="12" r="1.8" />
    <circle cx="12" cy="12" r="1.8" />
    <circle cx="19" cy="12" r="1.8" />
  </>,
  true,
)
/** Lines of a text, some of them short: a part of it. */
export const ModeIcon = line('M4 6h16', 'M4 10.5h9', 'M4 15h16', 'M4 19.5h5')
export const GoToIcon = line('M4 12h11', 'M11 7.5l4.5 4.5-4.5 4.5', 'M19.5 5v14')
/** A sheet with lines, and a pen on it. */
export const DraftIcon = line('M12 4H5v16h14v-8', 'M8.5 16h3l8-8-3-3-8 8z')
export const CopyIcon = line('M8 8h11v12H8z', 'M16 8V4H5v12h3')
export const HistoryIcon = line('M4.5 12a7.5 7.5 0 1 1 2.2 5.3', 'M4 7.5v4.5h4.5', 'M12 8v4.5l3 2')
export const UndoIcon = line('M8 5L4 9l4 4', 'M4 9h10a5.5 5.5 0 0 1 0 11H9')
/** A book that lies open. */
export const BookIcon = line(
  'M12 6.5C10 5 7 4.5 4 4.5v13c3 0 6 .5 8 2 2-1.5 5-2 8-2v-13c-3 0-6 .5-8 2z',
  'M12 6.5v13',
)
