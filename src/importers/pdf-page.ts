/** One page: first its words and edges, later, when its neighbours are known, its drafts of blocks. */
import type { PdfDocument, PdfPage } from './pdf-library.ts'
import { readsRightToLeft } from './pdf-characters.ts'
import { type LineContext, readingOrder } from './pdf-columns.ts'
import { pageEdges, type PageEdges } from './pdf-edges.ts'
import type { Furniture } from './pdf-furniture.ts'
import { formOf } from './pdf-page-numbers.ts'
import type { Vocabulary } from './pdf-hyphens.ts'
import {
  type Box,
  composeAccents,
  findPieces,
  type Piece,
  spaceThreshold,
  uprightGroups,
} from './pdf-lines.ts'
import { brokenOff, type Draft, floats, type TypeFacts } from './pdf-draft.ts'
import { draftsOf, markFootnotes } from './pdf-paragraphs.ts'
import type { TagNode } from './pdf-tag-content.ts'
import { artifactRows, runningDraft, turnedDraft } from './pdf-running.ts'
import { readTags } from './pdf-tags.ts'
import { type Drawing, type Operators, readWords } from './pdf-drawing.ts'
import type { FontFacts, Matrix, Word } from './pdf-words.ts'

/** A tree that holds less of the page's text than this is not trusted. */
const trustedShare = 0.8

export interface RawPage {
  readonly index: number
  readonly width: number
  readonly height: number
  /** Text in the page's main reading direction, in its own frame. */
  readonly pieces: Piece[]
  /** Text that is turned against it. */
  readonly turned: { readonly pieces: Piece[]; readonly form: string }[]
  readonly edges: PageEdges
  readonly context: LineContext
  readonly tree: TagNode | undefined
  readonly prefix: string | undefined
  readonly pictureShare: number
  readonly glyphs: number
  readonly unknown: number
  readonly letters: number
  /** User space height to points from the upper edge. */
  readonly topOf: (y: number) => number
}

/** Facts of a font, from what pdf.js keeps of it after the operators were read. */
export function fontFacts(
  page: PdfPage,
  cache: Map<string, FontFacts>,
): (name: string) => FontFacts | undefined {
  return (name) => {
    const known = cache.get(name)
    if (known) return known
    let raw: Record<string, unknown> = {}
    try {
      if (page.commonObjs.has(name)) raw = page.commonObjs.get(name) as Record<string, unknown>
    } catch {
      // a font that could not be read still has widths in its glyphs
    }
    const fontName = typeof raw['name'] === 'string' ? raw['name'] : ''
    const matrix = Array.isArray(raw['fontMatrix'])
      ? (raw['fontMatrix'] as number[])
      : [0.001, 0, 0, 0.001, 0, 0]
    const bbox = raw['bbox'] as number[] | undefined
    const type3 = raw['isType3Font'] === true
    const boxHeight = type3 && bbox ? Math.abs(((bbox[3] ?? 0) - (bbox[1] ?? 0)) * (matrix[3] ?? 0.001)) : 0
    const facts: FontFacts = {
      name: fontName,
      bold:
        raw['bold'] === true ||
        raw['black'] === true ||
        /bold|black|heavy|semibd|demi|CMBX|-Medi(?:Ital)?$|-Bd\b|[-,]B$/i.test(fontName),
      italic: raw['italic'] === true || /ital|oblique|slanted|CMTI|CMSL|-It\b/i.test(fontName),
      monospace: /mono|courier|typewriter|CMTT|consol|menlo/i.test(fontName),
      vertical: raw['vertical'] === true,
      matrix,
      ...(boxHeight > 0 ? { type3Height: boxHeight } : {}),
    }
    cache.set(name, facts)
    return facts
  }
}

export interface PageSource {
  readonly document: PdfDocument
  readonly operators: Operators
  readonly fonts: Map<string, FontFacts>
  readonly shown: (group: unknown) => boolean
  readonly tagged: boolean
  readonly vocabulary: Vocabulary
  /** Characters by size in half points, bold ones apart: the document's type. */
  readonly sizes: Map<number, number>
}

