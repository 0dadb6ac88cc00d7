/**
 * The reading ruler and the focus: a band over one line, and all but a line, a sentence or a paragraph dimmed.
 *
 * The text itself is not touched. The band is one element that is moved by `transform`, which needs no layout; the
 * focus is a CSS highlight that gives the text its colour back, while the article as a whole is dimmed once.
 */
import type { Settings } from '../../contract/settings.ts'
import type { TextRange } from './session-types.ts'
import { sharedHighlight } from './shared-highlight.ts'
import { lineAt, type TextLine } from './text-line.ts'
import { blockElement, rangeFor } from './text-map.ts'

const focusHighlight = 'lectern-focus'

export interface GuidePlace {
  /** The word that is said, or an empty stretch where the caret or the pointer is. */
  readonly word: TextRange
  readonly sentence: TextRange | undefined
}

export interface GuideLook {
  readonly ruler: boolean
  readonly focus: Settings['focus']
}

export interface Guide {
  /** `undefined`: nothing is pointed at, and nothing is dimmed. */
  show(place: GuidePlace | undefined): void
  look(look: GuideLook): void
  /** To be called when the text is drawn or laid out anew. */
  refresh(): void
  dispose(): void
}

/** All of a block's text, or of the table cell that holds `offset`. */
function stretchOf(root: ParentNode, block: number, offset: number): TextRange | undefined {
  const element = blockElement(root, block)
  if (!element) return undefined
  const cells = [...element.querySelectorAll<HTMLElement>('[data-offset]')]
    .map((part) => ({ part, start: Number(part.dataset['offset']) }))
    .toSorted((a, b) => a.start - b.start)
  const cell = cells.findLast(({ start }) => start <= offset)
  const length = (node: Element) => rangeLength(node)
  if (!cell) return { block, start: 0, end: cells[0]?.start ?? length(element) }
  return { block, start: cell.start, end: cell.start + length(cell.part) }
}

/** Of the text alone: decorations do not count. */
function rangeLength(element: Element): number {
  let length = element.textContent.length
  for (const decoration of element.querySelectorAll('[data-decoration]'))
    if (!decoration.parentElement?.closest('[data-decoration]')) length -= decoration.textContent.length
  return length
}

const sameRange = (a: TextRange | undefined, b: TextRange | undefined) =>
  a?.block === b?.block && a?.start === b?.start && a?.end === b?.end

/**
 * @param article what holds the blocks; the band becomes its last child
 * @param focused told what is not dimmed; `undefined` where nothing is
 */
export function createGuide(article: HTMLElement, focused: (range: Range | undefined) => void): Guide {
  const band = document.createElement('div')
  band.className = 'ruler'
  band.setAttribute('aria-hidden', 'true')
  band.dataset['decoration'] = ''
  band.hidden = true
  article.append(band)
  const highlight = sharedHighlight(focusHighlight, -1) // under the sentence and the word that are read

  let wanted: GuideLook = { ruler: false, focus: 'none' }
  let place: GuidePlace | undefined
  let line: TextLine | undefined
  let lit: TextRange | undefined
  let shown: Range | undefined

  /** The line the word stands on; the one known if the word is still on it. */
  function lineOf({ word }: GuidePlace, again: boolean): TextLine | undefined {
    if (!again && line?.block === word.block && word.start >= line.start && word.start < line.end) return line
    const within = stretchOf(article, word.block, word.start)
    return within && within.end > within.start ? lineAt(article, within, word.start) : undefined
  }

  function moveBand(): void {
    const box = wanted.ruler && line && rangeFor(article, line)?.getClientRects()[0]
    const element = line && blockElement(article, line.block)
    if (!box || !element) {
      band.hidden = true
      return
    }
    // The letters of a line stand in the middle of its box.
    const height = Math.max(Number.parseFloat(getComputedStyle(element).lineHeight) || 0, box.height)
    const top = (box.top + box.bottom - height) / 2 - article.getBoundingClientRect().top
    // Where it was hidden it appears, rather than flying in.
    band.classList.toggle('ruler-still', band.hidden === true)
    band.hidden = false
    band.style.blockSize = `${height}px`
    band.style.transform = `translateY(${top}px)`
  }

  function focusOn(): TextRange | undefined {
    if (!place || wanted.focus === 'none') return undefined
    if (wanted.focus === 'line') return line
    const { word, sentence } = place
    return wanted.focus === 'sentence' ? sentence : stretchOf(article, word.block, word.start)
  }

  function draw(again: boolean): void {
    const before = line
    line = place && (wanted.ruler || wanted.focus === 'line') ? lineOf(place, again) : undefined
    if (again || before !== line) moveBand()
    const focus = focusOn()
    if (!again && sameRange(focus, lit)) return
    lit = focus
    if (shown) highlight.delete(shown)
    const range = focus && rangeFor(article, focus)
    shown = range
    if (range) highlight.add(range)
    article.toggleAttribute('data-focused', range !== undefined)
    focused(range)
  }

  return {
    show(next) {
      place = next
      draw(false)
    },
    look(next) {
      wanted = next
      draw(true)
    },
    refresh: () => draw(true),
    dispose() {
      band.remove()
      article.removeAttribute('data-focused')
      focused(undefined)
      if (shown) highlight.delete(shown)
    },
  }
}
