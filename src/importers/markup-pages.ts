/** Where printed pages begin, as books mark it. */
import { hasType } from './markup-elements.ts'
import { collapse, plainText, rawText, type Element } from './markup-tree.ts'

const pageBreakTypes = new Set(['pagebreak', 'doc-pagebreak'])
const pageNumberClasses =
  /(?:^|\s)(?:pagenum|pageno|page-?num(?:ber)?|page_num(?:ber)?|pagebreak|x-ebookmaker-pageno)(?:\s|$)/i
const printedNumber = /^[[({]?\s*(?:pg\.?|page|p\.|s\.|seite)?\s*(\d{1,5}|[ivxlcdm]{1,9})\s*[\])}]?$/i

export function isPageBreak(element: Element): boolean {
  return hasType(element, pageBreakTypes)
}

/**
 * The label of an element that is a page number from the paper, by its class and its text; `inText` if it is to be seen.
 */
export function pageNumber(
  element: Element,
): { readonly label: string; readonly inText: boolean } | undefined {
  const classes = element.attribs['class']
  if (classes === undefined || !pageNumberClasses.test(classes)) return undefined
  const text = collapse(rawText(element, undefined, 40))
  const label = printedNumber.exec(text || (element.attribs['title'] ?? ''))?.[1]
  return label === undefined ? undefined : { label, inText: text !== '' }
}

/** The label of a printed page: as its title says, else its text, else the number in its id. */
export function pageLabel(element: Element): string {
  const { attribs } = element
  const said = collapse(attribs['title'] ?? attribs['aria-label'] ?? '') || plainText(element)
  const label = said.replace(/^\W*(?:page|seite|pagina|página|pág\.?|p\.|s\.)\s*/i, '').replace(/[.\s]+$/, '')
  if (label !== '') return label.slice(0, 100)
  return /(?:^|[^a-z])(\d+|[ivxlc]+)$/i.exec(attribs['id'] ?? '')?.[1] ?? ''
}
