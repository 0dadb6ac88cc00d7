/** The text of Word paragraphs: runs, fields, links, notes, formulas, pictures and text boxes. */
import type { Link, RunStyle } from './block-writer.ts'
import type { Styles } from './docx-styles.ts'
import { propertyValue, toggled } from './docx-styles.ts'
import { type Afterwards, drawingParts, type Relation } from './docx-drawing.ts'
import { fieldLink } from './field-link.ts'
import type { Flow } from './flow.ts'
import { runLanguage, scriptKind } from './run-language.ts'
import { outsideLink } from './markup.ts'
import { linearMath } from './math.ts'
import { find, parseMarkup } from './markup-tree.ts'
import { ommlToMathml } from './omml.ts'
import { symbolCharacter } from './symbol-fonts.ts'
import {
  childElement,
  childElements,
  descendants,
  isXmlElement,
  xmlText,
  type XmlElement,
} from './xml-stream.ts'

/** What surrounds a run. */
interface Around {
  readonly paragraphStyle: string | undefined
  readonly link: Link | undefined
  readonly verbatim: boolean
  readonly relations: ReadonlyMap<string, Relation>
}
interface Field {
  code: string
  result: boolean
  link: Link | undefined
}
type Languages = Readonly<Partial<Record<'val' | 'eastAsia' | 'bidi', string>>>

export class DocxRuns {
  readonly #flow: Flow
  readonly #styles: Styles
  readonly #trustDefaults: boolean
  readonly #fields: Field[] = []
  readonly #languages = new Map<string, Languages>()
  /** Notes in the order of their references: their keys, `footnote-3`. */
  readonly notes: string[] = []
  readonly #numbers = { footnote: 0, endnote: 0 }
  #after: Afterwards[] = []
  #page = 1
  /** Word noted where its pages ended when it last laid the document out: then explicit breaks say nothing new. */
  readonly #laidOut: boolean

  constructor(flow: Flow, styles: Styles, options: { trustDefaults: boolean; laidOut: boolean }) {
    this.#flow = flow
    this.#styles = styles
    this.#trustDefaults = options.trustDefaults
    this.#laidOut = options.laidOut
  }

  takeAfter(): Afterwards[] {
    return this.#after.splice(0)
  }

  pageBreak(explicit: boolean): void {
    if (explicit === this.#laidOut) return
    if (this.#page === 1 && this.#flow.next === 0 && !this.#flow.hasText) return
    this.#page++
    this.#flow.page(String(this.#page))
  }

  /** Writes what `paragraph` holds into the open block. */
  paragraph(
    paragraph: XmlElement,
    around: Omit<Around, 'link' | 'paragraphStyle'> & { style: string | undefined },
  ): void {
    this.#inline(paragraph, { ...around, paragraphStyle: around.style, link: undefined })
  }

  #inline(parent: XmlElement, around: Around): void {
    for (const child of parent.children) if (isXmlElement(child)) this.#child(child, around)
  }

  #child(child: XmlElement, around: Around): void {
    switch (child.name) {
      case 'r':
        return this.#run(child, around)
      case 'hyperlink':
        return this.#inline(child, { ...around, link: this.#hyperlink(child, around) ?? around.link })
      case 'fldSimple': {
        const link = fieldLink(child.attributes['instr'] ?? '')
        return this.#inline(child, { ...around, link: link ?? around.link })
      }
      case 'ins':
      case 'moveTo':
      case 'smartTag':
      case 'sdt':
      case 'sdtContent':
      case 'customXml':
      case 'dir':
      case 'bdo':
        return this.#inline(child, around)
      case 'AlternateContent':
        return this.#inline(childElement(child, 'Choice') ?? childElement(child, 'Fallback') ?? child, around)
      case 'bookmarkStart':
        if (child.attributes['name'] !== undefined) this.#flow.anchor(child.attributes['name'])
        return
      case 'oMath':
        return this.#formula(child, around)
      case 'oMathPara':
        for (const formula of childElements(child)) {
          if (formula.name === 'oMath') this.#formula(formula, around)
          else if (formula.name === 'r') this.#run(formula, around)
        }
        return
      case 'drawing':
      case 'pict':
      case 'object':
        this.#after.push(...drawingParts(child, around.relations))
        return
      default: // deleted and moved text, properties, comment and proofing marks
    }
  }

