import { describe, expect, test } from 'vitest'
import type { CommandLanguage, HearingContext } from '../../contract/hearing.ts'
import { type Case, english, french, german, notEnglish, notFrench, notGerman } from './understand.cases.ts'
import { understandText } from './understand.ts'

const languages: readonly (readonly [CommandLanguage, readonly Case[], readonly string[]])[] = [
  ['en', english, notEnglish],
  ['de', german, notGerman],
  ['fr', french, notFrench],
]

describe.each(languages)('%s', (language, cases, others) => {
  for (const [said, command, args] of cases)
    test(`“${said}” is ${command}`, () => {
      const heard = understandText(said, { language })
      expect(heard.command).toBe(command)
      if (args) expect(heard.arguments).toEqual(args)
      expect(heard.heard).toBe(said)
    })
  test.each(others)('“%s” is no command', (said) => {
    expect(understandText(said, { language }).command).toBeNull()
  })
})

const context: HearingContext = {
  chapters: ['Chapter 1: The Ledger', 'Chapter 2: A Storm at Sea'],
  bookmarks: ['lighthouse'],
  documents: ['The Keeper of the Lamp', 'Nineteen Eighty-Four'],
  voices: ['Bella (British)'],
  profiles: ['train'],
  words: [],
}
const named: readonly Case[] = [
  ['open the keeper', 'open_document', { title: 'The Keeper of the Lamp' }],
  ['read keeper of the lamp', 'open_document', { title: 'The Keeper of the Lamp' }],
  ['open the keeper of the lamb', 'open_document', { title: 'The Keeper of the Lamp' }],
  ['open 1984', 'open_document', { title: 'Nineteen Eighty-Four' }],
  ['go to the ledger', 'go_to_chapter', { chapter: 'Chapter 1: The Ledger' }],
  ['take me to a storm at sea', 'go_to_chapter', { chapter: 'Chapter 2: A Storm at Sea' }],
  ['go to lighthouse', 'go_to_bookmark', { name: 'lighthouse' }],
  ['use bella', 'set_voice', { voice: 'Bella (British)' }],
  ['switch to train', 'choose_profile', { name: 'train' }],
]
for (const [said, command, args] of named)
  test(`“${said}” names what is on screen`, () => {
    expect(understandText(said, { language: 'en', context })).toMatchObject({ command, arguments: args })
  })

test('free text is kept as it was written, capitals and all', () => {
  const said = 'Add a note saying: Compare Dr. Smith’s “Étude”, p. 7'
  expect(understandText(said, { language: 'en' }).arguments).toEqual({
    text: 'Compare Dr. Smith’s “Étude”, p. 7',
  })
})

test('of two readings the one that can be given now is taken', () => {
  const now = { ...context, commands: ['next_page', 'undo'] }
  const { command, alternatives } = understandText('take that back', { language: 'en', context: now })
  expect([command, ...alternatives.map((each) => each.command)]).toContain('undo')
  expect(command).toBe('undo')
})

test('arguments that the command cannot take make no command', () => {
  expect(understandText('set the volume to 400 percent', { language: 'en' }).command).toBeNull()
  expect(understandText('text size 3 percent', { language: 'en' }).command).toBeNull()
})

test('certainty falls with every deviation', () => {
  const sure = understandText('go to the next page', { language: 'en' }).confidence
  const nearly = understandText('go to the nxet page', { language: 'en' }).confidence
  expect(sure).toBeGreaterThan(0.95)
  expect(nearly).toBeGreaterThan(0.5)
  expect(nearly).toBeLessThan(0.9)
})

test('nothing, signs and very long speech are no commands', () => {
  for (const said of ['', '   ', '?!', '…', 'word '.repeat(500)]) {
    expect(understandText(said, { language: 'en' }).command).toBeNull()
  }
})
