import { expect, test } from 'vitest'
import type { Voice } from '../../contract/inference.ts'
import { voiceLanguages, voicesFor } from './voice-choice.ts'

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