  #hyperlink(element: XmlElement, around: Around): Link | undefined {
    const relation = around.relations.get(element.attributes['id'] ?? '')
    if (relation?.external) return outsideLink(relation.target)
    const anchor = element.attributes['anchor']
    return anchor === undefined ? undefined : { key: anchor }
  }

  #run(run: XmlElement, around: Around): void {
    const properties = childElement(run, 'rPr')
    const characterStyle = propertyValue(properties, 'rStyle')
    if (this.#hidden(properties, characterStyle, around.paragraphStyle)) return
    const style = (text: string): RunStyle => this.#style(text, properties, characterStyle, around)
    for (const child of run.children) {
      if (!isXmlElement(child)) continue
      switch (child.name) {
        case 'fldChar':
          this.#fieldCharacter(child.attributes['fldCharType'] ?? '')
          continue
        case 'instrText': {
          const field = this.#fields.at(-1)
          if (field && !field.result) field.code += xmlText(child)
          continue
        }
        case 'lastRenderedPageBreak':
          this.pageBreak(false)
          continue
      }
      if (this.#fields.some((field) => !field.result)) continue
      switch (child.name) {
        case 't':
          this.#write(xmlText(child), style, around)
          break
        case 'tab':
        case 'ptab':
          this.#write(around.verbatim ? '\t' : ' ', style, around)
          break
        case 'cr':
          this.#break(around)
          break
        case 'br':
          if (child.attributes['type'] === 'page') this.pageBreak(true)
          this.#break(around)
          break
        case 'noBreakHyphen':
          this.#write('\u2011', style, around)
          break
        case 'sym':
          this.#write(
            symbolCharacter(
              child.attributes['font'] ?? '',
              Number.parseInt(child.attributes['char'] ?? '', 16),
            ),
            style,
            around,
          )
          break
        case 'footnoteReference':
        case 'endnoteReference':
          this.#noteReference(child, style)
          break
        case 'ruby':
          this.#ruby(child, around)
          break
        case 'AlternateContent':
        case 'drawing':
        case 'pict':
        case 'object':
          this.#child(child, around)
          break
        default: // soft hyphens, note marks, comment references, deleted text
      }
    }
  }

  #write(text: string, style: (text: string) => RunStyle, around: Around): void {
    if (around.verbatim) this.#flow.verbatim(text, style(text))
    else this.#flow.text(text, style(text))
  }

  #break(around: Around): void {
    if (around.verbatim) this.#flow.verbatim('\n')
    else this.#flow.lineBreak()
  }

  #hidden(
    properties: XmlElement | undefined,
    characterStyle: string | undefined,
    paragraphStyle: string | undefined,
  ): boolean {
    const own = toggled(properties, 'vanish') ?? toggled(properties, 'specVanish')
    if (own !== undefined) return own
    for (const id of [characterStyle, paragraphStyle])
      for (const style of this.#styles.chain(id)) {
        const value = toggled(style.run, 'vanish')
        if (value !== undefined) return value
      }
    return false
  }

  #style(
    text: string,
    properties: XmlElement | undefined,
    characterStyle: string | undefined,
    around: Around,
  ): RunStyle {
    const toggle = (name: string): boolean => {
      const own = toggled(properties, name)
      if (own !== undefined) return own
      for (const style of this.#styles.chain(characterStyle)) {
        const value = toggled(style.run, name)
        if (value !== undefined) return value
      }
      return false
    }
    const vertical =
      propertyValue(properties, 'vertAlign') ??
      this.#styles
        .chain(characterStyle)
        .map((style) => propertyValue(style.run, 'vertAlign'))
        .find(Boolean)
    const link = around.link ?? this.#fields.findLast((field) => field.link)?.link
    return {
      emphasis: toggle('i') || undefined,
      strong: toggle('b') || undefined,
      script: vertical === 'superscript' || vertical === 'subscript' ? vertical : undefined,
      language: this.#language(text, properties, characterStyle, around.paragraphStyle),
      link,
      role: this.#styles.isCode(characterStyle) ? 'code' : undefined,
    }
  }

  #language(
    text: string,
    properties: XmlElement | undefined,
    characterStyle: string | undefined,
    paragraphStyle: string | undefined,
  ): string | undefined {
    const own = childElement(properties, 'lang')?.attributes
    const styled = this.#styleLanguages(characterStyle, paragraphStyle)
    const kind = toggled(properties, 'rtl') ? 'bidi' : scriptKind(text)
    const tag = own?.[kind] ?? styled[kind]
    return runLanguage(tag, kind, text, this.#flow.language)
  }

  #styleLanguages(characterStyle: string | undefined, paragraphStyle: string | undefined): Languages {
    const key = `${characterStyle ?? ''}\n${paragraphStyle ?? ''}`
    const known = this.#languages.get(key)
    if (known) return known
    const found: Record<string, string> = {}
    const take = (run: XmlElement | undefined) => {
      const lang = childElement(run, 'lang')?.attributes
      for (const kind of ['val', 'eastAsia', 'bidi'])
        if (lang?.[kind] !== undefined) found[kind] ??= lang[kind]
    }
    for (const id of [characterStyle, paragraphStyle])
      for (const style of this.#styles.chain(id)) take(style.run)
    if (this.#trustDefaults) take(this.#styles.defaults)
    this.#languages.set(key, found)
    return found
  }

  #fieldCharacter(type: string): void {
    const field = this.#fields.at(-1)
    if (type === 'begin') this.#fields.push({ code: '', result: false, link: undefined })
    else if (type === 'separate' && field) {
      field.result = true
      field.link = fieldLink(field.code)
    } else if (type === 'end') {
      const ended = this.#fields.pop()
      // A field that was never worked out may still say what it shows.
      if (ended && !ended.result && !this.#fields.some((outer) => !outer.result)) this.#unworked(ended.code)
    }
  }

  #unworked(code: string): void {
    const symbol = /^\s*SYMBOL\s+(0x[0-9a-f]+|\d+)(?:.*\\f\s+"?([^"\\]+)"?)?/i.exec(code)
    if (symbol) this.#flow.text(symbolCharacter(symbol[2]?.trim() ?? '', Number(symbol[1])))
    // Japanese readings from before `w:ruby`: EQ \* jc2 … \o\ad(\s\up 9(reading),base)
    const reading = /\\o(?:\\a[dlrc])*\s*\(\\s\\up\s*\d*\s*\(([^()]*)\)\s*[,;]\s*([^()]*)\)/i.exec(code)
    if (reading?.[2]) this.#flow.text(reading[2], { ruby: reading[1], spoken: reading[1] })
  }

  #noteReference(element: XmlElement, style: (text: string) => RunStyle): void {
    const kind = element.name === 'footnoteReference' ? 'footnote' : 'endnote'
    const key = `${kind}-${element.attributes['id'] ?? ''}`
    const custom = ['1', 'true', 'on'].includes(element.attributes['customMarkFollows'] ?? '')
    if (!this.notes.includes(key)) this.notes.push(key)
    if (custom) return
    const number = String(++this.#numbers[kind])
    this.#flow.text(number, {
      language: style(number).language,
      role: 'note-reference',
      note: key,
      script: 'superscript',
    })
  }

  #ruby(element: XmlElement, around: Around): void {
    let reading = ''
    for (const text of descendants(childElement(element, 'rt'), 't')) reading += xmlText(text)
    let base = ''
    for (const text of descendants(childElement(element, 'rubyBase'), 't')) base += xmlText(text)
    const language = this.#language(
      base,
      childElement(childElement(childElement(element, 'rubyBase'), 'r'), 'rPr'),
      undefined,
      around.paragraphStyle,
    )
    if (base !== '')
      this.#flow.text(base, reading === '' ? { language } : { language, ruby: reading, spoken: reading })
  }

  #formula(element: XmlElement, around: Around): void {
    const mathml = ommlToMathml(element)
    if (mathml === '') return
    const tree = find(parseMarkup(mathml, 'xml'), 'math')
    const text = tree ? linearMath(tree) : ''
    if (text === '') return
    const language = this.#language('', undefined, undefined, around.paragraphStyle)
    this.#flow.text(text, {
      role: 'math',
      language,
      math: { mathml, language: language ?? this.#flow.language, alternative: undefined },
    })
  }
}