/** Reads the words of a page and what its neighbours need to know of it. */
export async function readPage(source: PageSource, index: number): Promise<RawPage> {
  const page = await source.document.getPage(index + 1)
  try {
    const drawing = (await page.getOperatorList({ annotationMode: 1 })) as unknown as Drawing
    const tree = source.tagged ? ((await page.getStructTree().catch(() => null)) as TagNode | null) : null
    const viewport = page.getViewport({ scale: 1 })
    const transform = viewport.transform as unknown as Matrix
    const frame = { transform, width: viewport.width, height: viewport.height }
    const read = readWords(drawing, source.operators, frame, fontFacts(page, source.fonts), source.shown)
    await markLinks(page, read.words, transform)
    const groups = uprightGroups(read.words, viewport.width, viewport.height).map(composeAccents)
    const main = groups[0] ?? []
    const context: LineContext = { page: index, space: spaceThreshold(main) }
    const pieces = findPieces(main)
    let letters = 0
    let broken = false
    for (const piece of pieces.toSorted((a, b) => (a.boxes[0]?.order ?? 0) - (b.boxes[0]?.order ?? 0))) {
      const text = roughText(piece, context.space)
      source.vocabulary.learn(broken ? text.replace(/^\S+/, '') : text) // not the second half of a broken word
      broken = /[-\u00ad]$/.test(text)
      for (const box of piece.boxes) {
        letters += box.text.length
        if (box.artifact) continue
        const key = Math.round(box.size * 2) + (box.font.bold ? 0.5 : 0)
        source.sizes.set(key, (source.sizes.get(key) ?? 0) + box.text.length)
      }
    }
    const turned = groups.slice(1, 12).map((group) => ({
      pieces: findPieces(group),
      form: formOf(group.map((box) => box.text).join(' ')).slice(0, 300),
    }))
    const sideways = main[0] !== undefined && Math.abs(Math.round(main[0].angle / 90)) % 2 === 1
    const height = sideways ? viewport.width : viewport.height
    const straight = main[0] === undefined || Math.abs(main[0].angle % 90) <= 2
    const ref = (page as unknown as { ref?: { num: number; gen: number } | null }).ref
    return {
      index,
      width: viewport.width,
      height,
      pieces,
      turned,
      edges: straight
        ? pageEdges(
            pieces,
            height,
            turned.map((group) => group.form),
          )
        : pageEdges([], height, []),
      context,
      tree: tree ?? undefined,
      prefix: ref ? `p${ref.num}R${ref.gen === 0 ? '' : ref.gen}_mc` : undefined,
      pictureShare: read.pictureShare,
      glyphs: read.glyphs,
      unknown: read.unknown,
      letters: letters + turned.reduce((sum, group) => sum + group.form.length, 0),
      topOf: (y) => transform[3] * y + transform[5],
    }
  } finally {
    page.cleanup()
  }
}

/** Notes the target of every link on the words under it. Places in the document itself are left out. */
async function markLinks(page: PdfPage, words: readonly Word[], transform: Matrix): Promise<void> {
  const notes = (await page.getAnnotations().catch(() => [])) as { url?: unknown; rect?: unknown }[]
  for (const { url, rect } of notes) {
    if (typeof url !== 'string' || url.length > 4_000 || !/^(?:https?:\/\/|mailto:)/i.test(url)) continue
    if (!Array.isArray(rect)) continue
    const [ax = 0, ay = 0, bx = 0, by = 0] = rect as number[]
    const at = (x: number, y: number) => [
      transform[0] * x + transform[2] * y + transform[4],
      transform[1] * x + transform[3] * y + transform[5],
    ]
    const [x0 = 0, y0 = 0] = at(ax, ay)
    const [x1 = 0, y1 = 0] = at(bx, by)
    for (const word of words) {
      const x = word.x + word.length / 2
      const y = word.y - 0.3 * word.size
      if (x > Math.min(x0, x1) && x < Math.max(x0, x1) && y > Math.min(y0, y1) && y < Math.max(y0, y1))
        word.link = url
    }
  }
}

