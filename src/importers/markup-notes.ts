/**
 * Finds footnotes and the marks that point to them.
 *
 * What says it is a note is one. Most books and pages do not say it, so a raised or bracketed number that links to a
 * place which links back, or which calls itself a note, is taken for one too.
 */
import { blockElements, hasType } from './markup-elements.ts'
import { collapse, isElement, localName, rawText, type Element } from './markup-tree.ts'

const referenceTypes = new Set(['noteref', 'doc-noteref', 'biblioref-note'])
const noteTypes = new Set(['footnote', 'endnote', 'rearnote', 'doc-footnote', 'doc-endnote'])
const backTypes = new Set(['backlink', 'doc-backlink'])
const arrows = /^[\s\u2190-\u21FF\u2934-\u2937\u2B00-\u2B11\u23CE\u{1F519}^[\]()]*$/u
const backWords = /^[[(]?(?:back|return|zurück|retour|top|go back|back to text)[\])]?$/i
const mark =
  /^[[({]?\s*(?:\d{1,4}[a-z]?|[a-z]|[ivxlc]{1,6}|[*†‡§¶#‖]{1,4}|(?:note|nb|n|a)\s?\d{1,4})\s*[\])}.]?$/i
const bracketed = /^[[({]\s*(?:\d{1,4}|[*†‡§¶]{1,4}|(?:note|nb|n)\s?\d{1,4})\s*[\])}]$/i
const noteNames =
  /(?:^|[-_:\s])_?(?:fn|ftn|edn|enref|foot-?notes?|end-?notes?|rear-?notes?|notes?|foot|fnt)(?:$|[-_:.\s\d])/i
/** A note that is not marked as one is believed up to this length, in UTF-16 units. */
const longestNote = 6_000

interface NoteLink {
  readonly element: Element
  readonly key: string
}

export class NoteFinder {
  readonly #prefix: string
  readonly #ids = new Map<string, Element>()
  readonly #links: NoteLink[] = []
  readonly #typed: Element[] = []
  readonly #containers = new Map<Element, string>()
  readonly #references = new Map<Element, string>()
  readonly #referenced = new Set<string>()

  constructor(file: string) {
    this.#prefix = `${file}#`
  }

  addId(id: string, element: Element): void {
    if (!this.#ids.has(id)) this.#ids.set(id, element)
  }

  addLink(element: Element, key: string): void {
    this.#links.push({ element, key })
  }

  addTyped(element: Element): void {
    if (hasType(element, noteTypes)) this.#typed.push(element)
  }

  /** Key of the note that an element holds, if it is a note. */
  noteOf(element: Element): string | undefined {
    return this.#containers.get(element)
  }

  /** Key of the note that a link points to, if it is a note reference. */
  referenceOf(element: Element): string | undefined {
    return this.#references.get(element)
  }

  /** True for a note that says it is one and is pointed to: books hide such notes to show them when asked. */
  isReferenced(element: Element): boolean {
    const key = this.#containers.get(element)
    return key !== undefined && this.#referenced.has(key) && hasType(element, noteTypes)
  }

  /** Keys of all notes that links point to. */
  keys(): string[] {
    return [...new Set(this.#references.values())]
  }

  /** True for a link that only leads from a note back to its reference. */
  isBackLink(element: Element, inNote: boolean): boolean {
    const classes = element.attribs['class'] ?? ''
    if (/\b(?:footnote-back(?:ref)?|reversefootnote|footnote-return|mw-cite-backlink)\b/.test(classes))
      return true
    if (!inNote && !hasType(element, backTypes)) return false
    const text = collapse(rawText(element, undefined, 100))
    return (
      (arrows.test(text.replace(/[\uFE0E\uFE0F]/g, '')) && (text !== '' || inNote)) || backWords.test(text)
    )
  }

  /** @param wanted keys that earlier files of the same book point to */
  decide(wanted: ReadonlySet<string>): void {
    for (const element of this.#typed)
      if (localName(element) !== 'a') this.#claim(element, this.#ownKey(element, wanted))
    for (const key of wanted) {
      const target = this.#target(key)
      const container = target && this.#containerOf(target, false)
      if (container !== undefined) this.#claim(container, key)
    }
    const linksTo = new Map<string, Element[]>()
    for (const { element, key } of this.#links) {
      const list = linksTo.get(key)
      if (list === undefined) linksTo.set(key, [element])
      else list.push(element)
    }
    for (const link of this.#links) this.#judge(link, linksTo)
    for (const key of [...wanted, ...this.#references.values()]) this.#referenced.add(key)
  }

  #judge({ element, key }: NoteLink, linksTo: ReadonlyMap<string, readonly Element[]>): void {
    const said =
      hasType(element, referenceTypes) ||
      /\b(?:footnote-?ref|noteref|footnote-reference)\b/i.test(classOf(element))
    if (!said) {
      const text = collapse(rawText(element, undefined, 100))
      if (text.length > 12 || !mark.test(text)) return
      if (hasType(element, backTypes)) return
      if (!isRaised(element) && !bracketed.test(text)) return
    }
    const target = this.#target(key)
    if (target === undefined) {
      // A note in another file of the book: the file will be asked for it. In this file there is no such place.
      if (!key.startsWith(this.#prefix) && key.includes('#') && (said || isRaised(element)))
        this.#references.set(element, key)
      return
    }
    const container = this.#containerOf(target, !said)
    if (container === undefined || isInside(element, container)) return
    if (!this.#containers.has(container) && !said) {
      const names = `${target.attribs['id'] ?? ''} ${target.attribs['name'] ?? ''} ${classOf(container)}`
      if (!noteNames.test(names) && !this.#linksBack(element, container, linksTo)) return
    }
    this.#claim(container, key)
    this.#references.set(element, this.#containers.get(container) ?? key)
  }

  /** True if a link inside the note goes to the reference, or to what holds it closely. */
  #linksBack(reference: Element, note: Element, linksTo: ReadonlyMap<string, readonly Element[]>): boolean {
    const near: Element[] = children(reference)
    let up: Element | null = reference
    for (let level = 0; level < 4 && up !== null && isElement(up); level++) {
      near.push(up)
      if (blockElements.has(localName(up))) break
      up = up.parent as Element | null
    }
    for (const element of near)
      for (const id of [element.attribs['id'], element.attribs['name']])
        if (id !== undefined)
          for (const link of linksTo.get(this.#prefix + id) ?? []) if (isInside(link, note)) return true
    return false
  }

  #target(key: string): Element | undefined {
    return key.startsWith(this.#prefix) ? this.#ids.get(key.slice(this.#prefix.length)) : undefined
  }

  /** The element that holds the whole note whose mark or anchor is `target`. */
  #containerOf(target: Element, guess: boolean): Element | undefined {
    let element: Element | null = target
    let climbs = 0
    while (element !== null && isElement(element) && !blockElements.has(localName(element))) {
      if (hasTextBefore(element)) return undefined
      element = element.parent as Element | null
      if (++climbs > 8) return undefined
    }
    if (element === null || !isElement(element)) return undefined
    if (localName(element) === 'dt') {
      const next = nextElement(element)
      if (next !== undefined && localName(next) === 'dd') element = next
    }
    const parent = element.parent as Element | null
    if (
      parent !== null &&
      isElement(parent) &&
      /^(?:li|aside|dd)$/.test(localName(parent)) &&
      isFirst(element)
    )
      element = parent
    if (!/^(?:li|aside|p|div|dd|section|blockquote|td)$/.test(localName(element))) return undefined
    if (guess && localName(element) === 'td') return undefined
    const limit = guess ? longestNote : longestNote * 5
    if (rawText(element, undefined, limit + 1).length > limit) return undefined
    return element
  }

  #ownKey(element: Element, wanted: ReadonlySet<string>): string {
    const id = element.attribs['id'] ?? element.attribs['xml:id']
    if (id !== undefined) return this.#prefix + id
    for (const { attribs } of children(element))
      if (attribs['id'] !== undefined && wanted.has(this.#prefix + attribs['id']))
        return this.#prefix + attribs['id']
    return `${this.#prefix}note-${this.#containers.size + 1}`
  }

  #claim(container: Element, key: string): void {
    if (!this.#containers.has(container)) this.#containers.set(container, key)
  }
}

function classOf(element: Element): string {
  return element.attribs['class'] ?? ''
}

function children(element: Element): Element[] {
  return element.children.filter(isElement)
}

/** True for a link in superscript, or around nothing but superscript. */
function isRaised(element: Element): boolean {
  for (let up = element.parent as Element | null, level = 0; up !== null && level < 3; level++) {
    if (!isElement(up) || blockElements.has(localName(up))) break
    if (localName(up) === 'sup' || looksRaised(up)) return true
    up = up.parent as Element | null
  }
  if (looksRaised(element)) return true
  const only = element.children.filter((child) => !(child.type === 'text' && child.data.trim() === ''))
  const [first] = only
  return (
    only.length === 1 &&
    first !== undefined &&
    isElement(first) &&
    (localName(first) === 'sup' || looksRaised(first))
  )
}

function looksRaised(element: Element): boolean {
  return (
    /vertical-align\s*:\s*super/i.test(element.attribs['style'] ?? '') ||
    /\b(?:super|superscript|sup|fnanchor|noteref|footnote-?ref|fnref)\b/i.test(classOf(element))
  )
}

function isInside(element: Element, container: Element): boolean {
  let up: Element | null = element
  for (let level = 0; level < 24 && up !== null; level++) {
    if (up === container) return true
    up = up.parent as Element | null
  }
  return false
}

function hasTextBefore(element: Element): boolean {
  let before = element.prev
  while (before !== null) {
    if (
      before.type === 'text'
        ? before.data.trim() !== ''
        : isElement(before) && rawText(before, undefined, 1_000).trim() !== ''
    )
      return true
    before = before.prev
  }
  return false
}

function isFirst(element: Element): boolean {
  return !hasTextBefore(element)
}

function nextElement(element: Element): Element | undefined {
  let next = element.next
  while (next !== null && !isElement(next)) next = next.next
  return next ?? undefined
}
