/** What each command does while a document is open; moves and sound have files of their own. */
import type { OpenDocument } from '../../contract/app.ts'
import type { CommandArgs } from '../../contract/commands.ts'
import type { Position } from '../../contract/document.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import { useSetSleep } from '../player/use-set-sleep.ts'
import { useSpeedAndVolumeCommands } from '../player/use-sound-commands.ts'
import { useTempoCommands } from '../player/use-tempo-commands.ts'
import { durationText } from '../ui/wording.ts'
import { playRange } from './play-range.ts'
import type { TextRange } from './session-types.ts'
import type { Marks } from './use-marks.ts'
import { useMoveCommands } from './use-move-commands.ts'
import { whereAmI } from './where.ts'

export type ReadingDialog = 'page' | 'percent' | 'sleep' | 'bookmark' | 'note'
export type ReadingPanel = 'contents' | 'bookmarks' | 'notes'
/** What is to be found, if that was said, and which way. */
export type Finding = CommandArgs<'find_text'>

export interface ReadingCommandTargets {
  readonly opened: OpenDocument
  readonly marks: Marks
  /** The reader's own place in the page. */
  readonly here: () => Position | undefined
  /** What the reader has selected. */
  readonly selection: () => TextRange | undefined
  /** What a note made now would stand at. */
  readonly noteTarget: () => { readonly position: Position; readonly length: number }
  /** Called before the voice is moved: the page follows it again. */
  readonly resume: () => void
  readonly goTo: (position: Position) => void
  readonly openDialog: (dialog: ReadingDialog) => void
  readonly togglePanel: (panel: ReadingPanel) => void
  readonly openFind: (what: Finding) => void
}

export function useReadingCommands(document: string, targets: ReadingCommandTargets): void {
  const { session, client, router, announcer, toasts, report } = useLectern()
  const words = useWords()
  const { t, locale } = words
  const { marks, openDialog } = targets
  const setSleep = useSetSleep()
  const start = { document, block: 0, offset: 0 }

  useSpeedAndVolumeCommands()
  useTempoCommands(targets.resume)
  useMoveCommands({ ...targets, openContents: () => targets.togglePanel('contents') })

  const tell = (ask: Promise<string>) =>
    void ask.then((text) => {
      toasts.show({ kind: 'info', text })
      announcer.say(text, { asked: true })
    }, report)
  const where = () => {
    const { place, pace } = session.getState()
    return whereAmI(client, place ?? start, pace, words)
  }
  const timeLeft = async () => {
    const { place, pace } = session.getState()
    const { chapter, secondsLeft, secondsLeftInChapter } = await client.call('document.where', place ?? start)
    const inAll = t('where.left', { time: durationText(secondsLeft / pace, locale) })
    if (!chapter || secondsLeftInChapter >= secondsLeft) return inAll
    const inChapter = durationText(secondsLeftInChapter / pace, locale)
    return `${t('where.leftInChapter', { time: inChapter })} ${inAll}`
  }
  const readSelection = () => {
    const range = targets.selection()
    if (!range) return announcer.say(t('reading.nothingSelected'), { asked: true })
    targets.resume()
    playRange(session, document, range)
  }

  useCommands({
    play_or_pause: () => session.toggle(),
    play: () => void session.play(),
    pause: () => session.pause(),
    stop: () => session.stop(),
    repeat: (args) => {
      targets.resume()
      void session.repeat(args?.unit ?? 'sentence')
    },
    read_from_here: () => {
      const place = targets.here()
      targets.resume()
      void session.play(place)
    },
    read_selection: readSelection,
    sleep_timer: (args) => {
      const wanted = args?.end_of ?? args?.minutes
      if (wanted === undefined) openDialog('sleep')
      else setSleep(wanted)
    },
    add_bookmark: (args) => {
      const position = session.getState().place ?? start
      if (args) void marks.addBookmark(position, args.name)
      else openDialog('bookmark')
    },
    add_note: (args) => {
      const { position, length } = targets.noteTarget()
      if (args?.text === undefined) openDialog('note')
      else void marks.addNote(position, length, args.text)
    },
    list_bookmarks: () => targets.togglePanel('bookmarks'),
    list_notes: () => targets.togglePanel('notes'),
    show_contents: () => targets.togglePanel('contents'),
    find_text: (args) => targets.openFind(args ?? {}),
    where_am_i: () => tell(where()),
    time_left: () => tell(timeLeft()),
    close: () => router.go({ view: 'library' }),
  })
}
