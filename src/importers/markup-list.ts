/** Lists: how deep an item stands, and how it is marked. */
import { orderedMarker } from './list-marker.ts'
import type { StyleFacts } from './markup-style.ts'
import { isElement, localName, type Element } from './markup-tree.ts'

export interface ListState {
  readonly ordered: boolean
  readonly type: string
  readonly level: number
  readonly step: 1 | -1
  readonly plain: boolean
  next: number
}

/** An item whose marker has not been shown yet. */
export interface ItemState {
  readonly level: number
  marker: string | undefined
}

/** The state of a list that begins inside `outer`. */
export function startList(
  element: Element,
  ordered: boolean,
  outer: ListState | undefined,
  facts: StyleFacts | undefined,
): ListState {
  const start = Number.parseInt(element.attribs['start'] ?? '', 10)
  const reversed = ordered && 'reversed' in element.attribs
  const items = element.children.filter((child) => isElement(child) && localName(child) === 'li').length
  return {
    ordered,
    type: element.attribs['type'] ?? '1',
    level: Math.min(9, (outer?.level ?? 0) + 1),
    step: reversed ? -1 : 1,
    plain: facts?.listStyleNone ?? false,
    next: Number.isNaN(start) ? (reversed ? items : 1) : start,
  }
}

/** The marker of the next item, which is counted. */
export function nextMarker(element: Element, list: ListState | undefined): string | undefined {
  if (list === undefined) return '•'
  if (!list.ordered) return list.plain ? undefined : '•'
  const own = Number.parseInt(element.attribs['value'] ?? '', 10)
  const value = Number.isNaN(own) ? list.next : own
  list.next = value + list.step
  return list.plain ? undefined : orderedMarker(value, element.attribs['type'] ?? list.type)
}
