/** The outline of a PDF as a table of contents: destinations become blocks. */
import type { TocEntry } from '../contract/document.ts'
import type { PdfDocument } from './pdf-library.ts'

/** An outline entry whose destination is resolved to a page. */
export interface OutlineEntry {
  readonly title: string
  /** Index from 0; undefined where the entry leads nowhere. */
  readonly page: number | undefined
  /** Height in the page's user space (y up), where the destination names one. */
  readonly y: number | undefined
  readonly children: readonly OutlineEntry[]
}

/** Where blocks begin on the pages: what is needed to resolve destinations. */
export interface BlockStart {
  readonly block: number
  /** Points from the page's upper edge. */
  readonly top: number
  readonly text: string
  readonly heading: boolean
}

interface RawItem {
  readonly title?: string
  readonly dest?: string | readonly unknown[] | null
  readonly items?: readonly RawItem[]
}

const maximumEntries = 5_000
const maximumDepth = 12

/** Reads the outline; entries that cannot be resolved keep their children. Broken outlines are empty ones. */
export async function readOutline(document: PdfDocument): Promise<OutlineEntry[]> {
  let count = 0
  const pages = new Map<string, number | undefined>()
  const resolve = async (
    raw: RawItem['dest'],
  ): Promise<{ page: number | undefined; y: number | undefined }> => {
    const nowhere = { page: undefined, y: undefined }
    try {
      const dest = typeof raw === 'string' ? await document.getDestination(raw) : raw
      if (!Array.isArray(dest)) return nowhere
      const [target, kind, first, second] = dest as [unknown, { name?: string } | undefined, unknown, unknown]
      let page: number | undefined
      if (typeof target === 'number') page = target
      else if (typeof target === 'object' && target !== null) {
        const key = JSON.stringify(target)
        if (!pages.has(key))
          pages.set(key, await document.getPageIndex(target as never).catch(() => undefined))
        page = pages.get(key)
      }
      const height =
        kind?.name === 'XYZ' ? second : kind?.name === 'FitH' || kind?.name === 'FitBH' ? first : undefined
      return { page, y: typeof height === 'number' ? height : undefined }
    } catch {
      return nowhere
    }
  }
  const read = async (items: readonly RawItem[], depth: number): Promise<OutlineEntry[]> => {
    const entries: OutlineEntry[] = []
    if (depth > maximumDepth) return entries
    for (const item of items) {
      if (++count > maximumEntries) break
      const title = (item.title ?? '').replace(/[\p{Cc}\s]+/gu, ' ').trim()
      const target = await resolve(item.dest)
      const children = await read(item.items ?? [], depth + 1)
      if (title === '') entries.push(...children)
      else entries.push({ title, ...target, children })
    }
    return entries
  }
  const raw = ((await document.getOutline().catch(() => null)) ?? []) as readonly RawItem[]
  return await read(raw, 0)
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]+/gu, '')

/**
 * Finds each entry's block: a heading of that name on the page, else the first block at the height that the
 * destination names, else the page's first.
 *
 * @param starts by page index
 * @param heightOf turns a user space height of a page into points from its upper edge
 * @param total number of blocks so far; entries that lead behind them are left out
 */
export function outlineToc(
  entries: readonly OutlineEntry[],
  starts: ReadonlyMap<number, readonly BlockStart[]>,
  heightOf: (page: number, y: number) => number | undefined,
  total: number,
): TocEntry[] {
  const lastPage = Math.max(-1, ...starts.keys())
  const place = (entry: OutlineEntry): number | undefined => {
    if (entry.page === undefined || entry.page > lastPage) return undefined
    const onPage = starts.get(entry.page) ?? []
    const wanted = plain(entry.title)
    const top = entry.y === undefined ? undefined : heightOf(entry.page, entry.y)
    if (wanted.length > 2) {
      const named = onPage.filter((start) => {
        const own = plain(start.text.slice(0, 300))
        return (
          own === wanted ||
          (start.heading && own.length > 3 && (own.endsWith(wanted) || wanted.endsWith(own)))
        )
      })
      const headings = named.filter((start) => start.heading)
      const candidates = headings.length > 0 ? headings : named
      if (top !== undefined) candidates.sort((a, b) => Math.abs(a.top - top) - Math.abs(b.top - top))
      if (candidates[0]) return candidates[0].block
    }
    if (top !== undefined) {
      const below = onPage.filter((start) => start.top >= top - 4)
      const first = below.sort((a, b) => a.top - b.top || a.block - b.block)[0]
      if (first) return first.block
    }
    if (onPage[0]) return onPage[0].block
    for (let page = entry.page + 1; page <= lastPage; page++) {
      const first = starts.get(page)?.[0]
      if (first) return first.block
    }
    return total > 0 ? total - 1 : undefined
  }
  const build = (list: readonly OutlineEntry[]): TocEntry[] => {
    const result: TocEntry[] = []
    for (const entry of list) {
      const children = build(entry.children)
      const block = place(entry) ?? children[0]?.block
      if (block === undefined) continue
      result.push({ title: entry.title, block, children })
    }
    return result
  }
  return build(entries)
}

/** A table of contents from headings, nested by level. */
export function headingToc(headings: readonly { title: string; level: number; block: number }[]): TocEntry[] {
  const root: TocEntry[] = []
  const path: { level: number; entry: TocEntry }[] = []
  for (const { title, level, block } of headings) {
    while ((path.at(-1)?.level ?? 0) >= level) path.pop()
    const entry: TocEntry = { title, block, children: [] }
    ;(path.at(-1)?.entry.children ?? root).push(entry)
    path.push({ level, entry })
  }
  return root
}
