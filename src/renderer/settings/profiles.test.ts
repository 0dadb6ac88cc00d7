import { describe, expect, test } from 'vitest'
import { readSettings, settingsSchema } from '../../contract/settings.ts'
import { presetIds, presets } from './presets.ts'
import { findProfile, inUse, snapshot, withProfile } from './profiles.ts'

const plain = readSettings({})
const names = { train: ['On the train', 'Im Zug'] } as Readonly<Record<string, readonly string[]>>
const namesOf = (id: string) => names[id] ?? []

describe.each(presetIds)('the profile %s', (id) => {
  test('holds only values that the settings take', () => {
    for (const [key, value] of Object.entries(presets[id]))
      expect(settingsSchema.shape[key as keyof typeof presets.train].safeParse(value).success, key).toBe(true)
  })

  test('is in use once it has been chosen, and "standard" leads back', () => {
    const chosen = readSettings({ ...plain, ...presets[id] })
    expect(inUse(presets[id], chosen)).toBe(true)
    if (id !== 'standard') expect(inUse(presets[id], plain)).toBe(false)
    expect(readSettings({ ...chosen, ...presets.standard })).toEqual(plain)
  })
})

test('the present settings as a profile hold the look and the pace, not the keys or the books', () => {
  const taken = snapshot(readSettings({ theme: 'dark', speed: 2, keys: { mute: ['F9'] } }))
  expect(taken).toMatchObject({ theme: 'dark', speed: 2 })
  expect(taken).not.toHaveProperty('keys')
  expect(taken).not.toHaveProperty('profiles')
})

test('a name means an own profile first, then one of ours in any language', () => {
  const own = [{ name: 'Im Zug', settings: { speed: 2 } }]
  expect(findProfile(' im zug ', own, namesOf)).toEqual({ kind: 'own', profile: own[0] })
  expect(findProfile('im zug', [], namesOf)).toEqual({ kind: 'preset', id: 'train' })
  expect(findProfile('TRAIN', [], namesOf)).toEqual({ kind: 'preset', id: 'train' })
  expect(findProfile('plane', own, namesOf)).toBeUndefined()
})

test('saving under a name that exists replaces that profile in its place', () => {
  const list = [
    { name: 'A', settings: {} },
    { name: 'B', settings: {} },
  ]
  expect(withProfile(list, { name: 'a', settings: { speed: 2 } })).toEqual([
    { name: 'a', settings: { speed: 2 } },
    { name: 'B', settings: {} },
  ])
  expect(withProfile(list, { name: 'C', settings: {} })).toHaveLength(3)
})
