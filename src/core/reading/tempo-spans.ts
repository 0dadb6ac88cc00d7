/** Puts together what of an utterance's sound is a pause, a tone, or hard to follow; see contract/tempo.ts. */
import type { WordTime } from '../../contract/inference.ts'
import type { TempoKind, TempoSpan } from '../../contract/tempo.ts'
import { numberRanges } from './number-words.ts'
import { quotations as quotationsIn, type TextRange } from './quotations.ts'
import { type Pause, pausesIn } from './silence.ts'

interface Hard {
  readonly from: number
  readonly to: number
  readonly what: TempoKind
}

export interface TempoOf {
  /** The text in which words and quotations count. */
  readonly text: string
  readonly words: readonly WordTime[]
  readonly quotations: readonly TextRange[]
  /** Seconds that are in another language than the document. */
  readonly foreign: readonly { readonly from: number; readonly to: number }[]
  readonly pauses: readonly Pause[]
}

/** @returns in order, not overlapping; times in seconds, as those of the words and pauses are */
export function tempoSpans({ text, words, quotations, foreign, pauses }: TempoOf): TempoSpan[] {
  const hard: Hard[] = foreign.map((each) => ({ ...each, what: 'foreign' }))
  const add = (ranges: readonly TextRange[], what: TempoKind): void => {
    for (const { from, to } of ranges) {
      const said = words.filter((word) => word.from < to && word.to > from)
      const first = said[0]
      const last = said.at(-1)
      if (first && last && last.end > first.start) hard.push({ from: first.start, to: last.end, what })
    }
  }
  add(quotations, 'quotation')
  add(numberRanges(text, words), 'number')
  if (hard.length === 0) return pauses.map(({ from, to }) => ({ from, to, what: ['pause'] }))

  const borders = new Set<number>()
  for (const { from, to } of [...hard, ...pauses]) borders.add(from).add(to)
  const times = [...borders].toSorted((a, b) => a - b)
  const spans: TempoSpan[] = []
  for (const [index, from] of times.entries()) {
    const to = times[index + 1]
    if (to === undefined) break
    const silent = pauses.some((pause) => pause.from <= from && pause.to >= to)
    const kinds = new Set(hard.filter((each) => each.from <= from && each.to >= to).map(({ what }) => what))
    const what: TempoKind[] = silent ? ['pause'] : [...kinds]
    if (what.length > 0) spans.push({ from, to, what })
  }
  return spans
}

/** The same for a text that is said as it is written, in one language. */
export function plainTempoSpans(text: string, pcm: Int16Array, words: readonly WordTime[]): TempoSpan[] {
  const pauses = pausesIn(pcm, words, text)
  return tempoSpans({ text, words, quotations: quotationsIn(text), foreign: [], pauses })
}
