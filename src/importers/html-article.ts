/**
 * Finds the article in a web page with Mozilla's Readability, on linkedom.
 *
 * Both walk trees generously, so pages that are very large or deep are left to the whole-page reading.
 */
import { isProbablyReaderable, Readability } from '@mozilla/readability'
import { parseHTML } from 'linkedom'
import { cleanPage } from './html-clean.ts'
import { withLostNotes } from './html-lost-notes.ts'
import type { StyleRules } from './markup-style.ts'
import type { Document } from './markup-tree.ts'

export interface Article {
  readonly markup: string
  /** The beginning of its text. */
  readonly text: string
  readonly title: string
  readonly byline: string | undefined
  readonly siteName: string | undefined
  readonly language: string | undefined
}

/** Beyond these a page is read whole. Readability takes a second at the limit. */
const longestPage = 3_000_000
const mostElements = 15_000
const deepest = 250
/** An article shorter than this, in characters, is more likely a mistake. */
const shortest = 250
/** Share of the page's long paragraphs below which an article has missed the point. */
const leastShare = 0.1
/** Share of all text outside links that must be left of a page that does not look like an article. */
const leastOfOther = 0.7

/** The page's article; `undefined` where there is none, or finding it would take too long or lose too much. */
export function findArticle(tree: Document, sheets: readonly StyleRules[]): Article | undefined {
  const page = cleanPage(tree, sheets)
  if (page.markup.length > longestPage || page.elements > mostElements || page.depth > deepest)
    return undefined
  try {
    const { document } = parseHTML(page.markup)
    // Asked first, for Readability takes the document apart.
    const looksLikeArticle = isProbablyReaderable(
      document as unknown as Parameters<typeof isProbablyReaderable>[0],
    )
    const found = new Readability(document as unknown as ConstructorParameters<typeof Readability>[0], {
      keepClasses: true,
    }).parse()
    if (!found?.content) return undefined
    const text = (found.textContent ?? '').replace(/\s+/g, ' ').trim()
    if (text.length < shortest || text.length < page.prose * leastShare) return undefined
    if (!looksLikeArticle && text.length < page.plain * leastOfOther) return undefined
    return {
      markup: withLostNotes(found.content, page.markup),
      text: text.slice(0, 1_000),
      title: found.title ?? '',
      byline: found.byline || undefined,
      siteName: found.siteName || undefined,
      language: found.lang || undefined,
    }
  } catch {
    // Readability throws on pages that it does not expect, frames for one. The page can still be read whole.
    return undefined
  }
}
