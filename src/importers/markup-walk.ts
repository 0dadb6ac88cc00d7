/**
 * Walks a page in document order and writes its blocks.
 *
 * What an element means for the text inside it is kept in a context that children inherit; the writer knows nothing
 * of elements, and nothing here recurses.
 */
import type { BlockShape, Link, RunStyle } from './block-writer.ts'
import { BlockWriter } from './block-writer.ts'
import { orderedMarker } from './list-marker.ts'
import {
  blockElements,
  directionOf,
  hasType,
  isScriptLink,
  languageOf,
  silentElements,
} from './markup-elements.ts'
import { isHidden } from './markup-hidden.ts'
import { colour, readDeclarations, type StyleFacts } from './markup-style.ts'
import { traverse, type Survey } from './markup-survey.ts'
import {
  collapse,
  isElement,
  localName,
  plainText,
  rawText,
  type Document,
  type Element,
} from './markup-tree.ts'
import { alternativeOf, isTiny, pictureSource, svgAlternative, svgPicture } from './markup-picture.ts'
import { writeRuby } from './markup-ruby.ts'
import { TableLayout } from './markup-table.ts'
import { linearMath, mathAlternative, serialiseMath } from './math.ts'

export interface WalkOptions {
  /** Prefix of the keys of this file's anchors. */
  readonly file: string
  readonly language: string | undefined
  readonly direction: 'ltr' | 'rtl' | undefined
  link(href: string): Link | undefined
  /** Id of the asset for a picture's address; `undefined` if it cannot be had. */
  image(source: string): string | undefined
}

interface ListState {
  readonly ordered: boolean
  readonly type: string
  readonly level: number
  readonly step: 1 | -1
  readonly plain: boolean
  next: number
}

interface ItemState {
  readonly level: number
  marker: string | undefined
}

/** What text inherits from the elements around it. */
interface Context {
  readonly style: RunStyle
  readonly direction: 'ltr' | 'rtl' | undefined
  readonly heading?: number | undefined
  readonly container?: 'quote' | 'aside' | 'item' | undefined
  readonly item?: ItemState | undefined
  readonly list?: ListState | undefined
  readonly note?: string | undefined
  readonly noteMarker?: ItemState | undefined
  readonly pre?: boolean | undefined
  /** Inside a cell or a caption: blocks are parts of a line. */
  readonly flat?: boolean | undefined
  readonly table?: TableLayout | undefined
  readonly background?: string | undefined
  /** First block of the figure we are in. */
  readonly figure?: number | undefined
}

const pageBreakTypes = new Set(['pagebreak', 'doc-pagebreak'])
const decorativeRoles = /^(?:presentation|none)$/i

export class MarkupWalker {
  readonly writer: BlockWriter
  readonly #survey: Survey
  readonly #options: WalkOptions
  readonly #contexts: Context[]
  readonly #saved: Context[] = []
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

  readonly #shape = (): BlockShape => {
    const context = this.#context
    const base = {
      language: context.style.language,
      direction: context.direction === this.#direction ? undefined : context.direction,
    }
    if (context.note !== undefined) {
      const marker = context.noteMarker?.marker
      if (context.noteMarker !== undefined) context.noteMarker.marker = undefined
      return { ...base, kind: 'footnote', note: context.note, marker }
    }
    if (context.heading !== undefined) return { ...base, kind: 'heading', level: context.heading }
    if (context.pre) return { ...base, kind: 'code' }
    if (context.container === 'item' && context.item !== undefined) {
      const { item } = context
      const { marker } = item
      item.marker = undefined
      return { ...base, kind: 'list-item', level: item.level, marker }
    }
    return {
      ...base,
      kind: context.container === 'quote' || context.container === 'aside' ? context.container : 'paragraph',
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
    if (silentElements.has(name) && !(name === 'object')) {
      if (name === 'input') this.#checkbox(element)
      return false
    }
    const { styles } = this.#survey
    const sheet = styles.facts(element)
    const inline = element.attribs['style']
    const facts = inline === undefined ? sheet : { ...sheet, ...readDeclarations(inline) }
    if (isHidden(element, name, facts, context.background, styles.present) || isOtherCase(element, name))
      return false
    this.#anchors(element, name)
    if (hasType(element, pageBreakTypes)) {
      this.writer.pageBreak(pageLabel(element))
      return false
    }
    this.#contexts[this.#contexts.length - 1] = this.#inherit(element, facts, context)
    return this.#open(element, name, facts)
  }

