/** Tells what nobody who looks at the page sees, and a listener therefore must not hear. */
import { colour, type StyleFacts } from './markup-style.ts'
import { isElement, localName, type Element } from './markup-tree.ts'

/**
 * True for an element that the page hides, by attribute or by style.
 *
 * @param facts what its styles say
 * @param background what it stands on, if known
 * @param styled whether the page has style sheets: then white ink may stand on a dark ground that we do not know of
 */
export function isHidden(
  element: Element,
  name: string,
  facts: StyleFacts | undefined,
  background: string | undefined,
  styled: boolean,
): boolean {
  const { attribs } = element
  // Pages that hide all of themselves show it by script.
  if (name === 'html' || name === 'body') return false
  if ('hidden' in attribs || facts?.hidden) return true
  // Formulas are often drawn for the eye and written beside it for the ear; the written one is what we read.
  if (attribs['aria-hidden']?.toLowerCase() === 'true' && name !== 'math' && !holdsMath(element)) return true
  if (name === 'dialog' && !('open' in attribs)) return true
  const ink =
    facts?.color ?? (name === 'font' && attribs['color'] !== undefined ? colour(attribs['color']) : undefined)
  if (ink === undefined) return false
  const paper = facts?.background ?? background
  if (ink === 'transparent' || (paper !== undefined && ink === paper)) return true
  return ink === '#ffffff' && paper === undefined && !styled
}

function holdsMath(element: Element): boolean {
  return element.children.some((child) => isElement(child) && localName(child) === 'math')
}
