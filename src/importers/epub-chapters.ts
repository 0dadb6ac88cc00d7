/** Translates the files of an EPUB's spine into blocks, and keeps what links and lists need to find them. */
import { type Block, blockText, type Clip, type PageMark } from '../contract/document.ts'
import { fragmentOf, resolveName, type NameIndex } from './archive-path.ts'
import type { Link, Place } from './block-writer.ts'
import { decodeText } from './encoding.ts'
import type { EpubPackage, PackageItem } from './epub-package.ts'
import { clipsOf, type EpubNarration, type Range } from './epub-narration.ts'
import { markupToBlocks, outsideLink, type MarkupResult, type PendingLink } from './markup.ts'
import { readStyles, type StyleRules } from './markup-style.ts'
import type { Matter } from './matter.ts'
import type { Archive } from './zip.ts'

type Kind = 'xhtml' | 'html' | 'svg' | 'picture'
/** Bytes of style sheets that are read for one book. */
const mostStyleBytes = 4_000_000

export class EpubChapters {
  readonly #archive: Archive
  readonly #names: NameIndex
  readonly #book: EpubPackage
  readonly #spineNames: ReadonlySet<string>
  readonly #pictures: ReadonlySet<string>
  readonly #styles = new Map<string, StyleRules>()
  readonly #wantedNotes = new Set<string>()
  #styleBytes = 0
  readonly #narration: EpubNarration
  readonly #clips: Clip[] = []
  #pending: PendingLink[] = []
  #images: string[] = []
  /** Places of all ids so far, by `file#id`, and of files, by `file`. */
  readonly anchors = new Map<string, Place>()
  readonly pageMarks: PageMark[] = []
  /** Files that the guide or the landmarks call front or back matter. */
  readonly matter: Map<string, Matter>
  /** What the first chapter that says it says. */
  language: string | undefined

  constructor(archive: Archive, names: NameIndex, book: EpubPackage, narration: EpubNarration) {
    this.#narration = narration
    this.#archive = archive
    this.#names = names
    this.#book = book
    this.matter = new Map(book.matter)
    this.#spineNames = new Set(
      book.spine.flatMap(({ item }) => [...chain(item, book)].map(({ name }) => name)),
    )
    this.#pictures = new Set(
      archive.names().filter((name) => /\.(?:jpe?g|png|gif|webp|svg|bmp|avif)$/i.test(name)),
    )
  }

  /** Pictures that figures have named since the last call. */
  takeImages(): string[] {
    const images = this.#images
    this.#images = []
    return images
  }

  /** Recorded narration of what has been read since the last call. */
  takeClips(): Clip[] {
    return this.#clips.splice(0)
  }

  #addClips(pairs: Parameters<typeof clipsOf>[0], { blocks, ranges }: MarkupResult, first: number): void {
    const last = blocks.at(-1)
    const all = new Map<string, Range>(ranges)
    if (last)
      all.set('', {
        start: { block: first, offset: 0 },
        end: { block: first + blocks.length - 1, offset: blockText(last).length },
      })
    this.#clips.push(...clipsOf(pairs, all, blocks, first))
  }

  /** Gives their targets to links whose places are known by now; the others lead nowhere. */
  closeLinks(): void {
    for (const { run, key } of this.#pending) {
      const place = this.anchors.get(key) ?? this.anchors.get(key.replace(/#.*$/s, ''))
      if (place !== undefined) run.link = `#block-${place.block}`
    }
    this.#pending = []
  }

  /**
   * Blocks of an item, or of the first of its fallbacks that can be read. Block numbers start at `first`.
   * @throws {AppError} `damaged` if its bytes are; `too-large`
   */
  async read(
    item: PackageItem,
    first: number,
    language: string | undefined,
    direction: 'ltr' | 'rtl' | undefined,
    encrypted: ReadonlySet<string>,
  ): Promise<readonly Block[] | 'missing' | 'unread'> {
    let found: PackageItem | undefined
    let kind: Kind | undefined
    for (const candidate of chain(item, this.#book)) {
      kind = kindOf(candidate)
      found = candidate
      if (kind !== undefined && !encrypted.has(candidate.name)) break
      kind = undefined
    }
    if (found === undefined || kind === undefined)
      return this.#names.find(item.name) === undefined ? 'missing' : 'unread'
    if (kind === 'picture') return this.#pictureBlock(found, item, first)
    const bytes = await this.#archive.read(found.name)
    if (bytes === undefined) return 'missing'
    const { text } = decodeText(bytes, { kind: kind === 'html' ? 'html' : 'xml' })
    const { name } = found
    const pairs = (await this.#narration.pairs(item, name)).concat(
      found === item ? [] : await this.#narration.pairs(found, name),
    )
    const result = await markupToBlocks(text, {
      syntax: kind === 'html' ? 'html' : 'xhtml',
      firstBlock: first,
      language,
      direction: direction ?? 'ltr',
      file: name,
      link: (href) => this.#link(href, name),
      image: (source) => this.#image(source, name),
      styles: await this.#sheets(text, name),
      wantedNotes: this.#wantedNotes,
      ranges: new Set(pairs.map(({ fragment }) => fragment)),
    })
    this.language ??= result.language
    if (pairs.length > 0) this.#addClips(pairs, result, first)
    for (const [key, place] of result.anchors) if (!this.anchors.has(key)) this.anchors.set(key, place)
    if (item.name !== name && !this.anchors.has(item.name))
      this.anchors.set(item.name, { block: first, offset: 0 })
    for (const key of result.notes) this.#wantedNotes.add(key)
    for (const link of result.pending) this.#pending.push(link)
    for (const mark of result.pageMarks) this.pageMarks.push(mark)
    for (const image of result.images) this.#images.push(image)
    const matter = this.matter.get(item.name) ?? this.matter.get(name)
    if (matter !== undefined && isWhole(result.blocks, matter))
      for (const block of result.blocks) block.matter ??= matter
    return result.blocks
  }

  /** A picture that is a page of its own, as in comics. */
  #pictureBlock(found: PackageItem, item: PackageItem, first: number): readonly Block[] | 'missing' {
    const name = this.#names.find(found.name)
    if (name === undefined) return 'missing'
    if (!this.anchors.has(item.name)) this.anchors.set(item.name, { block: first, offset: 0 })
    this.#images.push(name)
    return [{ kind: 'figure', runs: [], image: name }]
  }

  #link(href: string, from: string): Link | undefined {
    const name = resolveName(href, from)
    if (name === undefined) return outsideLink(href.trim())
    const known = this.#names.find(name)
    if (known === undefined || !this.#spineNames.has(known)) return undefined
    const fragment = fragmentOf(href)
    return { key: fragment === '' ? known : `${known}#${fragment}` }
  }

  #image(source: string, from: string): string | undefined {
    const name = resolveName(source, from)
    const known = name === undefined ? undefined : this.#names.find(name)
    return known !== undefined && this.#pictures.has(known) ? known : undefined
  }

  async #sheets(markup: string, from: string): Promise<StyleRules[]> {
    const sheets: StyleRules[] = []
    for (const href of styleAddresses(markup)) {
      const path = resolveName(href, from)
      const name = path === undefined ? undefined : this.#names.find(path)
      if (name === undefined) continue
      let rules = this.#styles.get(name)
      if (rules === undefined) {
        const bytes = this.#styleBytes < mostStyleBytes ? await this.#archive.read(name) : undefined
        this.#styleBytes += bytes?.length ?? 0
        rules = readStyles(bytes === undefined ? '' : decodeText(bytes, { kind: 'text' }).text)
        this.#styles.set(name, rules)
      }
      sheets.push(rules)
    }
    return sheets
  }
}

