/** What a highlight style looks like in a theme: the one place that says it, for the page and for the contrast test. */
import type { Settings } from '../../contract/settings.ts'
import type { Theme } from './themes.ts'

export type HighlightStyle = Settings['sentenceHighlight']

export interface HighlightLook {
  readonly back?: string
  /** Also the colour of everything within it, links too. */
  readonly text?: string
  readonly line?: string
  readonly thickness?: string
}

/**
 * `::highlight()` knows colours, grounds and text decorations only. So "outline" is a line above and below the text,
 * and every ground comes with a line or is strong enough alone.
 */
export function highlightLook(theme: Theme, part: 'sentence' | 'word', style: HighlightStyle): HighlightLook {
  if (style === 'none') return {}
  if (style === 'background')
    return part === 'sentence'
      ? { back: theme['sentence-back'], text: theme.text, line: theme['sentence-line'], thickness: '1px' }
      : { back: theme['word-back'], text: theme['word-text'] }
  const line = part === 'sentence' ? theme['sentence-line'] : theme['word-line']
  return { line, thickness: part === 'sentence' ? '2px' : '3px' }
}
