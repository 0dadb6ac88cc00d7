import { expect, test } from 'vitest'
import type { Voice } from '../../contract/inference.ts'
import { languageChoices, voiceLanguages, voicesFor } from './voice-choice.ts'

const voice = (id: string, language: string, languages: string[] = [language]): Voice => ({
  id,
  name: id,
  engine: 'espeak',
  language,
  languages,
  wordsPerMinute: 160,
  adjustable: true,
})
const voices = [
  voice('us', 'en-us'),
  voice('gb', 'en-gb'),
  voice('de', 'de'),
  voice('nb', 'nb', ['nb', 'no']),
]

test('languages are listed once, without their regions', () => {
  expect(voiceLanguages(voices)).toEqual(['de', 'en', 'nb', 'no'])
})

test('voices made for a language come before those that only serve it', () => {
  expect(voicesFor(voices, 'en').map(({ id }) => id)).toEqual(['us', 'gb'])
  expect(voicesFor(voices, 'no').map(({ id }) => id)).toEqual(['nb'])
})

test('a language that the browser cannot name has its voice’s name, and two of one name their tags', () => {
  const some = [voice('Klingon', 'qqq'), voice('Mandarin', 'cmn'), voice('Chinese', 'zh')]
  const choices = languageChoices(['qqq', 'cmn', 'zh', 'de'], some, 'en')
  expect(choices.find(({ value }) => value === 'qqq')?.label).toBe('Klingon')
  expect(choices.find(({ value }) => value === 'de')?.label).toBe('German')
  expect(new Set(choices.map(({ label }) => label)).size).toBe(choices.length)
})
