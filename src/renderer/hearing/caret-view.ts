/** Keeps the line that is written above the bar at the foot of the window. */

/** Pixels left free below the line. */
const room = 12

/** What decides where the lines of a text field break. */
const copied = [
  'font',
  'letter-spacing',
  'word-spacing',
  'line-height',
  'padding',
  'border-width',
  'border-style',
  'box-sizing',
  'tab-size',
  'direction',
  'text-indent',
] as const

/** Where the caret's line ends in the window, in pixels. A field does not tell: its text is laid out a second time. */
export function caretBottom(field: HTMLTextAreaElement): number {
  const mirror = document.createElement('div')
  const style = getComputedStyle(field)
  for (const name of copied) mirror.style.setProperty(name, style.getPropertyValue(name))
  const { left, top, width } = field.getBoundingClientRect()
  Object.assign(mirror.style, {
    position: 'fixed',
    left: `${left}px`,
    top: `${top - field.scrollTop}px`,
    width: `${width}px`,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    visibility: 'hidden',
    pointerEvents: 'none',
  })
  const mark = document.createElement('span')
  mark.textContent = '\u200B'
  mirror.append(field.value.slice(0, field.selectionEnd), mark)
  document.body.append(mirror)
  const { bottom } = mark.getBoundingClientRect()
  mirror.remove()
  return bottom
}

/** How far the page must go up so that a line that ends at `bottom` stands above the bar; 0 where it does. Pixels. */
export function hiddenBy(bottom: number, barTop: number): number {
  return Math.max(0, Math.ceil(bottom + room - barTop))
}

/**
 * Scrolls the page so far that the line that is dictated, or else the caret's, can be seen. A field in a dialog is
 * above everything and is left alone.
 */
export function showLine(field: Element | null | undefined, bar: Element): void {
  if (!(field instanceof HTMLTextAreaElement) || field.closest('dialog')) return
  const partial = field.parentElement?.querySelector('.draft-layer .partial')
  const bottom = partial ? partial.getBoundingClientRect().bottom : caretBottom(field)
  const by = hiddenBy(bottom, bar.getBoundingClientRect().top)
  if (by > 0) scrollBy({ top: by, behavior: 'instant' })
}
