import type { TocEntry } from '../../contract/document.ts'

/** The entry that holds `block`: the last one that does not begin after it. */
export function currentEntry(entries: readonly TocEntry[], block: number): TocEntry | undefined {
  let found: TocEntry | undefined
  const visit = (list: readonly TocEntry[]) => {
    for (const entry of list) {
      if (entry.block <= block && entry.block >= (found?.block ?? 0)) found = entry
      visit(entry.children)
    }
  }
  visit(entries)
  return found
}
