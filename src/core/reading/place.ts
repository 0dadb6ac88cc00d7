/** Where a place is, in words a reader asks for: percent, page, chapter, heading, time left; and the way back. */
import type { Position } from '../../contract/document.ts'
import { AppError } from '../../rpc/failure.ts'
import type { Text } from '../ports.ts'
import { listeningSeconds, wordsHeard } from './amount.ts'
import type { Hearing } from './hearing.ts'
import { sentenceStart } from './navigate.ts'
import { Outline, outlineOf } from './outline.ts'

export interface Where {
  percent: number
  page?: string
  pageCount: number
  chapter?: string
  heading?: string
  /** At speed 1. */
  secondsLeft: number
  secondsLeftInChapter: number
}

/**
 * @param wordsPerMinute of the voice that would read, at speed 1
 * @param hearing what of the text is heard: the times are of that
 * Percent and times are of what has been imported so far.
 */
export async function where(
  text: Text,
  at: Position,
  wordsPerMinute: number,
  signal?: AbortSignal,
  hearing?: Hearing,
): Promise<Where> {
  const outline = await outlineOf(text, signal)
  const behind = outline.charactersBefore(at.block, at.offset)
  const pages = text.pages()
  const page = pages.findLast(
    ({ block, offset }) => block < at.block || (block === at.block && offset <= at.offset),
  )
  const chapters = outline.chapters()
  const index = Outline.at(chapters, at.block)
  const heading = outline.headings[Outline.at(outline.headings, at.block)]
  const chapterEnd = chapters[index + 1]?.block ?? outline.blocks
  const seconds = async (to: number): Promise<number> =>
    listeningSeconds(
      await wordsHeard(outline, hearing, { from: at, to }, wordsPerMinute, signal),
      wordsPerMinute,
    )
  return {
    percent: outline.characters > 0 ? Math.min(100, (100 * behind) / outline.characters) : 0,
    ...(page && { page: page.label }),
    pageCount: pages.length,
    ...(chapters[index] && { chapter: chapters[index].title }),
    ...(heading && { heading: heading.title }),
    secondsLeft: await seconds(outline.blocks),
    secondsLeftInChapter: await seconds(chapterEnd),
  }
}

/** The beginning of the sentence at a share of the document, 0 to 100 by characters of what has been imported. */
export async function atPercent(
  text: Text,
  document: string,
  percent: number,
  signal?: AbortSignal,
): Promise<Position> {
  const outline = await outlineOf(text, signal)
  const wanted = Math.min(outline.characters - 1, (outline.characters * percent) / 100)
  return sentenceStart(text, { document, ...outline.placeAt(Math.max(0, wanted)) }, signal)
}

const folded = (label: string): string => label.trim().toLowerCase()

/**
 * Where the page with a printed label begins. Labels are compared without case; a number also finds `012`, and a
 * number that no page carries, such as that of a blank page, finds the one before it.
 * @throws {AppError} `not-found`
 */
export function findPage(text: Text, document: string, label: string): Position {
  const pages = text.pages()
  const wanted = folded(label)
  const exact = pages.find((page) => folded(page.label) === wanted)
  const found = exact ?? (/^\d+$/.test(wanted) ? numbered(pages, Number(wanted)) : undefined)
  if (found) return { document, block: found.block, offset: found.offset }
  if (pages.length === 0)
    throw new AppError('not-found', 'This document has no page numbers.', { reason: 'no-pages' })
  throw new AppError('not-found', `There is no page “${label}”.`, {
    reason: 'page-missing',
    data: { page: label, first: pages[0]!.label, last: pages.at(-1)!.label },
  })
}

function numbered<Page extends { readonly label: string }>(
  pages: readonly Page[],
  number: number,
): Page | undefined {
  const numbers = pages.filter(({ label }) => /^\d+$/.test(label.trim()))
  const last = numbers.at(-1)
  if (!last || Number(last.label) < number) return undefined
  return numbers.findLast(({ label }) => Number(label) <= number)
}
