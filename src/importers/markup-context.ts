/** What text inherits from the elements around it, and what block it opens there. */
import type { BlockShape, RunStyle } from './block-writer.ts'
import type { ItemState, ListState } from './markup-list.ts'
import { directionOf, languageOf, typeOf } from './markup-elements.ts'
import { matterOfTypes, type Matter } from './matter.ts'
import { colour, type StyleFacts } from './markup-style.ts'
import type { TableLayout } from './markup-table.ts'
import type { Element } from './markup-tree.ts'

export interface Context {
  readonly style: RunStyle
  readonly direction: 'ltr' | 'rtl' | undefined
  readonly heading?: number | undefined
  readonly container?: 'quote' | 'aside' | 'item' | undefined
  readonly item?: ItemState | undefined
  readonly list?: ListState | undefined
  readonly note?: string | undefined
  readonly noteMarker?: ItemState | undefined
  readonly pre?: boolean | undefined
  /** Inside a cell or a caption: blocks are parts of a line. */
  readonly flat?: boolean | undefined
  readonly table?: TableLayout | undefined
  readonly background?: string | undefined
  readonly matter?: Matter | undefined
  /** First block of the figure we are in. */
  readonly figure?: number | undefined
}

/** What the children of `element` inherit, before its name is looked at. The same object where nothing changes. */
export function inherit(element: Element, facts: StyleFacts | undefined, context: Context): Context {
  const language = languageOf(element)
  const direction = directionOf(element)
  const paper = element.attribs['bgcolor']
  const background = facts?.background ?? (paper === undefined ? undefined : colour(paper))
  const types = typeOf(element)
  const matter = types === '' ? undefined : matterOfTypes(types)
  let next = context
  if (matter !== undefined && matter !== context.matter) next = { ...next, matter }
  if (language !== undefined && language !== context.style.language)
    next = { ...next, style: { ...next.style, language } }
  if (direction !== undefined && direction !== context.direction) next = { ...next, direction }
  if (background !== undefined && background !== 'transparent') next = { ...next, background }
  if (facts !== undefined) {
    const { emphasis, strong, pre } = facts
    if (emphasis !== undefined || strong !== undefined)
      next = {
        ...next,
        style: {
          ...next.style,
          emphasis: emphasis ?? next.style.emphasis,
          strong: strong ?? next.style.strong,
        },
      }
    if (pre !== undefined && pre !== (context.pre ?? false)) next = { ...next, pre }
  }
  return next
}

/** The block that text opens in a context. The first block of an item takes its marker. */
export function shapeOf(context: Context, ownDirection: 'ltr' | 'rtl' | undefined): BlockShape {
  const base = { language: context.style.language, direction: ownDirection }
  if (context.note !== undefined) {
    const marker = context.noteMarker?.marker
    if (context.noteMarker !== undefined) context.noteMarker.marker = undefined
    return { ...base, kind: 'footnote', note: context.note, marker }
  }
  if (context.heading !== undefined) return { ...base, kind: 'heading', level: context.heading }
  if (context.pre) return { ...base, kind: 'code' }
  if (context.container === 'item' && context.item !== undefined) {
    const { item } = context
    const { marker } = item
    item.marker = undefined
    return { ...base, kind: 'list-item', level: item.level, marker }
  }
  return {
    ...base,
    kind: context.container === 'quote' || context.container === 'aside' ? context.container : 'paragraph',
  }
}
