/** Carries settings that concern the whole page to the root element: theme, text size, highlights, language. */
import { useEffect, useState } from 'react'
import type { Settings } from '../../contract/settings.ts'
import { useSettings, useWords } from '../app/context.tsx'
import type { ThemeName } from './themes.ts'

function systemTheme(): ThemeName {
  if (matchMedia('(prefers-contrast: more)').matches) return 'contrast'
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function useTheme(chosen: Settings['theme']): ThemeName {
  const [system, setSystem] = useState(systemTheme)
  useEffect(() => {
    const queries = [matchMedia('(prefers-contrast: more)'), matchMedia('(prefers-color-scheme: dark)')]
    const change = () => setSystem(systemTheme())
    for (const query of queries) query.addEventListener('change', change)
    return () => {
      for (const query of queries) query.removeEventListener('change', change)
    }
  }, [])
  return chosen === 'system' ? system : chosen
}

export function useAppearance(): void {
  const { theme, textSize, sentenceHighlight, wordHighlight } = useSettings()
  const { language } = useWords()
  const shown = useTheme(theme)
  useEffect(() => {
    const root = document.documentElement
    root.dataset['theme'] = shown
    root.dataset['sentence'] = sentenceHighlight
    root.dataset['word'] = wordHighlight
    root.style.setProperty('--text-size', String(textSize / 100))
    root.lang = language
    root.dir = 'ltr' // English and German; a right-to-left language would say so here
  }, [shown, textSize, sentenceHighlight, wordHighlight, language])
}
