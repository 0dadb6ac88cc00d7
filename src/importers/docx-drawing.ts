/** What a drawing in a Word document holds: pictures, text boxes, and the words for them. */
import { childElements, descendants, type XmlElement } from './xml-stream.ts'

export interface Relation {
  readonly target: string
  readonly external: boolean
}
interface Picture {
  /** Path in the archive, or undefined for a drawing without a picture that can be shown. */
  readonly path: string | undefined
  readonly alternative: string
}
/** What stands in a paragraph but is written after it. */
export type Afterwards =
  | { readonly kind: 'picture'; readonly picture: Picture }
  | { readonly kind: 'box'; readonly content: XmlElement }

/** Pictures and text boxes of a drawing, in either of the two notations. */
export function drawingParts(element: XmlElement, relations: ReadonlyMap<string, Relation>): Afterwards[] {
  const parts: Afterwards[] = []
  const properties = descendants(element, 'docPr').next().value?.attributes
  const decorative = [...descendants(element, 'decorative')].some((found) => found.attributes['val'] === '1')
  const vector = descendants(element, 'shape').next().value?.attributes ?? {}
  const alternative = decorative
    ? ''
    : (properties?.['descr'] || properties?.['title'] || vector['alt'] || '').trim()
  let shown = false
  const walk = (parent: XmlElement): void => {
    for (const child of childElements(parent)) {
      if (child.name === 'txbxContent') parts.push({ kind: 'box', content: child })
      else if (child.name === 'Fallback') continue
      else {
        const id =
          child.name === 'blip'
            ? (child.attributes['embed'] ?? child.attributes['link'])
            : child.name === 'imagedata'
              ? child.attributes['id']
              : undefined
        const target = id === undefined ? undefined : relations.get(id)
        if (target && !target.external && !decorative) {
          parts.push({
            kind: 'picture',
            picture: {
              path: target.target,
              alternative: shown ? '' : alternative || (child.attributes['title'] ?? ''),
            },
          })
          shown = true
        }
        walk(child)
      }
    }
  }
  walk(element)
  if (!shown && alternative !== '') parts.push({ kind: 'picture', picture: { path: undefined, alternative } })
  return parts
}
