/** Writes pictures and drawings: as figures where they stand alone, as their alternative where they stand in a line. */
import type { BlockShape, BlockWriter } from './block-writer.ts'
import type { Context } from './markup-context.ts'
import { blockElements } from './markup-elements.ts'
import {
  alternativeOf,
  isTiny,
  pictureSource,
  svgAlternative,
  svgPicture,
  svgText,
  svgTexts,
} from './markup-picture.ts'
import type { Survey } from './markup-survey.ts'
import { isElement, localName, rawText, type Element } from './markup-tree.ts'

/** Where and how something that is not text is written. */
export interface MediaScope {
  readonly writer: BlockWriter
  readonly survey: Survey
  readonly context: Context
  /** Where it is not the document's. */
  readonly direction: 'ltr' | 'rtl' | undefined
  readonly shape: () => BlockShape
  /** Id of the asset for a picture's address, which is used then. */
  readonly picture: (source: string) => string | undefined
}

export function writePicture(element: Element, scope: MediaScope): void {
  write(element, pictureSource(element), alternativeOf(element), scope)
}

/** Writes an `svg`: a picture with its words as alternative, or a page whose words are text. */
export function writeDrawing(svg: Element, scope: MediaScope): void {
  const { writer, survey, context, shape } = scope
  const inner = svgPicture(svg)
  const source = inner === undefined ? undefined : pictureSource(inner)
  // Where a file has no text but in a drawing, as in fixed layouts, it is the text of the page.
  const texts =
    survey.textual.size === 0
      ? svgTexts(svg)
          .map(svgText)
          .filter((text) => text !== '')
      : []
  if (texts.length === 0) {
    const said = svgAlternative(svg) ?? (inner === undefined ? undefined : alternativeOf(inner))
    write(svg, source, said, scope)
    return
  }
  if (inner !== undefined) write(inner, source, alternativeOf(inner), scope)
  for (const text of texts) {
    writer.close()
    writer.text(text, context.style, shape)
  }
  writer.close()
}

function write(
  element: Element,
  source: string | undefined,
  alternative: string | undefined,
  scope: MediaScope,
): void {
  const { writer, survey, context, direction, shape } = scope
  const { attribs } = element
  const { style, flat, heading, figure } = context
  const captioned = figure !== undefined && isCaptioned(element, survey)
  const unsaid = /^(?:presentation|none)$/i.test(attribs['role'] ?? '')
  const empty = attribs['alt']?.trim() === '' && alternative === undefined
  if (((unsaid || empty) && !captioned) || isTiny(element)) return
  if (flat || heading !== undefined || !standsAlone(element, survey)) {
    if (alternative === undefined) return
    writer.gap(style)
    writer.text(alternative, { language: style.language, role: 'alternative' }, shape)
    writer.gap(style)
    return
  }
  const asset = source === undefined ? undefined : scope.picture(source)
  if (asset === undefined && alternative === undefined) return
  writer.open({ kind: 'figure', image: asset, language: style.language, direction })
  if (alternative !== undefined)
    writer.text(alternative, { language: style.language, role: 'alternative' }, shape)
  writer.close()
}

function isCaptioned(element: Element, survey: Survey): boolean {
  let up = element.parent as Element | null
  while (up !== null && isElement(up) && localName(up) !== 'figure') up = up.parent as Element | null
  return up !== null && isElement(up) && survey.pictures.has(up) && up.children.some(isCaption)
}

function isCaption(node: unknown): boolean {
  return isElement(node) && localName(node) === 'figcaption' && rawText(node, undefined, 1_000).trim() !== ''
}

/** The nearest block element around an element. */
export function blockOf(element: Element): Element | undefined {
  let up = element.parent as Element | null
  while (up !== null && isElement(up) && !blockElements.has(localName(up))) up = up.parent as Element | null
  return up !== null && isElement(up) ? up : undefined
}

const pictures = new Set(['br', 'img', 'image', 'svg', 'picture', 'hr', 'math'])

/** True if no text stands beside an element on its line: its neighbours are blocks, breaks, other pictures, or none. */
export function standsAlone(element: Element, survey: Survey): boolean {
  const block = blockOf(element)
  if (block === undefined || !survey.textual.has(block)) return true
  for (let at = element; ;) {
    if (!endsLine(at, 'prev') || !endsLine(at, 'next')) return false
    const parent = at.parent as Element | null
    if (parent === null || !isElement(parent) || blockElements.has(localName(parent))) return true
    at = parent
  }
}

function endsLine(element: Element, way: 'prev' | 'next'): boolean {
  for (let node = element[way]; node !== null; node = node[way]) {
    if (node.type === 'text' && node.data.trim() !== '') return false
    if (!isElement(node)) continue
    const name = localName(node)
    if (blockElements.has(name) || name === 'br' || name === 'hr') return true
    if (!pictures.has(name) && rawText(node, undefined, 1_000).trim() !== '') return false
  }
  return true
}
