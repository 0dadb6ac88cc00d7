/** Shows the chosen highlights on a line of text. Drawn with spans, since the real lights belong to the book. */
import { useSettings, useWords } from '../app/context.tsx'
import { useTheme } from './appearance.ts'
import { highlightLook, type HighlightLook } from './highlight-look.ts'
import { themes } from './themes.ts'

function styleOf({ back, text, line, thickness }: HighlightLook, both: boolean) {
  return {
    backgroundColor: back,
    color: text,
    textDecorationLine: line ? (both ? 'underline overline' : 'underline') : undefined,
    textDecorationColor: line,
    textDecorationThickness: thickness,
  }
}

export function HighlightSample() {
  const { theme, sentenceHighlight, wordHighlight } = useSettings()
  const { t } = useWords()
  const colours = themes[useTheme(theme)]
  const sentence = styleOf(
    highlightLook(colours, 'sentence', sentenceHighlight),
    sentenceHighlight === 'outline-text',
  )
  const word = styleOf(highlightLook(colours, 'word', wordHighlight), wordHighlight === 'outline-text')
  return (
    <p className="highlight-sample">
      <span style={sentence}>
        {t('settings.sample.before')} <span style={word}>{t('settings.sample.word')}</span>{' '}
        {t('settings.sample.after')}
      </span>
    </p>
  )
}
