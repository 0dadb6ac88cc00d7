/** How many words are heard between two places: exactly where a gist has been made, else by what the mode leaves. */
import type { Position } from '../../contract/document.ts'
import type { GistLength } from '../../contract/listening.ts'
import type { Text } from '../ports.ts'
import type { Hearing } from './hearing.ts'
import { Outline, outlineOf } from './outline.ts'
import { countWords } from './word-count.ts'

/** Words of a paragraph that are read where only openings are, see `openings.ts`. */
const openingWords = 11

export interface Stretch {
  readonly from: { readonly block: number; readonly offset: number }
  /** Ends before this block. */
  readonly to: number
}

/**
 * About how many words are heard of a stretch. A gist is made for the chapter that the stretch begins in, if there is
 * none yet; of the chapters after it what the mode promises is counted, without making them.
 *
 * @param wordsPerMinute at speed 1
 */
export async function wordsHeard(
  outline: Outline,
  hearing: Hearing | undefined,
  { from, to }: Stretch,
  wordsPerMinute: number,
  signal?: AbortSignal,
): Promise<number> {
  const all = (begin: number, end: number): number =>
    Math.max(0, outline.wordsBefore(end, 0) - outline.wordsBefore(begin, 0))
  const whole = Math.max(0, outline.wordsBefore(to, 0) - outline.wordsBefore(from.block, from.offset))
  if (!hearing || hearing.mode === 'full') return whole
  if (hearing.mode === 'headings' && outline.headings.length > 0)
    return outline.headings
      .filter(({ block }) => block >= from.block && block < to)
      .reduce((sum, { title }) => sum + countWords(title), 0)
  if (hearing.mode !== 'gist') {
    let sum = Math.min(openingWords, all(from.block, from.block + 1))
    for (let block = from.block + 1; block < to; block++) sum += Math.min(openingWords, all(block, block + 1))
    return sum
  }
  const { gist } = hearing
  const unit = await gist?.unit(from.block, signal)
  if (!gist || !unit) return whole
  const end = Math.min(unit.to, to)
  const share = unit.wordsRead / Math.max(1, all(unit.from, unit.to))
  const here = Math.max(0, outline.wordsBefore(end, 0) - outline.wordsBefore(from.block, from.offset)) * share
  return here + promised(outline, end, to, gist.length, wordsPerMinute * hearing.speed)
}

/** What a gist of the chapters from one block to another will come to. @param wordsPerMinute as heard */
function promised(
  outline: Outline,
  from: number,
  to: number,
  length: GistLength,
  wordsPerMinute: number,
): number {
  if (to <= from) return 0
  const words = (begin: number, end: number): number =>
    outline.wordsBefore(end, 0) - outline.wordsBefore(begin, 0)
  if ('percent' in length) return (words(from, to) * length.percent) / 100
  const bounds = [
    from,
    ...outline
      .chapters()
      .map(({ block }) => block)
      .filter((block) => block > from && block < to),
    to,
  ]
  let sum = 0
  for (const [index, bound] of bounds.slice(1).entries())
    sum += Math.min(words(bounds[index]!, bound), length.minutes * wordsPerMinute)
  return sum
}

export interface Amount {
  /** Of the text. */
  readonly words: number
  readonly wordsRead: number
  /** At speed 1. */
  readonly seconds: number
}

/** Silence between sentences and paragraphs, as a share of speaking time; from the default pauses and prose of 18 words a sentence. */
const silence = 0.04

/** Seconds for so many words, with the silences between sentences. */
export const listeningSeconds = (words: number, wordsPerMinute: number): number =>
  (Math.max(0, words) / wordsPerMinute) * 60 * (1 + silence)

/** About how much is heard of the chapter round a place, and of all that has been imported of the document. */
export async function amountAt(
  text: Text,
  hearing: Hearing,
  { block }: Position,
  wordsPerMinute: number,
  signal?: AbortSignal,
): Promise<{ chapter: Amount & { from: number; to: number }; document: Amount }> {
  const outline = await outlineOf(text, signal)
  const chapters = outline.chapters()
  const index = Outline.at(chapters, block)
  const amount = async (from: number, to: number): Promise<Amount> => {
    const stretch = { from: { block: from, offset: 0 }, to }
    const wordsRead = Math.round(await wordsHeard(outline, hearing, stretch, wordsPerMinute, signal))
    const words = outline.wordsBefore(to, 0) - outline.wordsBefore(from, 0)
    return { words, wordsRead, seconds: listeningSeconds(wordsRead, wordsPerMinute) }
  }
  const from = chapters[index]?.block ?? 0
  const to = chapters[index + 1]?.block ?? outline.blocks
  const chapter = await amount(from, to)
  const before = await amount(0, from)
  const behind = await amount(to, outline.blocks)
  const sum = (key: keyof Amount): number => chapter[key] + before[key] + behind[key]
  return {
    chapter: { ...chapter, from, to },
    document: { words: sum('words'), wordsRead: sum('wordsRead'), seconds: sum('seconds') },
  }
}
