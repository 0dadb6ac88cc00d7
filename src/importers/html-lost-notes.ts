/**
 * Brings notes back that Readability has thrown away: it takes every `aside`, and what calls itself a footnote, for
 * what stands beside an article. A note is brought back if its reference is still in the article.
 */
import { parseHTML } from 'linkedom'

/** As much of an element as is needed; this world has no DOM types. */
interface PageElement {
  readonly id: string
  readonly localName: string
  readonly className: string
  readonly textContent: string | null
  readonly outerHTML: string
  getAttribute(name: string): string | null
  closest(selector: string): PageElement | null
  querySelector(selector: string): PageElement | null
  contains(other: PageElement): boolean
}
const elements = (markup: string, selector: string): PageElement[] => [
  ...(parseHTML(markup).document.querySelectorAll(selector) as unknown as Iterable<PageElement>),
]

const notes = 'aside, li, p, dd, td, div, section, blockquote'
/** What is longer than a note, in characters, is more likely a part of the page that was left out with reason. */
const longestNote = 6_000
const mark = /^[[({]?\s*(?:\d{1,4}[a-z]?|[a-z]|[ivxlc]{1,6}|[*†‡§¶#‖]{1,4})\s*[\])}.]?$/i

function isReference(link: PageElement): boolean {
  const said = `${link.getAttribute('role') ?? ''} ${link.getAttribute('epub:type') ?? ''} ${link.className}`
  if (/\b(?:doc-)?noteref\b|\bfootnote-?ref/i.test(said)) return true
  const text = (link.textContent ?? '').trim()
  const raised = link.closest('sup') !== null || link.querySelector('sup') !== null
  return mark.test(text) && (raised || /^[[({]/.test(text))
}

function targetOf(link: PageElement): string | undefined {
  const href = link.getAttribute('href') ?? ''
  if (!href.startsWith('#') || href.length < 2) return undefined
  try {
    return decodeURIComponent(href.slice(1))
  } catch {
    return href.slice(1)
  }
}

/**
 * @param content the article's markup, as Readability gives it
 * @param page the page's markup before Readability
 * @returns the article with its lost notes behind it, in their order
 */
export function withLostNotes(content: string, page: string): string {
  if (!/href=["']?#/.test(content)) return content
  const article = elements(`<html><body>${content}</body></html>`, '[id], a[href^="#"]')
  const there = new Set(article.map(({ id }) => id))
  const lost = new Set<string>()
  for (const link of article) {
    if (link.localName !== 'a') continue
    const target = targetOf(link)
    if (target !== undefined && !there.has(target) && isReference(link)) lost.add(target)
  }
  if (lost.size === 0) return content
  const found: PageElement[] = []
  for (const element of elements(page, '[id]')) {
    if (!lost.has(element.id)) continue
    const note = element.closest(notes)
    if (!note || (note.textContent ?? '').trim().length > longestNote) continue
    if (!found.some((other) => other === note || other.contains(note))) found.push(note)
  }
  // An item is nothing without its list.
  const markup = found.map((note) =>
    note.localName === 'li' ? `<ol>${note.outerHTML}</ol>` : note.outerHTML,
  )
  return content + markup.join('')
}
