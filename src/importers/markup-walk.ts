/**
 * Walks a page in document order and writes its blocks.
 *
 * What an element means for the text inside it is kept in a context that children inherit; the writer knows nothing
 * of elements, and nothing here recurses.
 */
import type { BlockShape, BlockWriter, Link, RunStyle } from './block-writer.ts'
import { inherit, shapeOf, type Context } from './markup-context.ts'
import { blockElements, isScriptLink, silentElements } from './markup-elements.ts'
import { isHidden } from './markup-hidden.ts'
import { nextMarker, startList } from './markup-list.ts'
import { blockOf, writeDrawing, writePicture, type MediaScope } from './markup-media.ts'
import { writeMath } from './markup-math.ts'
import { isPageBreak, pageLabel, pageNumber } from './markup-pages.ts'
import { writeRuby } from './markup-ruby.ts'
import { readDeclarations, type StyleFacts } from './markup-style.ts'
import { traverse, type Survey } from './markup-survey.ts'
import { TableLayout } from './markup-table.ts'
import { isElement, localName, plainText, type Document, type Element } from './markup-tree.ts'

export interface WalkOptions {
  /** Prefix of the keys of this file's anchors. */
  readonly file: string
  readonly language: string | undefined
  readonly direction: 'ltr' | 'rtl' | undefined
  link(href: string): Link | undefined
  /** Ids of the elements whose ends are wanted; they are found under `endKey`. */
  readonly ranges?: ReadonlySet<string> | undefined
  /** Id of the asset for a picture's address; `undefined` if it cannot be had. */
  image(source: string): string | undefined
}

/** Key of the place where the element with this id ends. */
export const endKey = (file: string, id: string): string => `${file}#${id}\0end`

export class MarkupWalker {
  readonly writer: BlockWriter
  readonly #survey: Survey
  readonly #options: WalkOptions
  readonly #contexts: Context[]
  readonly #direction: 'ltr' | 'rtl' | undefined
  readonly images: string[] = []

