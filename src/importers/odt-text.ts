/** The text of OpenDocument paragraphs: spans, fields, notes, links, frames. */
import type { Link, RunStyle } from './block-writer.ts'
import type { Flow } from './flow.ts'
import { outsideLink } from './markup.ts'
import { linearMath, serialiseMath } from './math.ts'
import { find, parseMarkup } from './markup-tree.ts'
import type { OdtStyles, TextFacts } from './odt-styles.ts'
import { runLanguage, scriptKind } from './run-language.ts'
import { childElement, childElements, xmlText, type XmlElement } from './xml-stream.ts'

export interface OdtNote {
  readonly key: string
  readonly mark: string
  readonly body: XmlElement | undefined
}
export type OdtAfterwards =
  | { readonly kind: 'picture'; readonly path: string | undefined; readonly alternative: string }
  | { readonly kind: 'box'; readonly content: XmlElement }
interface Around {
  readonly facts: readonly TextFacts[] // the nearest first
  readonly link: Link | undefined
  readonly verbatim: boolean
  readonly code: boolean
}

/** Elements inside paragraphs whose text is not part of the document. */
const silent = new Set([
  'annotation', 'annotation-end', 'tracked-changes', 'script', 'binary-data', 'forms', 'event-listeners', 'toc-mark',
  'alphabetical-index-mark', 'user-index-mark', 'change', 'change-start', 'change-end', 'hidden-paragraph', 'title-hidden',
  'variable-decl', 'sequence-decls', 'page-variable-set',
]) // prettier-ignore
const shapes = new Set([
  'custom-shape',
  'rect',
  'ellipse',
  'circle',
  'caption',
  'polygon',
  'path',
  'line',
  'connector',
  'measure',
])

export class OdtText {
  readonly notes: OdtNote[] = []
  readonly #flow: Flow
  readonly #styles: OdtStyles
  readonly #formulas: ReadonlyMap<string, string>
  #after: OdtAfterwards[] = []
  readonly #distrusted: string | undefined
  #page = 1

  /**
   * @param formulas MathML of embedded objects by their path; filled before the paragraph that shows them
   * @param distrusted language that paragraphs are said to be in, but are not: the office's own, left in the template
   */
  constructor(flow: Flow, styles: OdtStyles, formulas: ReadonlyMap<string, string>, distrusted?: string) {
    this.#distrusted = distrusted?.split('-')[0]
    this.#flow = flow
    this.#styles = styles
    this.#formulas = formulas
  }

  takeAfter(): OdtAfterwards[] {
    return this.#after.splice(0)
  }

  pageBreak(): void {
    this.#page++
    this.#flow.page(String(this.#page))
  }

  paragraph(element: XmlElement, verbatim = false): void {
    const facts = this.#styles.facts('paragraph', element.attributes['style-name'])
    if (facts.hidden) return
    for (const child of childElements(element))
      if (child.name === 'hidden-paragraph' && child.attributes['is-hidden'] === 'true') return
    this.#inline(element, { facts: [facts], link: undefined, verbatim, code: false })
  }

