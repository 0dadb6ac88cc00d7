/** What a tag holds: the words of its marked content and of its annotations, gathered in the tag's own order. */
import { lineOf, type Line, type LineContext } from './pdf-columns.ts'
import { type Box, type Piece, settle } from './pdf-lines.ts'

/** An element of the structure tree as pdf.js gives it, or a leaf that names content. */
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

export const maximumDepth = 200

const inlines = new Set(
  'Span Quote Formula Link Reference BibEntry Em Strong Sub Ruby RB RT RP Warichu WT WP Annot Form Lbl Code'.split(
    ' ',
  ),
)
/** Elements that mean nothing by themselves: what they hold decides what they are. */
const transparent = new Set('NonStruct Private InlineShape'.split(' '))
/** Inline elements whose alternative text does not stand for their own words. */
const keepsWords = new Set('Link Form Annot Formula'.split(' '))

/** Whether a node runs along in a line of text rather than standing for itself. */
export function isInline(node: TagNode, depth = 0): boolean {
  if (node.role === undefined || inlines.has(node.role)) return true
  if (!transparent.has(node.role) || depth > maximumDepth) return false
  return (node.children ?? []).every((child) => isInline(child, depth + 1))
}

/** Hands out each word of a page once. */
export class TagContent {
  readonly #byContent = new Map<number, Box[]>()
  readonly #byAnnotation = new Map<string, Box[]>()
  readonly #prefix: string | undefined
  readonly used = new Set<Box>()

  /** @param prefix of the page's content ids, `p12R_mc`; contents of other pages are left alone */
  constructor(boxes: readonly Box[], prefix: string | undefined) {
    this.#prefix = prefix
    for (const box of boxes) {
      if (box.annotation !== undefined) append(this.#byAnnotation, box.annotation, box)
      else if (box.content !== -1) append(this.#byContent, box.content, box)
    }
  }

  /** Words of a leaf that nobody has taken. */
  take(leaf: TagNode): Box[] {
    const id = leaf.id ?? ''
    let found: Box[] | undefined
    if (leaf.type === 'content') {
      const number = /_mc(\d+)$/.exec(id)
      if (number && (this.#prefix === undefined || id.startsWith(this.#prefix)))
        found = this.#byContent.get(Number(number[1]))
    } else if (leaf.type === 'annotation')
      found = this.#byAnnotation.get(id.replace('pdfjs_internal_id_', ''))
    else if (leaf.type === 'object') found = this.#byAnnotation.get(id)
    const fresh = (found ?? []).filter((box) => !this.used.has(box))
    for (const box of fresh) this.used.add(box)
    return fresh
  }

  discard(node: TagNode, depth = 0): void {
    if (depth > maximumDepth) return
    for (const child of node.children ?? [])
      if (child.role === undefined) this.take(child)
      else this.discard(child, depth + 1)
  }

  /**
   * Words of a node and of what runs along in it.
   *
   * @param later takes the children that stand for themselves
   * @param language of the innermost element that names one, where it is not the block's
   */
  gather(node: TagNode, later: TagNode[], language?: string, depth = 0): Box[] {
    if (depth > maximumDepth) return []
    const result: Box[] = []
    for (const child of node.children ?? []) {
      if (child.role === undefined) {
        for (const box of this.take(child)) {
          if (language !== undefined) box.language = language
          result.push(box)
        }
      } else if (child.role === 'Artifact') this.discard(child)
      else if (isInline(child)) {
        const own = child.lang === undefined ? language : child.lang.toLowerCase()
        const inner = this.gather(child, later, own, depth + 1)
        const first = inner[0]
        if (first && child.alt !== undefined && !keepsWords.has(child.role)) {
          const last = inner.at(-1) as Box
          first.text = child.alt.trim()
          if (Math.abs(last.y - first.y) < 0.3 * last.size) first.x1 = Math.max(first.x1, last.x1)
          if (first.text !== '') result.push(first)
        } else result.push(...inner)
      } else later.push(child)
    }
    return result
  }

  /** All words under a node, for cells: blocks in them follow one another. */
  everything(node: TagNode, depth = 0): Box[] {
    if (depth > maximumDepth) return []
    const later: TagNode[] = []
    const own = this.gather(node, later)
    return [...own, ...later.flatMap((child) => this.everything(child, depth + 1))]
  }
}

function append<K>(map: Map<K, Box[]>, key: K, box: Box): void {
  const list = map.get(key)
  if (list) list.push(box)
  else map.set(key, [box])
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
