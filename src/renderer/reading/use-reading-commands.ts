/** What each command does while a document is open. */
import type { MoveUnit } from '../../contract/app.ts'
import type { CommandId } from '../../contract/commands.ts'
import type { Position } from '../../contract/document.ts'
import { speedRange } from '../../contract/settings.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import type { CommandHandlers } from '../keys/command-bus.ts'
import { percentText, speedText } from '../ui/wording.ts'
import { whereAmI } from './where.ts'

const units: readonly MoveUnit[] = ['sentence', 'paragraph', 'heading', 'chapter', 'page']
const skipSeconds = 10
const speedStep = speedRange.step
const volumeStep = 10

export type ReadingDialog = 'page' | 'percent' | 'sleep' | 'bookmark' | 'note'
export type ReadingPanel = 'contents' | 'bookmarks' | 'notes'

export interface ReadingCommandTargets {
  /** The reader's own place in the page. */
  readonly here: () => Position | undefined
  /** Called before the voice is moved: the page follows it again. */
  readonly resume: () => void
  readonly blockCount: number
  readonly hasPages: boolean
  readonly goTo: (position: Position) => void
  readonly openDialog: (dialog: ReadingDialog) => void
  readonly togglePanel: (panel: ReadingPanel) => void
  readonly openFind: () => void
}

export function useReadingCommands(document: string, targets: ReadingCommandTargets): void {
  const { session, settings, client, router, announcer, toasts, report } = useLectern()
  const words = useWords()
  const { t, locale } = words

  const changeSpeed = (by: number) => {
    const speed = Math.min(speedRange.max, Math.max(speedRange.min, session.getState().speed + by))
    settings.change({ speed })
    announcer.say(speedText(settings.get().speed, locale))
  }
  const changeVolume = (by: number) => {
    const volume = Math.min(100, Math.max(0, session.getState().volume + by))
    settings.change({ volume, muted: false })
    announcer.say(percentText(volume / 100, locale))
  }
  const skip = (seconds: number) => {
    targets.resume()
    void session.skip(seconds)
  }
  const where = async () => {
    const { place, speed } = session.getState()
    try {
      const text = await whereAmI(client, place ?? { document, block: 0, offset: 0 }, speed, words)
      toasts.show({ kind: 'info', text })
      announcer.say(text, { asked: true })
    } catch (error) {
      report(error)
    }
  }
  const move = (unit: MoveUnit, count: number) => {
    if (unit === 'page' && !targets.hasPages) {
      announcer.say(t('goTo.noPages'), { asked: true })
      return
    }
    targets.resume()
    void session.move(unit, count)
  }
  const moves = Object.fromEntries(
    units.flatMap((unit) => [
      [`previous_${unit}`, () => move(unit, -1)],
      [`next_${unit}`, () => move(unit, 1)],
    ]),
  ) as Partial<Record<CommandId, () => void>>

  const handlers: CommandHandlers = {
    ...moves,
    play_or_pause: () => session.toggle(),
    play: () => void session.play(),
    pause: () => session.pause(),
    stop: () => session.stop(),
    repeat: () => {
      targets.resume()
      void session.repeat('sentence')
    },
    read_from_here: () => {
      const place = targets.here()
      targets.resume()
      void session.play(place)
    },
    sleep_timer: () => targets.openDialog('sleep'),
    skip_back: () => skip(-skipSeconds),
    skip_forward: () => skip(skipSeconds),
    go_to_page: () => targets.openDialog('page'),
    go_to_percent: () => targets.openDialog('percent'),
    go_to_start: () => targets.goTo({ document, block: 0, offset: 0 }),
    go_to_end: () => targets.goTo({ document, block: Math.max(0, targets.blockCount - 1), offset: 0 }),
    slower: () => changeSpeed(-speedStep),
    faster: () => changeSpeed(speedStep),
    quieter: () => changeVolume(-volumeStep),
    louder: () => changeVolume(volumeStep),
    mute: () => {
      const muted = !session.getState().muted
      settings.change({ muted })
      // Silence may be anything; that the voice is back is heard.
      announcer.say(t(muted ? 'player.muted' : 'player.unmuted'), { asked: muted })
    },
    add_bookmark: () => targets.openDialog('bookmark'),
    add_note: () => targets.openDialog('note'),
    list_bookmarks: () => targets.togglePanel('bookmarks'),
    list_notes: () => targets.togglePanel('notes'),
    show_contents: () => targets.togglePanel('contents'),
    find_text: () => targets.openFind(),
    where_am_i: () => void where(),
    close: () => router.go({ view: 'library' }),
  }
  useCommands(handlers)
}
