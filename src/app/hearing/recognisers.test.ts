import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Recogniser } from '../../contract/hearing.ts'
import { readSettings } from '../../contract/settings.ts'
import type { Ear } from '../../core/ports.ts'
import { AppError } from '../../rpc/failure.ts'
import { chosenRecogniser, Recognisers, writers } from './recognisers.ts'

const recogniser = (id: string, given: Partial<Recogniser> = {}): Recogniser => ({
  id,
  name: id,
  kind: 'transducer',
  languages: ['en'],
  streaming: true,
  wordTimes: true,
  alternatives: true,
  hotWords: true,
  dictation: true,
  state: 'ready',
  ...given,
})
const all = [
  recogniser('grammar:en-us', { kind: 'grammar', dictation: false }),
  recogniser('pocketsphinx:en-us', { kind: 'system', wordErrorPercent: 30 }),
  recogniser('zipformer:small', { wordErrorPercent: 8 }),
  recogniser('zipformer:large', { wordErrorPercent: 4 }),
  recogniser('zipformer:half', { state: 'broken' }),
  recogniser('zipformer:german', { languages: ['de-DE'] }),
]
const ids = (list: readonly Recogniser[]) => list.map(({ id }) => id)

test('the best that is ready comes first, and a grammar never writes', () => {
  expect(ids(writers(all, 'en'))).toEqual(['zipformer:large', 'zipformer:small', 'pocketsphinx:en-us'])
})

test('the user’s own choice goes before all, and the others stay behind it', () => {
  expect(ids(writers(all, 'en', 'pocketsphinx:en-us'))).toEqual([
    'pocketsphinx:en-us',
    'zipformer:large',
    'zipformer:small',
  ])
})

test('regions of a language share their recognisers; other languages have theirs', () => {
  expect(ids(writers(all, 'en-GB'))).toHaveLength(3)
  expect(ids(writers(all, 'de'))).toEqual(['zipformer:german'])
  expect(ids(writers(all, 'eo'))).toEqual([])
  expect(ids(writers(all, 'eng'))).toEqual([])
})

test('a choice for the region wins over one for the language', () => {
  const settings = readSettings({ recognisers: { en: 'zipformer:small', 'en-GB': 'zipformer:large' } })
  expect(chosenRecogniser(settings, 'en-GB')).toBe('zipformer:large')
  expect(chosenRecogniser(settings, 'en-US')).toBe('zipformer:small')
  expect(chosenRecogniser(settings, 'de')).toBeUndefined()
})

test('a list is asked for once for each set of folders, and again after a failure', async () => {
  const asked: (readonly string[])[] = []
  let failing = false
  const call = ((_name: string, { folders }: { folders: string[] }) => {
    asked.push(folders)
    return failing ? Promise.reject(new AppError('unavailable', 'gone')) : Promise.resolve(all)
  }) as unknown as Ear['call']
  const recognisers = new Recognisers({ call })
  await recognisers.list(['a'])
  await recognisers.list(['a'])
  await recognisers.list(['b'])
  expect(asked).toEqual([['a'], ['b']])
  failing = true
  await expect(recognisers.list(['c'])).rejects.toMatchObject({ code: 'unavailable' })
  failing = false
  expect(await recognisers.list(['c'])).toBe(all)
})

test('what is put into a folder is found at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-recognisers-'))
  let asked = 0
  const call = (() => Promise.resolve(asked++ ? all : [])) as unknown as Ear['call']
  const recognisers = new Recognisers({ call })
  expect(await recognisers.list([folder])).toEqual([])
  expect(await recognisers.list([folder])).toEqual([])
  expect(asked).toBe(1)
  mkdirSync(join(folder, 'moonshine-tiny-en'))
  expect(await recognisers.list([folder])).toBe(all)
})
