import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppClient } from '../contract/app.ts'
import type { Recogniser } from '../contract/hearing.ts'
import { AppError } from '../rpc/failure.ts'
import { checkPacks, modelFolder } from './packs.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-packs-'))
  writeFileSync(join(folder, 'file'), '')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const pack = (id: string, given: Partial<Recogniser> = {}): Recogniser => ({
  id: `zipformer:${id}`,
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
const system = pack('', { id: 'pocketsphinx:en-us', kind: 'system' })
const half = pack('half', { state: 'broken', problem: 'missing-joiner' })

/** Packs whose name begins with “cut” do not load. */
function clientOf(list: readonly Recogniser[]): AppClient {
  const call = (method: string, { recogniser = '' }: { recogniser?: string }) => {
    if (method === 'hearing.recognisers') return Promise.resolve([...list, system])
    return recogniser.startsWith('zipformer:cut')
      ? Promise.reject(new AppError('damaged', 'The files of the recogniser cannot be read.'))
      : Promise.resolve({})
  }
  return { call } as unknown as AppClient
}
const check = (list: readonly Recogniser[], given: { recogniser?: string; language?: string; anyLanguage?: boolean } = {}) =>
  checkPacks(clientOf(list), { models: folder, language: 'en', ...given }, new AbortController().signal) // prettier-ignore

test('a folder of packs that is none is told', () => {
  expect(modelFolder(folder)).toBe(folder)
  for (const name of ['absent', 'file'])
    expect(() => modelFolder(join(folder, name))).toThrow('there is no folder')
})

test('a folder without a usable pack is never replaced by the system’s recogniser', async () => {
  await expect(check([])).rejects.toMatchObject({ code: 'not-found' })
  await expect(check([half])).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringContaining('zipformer:half cannot be used. Its joiner is missing.') as string,
  })
  await expect(check([pack('cut')])).rejects.toMatchObject({ code: 'damaged' })
  await expect(check([pack('a')], { language: 'de' })).rejects.toMatchObject({ code: 'not-found' })
})

test('a broken pack beside a good one is a warning', async () => {
  expect(await check([half, pack('good')])).toEqual([expect.stringContaining('zipformer:half')])
  for (const list of [
    [pack('cut'), pack('good')],
    [pack('good'), pack('cut')],
  ])
    expect(await check(list)).toEqual([expect.stringContaining('zipformer:cut')])
  expect(await check([pack('good')])).toEqual([])
})

test('Whisper and Moonshine are packs as well', async () => {
  const whisper: Recogniser = { ...pack('w'), id: 'whisper:w', kind: 'sequence', languages: ['en', 'de'] }
  expect(await check([whisper], { language: 'de' })).toEqual([])
  expect(await check([half, whisper])).toEqual([expect.stringContaining('zipformer:half')])
})

test('a recogniser that is named goes before the folder, and is told to be broken', async () => {
  expect(await check([], { recogniser: system.id })).toEqual([expect.stringContaining('holds no pack')])
  await expect(check([half], { recogniser: half.id })).rejects.toMatchObject({ code: 'damaged' })
  await expect(check([pack('cut')], { recogniser: 'zipformer:cut' })).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringContaining('zipformer:cut cannot be used') as string,
  })
})

test('where another recogniser may do, a folder for other languages is a warning', async () => {
  expect(await check([pack('a')], { language: 'de', anyLanguage: true })).toHaveLength(1)
})