  #inline(parent: XmlElement, around: Around): void {
    for (const child of parent.children) {
      if (typeof child === 'string') this.#write(child, around)
      else this.#child(child, around)
    }
  }

  #write(text: string, around: Around): void {
    const style = this.#style(text, around)
    if (around.verbatim) this.#flow.verbatim(text.replace(/\n/g, ' '), style)
    else this.#flow.text(text, style)
  }

  #style(text: string, { facts, link, code }: Around): RunStyle {
    const kind = scriptKind(text)
    const property = kind === 'bidi' ? 'complex' : kind === 'eastAsia' ? 'asian' : 'language'
    const tag = facts.find(
      (found, at) =>
        found[property] !== undefined &&
        (at < facts.length - 1 || found[property]?.split('-')[0] !== this.#distrusted),
    )?.[property]
    return {
      strong: facts.some(({ strong }) => strong) || undefined,
      emphasis: facts.some(({ emphasis }) => emphasis) || undefined,
      script: facts.find(({ script }) => script)?.script,
      language: runLanguage(tag, kind, text, this.#flow.language),
      link,
      role: code ? 'code' : undefined,
    }
  }

  #child(child: XmlElement, around: Around): void {
    const { attributes } = child
    if (silent.has(child.name)) return
    if (shapes.has(child.name)) {
      this.#shape(child)
      return
    }
    switch (child.name) {
      case 'span': {
        const name = attributes['style-name']
        const facts = this.#styles.facts('text', name)
        const code = around.code || /^(?:Source_20_Text|Verbatim_20_Char|Code)$/i.test(name ?? '')
        if (!facts.hidden) this.#inline(child, { ...around, code, facts: [facts, ...around.facts] })
        return
      }
      case 'a': {
        const href = attributes['href'] ?? ''
        const link = href.startsWith('#')
          ? { key: decode(href.slice(1)).replace(/\|.*$/, '') }
          : outsideLink(href)
        this.#inline(child, { ...around, link: link ?? around.link })
        return
      }
      case 's':
        this.#write(
          around.verbatim ? ' '.repeat(Math.min(200, Number(attributes['c'] ?? '1') || 1)) : ' ',
          around,
        )
        return
      case 'tab':
        this.#write(around.verbatim ? '\t' : ' ', around)
        return
      case 'line-break':
        if (around.verbatim) this.#flow.verbatim('\n')
        else this.#flow.lineBreak()
        return
      case 'soft-page-break':
        this.pageBreak()
        return
      case 'note':
        this.#note(child, around)
        return
      case 'ruby': {
        const reading = xmlText(childElement(child, 'ruby-text'))
        const base = childElement(child, 'ruby-base')
        const text = xmlText(base)
        this.#flow.text(text, {
          ...this.#style(text, around),
          ...(reading === '' ? {} : { ruby: reading, spoken: reading }),
        })
        return
      }
      case 'bookmark':
      case 'bookmark-start':
      case 'reference-mark':
      case 'reference-mark-start':
        this.#flow.anchor(attributes['name'] ?? '')
        return
      case 'hidden-text':
      case 'conditional-text':
        if (attributes['is-hidden'] !== 'true') this.#inline(child, around)
        return
      case 'frame':
      case 'g':
        this.#frame(child, around)
        return
      default:
        this.#inline(child, around)
    }
  }

  #note(element: XmlElement, around: Around): void {
    const citation = childElement(element, 'note-citation')
    const mark = citation?.attributes['label'] ?? xmlText(citation)
    const key = `${element.attributes['note-class'] ?? 'footnote'}-${this.notes.length + 1}`
    this.notes.push({ key, mark, body: childElement(element, 'note-body') })
    if (mark !== '')
      this.#flow.text(mark, {
        language: this.#style(mark, around).language,
        role: 'note-reference',
        note: key,
        script: 'superscript',
      })
  }

  #shape(element: XmlElement): void {
    const texts = childElements(element).filter(({ name }) => name === 'p' || name === 'list' || name === 'h')
    if (texts.length > 0) this.#after.push({ kind: 'box', content: { ...element, children: texts } })
    else if (alternative(element) !== '')
      this.#after.push({ kind: 'picture', path: undefined, alternative: alternative(element) })
  }

  /** Pictures, formulas and boxes. A frame offers several forms of one thing; the first that we can show is taken. */
  #frame(element: XmlElement, around: Around): void {
    if (element.name === 'g') {
      for (const child of childElements(element)) this.#child(child, around)
      return
    }
    const formula = this.#formulas.get(path(childElement(element, 'object')?.attributes['href']))
    const tree = formula === undefined ? undefined : find(parseMarkup(formula, 'xml'), 'math')
    if (tree) {
      const text = linearMath(tree)
      const { language } = this.#style('', around)
      if (text !== '')
        this.#flow.text(text, {
          role: 'math',
          language,
          math: {
            mathml: serialiseMath(tree) ?? '',
            language: language ?? this.#flow.language,
            alternative: undefined,
          },
        })
      return
    }
    const box = childElement(element, 'text-box')
    if (box) {
      this.#after.push({ kind: 'box', content: box })
      return
    }
    const image = childElement(element, 'image')
    const text = alternative(element)
    if (image || text !== '')
      this.#after.push({
        kind: 'picture',
        path: path(image?.attributes['href']) || undefined,
        alternative: text,
      })
  }
}

/** `svg:title` is the short name and `svg:desc` the description; together they are what the picture is said to show. */
function alternative(element: XmlElement): string {
  const title = xmlText(childElement(element, 'title')).trim()
  const description = xmlText(childElement(element, 'desc')).trim()
  return title === '' || description.startsWith(title)
    ? description
    : description === ''
      ? title
      : `${title}. ${description}`
}

const path = (href: string | undefined) => decode(href ?? '').replace(/^\.\//, '')

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
