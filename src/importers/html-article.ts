/**
 * Finds the article in a web page with Mozilla's Readability, on linkedom.
 *
 * Both walk trees generously, so pages that are very large or deep are left to the whole-page reading. What the page
 * hides is taken out first, for Readability drops the styles that say so.
 */
import { Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { isHidden } from './markup-hidden.ts'
import { joinStyles, readDeclarations, type StyleRules } from './markup-style.ts'
import { elements, isElement, localName, rawText, type Document, type Element } from './markup-tree.ts'

export interface Article {
  readonly markup: string
  /** The beginning of its text. */
  readonly text: string
  readonly title: string
  readonly byline: string | undefined
  readonly siteName: string | undefined
  readonly excerpt: string | undefined
  readonly language: string | undefined
}

/** Beyond these a page is read whole. Readability takes about a second at the limit. */
const longestPage = 3_000_000
const mostElements = 25_000
const deepest = 200
/** An article shorter than this, in characters, is more likely a mistake. */
const shortest = 250
/** Share of the page's long paragraphs below which an article has missed the point. */
const leastShare = 0.1

/**
 * The page's article; `undefined` where there is none, or finding it would take too long or lose too much.
 *
 * @param tree the same page as `markup`, parsed
 */
export function findArticle(
  markup: string,
  tree: Document,
  sheets: readonly StyleRules[],
): Article | undefined {
  if (markup.length > longestPage) return undefined
  const size = measure(tree)
  if (size.elements > mostElements || size.depth > deepest) return undefined
  try {
    const { document } = parseHTML(markup)
    if (document.body === null || document.documentElement === null) return undefined
    removeHidden(document as unknown as PageDocument, sheets)
    const found = new Readability(document as unknown as ConstructorParameters<typeof Readability>[0], {
      keepClasses: true,
    }).parse()
    if (!found?.content) return undefined
    const text = (found.textContent ?? '').replace(/\s+/g, ' ').trim()
    const { length } = text
    if (length < shortest || length < size.prose * leastShare) return undefined
    return {
      markup: found.content,
      text: text.slice(0, 1_000),
      title: found.title ?? '',
      byline: found.byline || undefined,
      siteName: found.siteName || undefined,
      excerpt: found.excerpt || undefined,
      language: found.lang || undefined,
    }
  } catch {
    // Readability throws on pages that it does not expect, frames for one. The page can still be read whole.
    return undefined
  }
}

function measure(tree: Document): { elements: number; depth: number; prose: number } {
  let count = 0
  let depth = 0
  let prose = 0
  const levels = new Map<Element, number>()
  for (const element of elements(tree)) {
    count += 1
    const parent = element.parent as Element | null
    const level = (parent === null || !isElement(parent) ? 0 : (levels.get(parent) ?? 0)) + 1
    levels.set(element, level)
    depth = Math.max(depth, level)
    if (localName(element) === 'p') {
      const { length } = rawText(element, undefined, 20_000).replace(/\s+/g, ' ')
      if (length >= 100) prose += length
    }
  }
  return { elements: count, depth, prose }
}

/** The part of linkedom's document that we use; its own types want the DOM's. */
interface PageElement {
  readonly localName: string
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
  remove(): void
}
interface PageDocument {
  querySelectorAll(selector: string): Iterable<PageElement>
}

function removeHidden(document: PageDocument, sheets: readonly StyleRules[]): void {
  const styles = joinStyles(sheets)
  for (const element of document.querySelectorAll('body *')) {
    const attribs: Record<string, string> = {}
    for (const name of ['class', 'id', 'style', 'hidden', 'aria-hidden', 'color', 'open']) {
      const value = element.getAttribute(name)
      if (value !== null) attribs[name] = value
    }
    const name = element.localName
    const alike = { name, attribs, children: [] } as unknown as Element
    const sheet = styles.facts(alike)
    const inline = attribs['style']
    const facts = inline === undefined ? sheet : { ...sheet, ...readDeclarations(inline) }
    if (isHidden(alike, name, facts, undefined, styles.present) && name !== 'math') element.remove()
  }
}
