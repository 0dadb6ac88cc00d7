/** Styles and numbering of a Word document: what a paragraph is, beyond what it says itself. */
import { orderedMarker } from './list-marker.ts'
import { matterOfStyle, type Matter } from './matter.ts'
import { childElement, childElements, type XmlElement } from './xml-stream.ts'

export interface Style {
  readonly id: string
  readonly name: string
  readonly basedOn: string | undefined
  readonly paragraph: XmlElement | undefined // pPr
  readonly run: XmlElement | undefined // rPr
  readonly default: boolean
  readonly type: string
}

const valueOf = (element: XmlElement | undefined): string | undefined => element?.attributes['val']
/** Whether a toggle such as `w:b` is on; undefined where it is not there. */
export function toggled(properties: XmlElement | undefined, name: string): boolean | undefined {
  const found = childElement(properties, name)
  if (!found) return undefined
  return !['0', 'off', 'false', 'none'].includes(found.attributes['val'] ?? '1')
}
export function propertyValue(properties: XmlElement | undefined, name: string): string | undefined {
  return valueOf(childElement(properties, name))
}

/** Names of heading styles in the languages Word is sold in; the style's id or name, in lower case. */
const headingName =
  /^(?:heading|überschrift|ueberschrift|berschrift|titre|t[ií]tulo|titolo|rubrik|overskrift|otsikko|kop|nagłówek|nagwek|nadpis|címsor|cmsor|titlu|naslov|pealkiri|virsraksts|antraštė|заголовок|заглавие|επικεφαλίδα|başlık|balk|标题|標題|見出し|제목|כותרת|عنوان|encabezado|ttulo|fyrirsögn)\s?([1-9])$/i

/** Level (1 to 6) that a style's name says, whatever language it was named in; the title is 1. */
export function levelOfStyleName(name: string): number | undefined {
  const found = headingName.exec(name.trim())
  if (found) return Math.min(6, Number(found[1]))
  return /^(?:title|titel|titre|título|titolo|toc heading)$/i.test(name.trim()) ? 1 : undefined
}

export class Styles {
  readonly #styles = new Map<string, Style>()
  readonly #defaults: XmlElement | undefined
  readonly #chains = new Map<string, readonly Style[]>()
  readonly defaultParagraph: string | undefined

  constructor(root: XmlElement | undefined) {
    this.#defaults = childElement(childElement(childElement(root, 'docDefaults'), 'rPrDefault'), 'rPr')
    let first: string | undefined
    for (const element of childElements(root, 'style')) {
      const id = element.attributes['styleId'] ?? ''
      const type = element.attributes['type'] ?? ''
      const style: Style = {
        id,
        type,
        name: valueOf(childElement(element, 'name')) ?? id,
        basedOn: valueOf(childElement(element, 'basedOn')),
        paragraph: childElement(element, 'pPr'),
        run: childElement(element, 'rPr'),
        default: ['1', 'on', 'true'].includes(element.attributes['default'] ?? '0'),
      }
      if (!this.#styles.has(id)) this.#styles.set(id, style)
      if (style.default && type === 'paragraph') first ??= id
    }
    this.defaultParagraph = first
  }

  /** Run properties that every text begins with. */
  get defaults(): XmlElement | undefined {
    return this.#defaults
  }

  /** The style and those it is based on, the nearest first. A circle ends where it closes. */
  chain(id: string | undefined): readonly Style[] {
    if (id === undefined) return []
    const known = this.#chains.get(id)
    if (known) return known
    const found: Style[] = []
    for (let style = this.#styles.get(id); style && !found.includes(style);) {
      found.push(style)
      style = style.basedOn === undefined ? undefined : this.#styles.get(style.basedOn)
    }
    this.#chains.set(id, found)
    return found
  }

  /** 1 to 6 for headings and the title, by outline level or by name. */
  headingLevel(id: string | undefined, paragraph: XmlElement | undefined): number | undefined {
    const own = propertyValue(paragraph, 'outlineLvl')
    if (own !== undefined) return outline(own)
    for (const style of this.chain(id)) {
      const level = propertyValue(style.paragraph, 'outlineLvl')
      if (level !== undefined) return outline(level)
      const named = levelOfStyleName(style.name) ?? levelOfStyleName(style.id)
      if (named !== undefined) return named
    }
    // A style that the styles part lacks still has its id.
    return id !== undefined && this.chain(id).length === 0 ? levelOfStyleName(id) : undefined
  }

  /** True for character styles of code. */
  isCode(id: string | undefined): boolean {
    return this.chain(id).some(({ name }) =>
      /^(?:verbatim char|html code|source text|inline code|code(?: char)?)$/i.test(name),
    )
  }

  /** Whether paragraphs of a style are entries of a list of contents, of words or of sources. */
  matter(id: string | undefined): Matter | undefined {
    for (const { name } of this.chain(id)) {
      const matter = matterOfStyle(name)
      if (matter !== undefined) return matter
    }
    return undefined
  }

  /** What the style of a paragraph is for, as far as reading it goes. */
  role(id: string | undefined): 'quote' | 'code' | 'caption' | undefined {
    for (const { name } of this.chain(id)) {
      if (/^(?:intense )?quote$|^quotations?$|^block ?text$|zitat$|^citation|^cita$|^citazione$/i.test(name))
        return 'quote'
      if (
        /^(?:html preformatted|source code|code|preformatted text|plain text code|macro text?)$|^html vorformatiert$/i.test(
          name,
        )
      )
        return 'code'
      if (/^(?:caption|beschriftung|légende|didascalia|leyenda|legenda|bijschrift)$/i.test(name))
        return 'caption'
    }
    return undefined
  }
}

function outline(value: string): number | undefined {
  const level = Number(value)
  return level >= 0 && level <= 8 ? Math.min(6, level + 1) : undefined
}

interface Level {
  readonly format: string
  readonly text: string
  readonly start: number
  readonly restart: number | undefined
}
interface Numbered {
  readonly abstract: string
  readonly levels: ReadonlyMap<number, Level>
  readonly starts: ReadonlyMap<number, number>
}

/** Lists: which markers they have, and how far each has been counted. */
export class Numbering {
  readonly #numbers = new Map<string, Numbered>()
  readonly #counters = new Map<string, Map<number, number>>()
  readonly #restarted = new Set<string>()

