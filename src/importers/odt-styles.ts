/** Styles of an OpenDocument text: what a paragraph or a stretch of text is, and how lists are marked. */
import { orderedMarker } from './list-marker.ts'
import { childElement, childElements, type XmlElement } from './xml-stream.ts'

export interface TextFacts {
  readonly strong: boolean
  readonly emphasis: boolean
  readonly script: 'superscript' | 'subscript' | undefined
  readonly hidden: boolean
  readonly language: string | undefined
  readonly asian: string | undefined
  readonly complex: string | undefined
}

interface Style {
  readonly element: XmlElement
  readonly parent: string | undefined
}

/** Names are unique within a family only. */
const key = (family: string, name: string) => `${family}\n${name}`

export class OdtStyles {
  readonly #styles = new Map<string, Style>()
  readonly #defaults = new Map<string, XmlElement>()
  readonly #lists = new Map<string, XmlElement>()
  readonly #outline = new Map<string, XmlElement>()
  readonly #facts = new Map<string, TextFacts>()

  /** Takes the children of `styles`, `automatic-styles` and the like; later ones win. */
  add(root: XmlElement | undefined): void {
    for (const element of childElements(root)) {
      const { name = '', family = '' } = element.attributes
      if (element.name === 'style')
        this.#styles.set(key(family, name), { element, parent: element.attributes['parent-style-name'] })
      else if (element.name === 'default-style') this.#defaults.set(family, element)
      else if (element.name === 'list-style') this.#lists.set(name, element)
      else if (element.name === 'outline-style')
        for (const level of childElements(element)) this.#outline.set(level.attributes['level'] ?? '', level)
    }
  }

  /** Languages of all text that says nothing else. */
  get defaultLanguage(): string | undefined {
    return tag(childElement(this.#defaults.get('paragraph'), 'text-properties')?.attributes ?? {}, '')
  }

  /** The style and its parents, the nearest first. */
  *chain(family: string, name: string | undefined): Generator<XmlElement> {
    const seen = new Set<string>()
    for (let at = name; at !== undefined && !seen.has(at);) {
      seen.add(at)
      const style = this.#styles.get(key(family, at))
      if (!style) return
      yield style.element
      at = style.parent
    }
  }

  /** Names of a paragraph's styles as people see them, the nearest first. */
  *names(name: string | undefined): Generator<string> {
    for (const { attributes } of this.chain('paragraph', name))
      yield (attributes['display-name'] ?? attributes['name'] ?? '').replaceAll('_20_', ' ')
    if (name !== undefined) yield name.replaceAll('_20_', ' ')
  }

  /** The nearest value of an attribute of a style or of one of its property elements. */
  value(
    family: string,
    name: string | undefined,
    attribute: string,
    properties?: string,
  ): string | undefined {
    for (const element of this.chain(family, name)) {
      const holder = properties === undefined ? element : childElement(element, properties)
      const value = holder?.attributes[attribute]
      if (value !== undefined) return value
    }
    return undefined
  }

  /** What a text style says; for paragraphs only what is hidden and in which language. */
  facts(family: 'text' | 'paragraph', name: string | undefined): TextFacts {
    const known = this.#facts.get(key(family, name ?? ''))
    if (known) return known
    const property = (attribute: string) => this.value(family, name, attribute, 'text-properties')
    const weight = property('font-weight') ?? ''
    const position = property('text-position') ?? ''
    const lang = (suffix: '' | '-asian' | '-complex') =>
      tag(
        {
          [`language${suffix}`]: property(`language${suffix}`) ?? '',
          [`country${suffix}`]: property(`country${suffix}`) ?? '',
        },
        suffix,
      )
    const own = family === 'text'
    const facts: TextFacts = {
      strong: own && (weight === 'bold' || Number(weight) >= 600),
      emphasis: own && /^(?:italic|oblique)$/.test(property('font-style') ?? ''),
      script: /^(?:super|[1-9]\d*%)/.test(position)
        ? 'superscript'
        : /^(?:sub|-\d+%)/.test(position)
          ? 'subscript'
          : undefined,
      hidden: property('display') === 'none',
      language: lang(''),
      asian: lang('-asian'),
      complex: lang('-complex'),
    }
    this.#facts.set(key(family, name ?? ''), facts)
    return facts
  }

  list(name: string | undefined): XmlElement | undefined {
    return name === undefined ? undefined : this.#lists.get(name)
  }

  /** How headings of a level are numbered. */
  outlineLevel(level: number): XmlElement | undefined {
    return this.#outline.get(String(level))
  }
}

function tag(attributes: Readonly<Record<string, string>>, suffix: string): string | undefined {
  const language = attributes[`language${suffix}`]
  const country = attributes[`country${suffix}`]
  if (language === undefined || language === '' || language === 'none' || language === 'zxx') return undefined
  return (
    country === undefined || country === '' || country === 'none' ? language : `${language}-${country}`
  ).toLowerCase()
}

/**
 * The marker of an item.
 *
 * @param style the list's; @param level from 1; @param counts of all levels, this one last
 */
export function odtMarker(style: XmlElement | undefined, level: number, counts: readonly number[]): string {
  const definition = childElements(style).find((element) => element.attributes['level'] === String(level))
  if (
    !definition ||
    definition.name === 'list-level-style-bullet' ||
    definition.name === 'list-level-style-image'
  )
    return definition || !style ? '•' : ''
  const {
    'num-format': format = '1',
    'num-prefix': prefix = '',
    'num-suffix': suffix = '',
  } = definition.attributes
  if (format === '') return ''
  const shown = Math.max(1, Number(definition.attributes['display-levels'] ?? '1') || 1)
  const numbers = counts.slice(-shown).map((count) => orderedMarker(count, format).replace(/\.$/, ''))
  return `${prefix}${numbers.join('.')}${suffix}`.trim().slice(0, 40)
}

/** Where a level begins to count. */
export function odtStart(style: XmlElement | undefined, level: number): number {
  const definition = childElements(style).find((element) => element.attributes['level'] === String(level))
  return Number(definition?.attributes['start-value'] ?? '1') || 1
}
