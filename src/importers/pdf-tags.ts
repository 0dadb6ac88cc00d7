/**
 * Reads a page by its tags: the structure tree says what is a heading, a list, a cell, and in which order.
 *
 * pdf.js prunes the tree to the elements of one page. `Alt` and `ActualText` arrive in one field; on an element that
 * has a picture's role it is the alternative, on any other it replaces the text. `E` and marks that carry their
 * `ActualText` in the content stream itself do not arrive at all.
 */
import { lineOf, type Line, type LineContext } from './pdf-columns.ts'
import { type Box, type Piece, settle } from './pdf-lines.ts'
import { lineText } from './pdf-runs.ts'
import { type Draft, type DraftCell, isBold } from './pdf-paragraphs.ts'

export interface TagNode {
  readonly role?: string
  readonly type?: string
  readonly id?: string
  readonly alt?: string
  readonly lang?: string
  readonly rowSpan?: number
  readonly colSpan?: number
  readonly children?: readonly TagNode[]
}

export interface TaggedPage {
  readonly drafts: Draft[]
  /** Share of the characters outside artifacts that the tree holds. */
  readonly share: number
  /** What the tree does not hold and is no artifact. */
  readonly left: Box[]
}

const containers = new Set(
  'Root Document DocumentFragment Part Art Article Sect Div Aside NonStruct Private Index TBody THead TFoot LBody'.split(
    ' ',
  ),
)
const inlines = new Set(
  'Span Quote Formula Link Reference BibEntry Em Strong Sub Ruby RB RT RP Warichu WT WP Annot Form Lbl Code InlineShape'.split(
    ' ',
  ),
)
const maximumDepth = 200

interface Context {
  readonly depth: number
  readonly lists: number
  readonly language: string | undefined
}

/**
 * @param prefix of the page's content ids, `p12R_mc`
 */