  constructor(root: XmlElement | undefined) {
    const abstracts = new Map<string, XmlElement>()
    const byStyle = new Map<string, XmlElement>()
    for (const element of childElements(root, 'abstractNum')) {
      abstracts.set(element.attributes['abstractNumId'] ?? '', element)
      const style = valueOf(childElement(element, 'styleLink'))
      if (style !== undefined) byStyle.set(style, element)
    }
    for (const element of childElements(root, 'num')) {
      const abstractId = valueOf(childElement(element, 'abstractNumId')) ?? ''
      let abstract = abstracts.get(abstractId)
      const linked = valueOf(childElement(abstract, 'numStyleLink'))
      if (linked !== undefined) abstract = byStyle.get(linked) ?? abstract
      const levels = new Map<number, Level>()
      const starts = new Map<number, number>()
      for (const level of childElements(abstract, 'lvl')) levels.set(levelNumber(level), readLevel(level))
      for (const override of childElements(element, 'lvlOverride')) {
        const changed = childElement(override, 'lvl')
        if (changed) levels.set(levelNumber(override), readLevel(changed))
        const start = valueOf(childElement(override, 'startOverride'))
        if (start !== undefined) starts.set(levelNumber(override), Number(start) || 0)
      }
      this.#numbers.set(element.attributes['numId'] ?? '', { abstract: abstractId, levels, starts })
    }
  }

  /**
   * Counts on and gives the marker of the next paragraph in list `id` at `level` (from 0): `•`, `3.`, `2.1`, or an
   * empty one where the list has none. Undefined where there is no such list.
   */
  next(id: string, level: number): string | undefined {
    const list = this.#numbers.get(id)
    if (!list || id === '0') return undefined
    const definition = list.levels.get(level)
    const counters = this.#counters.get(list.abstract) ?? new Map<number, number>()
    this.#counters.set(list.abstract, counters)
    const override = list.starts.get(level)
    const first = `${id}/${level}`
    if (override !== undefined && !this.#restarted.has(first)) {
      this.#restarted.add(first)
      counters.set(level, override)
    } else counters.set(level, (counters.get(level) ?? (definition?.start ?? 1) - 1) + 1)
    for (const deeper of counters.keys()) {
      if (deeper <= level) continue
      const restart = list.levels.get(deeper)?.restart
      if (restart === undefined || (restart > 0 && level < restart)) counters.delete(deeper)
    }
    if (!definition) return ''
    if (definition.format === 'bullet') return '•'
    if (definition.format === 'none') return definition.text.includes('%') ? '' : definition.text.trim()
    return definition.text
      .replace(/%(\d)/g, (_, digit: string) => {
        const at = Number(digit) - 1
        const shown = list.levels.get(at)
        return formatted(counters.get(at) ?? shown?.start ?? 1, shown?.format ?? 'decimal')
      })
      .trim()
  }
}

const levelNumber = (element: XmlElement) => Math.min(8, Math.max(0, Number(element.attributes['ilvl']) || 0))

function readLevel(element: XmlElement): Level {
  const restart = valueOf(childElement(element, 'lvlRestart'))
  return {
    format: valueOf(childElement(element, 'numFmt')) ?? alternateFormat(element) ?? 'decimal',
    text: valueOf(childElement(element, 'lvlText')) ?? '',
    start: Number(valueOf(childElement(element, 'start')) ?? '1') || 0,
    restart: restart === undefined ? undefined : Number(restart),
  }
}

/** Newer formats stand in alternate content; its fallback is one that everybody knows. */
function alternateFormat(element: XmlElement): string | undefined {
  return valueOf(childElement(childElement(childElement(element, 'AlternateContent'), 'Fallback'), 'numFmt'))
}

const types: Readonly<Record<string, string>> = {
  lowerLetter: 'a',
  upperLetter: 'A',
  lowerRoman: 'i',
  upperRoman: 'I',
}

/** A number in one of Word's formats (ST_NumberFormat), without punctuation. */
function formatted(value: number, format: string): string {
  if (format === 'decimalZero') return value < 10 ? `0${value}` : String(value)
  if (format === 'none') return ''
  const type = types[format]
  return type === undefined ? String(value) : orderedMarker(value, type).replace(/\.$/, '')
}
