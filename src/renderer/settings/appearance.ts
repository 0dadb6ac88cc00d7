/** Carries settings that concern the whole page to the root element: theme, text size, highlights, language. */
import { useEffect, useState } from 'react'
import type { Settings } from '../../contract/settings.ts'
import { useSettings, useWords } from '../app/context.tsx'
import { isDark, ownTheme } from './own-theme.ts'
import type { ShownTheme, ThemeName } from './themes.ts'

function systemTheme(): ThemeName {
  if (matchMedia('(prefers-contrast: more)').matches) return 'contrast'
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'
}

export function useTheme(chosen: Settings['theme']): ShownTheme {
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

/** Own colours stand at the root element, over the style sheet's; the built-in themes are there alone. */
function useOwnColours(shown: ShownTheme, own: Settings['ownColours']): void {
  useEffect(() => {
    if (shown !== 'own') return
    const { style } = document.documentElement
    const tokens = Object.entries(ownTheme(own))
    for (const [token, value] of tokens) style.setProperty(`--${token}`, value)
    style.colorScheme = isDark(own) ? 'dark' : 'light'
    return () => {
      for (const [token] of tokens) style.removeProperty(`--${token}`)
      style.removeProperty('color-scheme')
    }
  }, [shown, own])
}

export function useAppearance(): void {
  const settings = useSettings()
  const { theme, ownColours, sentenceHighlight, wordHighlight, font, direction } = settings
  const { textSize, spacing, columnWidth } = settings
  const { language } = useWords()
  const shown = useTheme(theme)
  useOwnColours(shown, ownColours)
  useEffect(() => {
    const root = document.documentElement
    root.dataset['theme'] = shown
    root.dataset['sentence'] = sentenceHighlight
    root.dataset['word'] = wordHighlight
    root.dataset['font'] = font
    root.dataset['direction'] = direction
    root.lang = language
    root.dir = 'ltr' // English and German; a right-to-left language would say so here
  }, [shown, sentenceHighlight, wordHighlight, font, direction, language])
  useEffect(() => {
    const { style } = document.documentElement
    style.setProperty('--text-size', String(textSize / 100))
    style.setProperty('--spacing', String(spacing / 100))
    style.setProperty('--column', String(columnWidth))
  }, [textSize, spacing, columnWidth])
}
