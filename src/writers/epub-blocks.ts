/** Blocks as the body of an XHTML file. */
import { type Block, blockText, type Cell } from '../contract/document.ts'
import { inline, type InlineParts, type PageBreak, pageBreak, type Spoken } from './epub-inline.ts'
import { attributes, languageAttributes, xmlText } from './xml.ts'

export interface NumberedBlock {
  readonly number: number
  readonly block: Block
  readonly spoken: readonly Spoken[]
  readonly pages: readonly PageBreak[]
}
export interface BlockContext {
  readonly target: InlineParts['target']
  /** Path of a picture, seen from the text; undefined where it cannot be in an EPUB. */
  readonly picture: (asset: string) => string | undefined
}

export const blockId = (number: number) => `b${number}`

/** Whether a block stands in the text: running heads of printed pages do only where they are read. */
export const isShown = ({ block, spoken }: Pick<NumberedBlock, 'block' | 'spoken'>): boolean =>
  block.kind !== 'running' || spoken.length > 0

interface Rendering {
  readonly text: (from?: number, to?: number) => string
  /** Page breaks that no text has taken. */
  readonly before: () => string
  readonly open: (element: string, more?: Readonly<Record<string, string | number | undefined>>) => string
}

function rendering({ number, block, spoken, pages }: NumberedBlock, context: BlockContext): Rendering {
  const length = blockText(block).length
  const placed = new Set<string>()
  const parts: InlineParts = { block, spoken, pages, target: context.target, pre: block.kind === 'code' }
  return {
    text(from = 0, to = length) {
      const { html, breaks } = inline(parts, from, to)
      for (const id of breaks) placed.add(id)
      return html
    },
    before: () =>
      pages
        .filter(({ id }) => !placed.has(id))
        .map(pageBreak)
        .join(''),
    open: (element, more = {}) =>
      `<${element}${attributes({ id: blockId(number) })}${languageAttributes(block.language)}${attributes({ dir: block.direction, ...more })}>`,
  }
}

function cellHtml(cell: Cell, text: Rendering['text']): string {
  const element = cell.header ? 'th' : 'td'
  const span = (count: number | undefined) => (count !== undefined && count > 1 ? count : undefined)
  const extra = attributes({
    colspan: span(cell.columnSpan),
    rowspan: span(cell.rowSpan),
    scope: cell.header ? (cell.row === 0 ? 'col' : 'row') : undefined,
  })
  return `<${element}${extra}>${text(cell.start, cell.end)}</${element}>`
}

function table(numbered: NumberedBlock, made: Rendering): string {
  const { cells = [] } = numbered.block
  if (cells.length === 0) return `${made.open('p')}${made.text()}</p>`
  const first = cells[0]?.start ?? 0
  const caption = blockText(numbered.block).slice(0, first).trim() === '' ? '' : made.text(0, first)
  const rows = [...new Set(cells.map(({ row }) => row))].sort((a, b) => a - b)
  const body = rows
    .map((row) => {
      const own = cells.filter((cell) => cell.row === row).map((cell) => cellHtml(cell, made.text))
      return `<tr>${own.join('')}</tr>`
    })
    .join('\n')
  return `${made.open('table')}${caption && `<caption>${caption}</caption>`}<tbody>\n${body}\n</tbody></table>`
}

/** Where a figure's text alternative ends: its caption is a line of its own behind it. */
export function alternativeEnd(block: Block): number {
  let end = 0
  for (const run of block.runs) {
    if (run.role !== 'alternative') break
    end += run.text.length
  }
  return end
}

/** The picture itself carries the sound of its alternative: there is no text of it to light. */
export const pictureId = (number: number) => `p${number}`

function figure(numbered: NumberedBlock, made: Rendering, context: BlockContext): string {
  const { block, number } = numbered
  const text = blockText(block)
  const end = alternativeEnd(block)
  const source = block.image === undefined ? undefined : context.picture(block.image)
  const alternative = text.slice(0, end).trim()
  const shown = source
    ? `<img${attributes({ id: pictureId(number), src: source, alt: alternative })}/>`
    : alternative && `<p id="${pictureId(number)}" class="alternative">${xmlText(alternative)}</p>`
  const from = end + (/^\s*/.exec(text.slice(end))?.[0].length ?? 0)
  const caption = from >= text.length ? '' : `<figcaption>${made.text(from, text.length)}</figcaption>`
  return `${made.open('figure')}${shown}${caption}</figure>`
}

