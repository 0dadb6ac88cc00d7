/**
 * Lights the sentence and the word without touching the page: CSS Custom Highlight API (Chromium 105, Electron 20).
 *
 * The style sheet says what `::highlight(lectern-sentence)` and `::highlight(lectern-word)` look like.
 */
import type { TextRange } from './session-types.ts'
import { rangeFor } from './text-map.ts'

export const sentenceHighlight = 'lectern-sentence'
export const wordHighlight = 'lectern-word'

export interface Highlighter {
  /** Lights these and nothing else. What is not in the page stays unlit until `refresh`. Cheap if nothing changed. */
  show(sentence: TextRange | undefined, word: TextRange | undefined): void
  /** To be called when blocks have been drawn: lights in them what should be lit. */
  refresh(): void
  /** Where the sentence and word stand in the page now, for following. */
  ranges(): { readonly sentence: Range | undefined; readonly word: Range | undefined }
  dispose(): void
}

interface Light {
  readonly highlight: Highlight
  wanted: TextRange | undefined
  range: Range | undefined
}

/** @param root the element that holds the blocks. One highlighter at a time per page. */
export function createHighlighter(root: ParentNode): Highlighter {
  const make = (name: string, priority: number): Light => {
    const highlight = new Highlight()
    highlight.priority = priority
    CSS.highlights.set(name, highlight)
    return { highlight, wanted: undefined, range: undefined }
  }
  const sentence = make(sentenceHighlight, 1)
  const word = make(wordHighlight, 3) // over the sentence, and over its syllables (syllable-lights.ts), which have 2

  const light = (target: Light, wanted: TextRange | undefined, again: boolean) => {
    if (target.wanted === wanted && !again) return
    target.wanted = wanted
    if (target.range) target.highlight.delete(target.range)
    target.range = wanted && rangeFor(root, wanted)
    if (target.range) target.highlight.add(target.range)
  }

  return {
    show(wantedSentence, wantedWord) {
      light(sentence, wantedSentence, false)
      light(word, wantedWord, false)
    },
    refresh() {
      light(sentence, sentence.wanted, true)
      light(word, word.wanted, true)
    },
    ranges: () => ({ sentence: sentence.range, word: word.range }),
    dispose() {
      if (CSS.highlights.get(sentenceHighlight) === sentence.highlight)
        CSS.highlights.delete(sentenceHighlight)
      if (CSS.highlights.get(wordHighlight) === word.highlight) CSS.highlights.delete(wordHighlight)
    },
  }
}