  /** @param options.language and `direction` the document's, where known */
  constructor(writer: BlockWriter, found: Survey, options: WalkOptions) {
    const { language, direction } = options
    this.writer = writer
    this.#survey = found
    this.#options = options
    this.#direction = direction ?? found.direction
    this.#contexts = [
      { style: { language: found.language ?? language }, direction: found.direction ?? direction },
    ]
  }

  walk(root: Document): void {
    traverse(
      root,
      (element, name) => this.#enter(element, name),
      (element, name) => this.#leave(element, name),
      (data) => this.#text(data),
    )
    this.writer.finish()
  }

  get #context(): Context {
    return this.#contexts.at(-1) ?? { style: {}, direction: undefined }
  }

  readonly #shape = (): BlockShape => shapeOf(this.#context, this.#ownDirection)

  /** The direction of what is written now, where it is not the document's. */
  get #ownDirection(): 'ltr' | 'rtl' | undefined {
    const { direction } = this.#context
    return direction === this.#direction ? undefined : direction
  }

  get #scope(): MediaScope {
    return {
      writer: this.writer,
      survey: this.#survey,
      context: this.#context,
      direction: this.#ownDirection,
      shape: this.#shape,
      picture: (source) => {
        const asset = this.#options.image(source)
        if (asset !== undefined) this.images.push(asset)
        return asset
      },
    }
  }

  #text(data: string): void {
    const context = this.#context
    if (context.pre && !context.flat) this.writer.verbatim(data, context.style, this.#shape)
    else this.writer.text(data, context.style, this.#shape)
  }

  /** A border between blocks: ends the block, or only keeps words apart where blocks are parts of a line. */
  #border(): void {
    const context = this.#context
    if (context.flat) this.writer.gap(context.style)
    else this.writer.close()
  }

  #enter(element: Element, name: string): boolean {
    const context = this.#context
    this.#contexts.push(context)
    if (silentElements.has(name)) {
      if (name === 'input') this.#checkbox(element)
      return false
    }
    const { styles } = this.#survey
    const sheet = styles.facts(element)
    const inline = element.attribs['style']
    const facts = inline === undefined ? sheet : { ...sheet, ...readDeclarations(inline) }
    if (
      (isHidden(element, name, facts, context.background, styles.present) &&
        !this.#survey.notes.isReferenced(element)) ||
      isOtherCase(element, name)
    )
      return false
    this.#anchors(element, name)
    if (context.note !== undefined && /\bcite-backlink\b/.test(element.attribs['class'] ?? '')) return false
    if (isPageBreak(element)) {
      this.writer.pageBreak(pageLabel(element))
      return false
    }
    this.#contexts[this.#contexts.length - 1] = inherit(element, facts, context)
    if (context.style.role !== 'page-number') {
      const number = pageNumber(element)
      if (number !== undefined) this.writer.pageBreak(number.label)
      if (number?.inText) this.#style({ role: 'page-number' })
    }
    this.writer.matter = this.#context.matter
    return this.#open(element, name, facts)
  }

  #leave(element: Element, name: string): void {
    const context = this.#contexts.pop()
    if (context === undefined) return
    const id = element.attribs['id'] ?? element.attribs['xml:id']
    if (id !== undefined && this.#options.ranges?.has(id)) this.writer.endMark(endKey(this.#options.file, id))
    this.writer.matter = this.#context.matter
    const table = context.table
    if (table !== undefined && table !== this.#context.table) {
      table.finish()
      this.writer.close()
    } else if (table !== undefined && (name === 'td' || name === 'th' || name === 'caption')) table.endPart()
    if (blockElements.has(name)) this.#border()
    else if (context !== this.#context && this.#isBlockStyled(element))
      this.writer.lineBreak(this.#context.style)
  }

  #isBlockStyled(element: Element): boolean {
    const inline = element.attribs['style']
    const display = inline === undefined ? undefined : readDeclarations(inline).display
    return (display ?? this.#survey.styles.facts(element)?.display) === 'block'
  }

  #anchors(element: Element, name: string): void {
    const id = element.attribs['id'] ?? element.attribs['xml:id']
    if (id !== undefined) this.writer.anchor(`${this.#options.file}#${id}`)
    const named = name === 'a' ? element.attribs['name'] : undefined
    if (named !== undefined && named !== id) this.writer.anchor(`${this.#options.file}#${named}`)
  }

  #set(change: Partial<Context>): void {
    this.#contexts[this.#contexts.length - 1] = { ...this.#context, ...change }
  }

  #style(change: RunStyle): void {
    this.#set({ style: { ...this.#context.style, ...change } })
  }

  /** What an element begins. Answers whether its children are walked. */
  #open(element: Element, name: string, facts: StyleFacts | undefined): boolean {
    const isBlock = blockElements.has(name)
    if (isBlock) {
      this.#border()
      const key = this.#survey.notes.noteOf(element)
      if (key !== undefined && !this.#context.flat)
        this.#set({ note: key, noteMarker: { level: 1, marker: this.#noteMarker(element, name) } })
    } else if (facts?.display === 'block') {
      this.#set({})
      this.writer.newLine(this.#context.style)
    }
    switch (name) {
      case 'h1':
      case 'h2':
      case 'h3':
      case 'h4':
      case 'h5':
      case 'h6':
        this.#set({ heading: Number(name[1]), pre: false })
        return true
      case 'p':
      case 'div':
        if (element.attribs['role'] === 'heading') {
          const level = Number(element.attribs['aria-level'])
          this.#set({ heading: level >= 1 && level <= 6 ? Math.floor(level) : 2 })
        }
        return true
      case 'blockquote':
        this.#set({ container: 'quote' })
        return true
      case 'aside':
        this.#set({ container: 'aside' })
        return true
      case 'ul':
      case 'ol':
      case 'menu':
      case 'dir':
        this.#set({ list: startList(element, name === 'ol', this.#context.list, facts) })
        return true
      case 'li':
        this.#openItem(element)
        return true
      case 'dl':
        this.#set({ list: startList(element, false, this.#context.list, facts) })
        return true
      case 'dt':
      case 'dd': {
        const level = Math.min(9, this.#context.list?.level ?? 1)
        this.#set({ container: 'item', item: { level, marker: undefined } })
        if (name === 'dt') this.#style({ strong: true })
        return true
      }
      case 'pre':
      case 'xmp':
      case 'listing':
      case 'plaintext':
        this.#set({ pre: true })
        return true
      case 'table':
        if (!this.#context.flat && this.#survey.dataTables.has(element)) this.#openTable()
        return true
      case 'tr':
        this.#context.table?.startRow()
        return true
      case 'td':
      case 'th':
        this.#openCell(element, name === 'th')
        return true
      case 'caption':
        if (this.#context.table?.startCaption()) this.#style({ role: 'caption' })
        else if (!this.#context.flat) this.#style({ role: 'caption' })
        return true
      case 'figure':
        if (!this.#context.flat) this.#set({ figure: this.writer.next })
        return true
      case 'figcaption':
        this.#openCaption(element)
        return true
      case 'hr':
        if (!this.#context.flat) this.writer.thematicBreak()
        return false
      default:
        return this.#openInline(element, name)
    }
  }

  #openInline(element: Element, name: string): boolean {
    const { style, flat, pre } = this.#context
    switch (name) {
      case 'br':
        if (flat) this.writer.gap(style)
        else if (pre) this.writer.verbatim('\n', style, this.#shape)
        else this.writer.lineBreak(style)
        return false
      case 'em':
      case 'i':
      case 'cite':
      case 'dfn':
      case 'var':
        this.#style({ emphasis: true })
        return true
      case 'strong':
      case 'b':
        this.#style({ strong: true })
        return true
      case 'code':
      case 'kbd':
      case 'samp':
      case 'tt':
        if (!pre && style.role === undefined) this.#style({ role: 'code' })
        return true
      case 'sup':
        this.#style({ script: 'superscript' })
        return true
      case 'sub':
        this.#style({ script: 'subscript' })
        return true
      case 'a':
        return this.#openLink(element)
      case 'ruby':
        writeRuby(element, (text, change) => this.writer.text(text, { ...style, ...change }, this.#shape))
        return false
      case 'math':
        writeMath(element, this.#scope)
        return false
      case 'svg':
        writeDrawing(element, this.#scope)
        return false
      case 'img':
      case 'image':
        writePicture(element, this.#scope)
        return false
      default:
        return true
    }
  }

  #openLink(element: Element): boolean {
    const { notes } = this.#survey
    if (notes.isBackLink(element, this.#context.note !== undefined)) return false
    const block = blockOf(element)
    if (isScriptLink(element) && (block === undefined || !this.#survey.textual.has(block))) return false
    const href = element.attribs['href'] ?? element.attribs['xlink:href']
    if (href === undefined) return true
    const link = this.#options.link(href)
    if (link === undefined) return true
    const note = notes.referenceOf(element)
    this.#style(note === undefined ? { link } : { link, role: 'note-reference', note })
    return true
  }

  #openItem(element: Element): void {
    const { list, note } = this.#context
    if (note !== undefined && this.#survey.notes.noteOf(element) === undefined) return
    this.#set({ container: 'item', item: { level: list?.level ?? 1, marker: nextMarker(element, list) } })
  }

  /** The marker of a note that is an item of a list; other notes carry their mark in their text. */
  #noteMarker(element: Element, name: string): string | undefined {
    const { list } = this.#context
    return name === 'li' && list?.ordered ? nextMarker(element, { ...list }) : undefined
  }

  /** A task list's box becomes the item's marker. */
  #checkbox(element: Element): void {
    const { item } = this.#context
    if (element.attribs['type']?.toLowerCase() !== 'checkbox' || item?.marker === undefined) return
    if (!this.writer.hasText) item.marker = 'checked' in element.attribs ? '[x]' : '[ ]'
  }

  #openTable(): void {
    const shape = {
      kind: 'table',
      language: this.#context.style.language,
      direction: this.#ownDirection,
    } as const
    this.#set({
      flat: true,
      table: new TableLayout(this.writer, shape),
      container: undefined,
      item: undefined,
    })
  }

  #openCell(element: Element, header: boolean): void {
    const { table } = this.#context
    if (table === undefined) return
    table.startCell(element, header)
    if (header) this.#set({ style: { ...this.#context.style, strong: true } })
  }

  #openCaption(element: Element): void {
    const { flat, figure } = this.#context
    if (flat) return
    this.#style({ role: 'caption' })
    const last = this.writer.blocks.at(-1)
    if (figure === undefined || this.writer.next <= figure || last?.kind !== 'figure') return
    // An alternative that only repeats the caption would be heard twice.
    const said = last.runs.find((run) => run.role === 'alternative')
    if (said !== undefined && said.text === plainText(element)) last.runs = []
    if (this.writer.reopenFigure()) this.#set({ flat: true })
  }
}

/** Of the cases of an `epub:switch`, MathML is read where it is offered, else the default. */
function isOtherCase(element: Element, name: string): boolean {
  if (name !== 'case' && name !== 'default') return false
  const parent = element.parent as Element | null
  if (parent === null || !isElement(parent) || localName(parent) !== 'switch') return false
  const understood = (node: Element) => /MathML/i.test(node.attribs['required-namespace'] ?? '')
  if (name === 'case') return !understood(element)
  return parent.children.some((child) => isElement(child) && localName(child) === 'case' && understood(child))
}
