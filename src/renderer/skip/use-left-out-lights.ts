/**
 * Shows in the text what is not read aloud, without touching the page (CSS Custom Highlight API): what rules leave out
 * struck through, what the way of reading leaves out dimmed. Asked for piece by piece, as text comes into the page.
 */
import { type RefObject, useEffect, useMemo } from 'react'
import { blockText } from '../../contract/document.ts'
import { useLectern, useSettings } from '../app/context.tsx'
import type { LoadedPiece, Passage } from '../reading/passage.ts'
import { rangeFor } from '../reading/text-map.ts'
import { isCancelled } from '../ui/errors.ts'
import { useStore } from '../ui/store.ts'
import { isRule } from './skip-words.ts'

const byRule = 'lectern-left-out'
const byMode = 'lectern-passed-over'
/** Without the spaces at its ends: a line through a space looks like a dash. */
function inked(piece: LoadedPiece, block: number, from: number, to: number): { start: number; end: number } {
  const drawn = piece.blocks[block - piece.from]
  const text = drawn ? blockText(drawn).slice(from, to) : ''
  if (text.trim() === '') return { start: from, end: to }
  return { start: to - text.trimStart().length, end: from + text.trimEnd().length }
}

/** While sliders move, and settings are on their way to the core, in milliseconds. */
const restMs = 250

export function useLeftOutLights(
  article: RefObject<HTMLElement | null>,
  passage: Passage,
  document: string,
  importing: boolean,
): void {
  const { client, settings, report } = useLectern()
  const { skip, ownRules, books, readingMode, gist, syllables, sentencePerLine } = useSettings()
  const { pieces } = useStore(passage.state)
  const book = books[document]
  // Everything that decides what is left out, or that draws the text anew.
  const key = useMemo(
    () => JSON.stringify([skip, ownRules, book, readingMode, gist, syllables, sentencePerLine, importing]),
    [skip, ownRules, book, readingMode, gist, syllables, sentencePerLine, importing],
  )

  useEffect(() => {
    const abort = new AbortController()
    const rules = new Map<LoadedPiece, Range[]>()
    const modes = new Map<LoadedPiece, Range[]>()
    const draw = () => {
      for (const [name, kept] of [
        [byRule, rules],
        [byMode, modes],
      ] as const) {
        const ranges = [...kept.values()].flat()
        if (ranges.length > 0) CSS.highlights.set(name, new Highlight(...ranges))
        else CSS.highlights.delete(name)
      }
    }
    const load = async () => {
      await settings.settled()
      for (const piece of pieces) {
        const found = await client.call(
          'reading.omissions',
          { document, from: piece.from, count: Math.max(1, piece.to - piece.from) },
          abort.signal,
        )
        const root = article.current
        if (abort.signal.aborted || !root) return
        const lit = (wanted: boolean) =>
          found.flatMap(({ block, omissions }) =>
            omissions
              .filter(({ reason }) => isRule(reason) === wanted)
              .map(({ from, to }) => rangeFor(root, { block, ...inked(piece, block, from, to) }))
              .filter((range) => range !== undefined),
          )
        rules.set(piece, lit(true))
        modes.set(piece, lit(false))
        draw()
      }
      draw()
    }
    const timer = setTimeout(() => {
      load().catch((error: unknown) => {
        if (!abort.signal.aborted && !isCancelled(error)) report(error)
      })
    }, restMs)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [article, client, document, key, pieces, report, settings])

  useEffect(
    () => () => {
      CSS.highlights.delete(byRule)
      CSS.highlights.delete(byMode)
    },
    [],
  )
}