  #leave(element: Element, name: string): void {
    const context = this.#contexts.pop()
    if (context === undefined) return
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

  #inherit(element: Element, facts: StyleFacts | undefined, context: Context): Context {
    const language = languageOf(element)
    const direction = directionOf(element)
    const paper = element.attribs['bgcolor']
    const background = facts?.background ?? (paper === undefined ? undefined : colour(paper))
    let next = context
    if (language !== undefined && language !== context.style.language)
      next = { ...next, style: { ...next.style, language } }
    if (direction !== undefined && direction !== context.direction) next = { ...next, direction }
    if (background !== undefined && background !== 'transparent') next = { ...next, background }
    if (facts !== undefined) {
      const { emphasis, strong, pre } = facts
      if (emphasis !== undefined || strong !== undefined)
        next = {
          ...next,
          style: {
            ...next.style,
            emphasis: emphasis ?? next.style.emphasis,
            strong: strong ?? next.style.strong,
          },
        }
      if (pre !== undefined && pre !== (context.pre ?? false)) next = { ...next, pre }
    }
    return next
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
        this.#openList(element, name === 'ol', facts)
        return true
      case 'li':
        this.#openItem(element)
        return true
      case 'dl':
        this.#openList(element, false, facts)
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
        if (!this.#context.flat && this.#survey.dataTables.has(element)) this.#openTable(element)
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
        this.#math(element)
        return false
      case 'svg':
        this.#svg(element)
        return false
      case 'img':
      case 'image':
        this.#picture(element, pictureSource(element), alternativeOf(element))
        return false
      default:
        return true
    }
  }

  #openLink(element: Element): boolean {
    const { notes } = this.#survey
    if (notes.isBackLink(element, this.#context.note !== undefined)) return false
    const block = this.#blockOf(element)
    if (isScriptLink(element) && (block === undefined || !this.#survey.textual.has(block))) return false
    const href = element.attribs['href'] ?? element.attribs['xlink:href']
    if (href === undefined) return true
    const link = this.#options.link(href)
    if (link === undefined) return true
    const note = notes.referenceOf(element)
    this.#style(note === undefined ? { link } : { link, role: 'note-reference', note })
    return true
  }

  #openList(element: Element, ordered: boolean, facts: StyleFacts | undefined): void {
    const outer = this.#context.list
    const level = Math.min(9, (outer?.level ?? 0) + 1)
    const start = Number.parseInt(element.attribs['start'] ?? '', 10)
    const reversed = ordered && 'reversed' in element.attribs
    const items = element.children.filter((child) => isElement(child) && localName(child) === 'li').length
    this.#set({
      list: {
        ordered,
        type: element.attribs['type'] ?? '1',
        level,
        step: reversed ? -1 : 1,
        plain: facts?.listStyleNone ?? false,
        next: Number.isNaN(start) ? (reversed ? items : 1) : start,
      },
    })
  }

  #openItem(element: Element): void {
    const { list, note } = this.#context
    if (note !== undefined && this.#survey.notes.noteOf(element) === undefined) return
    const level = list?.level ?? 1
    const item: ItemState = { level, marker: this.#marker(element, list) }
    this.#set({ container: 'item', item })
  }

  /** The marker of a note that is an item of a list; other notes carry their mark in their text. */
  #noteMarker(element: Element, name: string): string | undefined {
    const { list } = this.#context
    return name === 'li' && list?.ordered ? this.#marker(element, { ...list }) : undefined
  }

  #marker(element: Element, list: ListState | undefined): string | undefined {
    if (list === undefined) return '•'
    if (!list.ordered) return list.plain ? undefined : '•'
    const own = Number.parseInt(element.attribs['value'] ?? '', 10)
    const value = Number.isNaN(own) ? list.next : own
    list.next = value + list.step
    return list.plain ? undefined : orderedMarker(value, element.attribs['type'] ?? list.type)
  }

  /** A task list's box becomes the item's marker. */
  #checkbox(element: Element): void {
    const { item } = this.#context
    if (element.attribs['type']?.toLowerCase() !== 'checkbox' || item?.marker === undefined) return
    if (!this.writer.hasText) item.marker = 'checked' in element.attribs ? '[x]' : '[ ]'
  }

  #openTable(element: Element): void {
    const { style, direction } = this.#context
    this.writer.open({
      kind: 'table',
      language: style.language,
      direction: direction === this.#direction ? undefined : direction,
    })
    this.#set({
      flat: true,
      table: new TableLayout(this.writer, element),
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

  #picture(element: Element, source: string | undefined, alternative: string | undefined): void {
    const { attribs } = element
    const { style, flat, heading, figure, direction } = this.#context
    const captioned = figure !== undefined && this.#isCaptioned(element)
    const decorative = decorativeRoles.test(attribs['role'] ?? '') || attribs['alt']?.trim() === ''
    if ((decorative && !captioned && alternative === undefined) || isTiny(element)) return
    if (decorativeRoles.test(attribs['role'] ?? '') && !captioned) return
    const block = this.#blockOf(element)
    if (flat || heading !== undefined || (block !== undefined && this.#survey.textual.has(block))) {
      if (alternative === undefined) return
      this.writer.gap(style)
      this.writer.text(alternative, { language: style.language, role: 'alternative' }, this.#shape)
      this.writer.gap(style)
      return
    }
    const asset = source === undefined ? undefined : this.#options.image(source)
    if (asset === undefined && alternative === undefined) return
    if (asset !== undefined) this.images.push(asset)
    this.writer.open({
      kind: 'figure',
      image: asset,
      language: style.language,
      direction: direction === this.#direction ? undefined : direction,
    })
    if (alternative !== undefined)
      this.writer.text(alternative, { language: style.language, role: 'alternative' }, this.#shape)
    this.writer.close()
  }

  #svg(element: Element): void {
    const inner = svgPicture(element)
    const alternative = svgAlternative(element) ?? (inner === undefined ? undefined : alternativeOf(inner))
    this.#picture(element, inner === undefined ? undefined : pictureSource(inner), alternative)
  }

  #isCaptioned(element: Element): boolean {
    let up = element.parent as Element | null
    while (up !== null && isElement(up) && localName(up) !== 'figure') up = up.parent as Element | null
    return up !== null && isElement(up) && this.#survey.pictures.has(up) && up.children.some(isCaption)
  }

  #blockOf(element: Element): Element | undefined {
    let up = element.parent as Element | null
    while (up !== null && isElement(up) && !blockElements.has(localName(up))) up = up.parent as Element | null
    return up !== null && isElement(up) ? up : undefined
  }

  #math(element: Element): void {
    const { style, flat, direction } = this.#context
    const mathml = serialiseMath(element)
    const alternative = mathAlternative(element)
    const line = mathml === undefined ? plainText(element) : linearMath(element)
    const text = line === '' ? alternative : line
    if (text === undefined) return
    const source = { mathml: mathml ?? '', language: style.language, alternative }
    const run: RunStyle = { ...style, role: 'math', math: source }
    const block = this.#blockOf(element)
    const displayed =
      element.attribs['display'] === 'block' ||
      element.attribs['mode'] === 'display' ||
      (block !== undefined && !this.#survey.textual.has(block) && onlyChild(element))
    if (
      !displayed ||
      flat ||
      (this.writer.hasText === true &&
        block !== undefined &&
        this.#survey.textual.has(block) &&
        element.attribs['display'] !== 'block')
    ) {
      this.writer.text(text, run, this.#shape)
      return
    }
    this.writer.open({
      kind: 'math',
      language: style.language,
      direction: direction === this.#direction ? undefined : direction,
    })
    this.writer.text(text, run, this.#shape)
    this.writer.close()
  }
}

function isCaption(node: unknown): boolean {
  return isElement(node) && localName(node) === 'figcaption' && rawText(node, undefined, 1_000).trim() !== ''
}

function onlyChild(element: Element): boolean {
  let up: Element = element
  for (;;) {
    const parent = up.parent as Element | null
    if (parent === null || !isElement(parent)) return true
    if (parent.children.some((child) => child !== up && isElement(child))) return false
    if (blockElements.has(localName(parent))) return true
    up = parent
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

/** The label of a printed page: as its title says, else its text, else the number in its id. */
function pageLabel(element: Element): string {
  const { attribs } = element
  const said = collapse(attribs['title'] ?? attribs['aria-label'] ?? '') || plainText(element)
  const label = said.replace(/^\W*(?:page|seite|pagina|página|pág\.?|p\.|s\.)\s*/i, '').replace(/[.\s]+$/, '')
  if (label !== '') return label.slice(0, 100)
  return /(?:^|[^a-z])(\d+|[ivxlc]+)$/i.exec(attribs['id'] ?? '')?.[1] ?? ''
}
