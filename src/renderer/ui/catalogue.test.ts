import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import de from '../../../resources/messages/de.json' with { type: 'json' }
import en from '../../../resources/messages/en.json' with { type: 'json' }
import { commandGroups, commands } from '../../contract/commands.ts'
import { documentFormat } from '../../contract/document.ts'
import { highlightStyle, settingsSchema } from '../../contract/settings.ts'
import { AppError, errorCodes } from '../../rpc/failure.ts'
import { sortOrders } from '../library/sort.ts'
import { systemLanguage, wordsOf } from './catalogue.ts'
import { errorText, warningText } from './errors.ts'

const source = join(import.meta.dirname, '../..')
const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
const code = files.join('\n')

const english: Readonly<Record<string, string>> = en
const german: Readonly<Record<string, string>> = de
const plural = /_(zero|one|two|few|many|other)$/
const base = (key: string) => key.replace(plural, '')
const known = new Set(Object.keys(english).map(base))

/** Keys that are put together at run time, from the lists they are put together of. */
const units = ['paragraph', 'heading', 'chapter', 'page']
const built = [
  ...commands.map(({ id }) => `command.${id}`),
  ...commandGroups.map((group) => `commands.group.${group}`),
  ...errorCodes.map((errorCode) => `error.${errorCode}`),
  ...documentFormat.options.map((format) => `format.${format}`),
  ...highlightStyle.options.map((style) => `settings.highlight.${style}`),
  ...settingsSchema.shape.theme.unwrap().options.map((theme) => `settings.theme.${theme}`),
  ...settingsSchema.shape.interfaceLanguage.unwrap().options.map((name) => `settings.language.${name}`),
  ...sortOrders.map((order) => `library.order.${order}`),
  ...units.map((unit) => `unit.${unit}`),
  ...['contents', 'bookmarks', 'notes'].map((panel) => `${panel}.title`),
]
/** Reasons of errors and keys of warnings, as the code names them. */
const named = [
  ...[...code.matchAll(/\breason: '([a-z0-9-]+)'/g)].map((match) => `error.${match[1]}`),
  ...[...code.matchAll(/type: 'warning',\s*key: '([a-z0-9-]+)'/g)].map(
    (match) => `import.warning.${match[1]}`,
  ),
]

test('both languages say the same things', () => {
  expect(Object.keys(german).toSorted()).toEqual(Object.keys(english).toSorted())
})

test('every sentence has the same blanks in both languages', () => {
  const blanks = (text: string | undefined) =>
    [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name)
  for (const [key, text] of Object.entries(english))
    expect(new Set(blanks(german[key])), key).toEqual(new Set(blanks(text)))
})

test('a plural has both of its forms', () => {
  for (const key of Object.keys(english).filter((name) => plural.test(name)))
    for (const form of ['one', 'other'])
      expect(Object.hasOwn(english, `${base(key)}_${form}`), key).toBe(true)
})

test('every key that is used exists', () => {
  const used = [...code.matchAll(/\b(?:t|translate)\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? '')
  expect(used.length).toBeGreaterThan(100)
  expect([...new Set([...used, ...built, ...named])].filter((key) => !known.has(key))).toEqual([])
})

test('no key is unused', () => {
  const spoken = new Set([...built, ...named])
  const unused = [...known].filter(
    (key) => !spoken.has(key) && !code.includes(`'${key}'`) && !/^(error|import\.warning)\./.test(key),
  )
  expect(unused).toEqual([])
})

test('numbers choose the plural', () => {
  const { t } = wordsOf('en', ['en-GB'])
  expect(t('search.count', { count: 1 })).toBe('1 result')
  expect(t('search.count', { count: 5 })).toBe('5 results')
})

test('an error is said by its reason, else by its code, else plainly', () => {
  const { t } = wordsOf('de', [])
  expect(errorText(t, new AppError('not-found', 'x', { reason: 'note-not-found' }))).toBe(
    'Diese Anmerkung ist nicht im Dokument.',
  )
  expect(errorText(t, new AppError('damaged', 'x', { reason: 'never-heard-of' }))).toBe(t('error.damaged'))
  expect(errorText(t, new TypeError('secret'))).toBe(t('error.internal'))
})

test('a warning without a sentence is still shown', () => {
  expect(warningText(wordsOf('en', []).t, 'never-heard-of', {})).toBe('never-heard-of')
})

test("the interface speaks the first of the system's languages that it knows", () => {
  expect(systemLanguage(['fr-FR', 'de-AT', 'en'])).toBe('de')
  expect(systemLanguage(['fr'])).toBe('en')
  expect(wordsOf('de', ['fr', 'de-AT']).locale).toBe('de-AT')
})

test('what a button shows is in what a screen reader says, so that it can be asked for by voice', () => {
  const short: readonly (readonly [string, string])[] = [
    ['player.repeat', 'command.repeat'],
    ['player.here', 'command.read_from_here'],
    ['player.goTo', 'command.go_to_page'],
    ['player.where', 'command.where_am_i'],
    ['player.find', 'command.find_text'],
    ['player.bookmark', 'command.add_bookmark'],
    ['player.note', 'command.add_note'],
    ['player.sleep', 'command.sleep_timer'],
  ]
  for (const words of [english, german])
    for (const [shown, said] of short)
      expect(words[said]?.toLowerCase(), shown).toContain(words[shown]?.toLowerCase())
})
