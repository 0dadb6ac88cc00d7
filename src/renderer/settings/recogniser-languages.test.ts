import { expect, test } from 'vitest'
import { choosableLanguages, shownLanguages } from './recogniser-languages.ts'

const letters = Array.from('abcdefghijklmnopqrstuvwxyz')
const whisper = {
  languages: ['en', 'zh', ...letters.flatMap((one) => letters.slice(0, 3).map((two) => one + two))],
}
const pocket = { languages: ['en'] }
const bilingual = { languages: ['zh', 'en-GB'] }

test('a recogniser of a hundred languages brings a choice for the person’s own only', () => {
  expect(choosableLanguages([whisper], ['de-DE', 'ba'], [])).toEqual(['ba'])
  expect(choosableLanguages([whisper, pocket], ['ba-XX'], ['ca'])).toEqual(['ba', 'ca', 'en'])
})

test('those that one was made for have a choice each, once', () => {
  expect(choosableLanguages([pocket, bilingual], ['en-US'], ['en'])).toEqual(['en', 'zh'])
  expect(choosableLanguages([], ['en'], ['de'])).toEqual([])
})

test('of very many languages a few are named, the person’s own among them', () => {
  const { shown, more } = shownLanguages(whisper.languages, ['zc', 'zh-CN'])
  expect(shown).toEqual(['zh', 'zc', 'en', 'aa'])
  expect(more).toBe(whisper.languages.length - 4)
  expect(shownLanguages(bilingual.languages, ['en'])).toEqual({ shown: ['zh', 'en-GB'], more: 0 })
})
