/** What a picture says to those who do not see it, and where it is. */
import {
  attribute,
  collapse,
  elements,
  following,
  isElement,
  localName,
  plainText,
  type ChildNode,
  type Element,
} from './markup-tree.ts'

/** Address of a picture, also of one that a script would load later. */
export function pictureSource(element: Element): string | undefined {
  const { attribs } = element
  const source = attribs['src'] ?? attribs['xlink:href'] ?? attribs['href']
  if (source === undefined || /^data:image\/(?:gif|svg)/i.test(source) || source.trim() === '')
    return attribs['data-src'] ?? attribs['data-original'] ?? attribs['data-lazy-src'] ?? source
  return source
}

/** The text alternative, unless it is empty or merely a file's name. */
export function alternativeOf(element: Element): string | undefined {
  const { attribs } = element
  for (const text of [attribs['aria-label'], attribs['alt'], attribs['title']]) {
    const said = collapse(text ?? '')
    if (said !== '' && !/^[\w %()-]+\.(?:jpe?g|png|gif|svg|webp|bmp|tiff?)$/i.test(said)) return said
  }
  return undefined
}

/** True for pictures that count visits or keep lines apart. */
export function isTiny(element: Element): boolean {
  const size = (name: string) => Number.parseFloat(element.attribs[name] ?? 'NaN')
  return size('width') <= 2 || size('height') <= 2
}

/** A drawing's words: its label or title, its description, then the text in it. */
export function svgAlternative(svg: Element): string | undefined {
  const label = svg.attribs['aria-label']
  const parts: string[] = []
  const add = (text: string | undefined) => {
    const said = collapse(text ?? '')
    if (said !== '' && !parts.includes(said)) parts.push(said)
  }
  if (label !== undefined) add(label)
  const texts: string[] = []
  for (const element of elements(svg)) {
    const name = localName(element)
    const top = element.parent === svg
    if (name === 'title' && top && label === undefined) add(plainText(element))
    else if (name === 'desc' && top) add(plainText(element))
    else if ((name === 'text' || name === 'foreignobject') && !isInDefinitions(element, svg)) {
      const text = svgText(element)
      if (text !== '') texts.push(text)
    }
  }
  for (const text of texts) add(text)
  if (parts.length === 0) return undefined
  let said = ''
  for (const part of parts) said += said === '' ? part : `${/[.!?:;,…]$/.test(said) ? '' : '.'} ${part}`
  return said
}

/** Words of a `text` element; lines, which are `tspan`s with a place of their own, do not run into each other. */
export function svgText(text: Element): string {
  let words = ''
  let skipped: Element | undefined
  for (let node: ChildNode | undefined = text.children[0]; node !== undefined;) {
    skipped = undefined
    if (node.type === 'text') words += node.data
    else if (isElement(node)) {
      if (isNoText(node)) skipped = node
      else if (['x', 'y', 'dy'].some((name) => name in (node as Element).attribs)) words += ' '
    }
    node = following(node, text, skipped !== undefined)
  }
  return collapse(words)
}

/** The `text` elements of a drawing that is a page of its own, in the order in which they are drawn. */
export function svgTexts(svg: Element): Element[] {
  return [...elements(svg)].filter(
    (element) => localName(element) === 'text' && !isInDefinitions(element, svg),
  )
}

const isNoText = (element: Element) => /^(?:script|style|title|desc|metadata)$/.test(localName(element))

function isInDefinitions(element: Element, svg: Element): boolean {
  let up = element.parent as Element | null
  for (let level = 0; up !== null && up !== svg && level < 64; level++) {
    if (/^(?:defs|symbol|clippath|mask|pattern|metadata|text|foreignobject)$/.test(localName(up))) return true
    if (up.attribs['display'] === 'none' || up.attribs['visibility'] === 'hidden') return true
    up = up.parent as Element | null
  }
  return false
}

/** The bitmap that a drawing merely wraps, as cover pages do. */
export function svgPicture(svg: Element): Element | undefined {
  for (const element of elements(svg))
    if ((localName(element) === 'image' || localName(element) === 'img') && isElement(element))
      if (attribute(element, 'href') !== undefined || element.attribs['src'] !== undefined) return element
  return undefined
}
