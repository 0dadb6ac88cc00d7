import { expect, test } from 'vitest'
import { spokenLanguageOf } from './spoken-language.ts'

const settings = (
  spokenLanguage: 'interface' | 'en' | 'de' | 'fr',
  interfaceLanguage: 'system' | 'en' = 'system',
) => ({ spokenLanguage, interfaceLanguage }) as const

test('the language that is spoken can be another than the window’s', () => {
  expect(spokenLanguageOf(settings('fr', 'en'), 'en', ['en-GB'])).toBe('fr')
  expect(spokenLanguageOf(settings('en'), 'en', ['fr-FR'])).toBe('en')
})

test('where none is chosen it is the window’s, and French on a French system', () => {
  expect(spokenLanguageOf(settings('interface'), 'de', ['de-AT'])).toBe('de')
  expect(spokenLanguageOf(settings('interface'), 'en', ['fr-CA', 'en'])).toBe('fr')
  expect(spokenLanguageOf(settings('interface', 'en'), 'en', ['fr-CA'])).toBe('en')
})
