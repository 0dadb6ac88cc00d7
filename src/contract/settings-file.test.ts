import { describe, expect, test } from 'vitest'
import { isAppError } from '../rpc/failure.ts'
import { profile, profileFields, readSettings, type Settings, settingsSchema } from './settings.ts'
import { readSettingsFile, settingsFileVersion, writeSettingsFile } from './settings-file.ts'

const plain = readSettings({})
const chosen: Settings = readSettings({
  theme: 'sepia',
  textSize: 180,
  spacing: 40,
  keys: { mute: ['F9'] },
  profiles: [{ name: 'Evening', settings: { theme: 'dark', speed: 0.9 } }],
  lexicon: [{ id: 'a', written: 'Siobhan', spoken: 'shivawn' }],
})

const file = (settings: object, version: unknown = settingsFileVersion) =>
  JSON.stringify({ format: 'lectern-settings', version, settings })

describe('a settings file', () => {
  test('that is written and read again changes nothing, and brings all of it to a fresh installation', () => {
    const text = writeSettingsFile(chosen)
    expect(readSettingsFile(text, chosen).changes).toEqual({})
    const { changes, unknown, refused } = readSettingsFile(text, plain)
    expect(readSettings({ ...plain, ...changes })).toEqual(chosen)
    expect(Object.keys(changes).toSorted()).toEqual([
      'keys',
      'lexicon',
      'profiles',
      'spacing',
      'textSize',
      'theme',
    ])
    expect(unknown).toEqual([])
    expect(refused).toEqual([])
  })

  test('of a newer Lectern: unknown fields are named and kept out, known ones taken', () => {
    const read = readSettingsFile(file({ textSize: 150, holograms: true }, 7), plain)
    expect(read).toEqual({ version: 7, changes: { textSize: 150 }, unknown: ['holograms'], refused: [] })
  })

  test('of an older Lectern, which lacks fields, leaves those as they are', () => {
    const read = readSettingsFile(file({ theme: 'dark' }), chosen)
    expect(read.changes).toEqual({ theme: 'dark' })
  })

  test('with bad values names them and takes the rest', () => {
    const read = readSettingsFile(
      file({
        textSize: 9_000,
        theme: 'plaid',
        spacing: 30,
        ownColours: { page: 'red', text: '#000000', accent: '#0000ff' },
        lexicon: [{ id: 'a', written: 'Ng', spoken: 'ing' }, { id: 'b' }, 12],
        skip: { citations: 'read', nonsense: 'read', urls: 'sing' },
        keys: { mute: ['F9'], stop: 'F10' },
      }),
      plain,
    )
    expect(read.refused.toSorted()).toEqual([
      'keys[stop]',
      'lexicon[1]',
      'lexicon[2]',
      'ownColours',
      'skip[nonsense]',
      'skip[urls]',
      'textSize',
      'theme',
    ])
    expect(read.changes).toEqual({
      spacing: 30,
      lexicon: [expect.objectContaining({ written: 'Ng' })],
      skip: { citations: 'read' },
      keys: { mute: ['F9'] },
    })
  })

  test.each([
    '',
    'no JSON',
    '[]',
    '{}',
    '{"format":"lectern-settings","version":1}',
    file({}, 'one'),
    file({}, 0),
  ])('is refused when it is something else: %s', (text) => {
    let thrown: unknown
    try {
      readSettingsFile(text, plain)
    } catch (error) {
      thrown = error
    }
    expect(isAppError(thrown, 'bad-input')).toBe(true)
  })

  test('the order of keys in an object is no change', () => {
    const { page, text, accent } = plain.ownColours
    expect(readSettingsFile(file({ ownColours: { accent, text, page } }), plain).changes).toEqual({})
  })
})

test('one bad row of stored settings does not cost the others', () => {
  const { lexicon, theme } = readSettings({
    lexicon: [{ id: 'a', written: 'Ng', spoken: 'ing' }, 'broken'],
    theme: 'plaid',
  })
  expect(lexicon.map(({ written }) => written)).toEqual(['Ng'])
  expect(theme).toBe('system')
})

describe('a profile', () => {
  test('loses what this version does not know, not its name nor the rest', () => {
    const { profiles } = readSettings({
      profiles: [{ name: 'Train', settings: { speed: 1.5, holograms: true, textSize: 'huge' } }],
    })
    expect(profiles).toEqual([{ name: 'Train', settings: { speed: 1.5 } }])
  })

  test('never holds what belongs to the person or the books', () => {
    const { settings } = profile.parse({ name: 'x', settings: { keys: {}, books: {}, theme: 'dark' } })
    expect(settings).toEqual({ theme: 'dark' })
    for (const key of ['keys', 'books', 'lexicon', 'profiles', 'interfaceLanguage'])
      expect(profileFields).not.toContain(key)
    expect(profileFields.length).toBeGreaterThan(20)
  })
})

test('every setting has a default', () => {
  expect(settingsSchema.parse({})).toEqual(plain)
})
