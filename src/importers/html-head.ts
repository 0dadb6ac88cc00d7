/** What a page says about itself, in its head and by its headings. */
import { directionOf, languageOf, normalLanguage } from './markup-elements.ts'
import { readStyles, type StyleRules } from './markup-style.ts'
import {
  collapse,
  elements,
  localName,
  plainText,
  rawText,
  type Document,
  parentName,
} from './markup-tree.ts'

export interface PageHead {
  readonly title: string | undefined
  readonly author: string | undefined
  readonly description: string | undefined
  readonly siteName: string | undefined
  readonly language: string | undefined
  readonly direction: 'ltr' | 'rtl' | undefined
  /** Where the page came from: what relative links are relative to. */
  readonly base: string | undefined
  readonly sheets: readonly StyleRules[]
  /** Texts of the first headings of level 1 and 2. */
  readonly headings: readonly string[]
}

export function readHead(tree: Document): PageHead {
  const meta = new Map<string, string>()
  const sheets: StyleRules[] = []
  const headings: string[] = []
  let title: string | undefined
  let language: string | undefined
  let direction: 'ltr' | 'rtl' | undefined
  let base: string | undefined
  let canonical: string | undefined
  for (const element of elements(tree)) {
    const { attribs } = element
    switch (localName(element)) {
      case 'html':
      case 'body':
        language ??= languageOf(element)
        direction ??= directionOf(element)
        break
      case 'meta': {
        const name = (attribs['name'] ?? attribs['property'] ?? attribs['http-equiv'] ?? '').toLowerCase()
        const content = collapse(attribs['content'] ?? '')
        if (name !== '' && content !== '' && !meta.has(name)) meta.set(name, content)
        break
      }
      case 'title':
        if (parentName(element) !== 'svg') title ??= plainText(element) || undefined
        break
      case 'style':
        if (!/\bprint\b/i.test(attribs['media'] ?? '')) sheets.push(readStyles(rawText(element)))
        break
      case 'base':
        base ??= attribs['href']
        break
      case 'link':
        if (attribs['rel']?.toLowerCase() === 'canonical') canonical ??= attribs['href']
        break
      case 'h1':
      case 'h2':
        if (headings.length < 20) headings.push(plainText(element))
        break
    }
  }
  const isWeb = (address: string | undefined) => (/^https?:\/\//i.test(address ?? '') ? address : undefined)
  return {
    title,
    author: meta.get('author') ?? meta.get('dc.creator') ?? meta.get('article:author_name'),
    description: meta.get('description') ?? meta.get('og:description') ?? meta.get('dc.description'),
    siteName: meta.get('og:site_name'),
    language:
      language ?? normalLanguage(meta.get('content-language')) ?? normalLanguage(meta.get('og:locale')),
    direction,
    base: isWeb(base) ?? isWeb(canonical) ?? isWeb(meta.get('og:url')),
    sheets,
    headings,
  }
}