export function readTags(
  root: TagNode,
  boxes: readonly Box[],
  prefix: string | undefined,
  context: LineContext,
): TaggedPage {
  const byContent = new Map<number, Box[]>()
  const byAnnotation = new Map<string, Box[]>()
  for (const box of boxes) {
    const [map, key] =
      box.annotation !== undefined ? [byAnnotation, box.annotation] : [byContent, box.content]
    if (key === -1) continue
    const list = (map as Map<unknown, Box[]>).get(key)
    if (list) list.push(box)
    else (map as Map<unknown, Box[]>).set(key, [box])
  }
  const used = new Set<Box>()
  const drafts: Draft[] = []

  const contentOf = (node: TagNode): Box[] => {
    const id = node.id ?? ''
    let found: Box[] | undefined
    if (node.type === 'content') {
      const number = /_mc(\d+)$/.exec(id)
      if (number && (prefix === undefined || id.startsWith(prefix))) found = byContent.get(Number(number[1]))
    } else if (node.type === 'annotation') found = byAnnotation.get(id.replace('pdfjs_internal_id_', ''))
    else if (node.type === 'object') found = byAnnotation.get(id)
    if (!found) return []
    const fresh = found.filter((box) => !used.has(box))
    for (const box of fresh) used.add(box)
    return fresh
  }

  /** Inline content of a node; block-level children met on the way are read into drafts afterwards. */
  const gather = (
    node: TagNode,
    at: Context,
    later: TagNode[],
    skip?: (child: TagNode) => boolean,
  ): Box[] => {
    if (at.depth > maximumDepth) return []
    const result: Box[] = []
    const language = node.lang ? node.lang.toLowerCase() : at.language
    for (const child of node.children ?? []) {
      if (child.role === undefined) {
        for (const box of contentOf(child)) {
          if (language !== undefined) box.language = language
          result.push(box)
        }
      } else if (child.role === 'Artifact') discard(child)
      else if (skip?.(child)) continue
      else if (inlines.has(child.role) || !isBlock(child.role)) {
        const inner = gather(child, { ...at, depth: at.depth + 1, language }, later, skip)
        const replaced =
          child.alt !== undefined &&
          child.role !== 'Link' &&
          child.role !== 'Form' &&
          child.role !== 'Annot' &&
          child.role !== 'Formula'
        if (replaced && inner[0]) {
          const last = inner.at(-1) as Box
          const sameLine = Math.abs(last.y - inner[0].y) < 0.3 * last.size
          inner[0].text = child.alt.trim()
          if (sameLine) inner[0].x1 = Math.max(inner[0].x1, last.x1)
          if (inner[0].text !== '') result.push(inner[0])
        } else result.push(...inner)
      } else later.push(child)
    }
    return result
  }

  const discard = (node: TagNode, depth = 0): void => {
    if (depth > maximumDepth) return
    for (const child of node.children ?? [])
      if (child.role === undefined) contentOf(child)
      else discard(child, depth + 1)
  }

  const push = (
    kind: Draft['kind'],
    content: readonly Box[],
    at: Context,
    extra: Partial<Draft> = {},
  ): void => {
    const lines = linesOf(content, context)
    if (lines.length === 0 && extra.alternative === undefined && extra.cells === undefined) return
    drafts.push({
      kind,
      lines,
      page: context.page,
      size: lines[0]?.size ?? 10,
      bold: lines.length > 0 && lines.every(isBold),
      full: true,
      indented: false,
      tagged: true,
      top: lines[0]?.top ?? 0,
      ...(at.language === undefined ? {} : { language: at.language }),
      ...extra,
    })
  }

  const flow = (node: TagNode, kind: Draft['kind'], at: Context, extra: Partial<Draft> = {}) => {
    const later: TagNode[] = []
    const content = gather(node, at, later)
    if (node.alt !== undefined && content.length > 0 && kind !== 'figure')
      extra = { ...extra, actual: node.alt.trim() }
    push(kind, content, at, extra)
    for (const child of later) walk(child, { ...at, depth: at.depth + 1 })
  }

  const list = (node: TagNode, at: Context) => {
    const later: TagNode[] = []
    const label = findRole(node, 'Lbl')
    const labelBoxes = label ? gather(label, at, []) : []
    const marker = linesOf(labelBoxes, context)
      .map((line) => line.boxes.map((box) => box.text).join(' '))
      .join(' ')
      .trim()
    const bodies = (node.children ?? []).filter((child) => child !== label)
    let content: Box[] = []
    const rest: TagNode[] = []
    for (const body of bodies) {
      if (body.role === undefined) content.push(...gather({ children: [body] }, at, later))
      else if (body.role === 'LBody' || inlines.has(body.role))
        for (const part of body.children ?? []) {
          if (part.role === undefined || inlines.has(part.role))
            content.push(...gather({ children: [part] }, at, later))
          else if (content.length === 0 && rest.length === 0 && /^(P|Div|NonStruct|Part)$/.test(part.role))
            content = gather(part, at, rest)
          else rest.push(part)
        }
      else rest.push(body)
    }
    if (content.length > 0 || marker !== '')
      push('list-item', content, at, {
        level: Math.min(9, Math.max(1, at.lists)),
        ...splitMarker(marker, content),
      })
    for (const child of [...later, ...rest]) walk(child, { ...at, depth: at.depth + 1 })
  }

  const table = (node: TagNode, at: Context) => {
    const rows: TagNode[] = []
    const collect = (parent: TagNode, depth: number) => {
      if (depth > maximumDepth) return
      for (const child of parent.children ?? [])
        if (child.role === 'TR') rows.push(child)
        else if (child.role === 'Caption') walk(child, { ...at, depth: at.depth + 1 })
        else if (child.role !== undefined) collect(child, depth + 1)
    }
    collect(node, 0)
    const width = Math.max(
      0,
      ...rows.map((row) => cellNodes(row).reduce((sum, cell) => sum + span(cell.colSpan), 0)),
    )
    if (rows.length === 0 || width <= 1) {
      for (const child of node.children ?? []) container(child, { ...at, depth: at.depth + 1 })
      return
    }
    const cells: DraftCell[] = []
    const taken = new Set<string>()
    rows.forEach((row, r) => {
      let column = 0
      for (const cell of cellNodes(row)) {
        while (taken.has(`${r}:${column}`)) column++
        const rowSpan = span(cell.rowSpan)
        const columnSpan = span(cell.colSpan)
        for (let i = 0; i < rowSpan; i++)
          for (let j = 0; j < columnSpan; j++) taken.add(`${r + i}:${column + j}`)
        const content = everything(cell, at)
        cells.push({
          lines: linesOf(content, context),
          row: r,
          column,
          ...(rowSpan > 1 ? { rowSpan } : {}),
          ...(columnSpan > 1 ? { columnSpan } : {}),
          ...(cell.role === 'TH' ? { header: true } : {}),
        })
        column += columnSpan
      }
    })
    if (cells.some((cell) => cell.lines.length > 0))
      push(
        'table',
        cells.flatMap((cell) => cell.lines.flatMap((line) => line.boxes)),
        at,
        { cells },
      )
  }

  /** All text under a node, for cells: blocks in them become lines. */
  const everything = (node: TagNode, at: Context): Box[] => {
    if (at.depth > maximumDepth) return []
    const later: TagNode[] = []
    const own = gather(node, at, later)
    return [...own, ...later.flatMap((child) => everything(child, { ...at, depth: at.depth + 1 }))]
  }

  const container = (node: TagNode, at: Context) => {
    if (node.role === undefined) {
      push('paragraph', contentOf(node), at)
      return
    }
    walk(node, at)
  }

  const walk = (node: TagNode, outer: Context): void => {
    if (outer.depth > maximumDepth) return
    const role = node.role ?? ''
    const at: Context = {
      depth: outer.depth + 1,
      lists: outer.lists + (role === 'L' ? 1 : 0),
      language: node.lang ? node.lang.toLowerCase() : outer.language,
    }
    const heading = /^H([1-6])?$/.exec(role)
    if (heading) {
      const from = drafts.length
      flow(node, 'heading', at, { level: Number(heading[1] ?? 2) })
      const made = drafts[from] // whole sentences are tagged as headings where only their type was wanted
      if (
        made?.kind === 'heading' &&
        made.lines.length > 3 &&
        /[.]\s*$/.test(lineText(made.lines.at(-1) as Line))
      )
        made.kind = 'paragraph'
    } else if (role === 'Title') flow(node, 'heading', at, { level: 1 })
    else if (role === 'P') flow(node, 'paragraph', at)
    else if (role === 'Note' || role === 'FENote') flow(node, 'footnote', at)
    else if (role === 'Caption') flow(node, 'paragraph', at, { caption: true })
    else if (role === 'BlockQuote') {
      if ((node.children ?? []).some((child) => child.role !== undefined && isBlock(child.role)))
        blocks(node, at, 'quote')
      else flow(node, 'quote', at)
    } else if (role === 'Code') flow(node, 'code', at)
    else if (role === 'LI') list(node, { ...at, lists: Math.max(1, at.lists) })
    else if (role === 'L') blocks(node, at)
    else if (role === 'Table') table(node, at)
    else if (role === 'Figure' || role === 'Formula') {
      const content = everything(node, at)
      const kind = role === 'Figure' ? 'figure' : 'math'
      if (node.alt !== undefined && isDescription(node.alt))
        push(kind, content, at, { alternative: node.alt.trim() })
      else push('paragraph', content, at)
    } else if (role === 'Artifact') discard(node)
    else if (inlines.has(role)) {
      const later: TagNode[] = []
      push('paragraph', gather({ children: [node] }, outer, later), at)
      for (const child of later) walk(child, at)
    } else if (role === 'TOCI') flow(node, 'list-item', { ...at, lists: 1 }, { level: 1 })
    else blocks(node, at)
  }

  /** Children in order; stray inline content between blocks becomes paragraphs. */
  const blocks = (node: TagNode, at: Context, kind: Draft['kind'] = 'paragraph') => {
    let stray: TagNode[] = []
    const flush = () => {
      if (stray.length === 0) return
      const later: TagNode[] = []
      push(kind, gather({ children: stray }, at, later), at)
      stray = []
      for (const child of later) walk(child, at)
    }
    for (const child of node.children ?? []) {
      if (child.role === undefined || inlines.has(child.role)) stray.push(child)
      else {
        flush()
        if (kind === 'quote' && child.role === 'P') flow(child, 'quote', at)
        else walk(child, at)
      }
    }
    flush()
  }

  walk({ role: 'Root', children: root.children ?? [] }, { depth: 0, lists: 0, language: undefined })

  const left = boxes.filter((box) => !used.has(box) && !box.artifact)
  const letters = (list: Iterable<Box>) => {
    let sum = 0
    for (const box of list) sum += box.text.length
    return sum
  }
  const held = letters(used)
  const all = held + letters(left)
  return { drafts, share: all === 0 ? 1 : held / all, left }
}

