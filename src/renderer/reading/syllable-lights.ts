/**
 * Colours every second syllable of the words that are on screen, or nearly, without touching the text: by a CSS
 * highlight of static ranges. Copying, finding, carets and screen readers meet the text as it was written.
 */
import { hyphenator } from './hyphenation.ts'
import { sharedHighlight } from './shared-highlight.ts'
import { secondSyllables } from './syllables.ts'

const syllableHighlight = 'lectern-syllable'
/** Blocks get their colours when they come this close to what is on screen. */
const ahead = '50% 0px'
/** Not words: code, formulas, what does not belong to the text. */
const passedOver = 'code, .math, [data-decoration]'

export interface SyllableLights {
  /** To be called when other text has come into the page. */
  refresh(): void
  /** Colours only what lies in this range; `undefined`: all. */
  limit(range: Range | undefined): void
  dispose(): void
}

/** Of the text itself; around it the page says the interface's language, not the text's. */
function languageOf(element: Element, article: Element): string {
  const tagged = element.closest('[lang]')
  return (tagged && article.contains(tagged) && tagged.getAttribute('lang')) || ''
}

async function rangesOf(block: Element, article: Element): Promise<StaticRange[]> {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  const ranges: StaticRange[] = []
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement
    if (!parent || parent.closest(passedOver) || parent.closest('[data-block]') !== block) continue
    const hyphenate = await hyphenator(languageOf(parent, article))
    if (!hyphenate) continue
    for (const { start, end } of secondSyllables(node.nodeValue ?? '', hyphenate))
      ranges.push(
        new StaticRange({ startContainer: node, startOffset: start, endContainer: node, endOffset: end }),
      )
  }
  return ranges
}

/** @param failed told when patterns could not be loaded */
export function createSyllableLights(article: HTMLElement, failed: (error: unknown) => void): SyllableLights {
  // Over the sentence, whose text it colours; under the word, which has a ground of its own.
  const highlight = sharedHighlight(syllableHighlight, 2)
  const near = new Map<Element, readonly StaticRange[]>()
  let only: Range | undefined
  let over = false

  const inside = (range: StaticRange) => !only || only.isPointInRange(range.startContainer, range.startOffset)
  const draw = (block: Element) => {
    for (const range of near.get(block) ?? []) if (inside(range)) highlight.add(range)
  }
  const clear = (block: Element) => {
    for (const range of near.get(block) ?? []) highlight.delete(range)
  }
  const show = async (block: Element) => {
    const own: readonly StaticRange[] = []
    near.set(block, own)
    const ranges = await rangesOf(block, article)
    if (over || near.get(block) !== own) return // it has gone, or is looked at anew
    near.set(block, ranges)
    draw(block)
  }
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting === near.has(target)) continue
        if (isIntersecting) show(target).catch(failed)
        else {
          clear(target)
          near.delete(target)
        }
      }
    },
    { rootMargin: ahead },
  )
  const seen = new WeakMap<Element, Node | null>()
  const refresh = () => {
    for (const block of near.keys())
      if (!block.isConnected) {
        clear(block)
        near.delete(block)
        observer.unobserve(block)
      }
    for (const block of article.querySelectorAll('[data-block]')) {
      // A block whose text was cut anew has other text nodes.
      if (near.has(block) && seen.get(block) !== block.lastChild) {
        clear(block)
        show(block).catch(failed)
      }
      seen.set(block, block.lastChild)
      observer.observe(block)
    }
  }
  refresh()
  return {
    refresh,
    limit(range) {
      if (range === only) return
      only = range
      highlight.clear()
      for (const block of near.keys()) if (!range || range.intersectsNode(block)) draw(block)
    },
    dispose() {
      over = true
      observer.disconnect()
      for (const block of near.keys()) clear(block)
    },
  }
}
