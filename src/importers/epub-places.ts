/** From the addresses that navigation lists to places in the text. */
import type { PageMark, TocEntry } from '../contract/document.ts'
import { fragmentOf, resolveName, type NameIndex } from './archive-path.ts'
import type { Place } from './block-writer.ts'
import type { NavigationEntry } from './epub-navigation.ts'

export interface KnownPlaces {
  readonly anchors: ReadonlyMap<string, Place>
  /** Blocks in the whole document. */
  readonly blocks: number
  readonly names: NameIndex
}

/** The place that an address in the file `from` means; an unknown fragment means the beginning of its file. */
export function placeOf(
  href: string,
  from: string,
  { anchors, blocks, names }: KnownPlaces,
): Place | undefined {
  const path = resolveName(href, from)
  const name = path === undefined ? undefined : (names.find(path) ?? path)
  if (name === undefined) return undefined
  const fragment = fragmentOf(href)
  const place = (fragment === '' ? undefined : anchors.get(`${name}#${fragment}`)) ?? anchors.get(name)
  if (place === undefined || place.block < blocks) return place
  return { block: Math.max(0, blocks - 1), offset: 0 }
}

/** Entries with the blocks they mean. One that means nothing takes its first child's place, or is left out. */
export function tocEntries(
  entries: readonly NavigationEntry[],
  from: string,
  places: KnownPlaces,
): TocEntry[] {
  return entries.flatMap((entry) => {
    // Navigation is read with a limit on depth, so this ends.
    const children = tocEntries(entry.children, from, places)
    const place = entry.href === undefined ? undefined : placeOf(entry.href, from, places)
    const block = place?.block ?? children[0]?.block
    if (block === undefined) return children
    const title = entry.title || children[0]?.title
    return title === undefined ? children : [{ title, block, children }]
  })
}

export function pageMarks(
  pages: readonly { readonly label: string; readonly href: string }[],
  from: string,
  places: KnownPlaces,
): PageMark[] {
  const marks: PageMark[] = []
  for (const { label, href } of pages) {
    const place = placeOf(href, from, places)
    if (place !== undefined) marks.push({ label: label.slice(0, 100), ...place })
  }
  return marks.sort((one, other) => one.block - other.block || one.offset - other.offset)
}
