/** What can be done with the element that has the focus, by its role: the first half of "what can I do here?". */
import type { MessageKey } from '../ui/catalogue.ts'

/** In this order: the first that fits. */
const kinds: readonly (readonly [selector: string, message: MessageKey])[] = [
  ['input[type="range"]', 'here.slider'],
  ['input[type="checkbox"], [role="checkbox"]', 'here.checkbox'],
  ['select, input[type="radio"]', 'here.choice'],
  ['[role="tab"]', 'here.tab'],
  ['input, textarea', 'here.field'],
  ['summary', 'here.details'],
  ['a[href]', 'here.link'],
  ['button, [role="button"]', 'here.button'],
  ['.table-box', 'here.table'],
  ['[data-block]', 'here.text'],
]

/** The element that the keys act on now; undefined where there is none to speak of. */
export function describeFocus(
  element: Element | null,
): { readonly message: MessageKey; readonly name: string } | undefined {
  if (!element || element === document.body) return undefined
  const kind = kinds.find(([selector]) => element.matches(selector))
  if (!kind) return undefined
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
  const select = element instanceof HTMLSelectElement ? element.labels?.[0]?.textContent : undefined
  const name = element.getAttribute('aria-label') ?? label ?? select ?? element.textContent ?? ''
  return { message: kind[1], name: name.trim().replace(/\s+/g, ' ').slice(0, 60) }
}
