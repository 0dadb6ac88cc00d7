/**
 * What has to be known about a page before its first word is written: which links are note references and which
 * elements their notes, which tables hold data, which blocks hold text beside their pictures.
 */
import { joinStyles, readStyles, type StyleRules, type StyleSheet } from './markup-style.ts'
import { blockElements, directionOf, isScriptLink, languageOf, silentElements } from './markup-elements.ts'
import {
  attribute,
  isElement,
  localName,
  parentName,
  plainText,
  rawText,
  type ChildNode,
  type Document,
  type Element,
} from './markup-tree.ts'
import type { Link } from './block-writer.ts'
import { NoteFinder } from './markup-notes.ts'

export interface Survey {
  /** Block elements with loose text of their own: a picture in them stands in a line. */
  readonly textual: ReadonlySet<Element>
  readonly dataTables: ReadonlySet<Element>
  /** Figures that hold a picture and nothing that is a block of another kind. */
  readonly pictures: ReadonlySet<Element>
  readonly notes: NoteFinder
  readonly styles: StyleSheet
  readonly title: string | undefined
  readonly language: string | undefined
  readonly direction: 'ltr' | 'rtl' | undefined
}

interface TableFacts {
  readonly element: Element
  rows: number
  columns: number
  cellsInRow: number
  cells: number
  characters: number
  headers: boolean
  nested: boolean
  structure: number
}

interface FigureFacts {
  readonly element: Element
  images: number
  others: number
  readonly captions: Element[]
}

export interface SurveyOptions {
  readonly file: string
  readonly sheets: readonly StyleRules[]
  readonly wantedNotes: ReadonlySet<string>
  link(href: string): Link | undefined
}

export function survey(root: Document, options: SurveyOptions): Survey {
  const textual = new Set<Element>()
  const dataTables = new Set<Element>()
  const pictures = new Set<Element>()
  const sheets: StyleRules[] = [...options.sheets]
  const notes = new NoteFinder(options.file)
  const blocks: Element[] = []
  const tables: TableFacts[] = []
  const figures: FigureFacts[] = []
  /** Depth of links that only run scripts. */
  let controls = 0
  let title: string | undefined
  let language: string | undefined
  let direction: 'ltr' | 'rtl' | undefined

  function enter(element: Element, name: string): boolean {
    const id = element.attribs['id'] ?? element.attribs['xml:id']
    if (id !== undefined) notes.addId(id, element)
    if (name === 'a' && element.attribs['name'] !== undefined) notes.addId(element.attribs['name'], element)
    if (name === 'style') {
      const media = element.attribs['media']?.toLowerCase()
      if (media === undefined || /\b(?:all|screen)\b/.test(media)) sheets.push(readStyles(rawText(element)))
      return false
    }
    if (name === 'title' && title === undefined && parentName(element) !== 'svg')
      title = plainText(element) || undefined
    if (name === 'html' || name === 'body') {
      language ??= languageOf(element)
      direction ??= directionOf(element)
    }
    if (silentElements.has(name)) return false
    if (name === 'a') {
      const href = attribute(element, 'href')
      if (isScriptLink(element)) controls += 1
      const key = href === undefined ? undefined : options.link(href)?.key
      if (key !== undefined) notes.addLink(element, key)
    }
    notes.addTyped(element)
    const table = tables.at(-1)
    const figure = figures.at(-1)
    if (name === 'table') {
      if (table !== undefined) table.nested = true
      tables.push({
        element,
        rows: 0,
        columns: 0,
        cellsInRow: 0,
        cells: 0,
        characters: 0,
        headers: false,
        nested: false,
        structure: 0,
      })
    } else if (table !== undefined) noteTablePart(table, element, name)
    if (name === 'figure') figures.push({ element, images: 0, others: 0, captions: [] })
    else if (figure !== undefined) {
      if (name === 'img' || name === 'svg' || name === 'image') figure.images += 1
      else if (name === 'figcaption') figure.captions.push(element)
      else if (/^(?:table|pre|blockquote|ul|ol|dl|math|h[1-6])$/.test(name)) figure.others += 1
    }
    if (blockElements.has(name)) blocks.push(element)
    return name !== 'svg' && name !== 'math'
  }

  function leave(element: Element, name: string): void {
    if (name === 'a' && isScriptLink(element)) controls -= 1
    if (blocks.at(-1) === element) blocks.pop()
    const table = tables.at(-1)
    if (table?.element === element) {
      tables.pop()
      if (isDataTable(table)) dataTables.add(element)
      const outer = tables.at(-1)
      if (outer !== undefined) outer.characters += table.characters
    }
    const figure = figures.at(-1)
    if (figure?.element === element) {
      figures.pop()
      if (figure.images > 0 && figure.others === 0) {
        pictures.add(element)
        for (const caption of figure.captions) moveToEnd(caption, element)
      }
      const outer = figures.at(-1)
      if (outer !== undefined) {
        outer.images += figure.images
        outer.others += figure.others
      }
    }
  }

  traverse(root, enter, leave, (data) => {
    if (!/[^ \t\n\r\f]/.test(data)) return
    const block = blocks.at(-1)
    if (block !== undefined && controls === 0) textual.add(block)
    const table = tables.at(-1)
    if (table !== undefined) table.characters += data.length
  })

  notes.decide(options.wantedNotes)
  return { textual, dataTables, pictures, notes, styles: joinStyles(sheets), title, language, direction }
}

