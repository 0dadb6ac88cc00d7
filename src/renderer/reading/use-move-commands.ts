/** Going about in the open document: by sentences to chapters, and to a page, a percentage, a chapter, a bookmark. */
import type { MoveUnit, OpenDocument } from '../../contract/app.ts'
import type { CommandArgs } from '../../contract/commands.ts'
import type { Position } from '../../contract/document.ts'
import { AppError } from '../../rpc/failure.ts'
import { useCommands, useLectern, useWords } from '../app/context.tsx'
import type { CommandHandlers, CommandReasons } from '../keys/command-bus.ts'
import { bestMatches } from '../ui/word-match.ts'
import { findChapter, mainChapters } from './find-chapter.ts'
import type { Marks } from './use-marks.ts'

const units: readonly MoveUnit[] = ['sentence', 'paragraph', 'heading', 'chapter', 'page']
const skipSeconds = 10

export interface MoveTargets {
  readonly opened: OpenDocument
  readonly marks: Marks
  /** Called before the voice is moved: the page follows it again. */
  readonly resume: () => void
  readonly goTo: (position: Position) => void
  readonly openDialog: (dialog: 'page' | 'percent') => void
  readonly openContents: () => void
}

type Times = CommandArgs<'next_sentence'>

export function useMoveCommands({
  opened,
  marks,
  resume,
  goTo,
  openDialog,
  openContents,
}: MoveTargets): void {
  const { session, client, report } = useLectern()
  const { t } = useWords()
  const document = opened.summary.id
  const at = (block: number): Position => ({ document, block, offset: 0 })
  const go = (ask: Promise<Position>) => void ask.then(goTo, report)

  const skip = (seconds: number) => {
    resume()
    void session.skip(seconds)
  }
  const move = (unit: MoveUnit, count: number) => {
    resume()
    void session.move(unit, count)
  }
  const moves: CommandHandlers = Object.fromEntries(
    units.flatMap((unit) => [
      [`previous_${unit}`, (args?: Times) => move(unit, -(args?.count ?? 1))],
      [`next_${unit}`, (args?: Times) => move(unit, args?.count ?? 1)],
    ]),
  )
  const goToChapter = (wanted: string) => {
    const entry = findChapter(opened.toc, wanted)
    if (entry) goTo(at(entry.block))
    else
      report(
        new AppError('not-found', 'There is no such chapter.', {
          reason: 'no-such-chapter',
          data: { chapter: wanted },
        }),
      )
  }
  const goToBookmark = (wanted: string | undefined) => {
    const newest = marks.bookmarks.toSorted((a, b) => b.createdAt - a.createdAt)
    const [found] = wanted === undefined ? newest : bestMatches(newest, wanted, ({ name }) => name)
    if (found) goTo(found.position)
    else
      report(
        new AppError('not-found', 'There is no such bookmark.', {
          reason: 'no-such-bookmark',
          data: { name: wanted ?? '' },
        }),
      )
  }
  const chapterAt = (by: number) => {
    const chapters = mainChapters(opened.toc)
    const now = session.getState().place?.block ?? 0
    return chapters[chapters.findLastIndex(({ block }) => block <= now) + by]?.block
  }
  const lastBlock = Math.max(0, opened.blockCount - 1)
  const goToChapterEnd = () => {
    const next = chapterAt(1)
    if (next === undefined) return goTo(at(lastBlock))
    const from = at(next)
    go(client.call('reading.move', { from, unit: 'sentence', count: -1 }).then(({ position }) => position))
  }

  const noPages: CommandReasons =
    opened.pages.length > 0 ? {} : { previous_page: t('goTo.noPages'), next_page: t('goTo.noPages') }
  useCommands(
    {
      ...moves,
      skip_back: (args) => skip(-(args?.seconds ?? skipSeconds)),
      skip_forward: (args) => skip(args?.seconds ?? skipSeconds),
      go_to_page: (args) =>
        args?.page === undefined
          ? openDialog('page')
          : go(client.call('document.page', { document, label: args.page })),
      go_to_percent: (args) =>
        args?.percent === undefined
          ? openDialog('percent')
          : go(client.call('document.at', { document, percent: args.percent })),
      go_to_chapter: (args) => (args?.chapter === undefined ? openContents() : goToChapter(args.chapter)),
      go_to_bookmark: (args) => goToBookmark(args?.name),
      go_to_start: (args) => goTo(at(args?.unit === 'chapter' ? (chapterAt(0) ?? 0) : 0)),
      go_to_end: (args) => (args?.unit === 'chapter' ? goToChapterEnd() : goTo(at(lastBlock))),
    },
    {
      ...noPages,
      ...(opened.toc.length > 0 ? {} : { go_to_chapter: t('contents.none') }),
      ...(marks.bookmarks.length > 0 ? {} : { go_to_bookmark: t('bookmarks.none') }),
    },
  )
}