/** Words of a piece with the spaces that its gaps suggest: good enough to learn words from. */
function roughText(piece: Piece, space: number): string {
  let text = ''
  let previous: Box | undefined
  for (const box of piece.boxes) {
    const gap = previous ? (box.x - previous.x1) / Math.min(box.size, previous.size) : 0
    if (previous && (gap > space || box.spaced)) text += ' '
    text += box.text
    previous = box
  }
  return text
}

/** The type of the document as far as it has been read. */
export function typeFacts(sizes: ReadonlyMap<number, number>): TypeFacts {
  const bySize = new Map<number, { all: number; bold: number }>()
  for (const [key, count] of sizes) {
    const size = Math.floor(key) / 2
    const entry = bySize.get(size) ?? { all: 0, bold: 0 }
    entry.all += count
    if (key % 1 !== 0) entry.bold += count
    bySize.set(size, entry)
  }
  let body = 10
  let most = 0
  let bodyBold = false
  for (const [size, { all, bold }] of bySize)
    if (all > most) {
      most = all
      body = size
      bodyBold = bold > 0.6 * all
    }
  return { body, bodyBold }
}

const hasWords = (piece: Piece) => piece.boxes.some((box) => /[\p{L}\p{N}]/u.test(box.text))

/** Drafts of a page in reading order, between its header and its footer. */
export function layPage(
  page: RawPage,
  furniture: Furniture,
  facts: TypeFacts,
  language: string | undefined,
): { draft: Draft; columnStart: boolean }[] {
  const drafts: { draft: Draft; columnStart: boolean }[] = []
  const pieces = page.pieces.filter((piece) => !furniture.pieces.has(piece))
  let rest = pieces
  const running = [...furniture.rows]
  if (page.tree) {
    const boxes = pieces.flatMap((piece) => piece.boxes).sort((a, b) => a.order - b.order)
    const tagged = readTags(page.tree, boxes, page.prefix, { context: page.context, facts, language })
    if (tagged.share >= trustedShare) {
      tagged.drafts.forEach((draft, i) =>
        drafts.push({ draft, columnStart: i === 0 || brokenOff(tagged.drafts[i - 1], draft) }),
      )
      rest = findPieces(tagged.left).filter(hasWords)
      running.push(...artifactRows(tagged.artifacts, page.height, furniture.number, page.context))
    } else for (const box of boxes) delete box.language
  }
  const rightToLeft = readsRightToLeft(
    rest.map((piece) => piece.boxes.map((box) => box.text).join(' ')).join(' '),
  )
  lay(rest, rightToLeft)
  for (const group of page.turned) if (!furniture.turned.has(group.form)) lay(group.pieces, false)
  markFootnotes(
    drafts.map(({ draft }) => draft),
    facts,
    page.height,
  )
  const header = runningDraft(running, 'top', page.context)
  if (header) drafts.unshift({ draft: header, columnStart: false })
  const footer = runningDraft(running, 'bottom', page.context)
  if (footer) drafts.push({ draft: footer, columnStart: false })
  for (const group of page.turned) {
    const stamp = furniture.turned.has(group.form) ? turnedDraft(group.pieces, page.context) : undefined
    if (stamp) drafts.push({ draft: stamp, columnStart: false })
  }
  return drafts

  function lay(list: readonly Piece[], rtl: boolean): void {
    for (const region of readingOrder(list, rtl, page.context)) {
      let start = true
      for (const draft of draftsOf(region, facts)) {
        drafts.push({ draft, columnStart: start })
        start &&= floats(draft) // what stands above the running text of a column does not begin it
      }
    }
  }
}
