import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { settingsSchema } from '../../contract/settings.ts'
import { contrast } from './contrast.ts'
import { verdict } from './own-colours-fields.tsx'
import { isDark, mix, ownTheme, seenOn } from './own-theme.ts'
import { themeNames, themes } from './themes.ts'

const colour = fc
  .tuple(fc.nat(255), fc.nat(255), fc.nat(255))
  .map((parts) => `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`)

test('the three colours are used as they were chosen', () => {
  const chosen = { page: '#123456', text: '#fedcba', accent: '#00ff88' }
  expect(ownTheme(chosen)).toMatchObject(chosen)
})

test('every colour that is worked out can be seen, whatever was chosen', () => {
  fc.assert(
    fc.property(colour, colour, colour, (page, text, accent) => {
      const theme = ownTheme({ page, text, accent })
      const back = theme['sentence-back']
      // Nothing can be better seen than black or white is; between two grounds of middling lightness both may fail.
      const best = (...grounds: string[]) =>
        Math.max(
          ...['#000000', '#ffffff'].map((pole) =>
            Math.min(...grounds.map((ground) => contrast(pole, ground))),
          ),
        )
      const holds = (of: string, ratio: number, ...grounds: string[]) => {
        const least = Math.min(ratio, best(...grounds)) - 0.01
        for (const ground of grounds) expect(contrast(of, ground)).toBeGreaterThanOrEqual(least)
      }
      holds(theme.edge, 3, page, theme.surface)
      holds(theme.problem, 4.5, page, theme.surface)
      holds(theme['sentence-line'], 3, page)
      holds(theme['word-back'], 3, page, back)
      holds(theme['word-line'], 3, page, back)
      holds(theme.dim, 3, page, theme.surface)
      holds(theme.quiet, 4.5, page, theme.surface, back)
      holds(theme.syllable, 4.5, page, back)
      expect(contrast(theme['word-text'], theme['word-back'])).toBeGreaterThanOrEqual(4.5)
      expect(contrast(theme['on-accent'], accent)).toBeGreaterThanOrEqual(4.5)
      // The lit sentence takes nothing of the contrast that text needs.
      expect(contrast(text, back)).toBeGreaterThanOrEqual(Math.min(4.5, contrast(text, page)) - 0.01)
      expect(contrast(text, theme.surface)).toBeGreaterThanOrEqual(Math.min(4.5, contrast(text, page)) - 0.01)
    }),
  )
})

describe.each(themeNames)('from the colours of the theme %s', (name) => {
  test('comes one in which syllables and dimmed text are told from text', () => {
    const { page, text, accent } = themes[name]
    const theme = ownTheme({ page, text, accent })
    expect(contrast(theme.syllable, text)).toBeGreaterThanOrEqual(1.6)
    expect(contrast(theme.dim, text)).toBeGreaterThanOrEqual(2)
    expect(isDark({ page })).toBe(name === 'dark' || name === 'contrast')
  })
})

test('the colours to begin with can be read', () => {
  const { page, text, accent } = settingsSchema.parse({}).ownColours
  expect(verdict(contrast(text, page))).toBe('good')
  expect(verdict(contrast(accent, page))).toBe('good')
})

test('the verdict changes at 4.5:1 and at 3:1', () => {
  expect([4.5, 4.49, 3, 2.99].map(verdict)).toEqual(['good', 'low', 'low', 'bad'])
})

test('mixing goes from one colour to the other, and seeing stops as soon as it is enough', () => {
  expect(mix('#000000', '#ffffff', 0)).toBe('#000000')
  expect(mix('#000000', '#ffffff', 1)).toBe('#ffffff')
  expect(seenOn('#1d5a96', ['#ffffff'], 4.5)).toBe('#1d5a96')
})
