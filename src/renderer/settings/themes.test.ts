import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { highlightStyle } from '../../contract/settings.ts'
import { contrast } from './contrast.ts'
import { highlightLook } from './highlight-look.ts'
import { type Theme, themeNames, themes } from './themes.ts'

const css = readFileSync(join(import.meta.dirname, '../styles/tokens.css'), 'utf8')

test('contrast agrees with the values that WCAG names', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#1b1f24', '#1b1f24')).toBe(1)
})

describe.each(themeNames)('theme %s', (name) => {
  const theme: Theme = themes[name]

  test('the style sheet says the same colours', () => {
    const block = new RegExp(`\\[data-theme='${name}'\\]\\s*\\{([^}]*)\\}`).exec(css)?.[1] ?? ''
    for (const [token, colour] of Object.entries(theme))
      expect(block, token).toContain(`--${token}: ${colour};`)
  })

  test('text, quiet text, links and problems can be read on page and surface', () => {
    for (const ground of [theme.page, theme.surface])
      for (const colour of [theme.text, theme.quiet, theme.accent, theme.problem])
        expect(contrast(colour, ground)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(theme['on-accent'], theme.accent)).toBeGreaterThanOrEqual(4.5)
  })

  test('text outside of the focus can still be made out, and is told from the text in it', () => {
    for (const ground of [theme.page, theme.surface])
      expect(contrast(theme.dim, ground)).toBeGreaterThanOrEqual(3)
    expect(contrast(theme.dim, theme.text)).toBeGreaterThanOrEqual(2.5)
  })

  test('syllables are read as well as text, and told apart by lightness too', () => {
    for (const ground of [theme.page, theme['sentence-back']])
      expect(contrast(theme.syllable, ground)).toBeGreaterThanOrEqual(4.5)
    expect(contrast(theme.syllable, theme.text)).toBeGreaterThanOrEqual(1.6)
  })

  test('edges of controls stand out', () => {
    for (const ground of [theme.page, theme.surface])
      expect(contrast(theme.edge, ground)).toBeGreaterThanOrEqual(3)
  })

  for (const part of ['sentence', 'word'] as const)
    for (const style of highlightStyle.options) {
      if (style === 'none') continue
      test(`${part} as ${style}: text stays readable and the highlight stands out`, () => {
        const look = highlightLook(theme, part, style)
        expect(contrast(look.text ?? theme.text, look.back ?? theme.page)).toBeGreaterThanOrEqual(4.5)
        // What makes it stand out: its ground, its line, or its text's colour.
        const signs = [look.back, look.line].filter((colour) => colour !== undefined)
        expect(Math.max(...signs.map((colour) => contrast(colour, theme.page)))).toBeGreaterThanOrEqual(3)
      })
    }

  test('the word stands out within the lit sentence too', () => {
    for (const style of ['background', 'underline', 'outline-text'] as const) {
      const look = highlightLook(theme, 'word', style)
      const ground = theme['sentence-back']
      const signs = [look.back, look.line].filter((colour) => colour !== undefined)
      expect(Math.max(...signs.map((colour) => contrast(colour, ground))), style).toBeGreaterThanOrEqual(3)
      expect(contrast(look.text ?? theme.text, look.back ?? ground), style).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('links stay readable on the lit sentence', () => {
    expect(contrast(theme.accent, theme['sentence-back'])).toBeGreaterThanOrEqual(4.5)
    expect(contrast(theme.quiet, theme['sentence-back'])).toBeGreaterThanOrEqual(4.5)
  })
})
