/**
 * Levels of headings in the page.
 *
 * The document's title is the page's only level 1. Below it a heading goes one level under the nearest one that is
 * above it in the text and in rank, so that no level is left out: not where the author left one out, and not where
 * the page begins in the middle of a chapter. Headings of one rank under one heading have one level, and a document
 * that leaves nothing out keeps its own levels, each one down. How they look goes by the author's rank.
 */
import type { Block } from '../../contract/document.ts'

/** The headings that are open at some place: their ranks, from the highest down. A text, to be compared as one. */
export type OpenHeadings = string

const ranksOf = (open: OpenHeadings): number[] => (open === '' ? [] : open.split(' ').map(Number))

/** The headings that are open behind one of `rank`; its level in the page is their number and one. */
export function openAfter(open: OpenHeadings, rank: number): OpenHeadings {
  return [...ranksOf(open).filter((above) => above < rank), rank].join(' ')
}

/** 2 or more. */
export function pageLevel(openAfterIt: OpenHeadings): number {
  return ranksOf(openAfterIt).length + 1
}

/** The headings that are open at the beginning of each piece, when the first one is the first in the page. */
export function openAtPieces(pieces: readonly { readonly blocks: readonly Block[] }[]): OpenHeadings[] {
  let open: OpenHeadings = ''
  return pieces.map(({ blocks }) => {
    const here = open
    for (const { kind, level } of blocks) if (kind === 'heading') open = openAfter(open, level ?? 1)
    return here
  })
}