function footnote({ block }: NumberedBlock, made: Rendering): string {
  const marker = block.marker ? `<span class="marker">${xmlText(block.marker)}</span> ` : ''
  return `${made.open('aside', { 'epub:type': 'footnote', role: 'doc-footnote' })}<p>${marker}${made.text()}</p></aside>`
}

/** A displayed formula; one that has no text shows what is said. */
function math({ block }: NumberedBlock, made: Rendering): string {
  const said = block.runs.find(({ spoken }) => spoken)?.spoken
  const text = made.text()
  if (blockText(block).trim() !== '') return `${made.open('p', { class: 'math' })}${text}</p>`
  return `${made.open('p', { class: 'math' })}${xmlText(said ?? '')}</p>`
}

/** One block that is no list item. */
function single(numbered: NumberedBlock, context: BlockContext): string {
  const { block } = numbered
  const made = rendering(numbered, context)
  const html = ((): string => {
    switch (block.kind) {
      case 'heading': {
        const element = `h${Math.min(6, block.level ?? 1)}`
        return `${made.open(element)}${made.text()}</${element}>`
      }
      case 'paragraph':
        return `${made.open('p')}${made.text()}</p>`
      case 'quote':
        return `${made.open('blockquote')}<p>${made.text()}</p></blockquote>`
      case 'aside':
        return `${made.open('aside')}<p>${made.text()}</p></aside>`
      case 'code':
        return `${made.open('pre')}<code>${made.text()}</code></pre>`
      case 'table':
        return table(numbered, made)
      case 'figure':
        return figure(numbered, made, context)
      case 'math':
        return math(numbered, made)
      case 'footnote':
        return footnote(numbered, made)
      case 'separator':
        return made.open('hr').replace(/>$/, '/>')
      case 'running':
        return `${made.open('p', { class: 'running' })}${made.text()}</p>`
      case 'list-item':
        throw new TypeError('list items stand in lists')
    }
    return block.kind satisfies never
  })()
  return made.before() + html
}

interface Item {
  readonly numbered: NumberedBlock
  readonly children: Item[]
}

/** Items under the ones that are less deep before them; the first item's depth is the list's. */
function nested(items: readonly NumberedBlock[]): Item[] {
  const top: Item[] = []
  const path: { level: number; item: Item }[] = []
  for (const numbered of items) {
    const level = numbered.block.level ?? 1
    while (path.length > 0 && (path.at(-1)?.level ?? 0) >= level) path.pop()
    const item: Item = { numbered, children: [] }
    ;(path.at(-1)?.item.children ?? top).push(item)
    path.push({ level, item })
  }
  return top
}

const numberOf = (item: Item): number | undefined => {
  const found = /^(\d{1,6})[.)]?$/.exec(item.numbered.block.marker?.trim() ?? '')
  return found ? Number(found[1]) : undefined
}
const isBullet = (item: Item) => /^[•◦▪‣·*\-–—o]?$/u.test(item.numbered.block.marker?.trim() ?? '')

function list(items: readonly Item[], context: BlockContext): string {
  let html = ''
  for (let at = 0; at < items.length;) {
    const ordered = numberOf(items[at] as Item) !== undefined
    let end = at
    while (end < items.length && (numberOf(items[end] as Item) !== undefined) === ordered) end++
    const own = items.slice(at, end)
    const rows = own.map((item) => {
      const made = rendering(item.numbered, context)
      const marker = item.numbered.block.marker
      const sign = ordered || isBullet(item) ? '' : `<span class="marker">${xmlText(marker ?? '')}</span> `
      const inner = made.text()
      const value = ordered ? { value: numberOf(item) } : {}
      const children = item.children.length > 0 ? list(item.children, context) : ''
      return `${made.open('li', { ...value, class: sign ? 'marked' : undefined })}${made.before()}${sign}${inner}${children}</li>`
    })
    const element = ordered ? 'ol' : 'ul'
    html += `<${element}>\n${rows.join('\n')}\n</${element}>`
    at = end
  }
  return html
}

/** The body of a chapter. */
export function bodyHtml(blocks: readonly NumberedBlock[], context: BlockContext): string {
  const shown = blocks.filter(isShown)
  const parts: string[] = []
  for (let at = 0; at < shown.length;) {
    const numbered = shown[at] as NumberedBlock
    if (numbered.block.kind !== 'list-item') {
      parts.push(single(numbered, context))
      at += 1
      continue
    }
    let end = at
    while (shown[end]?.block.kind === 'list-item') end++
    parts.push(list(nested(shown.slice(at, end)), context))
    at = end
  }
  return parts.join('\n')
}
