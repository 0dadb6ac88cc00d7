/**
 * Keeps the reader's own place in the page (caret, selection, focus, a screen reader's position) and the voice's
 * place together, both ways.
 *
 * "Read from here" takes the reader's latest place; after a pause the caret, and where no control would lose it the
 * focus, are put where the voice is, so that a screen reader goes on from there.
 */
import { focusText } from '../ui/kept-focus.ts'
import type { TextRange } from './session-types.ts'
import { blockElement, positionAt, rangeFor, type TextPlace } from './text-map.ts'

export interface Caret {
  /** Where the reader is: the caret or selection, the focus, else the first text on screen. */
  place(): TextPlace | undefined
  /** What is selected, if it lies in one block and is not empty. */
  selection(): TextRange | undefined
  /**
   * Puts the caret at a place of the text.
   *
   * @param focus `always`, or `free`: only if no control has the focus. @returns false if the block is not in the page
   */
  put(block: number, offset: number, focus: 'always' | 'free'): boolean
  /** Remembers a place as the reader's without touching the caret: a search hit while the field keeps the focus. */
  remember(block: number, offset: number): void
  stop(): void
}

function onScreen(element: Element): boolean {
  const { top, bottom, height } = element.getBoundingClientRect()
  return height > 0 && bottom > 0 && top < window.innerHeight
}

export function watchCaret(article: HTMLElement): Caret {
  let latest: TextPlace | undefined
  const placeAt = (node: Node, offset: number) =>
    article.contains(node) ? positionAt(node, offset) : undefined
  let seen: { readonly node: Node; readonly offset: number } | undefined
  /** `selectionchange` comes a moment late, after a double click for one: so it is asked for, too. */
  const onSelection = () => {
    const selection = document.getSelection()
    if (!selection || selection.rangeCount === 0) return
    const { startContainer: node, startOffset: offset } = selection.getRangeAt(0)
    if (seen?.node === node && seen.offset === offset) return
    seen = { node, offset }
    latest = placeAt(node, offset) ?? latest
  }
  const onFocus = ({ target }: FocusEvent) => {
    if (target instanceof HTMLAnchorElement) latest = placeAt(target, 0) ?? latest
  }
  /** Screen readers click without a pointer where their own cursor is. */
  const onClick = ({ detail, target }: MouseEvent) => {
    if (detail === 0 && target instanceof Node) latest = placeAt(target, 0) ?? latest
  }
  document.addEventListener('selectionchange', onSelection)
  article.addEventListener('focusin', onFocus)
  article.addEventListener('click', onClick)

  function firstOnScreen(): TextPlace | undefined {
    for (const element of article.querySelectorAll<HTMLElement>('[data-block]')) {
      const { top, bottom } = element.getBoundingClientRect()
      if (bottom > 80 && top < window.innerHeight)
        return { block: Number(element.dataset['block']), offset: 0 }
    }
    return undefined
  }

  return {
    place() {
      onSelection()
      const element = latest && blockElement(article, latest.block)
      return element && onScreen(element) ? latest : firstOnScreen()
    },
    selection() {
      const selection = document.getSelection()
      if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined
      const range = selection.getRangeAt(0)
      const start = placeAt(range.startContainer, range.startOffset)
      const end = placeAt(range.endContainer, range.endOffset)
      if (!start || !end || start.block !== end.block || end.offset <= start.offset) return undefined
      return { block: start.block, start: start.offset, end: end.offset }
    },
    put(block, offset, focus) {
      const element = blockElement(article, block)
      if (!(element instanceof HTMLElement)) return false
      latest = { block, offset }
      const active = document.activeElement
      const free = !active || active === document.body || article.contains(active)
      if (focus === 'always' || free) focusText(element)
      const range = rangeFor(article, { block, start: offset, end: offset })
      // A field that is being typed in would lose its own caret.
      if (range && (focus === 'always' || !isField(active))) {
        seen = { node: range.startContainer, offset: range.startOffset }
        document.getSelection()?.collapse(range.startContainer, range.startOffset)
      }
      return true
    },
    remember(block, offset) {
      latest = { block, offset }
    },
    stop() {
      document.removeEventListener('selectionchange', onSelection)
      article.removeEventListener('focusin', onFocus)
      article.removeEventListener('click', onClick)
    },
  }
}

function isField(element: Element | null): boolean {
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
}
