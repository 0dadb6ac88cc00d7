import { expect, test } from 'vitest'
import { commands } from '../../contract/commands.ts'
import type { CommandLanguage, HearingContext } from '../../contract/hearing.ts'
import { canGoOn, hotWords, phrases } from './hints.ts'
import { understandText } from './understand.ts'

const languages: readonly CommandLanguage[] = ['en', 'de', 'fr']
const context: HearingContext = {
  chapters: ['The Ledger'],
  bookmarks: ['lighthouse'],
  documents: ['Moby Dick'],
  voices: ['Bella'],
  profiles: ['train'],
  words: [],
}

test.each(languages)('each phrase in the list is understood as its command (%s)', (language) => {
  const wrong = phrases({ language, context }).flatMap(({ command, phrases: said }) =>
    said
      .filter((text) => understandText(text, { language, context }).command !== command)
      .map((text) => `${command}: ${text}`),
  )
  expect(wrong).toEqual([])
})

test.each(languages)('the list names nearly every command, in the order of the registry (%s)', (language) => {
  const listed = phrases({ language, context }).map(({ command }) => command)
  const free = new Set(['insert_text', 'replace_text'])
  expect(listed).toEqual(commands.map(({ id }) => id as string).filter((id) => !free.has(id)))
})

test('only what can be given now is listed', () => {
  const few = phrases({ language: 'en', context: { ...context, commands: ['stop'] } })
  expect(few.map(({ command }) => command)).toEqual(['stop'])
})

test.each([
  ['go to', true],
  ['go to page', true],
  ['go to page twenty', true],
  ['go to page twenty five', false],
  ['next page', false],
  ['skip forward', true],
  ['louder', false],
  ['what a day', false],
  ['', false],
])('“%s”: more could follow: %s', (text, open) => {
  expect(canGoOn(text, { language: 'en' })).toBe(open)
})

test('hot words hold phrases and names, and are few', () => {
  const words = hotWords({ language: 'en', context }).map(({ text }) => text)
  expect(words).toContain('next page')
  expect(words).toContain('moby dick')
  expect(words.length).toBeLessThanOrEqual(400)
  expect(words.every((text) => text.length > 3 && !text.includes('\u0000'))).toBe(true)
})
