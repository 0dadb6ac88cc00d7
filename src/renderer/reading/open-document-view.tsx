/** The reading view: the text, its panels, and the player. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Position } from '../../contract/document.ts'
import { useLectern, useSession, useWords } from '../app/context.tsx'
import { routeHash } from '../app/route.ts'
import { ExportCommand } from '../export/export-command.tsx'
import { useHearingNames } from '../hearing/use-hearing-names.ts'
import { PlayerBar } from '../player/player-bar.tsx'
import { SkipCommands } from '../skip/skip-commands.tsx'
import { SpeechCommands } from '../speech/speech-commands.tsx'
import { isCancelled, warningText } from '../ui/errors.ts'
import { isolated } from '../ui/wording.ts'
import { chapterTitles } from './find-chapter.ts'
import { FindBar } from './find-bar.tsx'
import { type Footnote, findFootnote } from './footnotes.ts'
import { findReference } from './note-reference.ts'
import { type OpenDialog, ReadingDialogs } from './reading-dialogs.tsx'
import { type ReadingActions, ReadingContext } from './reading-context.ts'
import { ModeBar } from './mode-bar.tsx'
import { ReadingHeader } from './reading-header.tsx'
import { ReadingPanelView } from './reading-panel.tsx'
import type { ReadingViewProps } from './reading-view.tsx'
import { TextFlow } from './text-flow.tsx'
import type { OpenedDocument } from './use-document.ts'
import { useFoundLights } from './use-found-lights.ts'
import { useMarks } from './use-marks.ts'
import { type Finding, type ReadingPanel, useReadingCommands } from './use-reading-commands.ts'
import { useReadingGuide } from './use-reading-guide.ts'
import { useReadingGestures } from './use-reading-gestures.ts'
import { useStatusAnnouncements } from './use-status-announcements.ts'
import { useVoicePlace } from './use-voice-place.ts'

export interface OpenDocumentViewProps extends OpenedDocument {
  readonly at: ReadingViewProps['at']
}

export function OpenDocumentView({ opened, passage, at }: OpenDocumentViewProps) {
  const { session, client, report } = useLectern()
  const { t } = useWords()
  const id = opened.summary.id
  const { title } = opened.metadata
  const article = useRef<HTMLElement>(null)
  const [panel, setPanel] = useState<ReadingPanel>()
  const [dialog, setDialog] = useState<OpenDialog>()
  const [finding, setFinding] = useState<Finding>()
  const marks = useMarks(id)
  useHearingNames({
    chapters: chapterTitles(opened.toc),
    bookmarks: marks.bookmarks.map(({ name }) => name),
  })
  const { caret, onText, resume, takeFocus } = useVoicePlace(article, passage)
  const { refresh: relight, find: lightFound } = useFoundLights(article, marks.notes)
  const reguide = useReadingGuide(article, id)
  const sessionError = useSession((state) => state.error)

  useEffect(() => {
    document.title = `${isolated(title)} – Lectern`
  }, [title])

  // Once per document: the place that was kept, or the one that was asked for.
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current || opened.blockCount === 0) return
    begun.current = true
    const place = at ? { document: id, block: at.block, offset: at.offset } : opened.place
    session.open(id, place)
    passage.show(place?.block ?? 0).catch(report)
  }, [at, id, opened, passage, report, session])
  // A search hit in the document that is open already.
  useEffect(() => {
    if (!at) return
    const range = { block: at.block, start: at.offset, end: at.offset + at.length }
    // A reload goes on where reading has come to, not where the search led.
    history.replaceState(null, '', routeHash({ view: 'reading', document: id }))
    passage.show(at.block).then(() => lightFound(at.length > 0 ? range : undefined), report)
    if (session.getState().document === id)
      void session.seek({ document: id, block: at.block, offset: at.offset })
  }, [at, id, lightFound, passage, report, session])
  useEffect(() => {
    if (sessionError && !isCancelled(sessionError)) report(sessionError)
  }, [report, sessionError])

  const goTo = useCallback(
    (position: Position) => {
      takeFocus()
      passage.show(position.block).then(() => session.seek(position), report)
    },
    [passage, report, session, takeFocus],
  )
  const here = useCallback((): Position | undefined => {
    const place = caret.current?.place()
    return place ? { document: id, ...place } : session.getState().place
  }, [caret, id, session])

  const openFootnote = useCallback(
    (note: string) => {
      const near = caret.current?.place()?.block ?? 0
      findFootnote(client, id, note, near, opened.blockCount).then(
        (footnote: Footnote) => setDialog({ kind: 'footnote', footnote }),
        report,
      )
    },
    [caret, client, id, opened.blockCount, report],
  )
  const actions = useMemo<ReadingActions>(
    () => ({
      document: id,
      goTo: (block) => goTo({ document: id, block, offset: 0 }),
      openFootnote,
      goToReference: (note, near) =>
        void findReference(client, id, note, near, opened.blockCount).then(goTo, report),
      openLink: (address) => setDialog({ kind: 'link', address }),
    }),
    [client, goTo, id, openFootnote, opened.blockCount, report],
  )

  const closePanel = useCallback(() => setPanel(undefined), [])
  const toText = () => {
    const { block, offset } = here() ?? voicePlace()
    caret.current?.put(block, offset, 'always')
    article.current?.querySelector(`[data-block="${block}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const voicePlace = () => session.getState().place ?? { document: id, block: 0, offset: 0 }
  /** At what is selected, else at the word that is or was heard. */
  const noteTarget = () => {
    const chosen = caret.current?.selection() ?? session.getState().word
    if (!chosen) return { position: voicePlace(), length: 0 }
    const { block, start, end } = chosen
    return { position: { document: id, block, offset: start }, length: end - start }
  }
  useReadingCommands(id, {
    opened,
    marks,
    here,
    selection: () => caret.current?.selection(),
    noteTarget,
    resume,
    goTo,
    togglePanel: (next) => setPanel((current) => (current === next ? undefined : next)),
    openFind: setFinding,
    openDialog: (kind) => {
      if (kind === 'bookmark') setDialog({ kind, position: voicePlace() })
      else if (kind === 'note') setDialog({ kind, draft: { kind: 'new', ...noteTarget(), excerpt: '' } })
      else setDialog({ kind })
    },
  })
  useReadingGestures(article, here, resume)
  useStatusAnnouncements()

  const onChange = useCallback(() => {
    onText()
    relight()
    reguide()
  }, [onText, reguide, relight])

  return (
    <ReadingContext.Provider value={actions}>
      <div className="reading">
        <button type="button" className="button skip" onClick={toText}>
          {t('reading.toText')}
        </button>
        <ReadingHeader opened={opened} panel={panel} />
        <ModeBar document={id} blockCount={opened.blockCount} />
        <PlayerBar hasPages={opened.pages.length > 0} />
        {finding && (
          <FindBar
            wanted={finding}
            from={() => here() ?? voicePlace()}
            onHit={({ position, length }) => {
              const { block, offset } = position
              passage.show(block).then(() => {
                lightFound({ block, start: offset, end: offset + length })
                caret.current?.remember(block, offset)
                article.current?.querySelector(`[data-block="${block}"]`)?.scrollIntoView({ block: 'center' })
              }, report)
            }}
            onReadFrom={(position) => void session.play(position)}
            onClose={() => {
              setFinding(undefined)
              lightFound(undefined)
              const place = caret.current?.place()
              if (place) caret.current?.put(place.block, place.offset, 'always')
            }}
          />
        )}
        <div className="reading-body">
          {panel && (
            <ReadingPanelView
              panel={panel}
              opened={opened}
              marks={marks}
              onGo={goTo}
              onEditNote={(note) => setDialog({ kind: 'note', draft: { kind: 'change', note } })}
              onClose={closePanel}
            />
          )}
          <main className="reading-main" aria-label={t('reading.text')}>
            {opened.warnings.length > 0 && <Warnings warnings={opened.warnings} />}
            <TextFlow opened={opened} passage={passage} article={article} onChange={onChange} />
          </main>
        </div>
        <SpeechCommands
          opened={opened}
          passage={passage}
          place={() => caret.current?.place()}
          selection={() => caret.current?.selection()}
        />
        <SkipCommands opened={opened} passage={passage} article={article} resume={resume} />
        <ExportCommand opened={opened} />
        <ReadingDialogs
          dialog={dialog}
          opened={opened}
          onGo={goTo}
          marks={marks}
          onClose={() => setDialog(undefined)}
        />
      </div>
    </ReadingContext.Provider>
  )
}

function Warnings({ warnings }: { readonly warnings: OpenedDocument['opened']['warnings'] }) {
  const { t } = useWords()
  return (
    <details className="warnings">
      <summary>{t('reading.warnings', { count: warnings.length })}</summary>
      <ul>
        {warnings.map(({ key, data }) => (
          <li key={`${key} ${JSON.stringify(data)}`}>{warningText(t, key, data)}</li>
        ))}
      </ul>
    </details>
  )
}
