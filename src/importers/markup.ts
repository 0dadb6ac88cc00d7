/**
 * The one translation of HTML and XHTML into blocks, for every format that is, or can be turned into, markup.
 *
 * No markup survives it: blocks hold text and nothing that could run, load or point outside, except web and mail
 * addresses. Input may be hostile: no recursion, no entities but HTML's own, no address is ever opened.
 */
import type { Block, PageMark, Run } from '../contract/document.ts'
import { BlockWriter, type Link, type Place } from './block-writer.ts'
import type { StyleRules } from './markup-style.ts'
import { parseMarkup, type Document } from './markup-tree.ts'
import { survey } from './markup-survey.ts'
import { endKey, MarkupWalker } from './markup-walk.ts'
import { speakMath } from './math.ts'

export type { Link, Place } from './block-writer.ts'

export interface MarkupOptions {
  /** `xhtml`: tags that close themselves do. Default `html`. */
  readonly syntax?: 'html' | 'xhtml'
  /** Number of the first block. Default 0. */
  readonly firstBlock?: number
  /** Language of the document, as a lower-case tag; blocks say only what differs from it. Default: what the page says. */
  readonly language?: string | undefined
  /** Direction of the document's text; blocks say only what differs from it. Default: what the page says. */
  readonly direction?: 'ltr' | 'rtl' | undefined
  /** Name of this file within its document, which keys of anchors and notes begin with. Default ''. */
  readonly file?: string
  /**
   * Where a link goes. Default: web and mail addresses as they are, `#id` to this file, anything else nowhere.
   * A key is `file#id`, or `file` for its beginning.
   */
  readonly link?: (href: string) => Link | undefined
  /** Id of the asset for a picture's address. Default: none is known. */
  readonly image?: (source: string) => string | undefined
  /** Style sheets that the page links to. What they hide is not read. */
  readonly styles?: readonly StyleRules[]
  /** Keys of notes that other files of the document refer to. */
  readonly wantedNotes?: ReadonlySet<string>
  /** Ids of the elements whose extent in the text is wanted. */
  readonly ranges?: ReadonlySet<string>
}

/** A run whose link leads to a place that this file does not have. Once it is known: `run.link = '#block-' + n`. */
export interface PendingLink {
  readonly block: number
  readonly run: Run
  readonly key: string
}

export interface MarkupResult {
  readonly blocks: Block[]
  /** Places of all ids, by key (`file#id`; the file's beginning by `file`). */
  readonly anchors: Map<string, Place>
  /** Where the wanted elements begin and end, by id; those without text are missing. */
  readonly ranges: ReadonlyMap<string, { readonly start: Place; readonly end: Place }>
  /** Links to other files; those within the file are resolved already. */
  readonly pending: readonly PendingLink[]
  /** Keys of the notes that this file refers to, here or elsewhere. */
  readonly notes: readonly string[]
  /** Ids of the assets that figures name. */
  readonly images: readonly string[]
  readonly pageMarks: readonly PageMark[]
  readonly title: string | undefined
  readonly language: string | undefined
  readonly direction: 'ltr' | 'rtl' | undefined
}

const nothing: ReadonlySet<string> = new Set()

/**
 * Blocks of a page, in reading order.
 *
 * Never rejects for what the markup is: anything parses. Work is linear in its length.
 */
export async function markupToBlocks(markup: string, options: MarkupOptions = {}): Promise<MarkupResult> {
  return treeToBlocks(parseMarkup(markup, options.syntax ?? 'html'), options)
}

/** As `markupToBlocks`, from a tree, which is used up: parts of it are moved. */
export async function treeToBlocks(root: Document, options: MarkupOptions = {}): Promise<MarkupResult> {
  const { firstBlock = 0, language, direction, file = '', styles = [], wantedNotes = nothing } = options
  const link = options.link ?? ((href: string) => plainLink(href, file))
  const image = options.image ?? (() => undefined)
  const found = survey(root, { file, sheets: styles, wantedNotes, link })
  const writer = new BlockWriter(firstBlock, language ?? found.language)
  if (file !== '') writer.anchor(file)
  const walker = new MarkupWalker(writer, found, {
    file,
    language,
    direction,
    link,
    image,
    ranges: options.ranges,
  })
  walker.walk(root)
  await speakMath(writer.formulas)
  const pending: PendingLink[] = []
  for (const entry of writer.pending) {
    const place = writer.anchors.get(entry.key)
    if (place === undefined) pending.push(entry)
    else entry.run.link = `#block-${place.block}`
  }
  const ranges = new Map<string, { start: Place; end: Place }>()
  for (const id of options.ranges ?? []) {
    const start = writer.anchors.get(`${file}#${id}`)
    const end = writer.anchors.get(endKey(file, id))
    writer.anchors.delete(endKey(file, id))
    const empty =
      !start || !end || start.block > end.block || (start.block === end.block && start.offset >= end.offset)
    if (!empty) ranges.set(id, { start, end })
  }
  return {
    ranges,
    blocks: writer.blocks,
    anchors: writer.anchors,
    pending,
    notes: found.notes.keys(),
    images: walker.images,
    pageMarks: writer.pageMarks.filter((mark) => mark.label !== ''),
    title: found.title,
    language: found.language,
    direction: found.direction,
  }
}

/** A link that can be followed without a base: web and mail addresses, and places in the same file. */
export function plainLink(href: string, file: string): Link | undefined {
  const address = href.trim()
  if (address.startsWith('#'))
    return address.length > 1 ? { key: `${file}#${decodeFragment(address.slice(1))}` } : undefined
  return outsideLink(address)
}

/** `http`, `https` and `mailto` addresses up to what a run can hold; everything else leads nowhere. */
export function outsideLink(address: string): Link | undefined {
  return /^(?:https?:\/\/|mailto:)\S+$/i.test(address) && address.length <= 4_000
    ? { href: address }
    : undefined
}

export function decodeFragment(fragment: string): string {
  try {
    return decodeURIComponent(fragment)
  } catch {
    return fragment
  }
}
