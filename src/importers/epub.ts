/**
 * EPUB 2 and 3, in reading order.
 *
 * Chapters are read, translated and handed on one by one; nothing is unpacked that is not read. Blocks are held back
 * only as long as links between chapters need it: until the first chapters are through, then in large portions.
 */
import type { Block, Metadata, PageMark } from '../contract/document.ts'
import type { ImportEvent, Importer, ImportOptions, Source } from '../contract/import.ts'
import { AppError, isAppError } from '../rpc/failure.ts'
import { NameIndex, resolveName } from './archive-path.ts'
import { decodeText } from './encoding.ts'
import { EpubChapters } from './epub-chapters.ts'
import { EpubNarration } from './epub-narration.ts'
import { readNav, readNcx, type Navigation } from './epub-navigation.ts'
import { readPackage, type EpubPackage, type PackageItem } from './epub-package.ts'
import { encryptedExtras } from './epub-protection.ts'
import { pageMarks, tocEntries } from './epub-places.ts'
import { detectLanguage } from './language.ts'
import { Boilerplate, matterOfTypes } from './matter.ts'
import { elements, localName, parseMarkup, attribute } from './markup-tree.ts'
import { isRightToLeft } from './metadata-text.ts'
import { Outline } from './outline.ts'
import { largestPicture, pictureType } from './picture-type.ts'
import { openArchive, type Archive } from './zip.ts'

/** A book of up to this much markup, as most novels are, is handed on whole: 0.2 s of work. */
const smallBook = 1_500_000
/** Bytes of markup before the first blocks of a larger book are handed on: less than 0.1 s of work. */
const firstPortion = 500_000
/** Bytes of markup that later blocks are held back for. */
const laterPortion = 8_000_000
/** How often the same file may stand in the reading order. Real books repeat a page or two. */
const mostRepeats = 10

export const importEpub: Importer = async function* (source, options) {
  const archive = await openArchive(source.bytes)
  const names = new NameIndex(archive.names())
  const encrypted = await encryptedExtras(archive, names)
  const book = await readPackage(archive, names, source.name)
  yield* new EpubImport(archive, names, encrypted, book, options).events(source)
}

class EpubImport {
  readonly #archive: Archive
  readonly #names: NameIndex
  readonly #encrypted: ReadonlySet<string>
  readonly #book: EpubPackage
  readonly #options: ImportOptions
  readonly #chapters: EpubChapters
  readonly #narration: EpubNarration
  readonly #sent = new Set<string>()
  #metadata: Metadata

  constructor(
    archive: Archive,
    names: NameIndex,
    encrypted: ReadonlySet<string>,
    book: EpubPackage,
    options: ImportOptions,
  ) {
    this.#archive = archive
    this.#names = names
    this.#encrypted = encrypted
    this.#book = book
    this.#options = options
    this.#metadata = book.metadata
    this.#narration = new EpubNarration(archive, names, book, encrypted)
    this.#chapters = new EpubChapters(archive, names, book, this.#narration)
  }

