/** Tables of contents and page lists of EPUB 2 and 3, as addresses; the importer knows the places. */
import {
  attribute,
  children,
  elements,
  hasWord,
  localName,
  plainText,
  type Document,
  type Element,
} from './markup-tree.ts'
import { typeOf } from './markup-elements.ts'
import { tidyTitle } from './metadata-text.ts'

export interface NavigationEntry {
  readonly title: string
  /** As written; relative to the file it stands in. */
  readonly href: string | undefined
  readonly children: NavigationEntry[]
}

export interface Navigation {
  readonly toc: readonly NavigationEntry[]
  /** Printed pages: label and address. */
  readonly pages: readonly { readonly label: string; readonly href: string }[]
  /** What parts of the book are, by their `epub:type`. EPUB 3 only. */
  readonly landmarks?: readonly { readonly type: string; readonly href: string }[]
}

/** Levels of a table of contents; deeper entries become children of the last level. */
const deepest = 12
const mostEntries = 50_000

/** Reads the navigation document of an EPUB 3. */
export function readNav(root: Document): Navigation {
  const navs = [...elements(root)].filter((element) => localName(element) === 'nav')
  const typed = (word: string) => navs.find((nav) => hasWord(typeOf(nav), new Set([word, `doc-${word}`])))
  const tocNav = typed('toc') ?? navs.find((nav) => typeOf(nav) === '')
  const pageNav = typed('page-list') ?? typed('pagelist')
  const pages: { label: string; href: string }[] = []
  if (pageNav !== undefined)
    for (const element of elements(pageNav)) {
      const href = element.attribs['href']
      const label = plainText(element)
      if (localName(element) === 'a' && href !== undefined && label !== '') pages.push({ label, href })
    }
  const landmarkNav = navs.find((nav) => hasWord(typeOf(nav), new Set(['landmarks'])))
  const landmarks: { type: string; href: string }[] = []
  if (landmarkNav !== undefined)
    for (const element of elements(landmarkNav)) {
      const href = element.attribs['href']
      if (localName(element) === 'a' && href !== undefined) landmarks.push({ type: typeOf(element), href })
    }
  return { toc: tocNav === undefined ? [] : listEntries(tocNav), pages, landmarks }
}

function listEntries(nav: Element): NavigationEntry[] {
  const top: NavigationEntry[] = []
  let count = 0
  const stack: { element: Element; into: NavigationEntry[]; level: number }[] = []
  for (const list of lists(nav)) stack.push({ element: list, into: top, level: 1 })
  stack.reverse()
  for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
    const later: typeof stack = []
    for (const item of children(work.element, 'li')) {
      if (++count > mostEntries) return top
      const label = labelOf(item)
      const entry: NavigationEntry = { title: label.title, href: label.href, children: [] }
      const nested = lists(item)
      if (entry.title !== '' || nested.length > 0) work.into.push(entry)
      for (const list of nested)
        later.push({
          element: list,
          into: work.level < deepest ? entry.children : work.into,
          level: work.level + 1,
        })
    }
    stack.push(...later.toReversed())
  }
  return top
}

/** Lists directly in an element, or in wrappers around them. */
function lists(element: Element): Element[] {
  const found: Element[] = []
  const queue = children(element)
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const name = localName(next)
    if (name === 'ol' || name === 'ul') found.push(next)
    else if (name === 'div' || name === 'section') queue.unshift(...children(next))
  }
  return found
}

function labelOf(item: Element): { title: string; href: string | undefined } {
  const isList = (element: Element) => /^(?:ol|ul)$/.test(localName(element))
  for (const element of elements(item)) {
    if (isList(element)) break
    if (localName(element) !== 'a') continue
    const image = [...elements(element)].find((child) => localName(child) === 'img')
    return {
      title: tidyTitle(plainText(element) || element.attribs['title'] || image?.attribs['alt'] || ''),
      href: attribute(element, 'href'),
    }
  }
  return { title: tidyTitle(plainText(item, isList)), href: undefined }
}

/** Reads the NCX of an EPUB 2. */
export function readNcx(root: Document): Navigation {
  const toc: NavigationEntry[] = []
  const pages: { label: string; href: string }[] = []
  let count = 0
  const stack: { element: Element; into: NavigationEntry[]; level: number }[] = []
  for (const element of elements(root)) {
    const name = localName(element)
    if (name === 'navmap') stack.push({ element, into: toc, level: 1 })
    else if (name === 'pagetarget') {
      const href = sourceOf(element)
      const label = labelText(element) || (element.attribs['value'] ?? '')
      if (href !== undefined && label !== '') pages.push({ label, href })
    }
  }
  for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
    const later: typeof stack = []
    for (const point of children(work.element, 'navpoint')) {
      if (++count > mostEntries) return { toc, pages }
      const entry: NavigationEntry = {
        title: tidyTitle(labelText(point)),
        href: sourceOf(point),
        children: [],
      }
      work.into.push(entry)
      later.push({
        element: point,
        into: work.level < deepest ? entry.children : work.into,
        level: work.level + 1,
      })
    }
    stack.push(...later.toReversed())
  }
  return { toc, pages }
}

function labelText(element: Element): string {
  const [label] = children(element, 'navlabel')
  return label === undefined ? '' : plainText(label)
}

function sourceOf(element: Element): string | undefined {
  const [content] = children(element, 'content')
  return content?.attribs['src']
}
