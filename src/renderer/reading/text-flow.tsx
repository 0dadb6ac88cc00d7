/** The text itself, as much of it as is in the page; more comes at both ends. */
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import type { OpenDocument } from '../../contract/app.ts'
import { useLectern, useWords } from '../app/context.tsx'
import { useStore } from '../ui/store.ts'
import { directionOf } from './direction.ts'
import type { Passage } from './passage.ts'
import { KeepPlace } from './keep-place.tsx'
import { openAtPieces } from './outline.ts'
import { PieceView } from './piece-view.tsx'
import { useSentenceLines } from './use-sentence-lines.ts'
import { marksByBlock } from './slices.ts'

/** More text is asked for when an end is this close to what is on screen. */
const ahead = '1500px'

interface EndProps {
  readonly passage: Passage
  readonly direction: 'before' | 'after'
  /** The first block of the text in the page, or the one after its last. */
  readonly beside: number
}

/** An end of the text that is in the page: loads more when it comes near, and on request. */
function TextEnd({ passage, direction, beside }: EndProps) {
  const { report } = useLectern()
  const { t } = useWords()
  const edge = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = edge.current
    if (!element) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return
        passage.extend(direction).catch(report)
      },
      { rootMargin: ahead },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [direction, passage, report])
  return (
    <div ref={edge} className="text-end" data-direction={direction} data-beside={beside}>
      <button type="button" className="button" onClick={() => void passage.extend(direction).catch(report)}>
        {t(direction === 'before' ? 'reading.earlier' : 'reading.later')}
      </button>
    </div>
  )
}

export interface TextFlowProps {
  readonly opened: OpenDocument
  readonly passage: Passage
  readonly article: RefObject<HTMLElement | null>
  /** Called when other text has come into the page. */
  readonly onChange: () => void
}

export function TextFlow({ opened, passage, article, onChange }: TextFlowProps) {
  const { pieces, before, after } = useStore(passage.state)
  const lines = useSentenceLines(opened.summary.id, pieces)
  const shown = useMemo(() => ({ pieces, lines }), [pieces, lines])
  const { t } = useWords()
  const pages = useMemo(() => marksByBlock(opened.pages), [opened.pages])
  const open = useMemo(() => openAtPieces(pieces), [pieces])
  const { language, direction } = opened.metadata
  const importing = opened.summary.state === 'importing'
  const first = pieces[0]?.from
  const last = pieces.at(-1)?.to
  useLayoutEffect(() => onChange(), [onChange, shown])
  return (
    <article
      ref={article}
      className="text"
      lang={language}
      dir={direction ?? directionOf(language)}
      data-text=""
    >
      <KeepPlace by={shown}>
        {before && (
          <TextEnd key={`before ${first}`} passage={passage} direction="before" beside={first ?? 0} />
        )}
        {pieces.map((piece, at) => (
          <PieceView
            key={piece.from}
            piece={piece}
            pages={pages}
            lines={lines.get(piece)}
            open={open[at] ?? ''}
          />
        ))}
      </KeepPlace>
      {after && <TextEnd key={`after ${last}`} passage={passage} direction="after" beside={last ?? 0} />}
      {!after && importing && <p className="loading">{t('reading.importing')}</p>}
      {!after && !importing && pieces.length > 0 && <p className="text-over">{t('reading.end')}</p>}
    </article>
  )
}
