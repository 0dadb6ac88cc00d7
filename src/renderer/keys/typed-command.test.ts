import { expect, test } from 'vitest'
import { wordsOf } from '../ui/catalogue.ts'
import { choiceNames, nameables } from './command-names.ts'
import { suggestCommands } from './typed-command.ts'

function means(typed: string, language: 'en' | 'de' = 'en') {
  const words = wordsOf(language, [])
  const [best] = suggestCommands(typed, nameables(words), choiceNames(words))
  return best && [best.id, best.args]
}

test.each([
  ['play', 'play', undefined],
  ['next par', 'next_paragraph', undefined],
  ['bokmark', 'go_to_bookmark', undefined],
  ['speed 2', 'set_speed', { speed: 2 }],
  ['speed 1.5x', 'set_speed', { speed: 1.5 }],
  ['speed 250', 'set_speed', { wpm: 250 }],
  ['volume 40%', 'set_volume', { percent: 40 }],
  ['page 12', 'go_to_page', { page: '12' }],
  ['page xiv', 'go_to_page', { page: 'xiv' }],
  ['go to page 12', 'go_to_page', { page: '12' }],
  ['percent 50', 'go_to_percent', { percent: 50 }],
  ['chapter the ledger', 'go_to_chapter', { chapter: 'the ledger' }],
  ['skip forward 30', 'skip_forward', { seconds: 30 }],
  ['next sentence 3', 'next_sentence', { count: 3 }],
  ['skip rule citations leave out', 'skip_rule', { what: 'citations', action: 'skip' }],
  ['theme dark', 'set_theme', { theme: 'dark' }],
  ['mode gist 30%', 'set_mode', { mode: 'gist', percent: 30 }],
  ['sleep 20 minutes', 'sleep_timer', { minutes: 20 }],
  ['find seven flags', 'find_text', { text: 'seven flags' }],
  ['open keeper of the lamp', 'open_document', { title: 'keeper of the lamp' }],
  ['settings', 'open_settings', undefined],
  ['undo', 'undo', undefined],
] as const)('“%s” is understood', (typed, id, args) => {
  const [command, given] = means(typed) ?? []
  expect(command).toBe(id)
  if (args) expect(given).toEqual(args)
})

test.each([
  ['nächster Absatz', 'next_paragraph', undefined],
  ['naechste Seite', 'next_page', undefined],
  ['Tempo 1,5', 'set_speed', { speed: 1.5 }],
  ['Seite 12', 'go_to_page', { page: '12' }],
  ['Farben dunkel', 'set_theme', { theme: 'dark' }],
  ['Schlummeruhr 20 Minuten', 'sleep_timer', { minutes: 20 }],
  ['next page', 'next_page', undefined],
  ['speed 2', 'set_speed', { speed: 2 }],
] as const)('„%s“ wird verstanden', (typed, id, args) => {
  const [command, given] = means(typed, 'de') ?? []
  expect(command).toBe(id)
  if (args) expect(given).toEqual(args)
})

test('a number that a command refuses is asked for again: speed and volume know their limits', () => {
  expect(means('speed 9')).toEqual(['set_speed', undefined])
  expect(means('speed 9000')).toEqual(['set_speed', undefined])
  expect(means('volume 400')?.[1]).toBeUndefined()
})

test('words that mean nothing find nothing', () => {
  expect(means('xyzzy plugh')).toBeUndefined()
  expect(means('')).toBeUndefined()
})