/** Walks a tree without recursion. `enter` answers whether to go in; `leave` is called for every element entered or not. */
export function traverse(
  root: Document | Element,
  enter: (element: Element, name: string) => boolean,
  leave: (element: Element, name: string) => void,
  text: (data: string, parent: Element) => void,
): void {
  let node: ChildNode | undefined = root.children[0]
  while (node !== undefined) {
    let current: ChildNode = node
    let goIn = false
    if (current.type === 'text') text(current.data, current.parent as Element)
    else if (isElement(current)) {
      const name = localName(current)
      goIn = enter(current, name)
      if (!goIn || current.children.length === 0) leave(current, name)
      else {
        node = current.children[0]
        continue
      }
    } else if (current.type === 'cdata' && current.children.length > 0) {
      node = current.children[0]
      continue
    }
    for (;;) {
      if (current.next !== null) {
        node = current.next
        break
      }
      const parent = current.parent as Element | null
      if (parent === null || (parent as unknown) === root) return
      if (isElement(parent)) leave(parent, localName(parent))
      current = parent
    }
  }
}

function noteTablePart(table: TableFacts, element: Element, name: string): void {
  if (name === 'tr') {
    table.rows += 1
    table.cellsInRow = 0
  } else if (name === 'td' || name === 'th') {
    const span = Number(element.attribs['colspan'])
    table.cellsInRow += span > 1 && span < 1000 ? span : 1
    table.cells += 1
    table.columns = Math.max(table.columns, table.cellsInRow)
    if (name === 'th') table.headers = true
  } else if (name === 'caption' || name === 'thead') table.headers = true
  else if (/^(?:h[1-6]|hr|form|article|section|figure|blockquote|main|nav|header|footer)$/.test(name))
    table.structure += 1
}

/**
 * Tells a table of data from one that only lays out a page.
 *
 * As browsers do for screen readers: what says it is data is believed (headers, a caption, a role), what holds other
 * tables or headings is layout, and the rest is judged by size.
 */
function isDataTable(table: TableFacts): boolean {
  const { element } = table
  const role = element.attribs['role']?.toLowerCase()
  if (role === 'presentation' || role === 'none') return false
  if (table.nested || table.columns < 2) return false
  const average = table.characters / Math.max(1, table.cells)
  if (role === 'table' || role === 'grid' || element.attribs['summary']) return true
  if (average > 1_500 || table.structure > 2) return false
  if (table.headers) return true
  if (table.structure > 0) return false
  if (Number(element.attribs['border']) > 0) return true
  return table.rows >= 2 && average <= 300
}

function moveToEnd(node: Element, parent: Element): void {
  if (node.parent !== parent || node.next === null) return
  const siblings = parent.children
  siblings.splice(siblings.indexOf(node), 1)
  if (node.prev !== null) node.prev.next = node.next
  node.next.prev = node.prev
  const last = siblings.at(-1)
  node.prev = last ?? null
  node.next = null
  if (last !== undefined) last.next = node
  siblings.push(node)
}
