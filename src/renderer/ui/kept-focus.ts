/**
 * Where the reader is in the page (focus and selection), to go back there after something had the focus in between.
 *
 * Blocks of text are focused without being in the tab order, and a field that takes the focus takes the selection with
 * it. So both are written down, and a block is made focusable again for the time that it has the focus.
 */

/** Focuses any element; text can take the focus only as long as it has it. */
export function focusText(element: HTMLElement): void {
  if (element.tabIndex < 0 && !element.hasAttribute('tabindex')) {
    element.tabIndex = -1
    element.addEventListener('blur', () => element.removeAttribute('tabindex'), { once: true })
  }
  element.focus({ preventScroll: true })
}

/** @returns goes back to where the focus and the selection are now, if that is still in the page */
export function keepFocus(): () => void {
  const focused = document.activeElement
  const selection = document.getSelection()
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined
  // Points, because a live range moves with what happens in between.
  const from = range && ([range.startContainer, range.startOffset] as const)
  const to = range && ([range.endContainer, range.endOffset] as const)
  return () => {
    if (focused instanceof HTMLElement && focused !== document.body && focused.isConnected) {
      focusText(focused)
    }
    const text = (node: Node) => node.isConnected && node.parentElement?.closest('[data-text]')
    if (!from || !to || !text(from[0]) || !text(to[0])) return
    document.getSelection()?.setBaseAndExtent(...from, ...to)
  }
}

/**
 * For a control that takes its own list item away: asked before, gives who takes the focus after.
 *
 * The neighbour's first control, else the nearest heading that can take the focus, so that it never falls back to the
 * beginning of the page.
 */
export function focusNeighbour(control: Element): () => void {
  const item = control.closest('li')
  const beside = item?.nextElementSibling ?? item?.previousElementSibling
  const next = beside?.querySelector<HTMLElement>('a, button')
  const heading =
    control.closest('section')?.querySelector<HTMLElement>('h2') ?? document.querySelector<HTMLElement>('h1')
  return () => {
    if (next?.isConnected) next.focus({ preventScroll: true })
    else if (heading?.isConnected) focusText(heading)
    else {
      const title = document.querySelector<HTMLElement>('h1')
      if (title) focusText(title)
    }
  }
}
