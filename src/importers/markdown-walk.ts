/** mdast, the tree of Markdown, as blocks. */
import type { List, Nodes, PhrasingContent, RootContent, Table } from 'mdast'
import type { BlockShape, RunStyle } from './block-writer.ts'
import type { Flow } from './flow.ts'
import { markupToBlocks, outsideLink } from './markup.ts'
import { directionOf } from './text-groups.ts'
import { texToMath } from './tex.ts'

/** Levels of quotes and lists within one another that are followed. */
const deepest = 60

interface Around {
  readonly depth: number
  readonly quoted: boolean
  /** The list item that the next block begins or goes on with. */
  readonly item: { readonly level: number; marker: string | undefined } | undefined
  readonly note: { readonly key: string; marker: string | undefined } | undefined
}

export class MarkdownWalk {
  readonly #flow: Flow
  readonly #links = new Map<string, { url: string; title: string | undefined }>()
  readonly #notes = new Map<string, string>()
  readonly #told = new Set<string>()
  readonly #slugs = new Map<string, number>()
  /** Superscript and the like opened by inline HTML. */
  #script: RunStyle['script']
  /** Inside an element whose text no browser shows. */
  #unseen = false

  constructor(flow: Flow) {
    this.#flow = flow
  }

  /** @param length nodes that begin after it are borrowed definitions, not text of this part */
  async part(children: readonly RootContent[], length: number): Promise<void> {
    for (const node of children) {
      if (node.type === 'definition')
        this.#links.set(node.identifier, { url: node.url, title: node.title ?? undefined })
      else this.#collect(node)
    }
    for (const node of children)
      if ((node.position?.start.offset ?? 0) < length)
        await this.#block(node, { depth: 0, quoted: false, item: undefined, note: undefined }, length)
  }

