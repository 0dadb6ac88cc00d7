/**
 * A page written out again, complete and without what nobody sees: what Readability is given.
 *
 * linkedom makes no `html`, `head` or `body` that the page left out, and Readability drops the styles that hide text.
 * Scripts and styles go too, but for the metadata that some pages keep in a script.
 */
import { isHidden } from './markup-hidden.ts'
import { colour, joinStyles, readDeclarations, type StyleRules } from './markup-style.ts'
import { traverse } from './markup-survey.ts'
import { parentName, rawText, type Document, type Element } from './markup-tree.ts'

const voidElements = new Set(
  'area base br col embed hr img input link meta param source track wbr'.split(' '),
)
const headElements = new Set(['title', 'meta', 'link', 'base'])

export interface CleanPage {
  readonly markup: string
  readonly elements: number
  readonly depth: number
  /** Characters in paragraphs that are more than a line long. */
  readonly prose: number
  /** Characters that are not in links. */
  readonly plain: number
}

export function cleanPage(tree: Document, sheets: readonly StyleRules[]): CleanPage {
  const styles = joinStyles(sheets)
  const grounds: (string | undefined)[] = []
  const skipped = new Set<Element>()
  let root = ''
  let head = ''
  let body = ''
  let elements = 0
  let prose = 0
  let plain = 0
  let links = 0
  let depth = 0

  traverse(
    tree,
    (element, name) => {
      grounds.push(grounds.at(-1))
      elements += 1
      depth = Math.max(depth, grounds.length)
      if (name === 'html') root = attributes(element)
      if (name === 'html' || name === 'head' || name === 'body') return true
      const inDrawing = parentName(element) === 'svg'
      if (headElements.has(name) && !inDrawing) {
        skipped.add(element)
        head += `<${name}${attributes(element)}>${name === 'title' ? `${escape(rawText(element))}</title>` : ''}`
        return false
      }
      if (name === 'script' && element.attribs['type'] === 'application/ld+json')
        head += `<script type="application/ld+json">${rawText(element).replaceAll('</', '<\\/')}</script>`
      const inline = element.attribs['style']
      const sheet = styles.facts(element)
      const facts = inline === undefined ? sheet : { ...sheet, ...readDeclarations(inline) }
      const paper = element.attribs['bgcolor']
      const ground = facts?.background ?? (paper === undefined ? undefined : colour(paper))
      if (
        name === 'script' ||
        name === 'style' ||
        name === 'template' ||
        isHidden(element, name, facts, grounds.at(-1), styles.present)
      ) {
        skipped.add(element)
        return false
      }
      if (ground !== undefined && ground !== 'transparent') grounds[grounds.length - 1] = ground
      if (name === 'p') {
        const { length } = rawText(element, undefined, 20_000).replace(/\s+/g, ' ')
        if (length >= 100) prose += length
      }
      if (name === 'a') links += 1
      body += `<${element.name}${attributes(element)}>`
      return true
    },
    (element, name) => {
      grounds.pop()
      if (name === 'html' || name === 'head' || name === 'body' || skipped.has(element)) return
      if (name === 'a') links -= 1
      if (!voidElements.has(name)) body += `</${element.name}>`
    },
    (data) => {
      body += escape(data)
      if (links === 0) plain += data.replace(/\s+/g, ' ').replace(/^ $/, '').length
    },
  )
  return {
    markup: `<!DOCTYPE html><html${root}><head>${head}</head><body>${body}</body></html>`,
    elements,
    depth,
    prose,
    plain,
  }
}

/** All attributes but styles, which have had their say. */
function attributes(element: Element): string {
  let text = ''
  for (const [name, value] of Object.entries(element.attribs))
    if (name !== 'style' && /^[\w:.-]+$/.test(name))
      text += ` ${name}="${escape(value).replaceAll('"', '&quot;')}"`
  return text
}

function escape(text: string): string {
  return /[&<>]/.test(text)
    ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    : text
}
