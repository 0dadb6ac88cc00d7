import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportExtents, exportReadings } from '../export/export-choices.ts'
import de from '../../../resources/messages/de.json' with { type: 'json' }
import en from '../../../resources/messages/en.json' with { type: 'json' }
import { commandFields } from '../../contract/command-fields.ts'
import { commandGroups, commands } from '../../contract/commands.ts'
import { draftFormat } from '../../contract/dictation.ts'
import { documentFormat } from '../../contract/document.ts'
import { exportFormat, exportRequest } from '../../contract/export.ts'
import { endpointPreset, hearingMode, hearingWay } from '../../contract/hearing.ts'
import { omissionReason, pausePreset, patternKind } from '../../contract/listening.ts'
import { highlightStyle, settingsSchema } from '../../contract/settings.ts'
import { AppError, errorCodes } from '../../rpc/failure.ts'
import { earcons } from '../../sound/earcons.ts'
import { packKind, packManifest, packProgress, packStatus } from '../../contract/packs.ts'
import manifest from '../../../models/manifest.json' with { type: 'json' }
import { presetIds } from '../settings/presets.ts'
import { sections } from '../settings/sections.ts'
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
  ...omissionReason.options.flatMap(({ options }) => options.map((reason) => `skip.count.${reason}`)),
  ...['empty', 'invalid', 'slow'].map((problem) => `skip.own.${problem}`),
  ...commands.flatMap(({ id }) => [`command.${id}`, `command.words.${id}`]),
  ...commands.flatMap(({ id }) =>
    commandFields(id).flatMap(({ name, choices }) => [
      `argument.${name}`,
      ...choices.map((choice) => `choice.${choice}`),
    ]),
  ),
  ...['speed', 'wpm', 'percent', 'minutes', 'seconds', 'count', 'steps'].map(
    (name) => `argument.value.${name}`,
  ),
  ...commandGroups.map((group) => `commands.group.${group}`),
  ...errorCodes.map((errorCode) => `error.${errorCode}`),
  ...documentFormat.options.map((format) => `format.${format}`),
  ...highlightStyle.options.map((style) => `settings.highlight.${style}`),
  ...settingsSchema.shape.processor.unwrap().options.map((name) => `settings.processor.${name}`),
  ...settingsSchema.shape.theme.unwrap().options.map((theme) => `settings.theme.${theme}`),
  ...settingsSchema.shape.interfaceLanguage.unwrap().options.map((name) => `settings.language.${name}`),
  ...settingsSchema.shape.font.unwrap().options.map((font) => `settings.font.${font}`),
  ...settingsSchema.shape.direction.unwrap().options.map((name) => `settings.direction.${name}`),
  ...settingsSchema.shape.focus.unwrap().options.map((name) => `settings.focus.${name}`),
  ...['page', 'text', 'accent'].map((part) => `settings.ownColours.${part}`),
  ...['good', 'low', 'bad', 'of.text', 'of.accent'].map((name) => `settings.contrast.${name}`),
  ...presetIds.flatMap((id) => [`profile.${id}`, `profile.${id}.hint`]),
  ...sections.map(({ id }) => `settings.section.${id}`),
  ...settingsSchema.shape.verbosity.unwrap().options.map((level) => `settings.verbosity.${level}`),
  ...sortOrders.map((order) => `library.order.${order}`),
  ...units.map((unit) => `unit.${unit}`),
  ...hearingMode.options.map((mode) => `hearing.mode.${mode}`),
  ...hearingWay.options.map((way) => `hearing.way.${way}`),
  ...['quiet', 'noisy', 'clipping'].map((advice) => `hearing.advice.${advice}`),
  ...['lost', 'noisy', 'switched', 'wordless', 'unkept'].map((what) => `hearing.trouble.${what}`),
  ...['short', 'common', 'unknown'].map((problem) => `wake.problem.${problem}`),
  ...['missing', 'broken'].map((state) => `recogniser.state.${state}`),
  ...[
    'system-missing',
    'files-missing',
    'files-changed',
    ...['encoder', 'decoder', 'joiner', 'tokens'].map((part) => `missing-${part}`),
  ].map((problem) => `hearing.problem.${problem}`),
  ...hearingWay.options.map((way) => `settings.hearing.hearingWay.${way}`),
  ...settingsSchema.shape.spokenLanguage
    .unwrap()
    .options.map((name) => `settings.hearing.spokenLanguage.${name}`),
  ...endpointPreset.options.map((preset) => `settings.hearing.endpointing.${preset}`),
  ...settingsSchema.shape.keepDictation
    .unwrap()
    .options.map((time) => `settings.hearing.keepDictation.${time}`),
  ...[
    'unknown',
    'busy',
    'gone',
    'nothing-dictated',
    'not-found',
    'nothing-there',
    'nothing-selected',
    'not-here',
  ].map((reason) => `dictation.refused.${reason}`),
  ...draftFormat.options.map((format) => `drafts.format.${format}`),
  ...patternKind.options.map((kind) => `lexicon.kind.${kind}`),
  ...['shape', 'sounds', 'long'].map((why) => `lexicon.refused.${why}`),
  ...['empty', 'invalid', 'slow'].map((problem) => `lexicon.problem.${problem}`),
  ...pausePreset.options.flatMap((preset) =>
    ['field.pauses', 'listening.pauses.hint', 'pauses.chosen', 'player.pauses'].map(
      (key) => `${key}.${preset}`,
    ),
  ),
  ...settingsSchema.shape.readingMode.unwrap().options.map((mode) => `mode.${mode}`),
  ...settingsSchema.shape.earcons.unwrap().options.map((when) => `field.earcons.${when}`),
  ...earcons.map((kind) => `listening.earcon.${kind}`),
  ...['contents', 'bookmarks', 'notes'].map((panel) => `${panel}.title`),
  ...exportFormat.options.flatMap((format) => [`export.format.${format}`, `export.about.${format}`]),
  ...exportExtents.map((extent) => `export.extent.${extent}`),
  ...exportReadings.map((reading) => `export.reading.${reading}`),
  ...packManifest
    .parse(manifest)
    .packs.flatMap(({ id, licence }) => [`pack.about.${id}`, `pack.licence.${licence.conditions}`]),
  ...packKind.options.map((kind) => `packs.kind.${kind}`),
  ...packStatus.shape.fits.unwrap().options.map((fit) => `packs.fits.${fit}`),
  ...packStatus.shape.state.options
    .filter((state) => state !== 'absent')
    .map((state) => `packs.state.${state}`),
  ...packProgress.shape.stage.options
    .filter((stage) => stage !== 'fetching')
    .map((stage) => `packs.stage.${stage}`),
  ...exportRequest.shape.subtitles.unwrap().options.map((kind) => `export.subtitles.${kind}`),
]
/** Why text is left out is called a reason, too. */
const omissions = new Set<string>(omissionReason.options.flatMap(({ options }) => options))
/** Reasons of errors and keys of warnings, as the code names them. */
const named = [
  ...[...code.matchAll(/\breason: '([a-z0-9-]+)'/g)]
    .map((match) => match[1] ?? '')
    .filter((reason) => !omissions.has(reason))
    .map((reason) => `error.${reason}`),
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

test('numbers are written as the locale does', () => {
  expect(wordsOf('en', ['en-GB']).t('library.count', { count: 12_345 })).toBe('12,345 documents.')
  expect(wordsOf('de', ['de-DE']).t('library.count', { count: 12_345 })).toBe('12.345 Dokumente.')
  expect(wordsOf('de', ['de-CH']).t('library.count', { count: 12_345 })).toMatch(/^12['’]345 Dok/)
  expect(wordsOf('en', []).t('find.result', { index: 1_001, total: 2_002 })).toBe('1,001 of 2,002')
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