  /** Definitions may stand inside quotes and lists. */
  #collect(node: Nodes, depth = 0): void {
    if (node.type === 'definition')
      this.#links.set(node.identifier, { url: node.url, title: node.title ?? undefined })
    else if (
      'children' in node &&
      depth < deepest &&
      /^(?:blockquote|list|listItem|footnoteDefinition)$/.test(node.type)
    )
      for (const child of node.children) this.#collect(child, depth + 1)
  }

  async #block(node: RootContent, around: Around, length: number): Promise<void> {
    if (around.depth > deepest) return
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- most kinds of node never stand here
    switch (node.type) {
      case 'heading':
        this.#flow.open(this.#shape(node, around, { kind: 'heading', level: node.depth }))
        this.#flow.anchor(this.#slug(plain(node)))
        this.#inline(node.children, {})
        this.#flow.close()
        return
      case 'paragraph':
        return this.#paragraph(node, around)
      case 'blockquote':
        for (const child of node.children)
          await this.#block(child, { ...around, depth: around.depth + 1, quoted: true }, length)
        return
      case 'list':
        return this.#list(node, around, length)
      case 'code':
        this.#flow.open(this.#shape(node, around, { kind: 'code' }))
        this.#flow.verbatim(node.value)
        this.#flow.close()
        return
      case 'math': {
        const { text, mathml } = texToMath(node.value, true)
        this.#flow.block({ kind: 'math' }, text, this.#math(mathml))
        return
      }
      case 'thematicBreak':
        this.#flow.thematicBreak()
        return
      case 'table':
        this.#table(node)
        return
      case 'html': {
        const { blocks } = await markupToBlocks(node.value, {
          firstBlock: this.#flow.next,
          ...language(this.#flow.language),
        })
        this.#flow.append(blocks)
        return
      }
      case 'footnoteDefinition': {
        if ((node.position?.start.offset ?? 0) >= length || this.#told.has(node.identifier)) return
        this.#told.add(node.identifier)
        const note = { key: noteKey(node.identifier), marker: this.#noteNumber(node.identifier) }
        for (const child of node.children)
          await this.#block(child, { depth: around.depth + 1, quoted: false, item: undefined, note }, length)
        return
      }
      case 'definition':
      case 'yaml':
        return
      default:
      // Inline nodes and parts of lists and tables, which do not stand alone.
    }
  }

  /** What the block is where it stands: an item, a quotation or a note overrule a plain paragraph. */
  #shape(node: Nodes, around: Around, own: BlockShape): BlockShape {
    const direction = directionOf(plain(node).slice(0, 300)) === 'rtl' ? ('rtl' as const) : undefined
    if (own.kind !== 'paragraph') return { ...own, direction: own.kind === 'code' ? undefined : direction }
    if (around.note) {
      const { key, marker } = around.note
      around.note.marker = undefined
      return { kind: 'footnote', note: key, marker, direction }
    }
    if (around.item) {
      const { level, marker } = around.item
      around.item.marker = undefined
      return { kind: 'list-item', level, marker, direction }
    }
    return { kind: around.quoted ? 'quote' : 'paragraph', direction }
  }

  #paragraph(node: Extract<RootContent, { type: 'paragraph' }>, around: Around): void {
    const pictures = node.children.filter(
      (child) => child.type === 'image' || child.type === 'imageReference',
    )
    const bare = node.children.every(
      (child) =>
        child.type === 'image' ||
        child.type === 'imageReference' ||
        (child.type === 'text' && child.value.trim() === ''),
    )
    if (bare && pictures.length > 0 && !around.item) {
      for (const picture of pictures)
        if (picture.alt) this.#flow.block({ kind: 'figure' }, picture.alt, { role: 'alternative' })
      return
    }
    this.#flow.open(this.#shape(node, around, { kind: 'paragraph' }))
    this.#inline(node.children, {})
    this.#flow.close()
  }

  async #list(node: List, around: Around, length: number): Promise<void> {
    const level = Math.min(9, (around.item?.level ?? 0) + 1)
    let number = node.start ?? 1
    for (const item of node.children) {
      const checked = item.checked === true ? '[x]' : item.checked === false ? '[ ]' : undefined
      const place = { level, marker: checked ?? (node.ordered ? `${number}.` : '•') }
      number++
      for (const child of item.children)
        await this.#block(
          child,
          { ...around, depth: around.depth + 1, item: place, note: around.note },
          length,
        )
    }
  }

  #table(node: Table): void {
    const { writer } = this.#flow
    this.#flow.open({ kind: 'table' })
    const columns = node.children[0]?.children.length ?? 0
    for (const [row, line] of node.children.entries()) {
      if (row > 0) writer.separator('\n')
      for (let column = 0; column < columns; column++) {
        if (column > 0) writer.separator('\t')
        const start = writer.length
        this.#inline(line.children[column]?.children ?? [], {}, true)
        writer.trim()
        writer.addCell({ row, column, ...(row === 0 ? { header: true } : {}), start, end: writer.length })
      }
    }
    this.#flow.close()
  }

  #inline(nodes: readonly PhrasingContent[], style: RunStyle, inCell = false, depth = 0): void {
    if (depth > deepest) return
    if (depth === 0) {
      this.#script = undefined
      this.#unseen = false
    }
    for (const node of nodes) this.#phrase(node, style, inCell, depth)
  }

  #phrase(node: PhrasingContent, style: RunStyle, inCell: boolean, depth: number): void {
    if (this.#unseen && node.type !== 'html') return
    const inside = (children: readonly PhrasingContent[], added: RunStyle) =>
      this.#inline(children, { ...style, ...added }, inCell, depth + 1)
    const scripted = this.#script === undefined ? style : { ...style, script: this.#script }
    switch (node.type) {
      case 'text':
        this.#flow.text(node.value, scripted)
        return
      case 'emphasis':
        return inside(node.children, { emphasis: true })
      case 'strong':
        return inside(node.children, { strong: true })
      case 'delete':
        return inside(node.children, {})
      case 'inlineCode':
        this.#flow.text(node.value, { ...scripted, role: 'code' })
        return
      case 'inlineMath': {
        const { text, mathml } = texToMath(node.value, false)
        this.#flow.text(text, { ...scripted, ...this.#math(mathml) })
        return
      }
      case 'break':
        if (inCell) this.#flow.writer.gap(style)
        else this.#flow.lineBreak(style)
        return
      case 'link':
        return inside(node.children, { link: target(node.url) ?? style.link })
      case 'linkReference': {
        const found = this.#links.get(node.identifier)
        return inside(node.children, { link: (found && target(found.url)) ?? style.link })
      }
      case 'image':
      case 'imageReference':
        if (node.alt) this.#flow.text(node.alt, { ...style, role: 'alternative' })
        return
      case 'footnoteReference': {
        const { identifier } = node
        this.#flow.text(this.#noteNumber(identifier), {
          role: 'note-reference',
          note: noteKey(identifier),
          script: 'superscript',
        })
        return
      }
      case 'html':
        this.#tag(node.value, style, inCell)
        return
      default: // definitions of footnotes in the text, which GFM does not have
    }
  }

  /** A single tag among text: what it holds are nodes of their own. */
  #tag(value: string, style: RunStyle, inCell: boolean): void {
    const [, closing, name = ''] = /^<(\/?)([a-z][\w-]*)/i.exec(value) ?? []
    switch (name.toLowerCase()) {
      case 'script':
      case 'style':
      case 'template':
        this.#unseen = closing !== '/'
        return
      case 'br':
        if (inCell) this.#flow.writer.gap(style)
        else this.#flow.lineBreak(style)
        return
      case 'sup':
      case 'sub':
        this.#script =
          closing === '/' ? undefined : name.toLowerCase() === 'sup' ? 'superscript' : 'subscript'
        return
      case 'img': {
        const alternative = /\balt\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(value)
        const text = alternative?.[1] ?? alternative?.[2] ?? ''
        if (text !== '') this.#flow.text(text, { ...style, role: 'alternative' })
        return
      }
      case 'a': {
        const id = /\b(?:id|name)\s*=\s*["']([^"']+)["']/i.exec(value)?.[1]
        if (closing !== '/' && id !== undefined) this.#flow.anchor(id.toLowerCase())
      }
    }
  }

  #math(mathml: string): RunStyle {
    return { role: 'math', math: { mathml, language: this.#flow.language, alternative: undefined } }
  }

  /** Notes are numbered as they are met, which for nearly all texts is the order of their references. */
  #noteNumber(identifier: string): string {
    const known = this.#notes.get(identifier) ?? String(this.#notes.size + 1)
    this.#notes.set(identifier, known)
    return known
  }

  /** Name of a heading as GitHub makes it. */
  #slug(title: string): string {
    const slug = title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-')
    const count = this.#slugs.get(slug) ?? 0
    this.#slugs.set(slug, count + 1)
    return count === 0 ? slug : `${slug}-${count}`
  }
}

const noteKey = (identifier: string) => `note-${identifier}`
const language = (tag: string | undefined) => (tag === undefined ? {} : { language: tag })

function target(url: string): RunStyle['link'] {
  if (url.startsWith('#')) {
    try {
      return { key: decodeURIComponent(url.slice(1)).toLowerCase() }
    } catch {
      return undefined
    }
  }
  return outsideLink(url)
}

/** All text below a node. */
export function plain(node: Nodes): string {
  if ('value' in node) return node.type === 'html' || node.type === 'yaml' ? '' : node.value
  if (!('children' in node)) return ''
  let text = ''
  for (const child of node.children) text += plain(child)
  return text
}
