/** Orders of the library's list. */
import type { DocumentSummary } from '../../contract/app.ts'

export const sortOrders = ['opened', 'title', 'author', 'added'] as const
export type SortOrder = (typeof sortOrders)[number]

/** @param locale for the alphabet; numbers in titles count as numbers, and leading articles count as words */
export function sortDocuments(
  documents: readonly DocumentSummary[],
  order: SortOrder,
  locale: string,
): DocumentSummary[] {
  const { compare } = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' })
  const byTitle = (a: DocumentSummary, b: DocumentSummary) => compare(a.title, b.title)
  const orders: Record<SortOrder, (a: DocumentSummary, b: DocumentSummary) => number> = {
    opened: (a, b) => (b.openedAt ?? 0) - (a.openedAt ?? 0) || b.addedAt - a.addedAt,
    added: (a, b) => b.addedAt - a.addedAt,
    title: byTitle,
    // Without an author last: an empty name is no name.
    author: (a, b) =>
      Number(a.authors.length === 0) - Number(b.authors.length === 0) ||
      compare(a.authors[0] ?? '', b.authors[0] ?? '') ||
      byTitle(a, b),
  }
  return documents.toSorted(orders[order])
}
