/**
 * Reads large XML piece by piece: the children of a few container elements, one small tree after another.
 *
 * Names and attribute names are given without their prefixes, because producers choose them freely (and Strict Office
 * documents change every namespace). Entities that a document declares are not known here, so they cannot grow or fetch
 * anything. Nothing recurses: what is nested too deep is kept flat.
 */
import { Parser } from 'htmlparser2'

export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: XmlNode[]
}
export type XmlNode = XmlElement | string

/** Characters given to the parser at a time. */
const chunkLength = 65_536
/** Levels below which elements become siblings. Real documents stay under fifty. */
const deepest = 200

export interface XmlPiece {
  readonly element: XmlElement
  /** Names of the containers round it, the outermost first. */
  readonly inside: readonly string[]
  /** Share of the text that has been read. */
  readonly done: number
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/**
 * The children of `containers` in document order, each when it is complete.
 *
 * A container counts only inside other containers, beginning with the root; text directly in one is dropped. An
 * element that the end of the text cuts off is given as far as it goes.
 *
 * @param closed says of a container, by its name and attributes with their prefixes, that it shall be given whole
 */
export function* xmlPieces(
  xml: string,
  containers: ReadonlySet<string>,
  closed: (name: string, attributes: Readonly<Record<string, string>>) => boolean = () => false,
): Generator<XmlPiece> {
  const inside: string[] = []
  const stack: XmlElement[] = []
  const ready: XmlPiece[] = []
  let beyond = 0
  let done = 0
  const close = () => {
    const element = stack.pop()
    if (element && stack.length === 0) ready.push({ element, inside: [...inside], done })
  }
  const parser = new Parser(
    {
      onopentag(qualified, found) {
        const name = withoutPrefix(qualified)
        if (
          stack.length === 0 &&
          containers.has(name) &&
          inside.length < deepest &&
          !closed(qualified, found)
        ) {
          inside.push(name)
          return
        }
        const attributes: Record<string, string> = {}
        for (const key in found) attributes[withoutPrefix(key)] ??= found[key] ?? ''
        const element: XmlElement = { name, attributes, children: [] }
        stack.at(-1)?.children.push(element)
        if (stack.length >= deepest) beyond++
        else stack.push(element)
      },
      ontext(text) {
        const element = stack.at(-1)
        if (!element) return
        const last = element.children.length - 1
        const before = element.children[last]
        if (typeof before === 'string') element.children[last] = before + text
        else element.children.push(text)
      },
      onclosetag() {
        if (stack.length === 0) inside.pop()
        else if (beyond > 0) beyond--
        else close()
      },
    },
    { xmlMode: true },
  )
  for (let at = 0; at < xml.length; at += chunkLength) {
    done = Math.min(1, (at + chunkLength) / xml.length)
    parser.write(xml.slice(at, at + chunkLength))
    if (ready.length > 0) yield* ready.splice(0)
  }
  // What the end cut off is closed by the parser itself.
  parser.end()
  while (stack.length > 0) close()
  yield* ready.splice(0)
}

/** The whole of a small XML file as one tree; an empty element if there is none. */
export function xmlTree(xml: string): XmlElement {
  for (const { element } of xmlPieces(xml, new Set())) return element
  return { name: '', attributes: {}, children: [] }
}

export function isXmlElement(node: XmlNode): node is XmlElement {
  return typeof node !== 'string'
}

/** Children that are elements, or only those called `name`. */
export function childElements(element: XmlElement | undefined, name?: string): XmlElement[] {
  const found: XmlElement[] = []
  for (const child of element?.children ?? [])
    if (typeof child !== 'string' && (name === undefined || child.name === name)) found.push(child)
  return found
}

/** The first child called `name`. */
export function childElement(element: XmlElement | undefined, name: string): XmlElement | undefined {
  for (const child of element?.children ?? [])
    if (typeof child !== 'string' && child.name === name) return child
  return undefined
}

/** All elements called `name` below `element`, in document order. */
export function* descendants(element: XmlElement | undefined, name: string): Generator<XmlElement> {
  for (const child of element?.children ?? []) {
    if (typeof child === 'string') continue
    if (child.name === name) yield child
    yield* descendants(child, name)
  }
}

/** All text in an element, as it stands. */
export function xmlText(element: XmlElement | undefined): string {
  let text = ''
  for (const child of element?.children ?? []) text += typeof child === 'string' ? child : xmlText(child)
  return text
}
