/** The reading view: the text, its panels, and the player. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { Position } from '../../contract/document.ts'
import { useLectern, useSession, useWords } from '../app/context.tsx'
import { routeHash } from '../app/route.ts'
import { PlayerBar } from '../player/player-bar.tsx'
import { isCancelled, warningText } from '../ui/errors.ts'
import { isolated } from '../ui/wording.ts'
import { FindBar } from './find-bar.tsx'
import { type Footnote, findFootnote } from './footnotes.ts'
import { type OpenDialog, ReadingDialogs } from './reading-dialogs.tsx'
import { type ReadingActions, ReadingContext } from './reading-context.ts'
import { ReadingHeader } from './reading-header.tsx'
import { ReadingPanelView } from './reading-panel.tsx'
import type { ReadingViewProps } from './reading-view.tsx'
import { TextFlow } from './text-flow.tsx'
import type { OpenedDocument } from './use-document.ts'
import { useFoundLights } from './use-found-lights.ts'
import { useMarks } from './use-marks.ts'
import { type ReadingPanel, useReadingCommands } from './use-reading-commands.ts'
import { useReadingGestures } from './use-reading-gestures.ts'
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
  const [finding, setFinding] = useState(false)
  const marks = useMarks(id)
  const { caret, onText, resume, takeFocus } = useVoicePlace(article, passage)
  const { refresh: relight, find: lightFound } = useFoundLights(article, marks.notes)
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
      openLink: (address) => setDialog({ kind: 'link', address }),
    }),
    [goTo, id, openFootnote],
  )

  const closePanel = useCallback(() => setPanel(undefined), [])
  const toText = () => {
    const { block, offset } = here() ?? voicePlace()
    caret.current?.put(block, offset, 'always')
    article.current?.querySelector(`[data-block="${block}"]`)?.scrollIntoView({ block: 'nearest' })
  }
  const voicePlace = () => session.getState().place ?? { document: id, block: 0, offset: 0 }
  useReadingCommands(id, {
    here,
    resume,
    blockCount: opened.blockCount,
    hasPages: opened.pages.length > 0,
    goTo,
    togglePanel: (next) => setPanel((current) => (current === next ? undefined : next)),
    openFind: () => setFinding(true),
    openDialog: (kind) => {
      if (kind === 'bookmark') setDialog({ kind, position: voicePlace() })
      else if (kind === 'note') {
        const chosen = caret.current?.selection() ?? session.getState().word
        const place = chosen ? { document: id, block: chosen.block, offset: chosen.start } : voicePlace()
        const length = chosen ? chosen.end - chosen.start : 0
        setDialog({ kind, draft: { kind: 'new', position: place, length, excerpt: '' } })
      } else setDialog({ kind })
    },
  })
  useReadingGestures(article, here, resume)

  const onChange = useCallback(() => {
    onText()
    relight()
  }, [onText, relight])

  return (
    <ReadingContext.Provider value={actions}>
      <div className="reading">
        <button type="button" className="button skip" onClick={toText}>
          {t('reading.toText')}
        </button>
        <ReadingHeader opened={opened} panel={panel} />
        <PlayerBar hasPages={opened.pages.length > 0} />
        {finding && (
          <FindBar
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
              setFinding(false)
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
        <ReadingDialogs
          dialog={dialog}
          opened={opened}
          onGo={goTo}
          onSaved={() => void marks.reload()}
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