  async *events(source: Source): AsyncGenerator<ImportEvent> {
    yield { type: 'metadata', format: 'epub', metadata: this.#metadata }
    await this.#landmarks()
    const order = readingOrder(this.#book)
    const boilerplate = new Boilerplate()
    const total = order.reduce((sum, item) => sum + this.#archive.size(item.name) + 1, 0)
    const portions = total <= smallBook ? [smallBook, smallBook] : [firstPortion, laterPortion]
    const outline = new Outline()
    const repeats = new Map<string, number>()
    let held: Block[] = []
    let heldBytes = 0
    let sentBlocks = 0
    let done = 0
    let missing = this.#book.missing
    let unread = 0
    const fixedPages: PageMark[] = []

    const handOn = async function* (this: EpubImport): AsyncGenerator<ImportEvent> {
      this.#chapters.closeLinks()
      if (held.length > 0) {
        if (sentBlocks === 0) yield* this.#learn(held)
        // Before the blocks: what is read aloud first is read by the narrator already.
        const clips = this.#chapters.takeClips()
        if (clips.length > 0) yield { type: 'narration', clips }
        boilerplate.mark(held)
        yield { type: 'blocks', blocks: held }
        outline.add(held, sentBlocks)
        if (sentBlocks === 0) yield* this.#cover()
        sentBlocks += held.length
        held = []
      }
      heldBytes = 0
      for (const name of this.#chapters.takeImages()) yield* this.#picture(name, false)
      yield { type: 'progress', done: Math.min(1, done / total) }
    }.bind(this)

    for (const [index, item] of order.entries()) {
      if (this.#options.signal?.aborted) throw new AppError('cancelled', 'The import was cancelled.')
      const size = this.#archive.size(item.name)
      done += size + 1
      const times = (repeats.get(item.name) ?? 0) + 1
      repeats.set(item.name, times)
      if (times > mostRepeats) continue
      const first = sentBlocks + held.length
      const chapter = await this.#read(item, first)
      if (chapter === 'missing') missing += 1
      else if (chapter === 'unread') unread += 1
      else {
        if (this.#book.fixedLayout && chapter.length > 0)
          fixedPages.push({ label: String(index + 1), block: first, offset: 0 })
        for (const block of chapter) held.push(block)
        heldBytes += size
        if (heldBytes >= (portions[sentBlocks === 0 ? 0 : 1] ?? laterPortion)) yield* handOn()
      }
    }
    yield* handOn()
    if (sentBlocks === 0)
      throw new AppError('no-text', `There is no text in “${source.name}” that could be read.`, {
        reason: 'epub-no-text',
        data: { name: source.name },
      })
    if (missing > 0) yield { type: 'warning', key: 'epub-missing', data: { count: missing } }
    if (this.#narration.missing.size > 0)
      yield { type: 'warning', key: 'epub-sound-missing', data: { count: this.#narration.missing.size } }
    if (this.#narration.foreign.size > 0) yield { type: 'warning', key: 'epub-sound-format' }
    if (unread > 0) yield { type: 'warning', key: 'epub-unread', data: { count: unread } }
    yield* this.#navigation(sentBlocks, outline, fixedPages)
    yield { type: 'progress', done: 1 }
  }

  /** Which files are front or back matter, by the landmarks of an EPUB 3. */
  async #landmarks(): Promise<void> {
    const { nav } = this.#book
    const found = nav === undefined ? undefined : await this.#readNavigation(nav)
    for (const { type, href } of found?.landmarks ?? []) {
      const matter = matterOfTypes(type)
      const name = matter === undefined || href.includes('#') ? undefined : resolveName(href, nav?.name ?? '')
      if (matter !== undefined && name !== undefined)
        this.#chapters.matter.set(this.#names.find(name) ?? name, matter)
    }
  }

  /** Blocks of one item of the spine, or of what stands in for it. A broken chapter does not cost the book. */
  async #read(item: PackageItem, first: number): Promise<readonly Block[] | 'missing' | 'unread'> {
    try {
      const { language, direction } = this.#metadata
      return await this.#chapters.read(item, first, language, direction, this.#encrypted)
    } catch (error) {
      if (isAppError(error, 'damaged')) return 'missing'
      throw error
    }
  }

  /** What the first chapters tell about a book that does not say it itself. */
  async *#learn(blocks: readonly Block[]): AsyncGenerator<ImportEvent> {
    if (this.#metadata.language !== undefined) return
    const said = this.#chapters.language
    let sample = ''
    for (const block of blocks) {
      for (const run of block.runs) sample += run.text
      sample += '\n'
      if (sample.length > 4_000) break
    }
    const language = said ?? (await detectLanguage(sample))
    if (language === undefined) return
    this.#metadata = { ...this.#metadata, language }
    if (isRightToLeft(language)) this.#metadata.direction = 'rtl'
    for (const block of blocks) if (block.language === language) delete block.language
    yield { type: 'metadata', format: 'epub', metadata: this.#metadata }
  }

  async *#cover(): AsyncGenerator<ImportEvent> {
    const { cover, coverPage } = this.#book
    if (cover !== undefined) yield* this.#picture(cover.name, true)
    else if (coverPage !== undefined) {
      const name = await this.#pictureOfPage(coverPage)
      if (name !== undefined) yield* this.#picture(name, true)
    }
  }

  async #pictureOfPage(page: string): Promise<string | undefined> {
    const known = this.#names.find(page)
    if (known === undefined || /\.(?:jpe?g|png|gif|webp)$/i.test(known)) return known
    const bytes = await this.#archive.read(known)
    if (bytes === undefined) return undefined
    for (const element of elements(parseMarkup(decodeText(bytes, { kind: 'xml' }).text, 'xhtml'))) {
      if (!/^(?:img|image)$/.test(localName(element))) continue
      const name = resolveName(element.attribs['src'] ?? attribute(element, 'href') ?? '', known)
      if (name !== undefined) return this.#names.find(name)
    }
    return undefined
  }

  async *#picture(name: string, cover: boolean): AsyncGenerator<ImportEvent> {
    if (this.#sent.has(name) || this.#encrypted.has(name)) return
    this.#sent.add(name)
    let bytes: Uint8Array | undefined
    try {
      bytes = await this.#archive.read(name)
    } catch (error) {
      if (!isAppError(error)) throw error
    }
    const mime = bytes === undefined ? undefined : pictureType(bytes)
    if (bytes === undefined || mime === undefined || bytes.length > largestPicture) return
    yield { type: 'asset', id: name, mime, bytes, ...(cover ? { cover } : {}) }
  }

  async *#navigation(
    blocks: number,
    outline: Outline,
    fixedPages: readonly PageMark[],
  ): AsyncGenerator<ImportEvent> {
    const places = { anchors: this.#chapters.anchors, blocks, names: this.#names }
    let toc = outline.entries
    let pages = this.#chapters.pageMarks
    for (const item of [this.#book.nav, this.#book.ncx]) {
      const navigation = item === undefined ? undefined : await this.#readNavigation(item)
      if (item === undefined || navigation === undefined) continue
      const entries = tocEntries(navigation.toc, item.name, places)
      const listed = pageMarks(navigation.pages, item.name, places)
      if (listed.length > pages.length) pages = listed
      if (entries.length > 0) {
        toc = entries
        break
      }
    }
    if (toc.length > 0) yield { type: 'toc', entries: toc }
    if (pages.length === 0) pages = [...fixedPages]
    if (pages.length > 0) yield { type: 'pages', pages }
  }

  async #readNavigation(item: PackageItem): Promise<Navigation | undefined> {
    try {
      const bytes = await this.#archive.read(item.name)
      if (bytes === undefined) return undefined
      const { text } = decodeText(bytes, { kind: 'xml' })
      return item === this.#book.ncx ? readNcx(parseMarkup(text, 'xml')) : readNav(parseMarkup(text, 'xhtml'))
    } catch (error) {
      if (isAppError(error, 'damaged')) return undefined
      throw error
    }
  }
}

/**
 * The spine, with what is not part of the linear reading (`linear="no"`: notes, answers) at the end, where a reader who
 * listens from front to back meets it last. Before the first linear item it stays: covers are marked so.
 */
function readingOrder({ spine }: EpubPackage): PackageItem[] {
  const firstLinear = spine.findIndex(({ linear }) => linear)
  if (firstLinear < 0) return spine.map(({ item }) => item)
  const inPlace = spine.filter(({ linear }, index) => linear || index < firstLinear)
  const after = spine.filter(({ linear }, index) => !linear && index >= firstLinear)
  return [...inPlace, ...after].map(({ item }) => item)
}