/** Office puts the picture's file name where a description belongs. */
const isDescription = (alt: string) =>
  alt.trim() !== '' &&
  !/^(?:[a-z]:\\|\\\\|file:|\/\w)|^\S+\.(?:jpe?g|png|gif|bmp|tiff?|emf|wmf|svg)$/i.test(alt.trim())

const span = (value: number | undefined) => Math.min(100, Math.max(1, value ?? 1))
const cellNodes = (row: TagNode) =>
  (row.children ?? []).filter((cell) => cell.role === 'TH' || cell.role === 'TD')
const isBlock = (role: string) =>
  containers.has(role) ||
  /^(H[1-6]?|P|Title|Note|FENote|Caption|BlockQuote|L|LI|Table|TR|TH|TD|Figure|TOC|TOCI)$/.test(role)

function findRole(node: TagNode, role: string): TagNode | undefined {
  for (const child of node.children ?? []) if (child.role === role) return child
  for (const child of node.children ?? [])
    if (child.role === 'LBody') return (child.children ?? []).find((inner) => inner.role === role)
  return undefined
}

/** A list label; where the file has none, a bullet that begins the text. */
function splitMarker(marker: string, content: Box[]): Partial<Draft> {
  if (marker !== '') return { marker: marker.slice(0, 40) }
  const first = content[0]
  if (first && content.length > 1 && /^([•◦▪▫■□●○‣⁃·➢❖✓–-]|\(?\d{1,3}[.)])$/.test(first.text)) {
    content.shift()
    return { marker: first.text }
  }
  return {}
}

/** Words in the order of the stream, cut into lines where the baseline changes. */
export function linesOf(boxes: readonly Box[], context: LineContext): Line[] {
  const lines: Line[] = []
  let piece: Piece | undefined
  const close = () => {
    if (!piece) return
    settle(piece)
    lines.push(lineOf([piece], context))
  }
  for (const box of boxes) {
    const last = piece?.boxes.at(-1)
    if (piece && last) {
      const larger = Math.max(last.size, box.size)
      const script = Math.min(last.size, box.size) < 0.86 * larger
      const rise = Math.min(Math.abs(box.y - last.y), Math.abs(box.y - piece.y))
      if (rise <= (script ? 0.62 : 0.35) * larger && !(box.x < last.x - 12 * larger && box.x1 < piece.x0)) {
        piece.boxes.push(box)
        piece.x0 = Math.min(piece.x0, box.x)
        if (!script) piece.y = box.y
        continue
      }
    }
    close()
    piece = { boxes: [box], x0: box.x, x1: box.x1, y: box.y, top: 0, bottom: 0, size: box.size }
  }
  close()
  for (const line of lines) line.boxes.sort((a, b) => a.x - b.x || a.order - b.order)
  return lines
}
