/**
 * HTML, XHTML and XML as a tree, tolerantly and without entities of the document's own.
 *
 * htmlparser2 never expands entities that a file declares, never fetches anything, and does not recurse; neither does
 * anything here, because a file may nest a hundred thousand elements.
 */
import { DomHandler, type ChildNode, type Document, type Element } from 'domhandler'
import { Parser } from 'htmlparser2'
import { flattenDepth } from './markup-depth.ts'

export type { ChildNode, Document, Element }

export type Syntax = 'html' | 'xhtml' | 'xml'

/**
 * The tree of `markup`. Anything parses: what is wrong is repaired as browsers do, more or less.
 *
 * `xhtml` is read as HTML whose self-closing tags close themselves: half of the books in the world are not well formed,
 * and an XML parser would refuse them.
 */
export function parseMarkup(markup: string, syntax: Syntax): Document {
  const handler = new DomHandler()
  const parser = new Parser(
    handler,
    syntax === 'xml'
      ? { xmlMode: true }
      : { recognizeSelfClosing: syntax === 'xhtml', recognizeCDATA: syntax === 'xhtml' },
  )
  parser.end(flattenDepth(withoutInternalSubset(markup)))
  return handler.root
}

/**
 * Takes out the internal subset of a document type declaration, `<!DOCTYPE a [ … ]>`.
 *
 * It may declare entities, which we never expand; and a parser of HTML would end the declaration at the first `>` and
 * show the rest as text.
 */
function withoutInternalSubset(markup: string): string {
  const found = /<!doctype\b[^>[]*\[/i.exec(markup.slice(0, 65_536))
  if (found === null) return markup
  const open = found.index + found[0].length
  let quote = ''
  for (let at = open; at < markup.length; at++) {
    const character = markup[at] ?? ''
    if (quote !== '') {
      if (character === quote) quote = ''
    } else if (markup.startsWith('<!--', at)) {
      const end = markup.indexOf('-->', at + 4)
      if (end < 0) break
      at = end + 2
    } else if (character === '"' || character === "'") quote = character
    else if (character === ']') {
      const end = markup.indexOf('>', at)
      if (end < 0) break
      return `${markup.slice(0, found.index)}<!DOCTYPE html>${markup.slice(end + 1)}`
    }
  }
  return markup
}

export function isElement(node: unknown): node is Element {
  const type = (node as { type?: string } | null)?.type
  return type === 'tag' || type === 'script' || type === 'style'
}

/** Name without namespace prefix, in lower case: `svg:Text` is `text`. */
export function localName(element: Element): string {
  const { name } = element
  const colon = name.indexOf(':')
  return (colon < 0 ? name : name.slice(colon + 1)).toLowerCase()
}

/** Name of the element around this one; '' at the top. */
export function parentName(element: Element): string {
  return isElement(element.parent) ? localName(element.parent) : ''
}

/** The attribute called exactly `name`, or one of that local name under any prefix. */
export function attribute(element: Element, name: string): string | undefined {
  const { attribs } = element
  const exact = attribs[name]
  if (exact !== undefined) return exact
  for (const key in attribs)
    if (key.endsWith(name) && key[key.length - name.length - 1] === ':') return attribs[key]
  return undefined
}

/** True if the attribute, a list of words, holds one of `words`. */
export function hasWord(value: string | undefined, words: ReadonlySet<string>): boolean {
  if (value === undefined) return false
  for (const word of value.toLowerCase().split(/\s+/)) if (words.has(word)) return true
  return false
}

/** The next node in document order, without entering `node` if `skip`; `undefined` when `root` has been left. */
export function following(node: ChildNode, root: Document | Element, skip: boolean): ChildNode | undefined {
  if (!skip && 'children' in node) {
    const [first] = node.children
    if (first !== undefined) return first
  }
  let current: ChildNode | Document | Element = node
  while (current !== root) {
    if (current.next !== null) return current.next
    const { parent } = current
    if (parent === null) return undefined
    current = parent as Element
  }
  return undefined
}

/** All elements under `root`, in document order. */
export function* elements(root: Document | Element): Generator<Element> {
  let node: ChildNode | undefined = root.children[0]
  while (node !== undefined) {
    if (isElement(node)) yield node
    node = following(node, root, false)
  }
}

/** The first element under `root` with this local name. */
export function find(root: Document | Element, name: string): Element | undefined {
  for (const element of elements(root)) if (localName(element) === name) return element
  return undefined
}

/** Child elements, with this local name if one is given. */
export function children(element: Document | Element, name?: string): Element[] {
  return element.children.filter(isElement).filter((child) => name === undefined || localName(child) === name)
}

/** Text under a node as it stands in the source, without that of elements for which `skip` is true, up to `most` units. */
export function rawText(
  root: Document | Element,
  skip?: (element: Element) => boolean,
  most = Number.POSITIVE_INFINITY,
): string {
  let text = ''
  let node: ChildNode | undefined = root.children[0]
  while (node !== undefined && text.length < most) {
    let leaveOut = false
    if (node.type === 'text') text += node.data
    else if (isElement(node)) leaveOut = skip?.(node) ?? false
    node = following(node, root, leaveOut)
  }
  return text
}

/** Text under a node with its white space collapsed and trimmed: labels, titles, metadata. */
export function plainText(root: Document | Element, skip?: (element: Element) => boolean): string {
  return collapse(rawText(root, skip))
}

/** White space collapsed and trimmed, soft hyphens and other invisible break marks dropped. */
export function collapse(text: string): string {
  return withoutBreakMarks(text)
    .replace(/[ \t\n\r\f]+/g, ' ')
    .replace(/^ | $/g, '')
}

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unsaid = /[\u0000-\u0008\u000B\u000E-\u001F\u007F\u00AD\u200B\u2060\uFEFF]/

/** Drops what only says where a line may break, which would break a word for speech and search, and control characters. */
export function withoutBreakMarks(text: string): string {
  return unsaid.test(text) ? text.replace(new RegExp(unsaid, 'g'), '') : text
}