/** Words of a cover, a title page or a copyright page, at most. */
const mostWords = 1_200

/**
 * Whether a file that is called front matter is nothing else: books of one file are called by their first page. A list
 * of contents may be long, but it is made of links.
 */
function isWhole(blocks: readonly Block[], matter: Matter): boolean {
  if (matter === 'back') return true
  let words = 0
  let linked = 0
  for (const { runs } of blocks)
    for (const { text, link } of runs) {
      const count = text.match(/\S+/g)?.length ?? 0
      words += count
      if (link !== undefined) linked += count
    }
  return words <= mostWords || linked > 0.6 * words
}

/** An item and what stands in for it, in the order in which they are tried. */
function* chain(item: PackageItem, book: EpubPackage): Generator<PackageItem> {
  const seen = new Set<string>()
  let next: PackageItem | undefined = item
  while (next !== undefined && !seen.has(next.id)) {
    seen.add(next.id)
    yield next
    next = next.fallback === undefined ? undefined : book.items.get(next.fallback)
  }
}

/** How an item is read, by its media type; by its name where the type says nothing. */
function kindOf({ mediaType, name }: PackageItem): Kind | undefined {
  if (mediaType === 'application/xhtml+xml' || mediaType === 'application/x-dtbook+xml') return 'xhtml'
  if (mediaType === 'text/html' || mediaType === 'text/x-oeb1-document') return 'html'
  if (mediaType === 'image/svg+xml') return 'svg'
  if (/^image\/(?:jpeg|jpg|png|gif|webp|bmp|avif)$/.test(mediaType)) return 'picture'
  if (
    /^(?:|text\/xml|application\/xml|text\/plain|application\/octet-stream|application\/html|text\/xhtml)$/.test(
      mediaType,
    )
  ) {
    if (/\.(?:xhtml|xht)$/i.test(name)) return 'xhtml'
    if (/\.html?$/i.test(name)) return 'html'
  }
  return undefined
}

/** Addresses of the style sheets in a page's head. */
function styleAddresses(markup: string): string[] {
  const head = markup.slice(0, 20_000)
  const found: string[] = []
  for (const [tag] of head.matchAll(/<link\b[^<>]{0,1000}>|<\?xml-stylesheet\b[^<>]{0,1000}>/gi)) {
    if (/\brel\s*=\s*["'][^"']*alternate/i.test(tag)) continue
    if (tag.startsWith('<l') && !/\brel\s*=\s*["']?\s*stylesheet/i.test(tag)) continue
    if (/\bmedia\s*=\s*["'](?!all|screen)[^"']*["']/i.test(tag)) continue
    const href = /\bhref\s*=\s*["']([^"']+)["']/i.exec(tag)?.[1]
    if (href !== undefined) found.push(href.replaceAll('&amp;', '&'))
  }
  return found.slice(0, 50)
}
