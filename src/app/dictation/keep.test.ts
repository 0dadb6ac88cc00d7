import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSettings, type Settings } from '../../contract/settings.ts'
import { encoders } from '../../inference/encoder.ts'
import { DictationStore } from '../../store/dictation.ts'
import { DraftStore } from '../../store/drafts.ts'
import { openStore, type Store, storeFailure } from '../../store/open.ts'
import { createKeeper } from './keep.ts'
import { type EncoderClient, opusFile } from './opus.ts'

let folder: string
let store: Store
let dictations: DictationStore
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-keep-'))
  store = openStore(folder).store
  dictations = new DictationStore(store)
})
afterEach(() => {
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

const day = 86_400_000
const hypothesis = (text: string) => ({ text, words: [], stable: text.length, confidence: 1 })
const utterance = {
  language: 'en',
  recogniser: 'zipformer:small',
  hypothesis: hypothesis('a word'),
  alternatives: [hypothesis('a bird')],
  pcm: Int16Array.from({ length: 16_000 }, (_, i) => 8_000 * Math.sin(i / 5)),
}

function keeper(
  keepDictation: Settings['keepDictation'],
  encode: (pcm: Int16Array) => Promise<Uint8Array> = async () => new Uint8Array([7]),
) {
  const clock = { now: 1_000 * day }
  const troubles: unknown[] = []
  const made = createKeeper({
    store: dictations,
    settings: { read: () => readSettings({ keepDictation }) },
    encode,
    report: (_what, cause) => troubles.push(cause),
    now: () => clock.now,
  })
  return { ...made, clock, troubles }
}

test('an utterance is kept at once as it was heard, and encoded afterwards', async () => {
  let encode: (file: Uint8Array) => void = () => undefined
  const { keep, idle } = keeper('week', () => new Promise((resolve) => (encode = resolve)))
  const id = (await keep(utterance)) ?? 0
  expect(dictations.list(9)).toMatchObject([
    { id, text: 'a word', alternatives: ['a bird'], seconds: 1, hasSound: true },
  ])
  const { kind, bytes } = dictations.sound(id)
  expect([kind, bytes.length]).toEqual(['wav', 44 + 32_000])
  encode(new Uint8Array([7]))
  await idle()
  expect(dictations.sound(id)).toEqual({ kind: 'ogg', bytes: Buffer.from([7]) })
})

test('a sound that could not be encoded stays as it was heard, and the next start tries again', async () => {
  const first = keeper('week', () => Promise.reject(new Error('no engine')))
  const id = (await first.keep(utterance)) ?? 0
  await first.idle()
  expect(dictations.sound(id).kind).toBe('wav')
  expect(first.troubles).toHaveLength(1)
  let given: Int16Array | undefined
  const second = keeper('week', async (pcm) => {
    given = pcm
    return new Uint8Array([7])
  })
  second.start()
  await second.idle()
  expect(dictations.sound(id).kind).toBe('ogg')
  expect(given).toEqual(utterance.pcm)
  await second.close()
})

test('an utterance that is forgotten before it is encoded, as commands are, is gone without trouble', async () => {
  const { keep, idle, troubles } = keeper('week')
  const id = (await keep(utterance)) ?? 0
  dictations.forget(id)
  await idle()
  expect([dictations.list(9), troubles]).toEqual([[], []])
})

test('a week later the sound is gone and the words are there', async () => {
  const { keep, idle, purge, clock } = keeper('week')
  await keep(utterance)
  await idle()
  clock.now += 7 * day - 1
  purge()
  expect(dictations.list(9)).toMatchObject([{ hasSound: true }])
  clock.now += 2
  purge()
  expect(dictations.list(9)).toMatchObject([{ text: 'a word', hasSound: false }])
})

test('"always" forgets nothing, "text" keeps no sound, "never" keeps nothing', async () => {
  const always = keeper('always')
  await always.keep(utterance)
  await always.idle()
  always.clock.now += 5_000 * day
  always.purge()
  expect(dictations.list(9)).toMatchObject([{ hasSound: true }])
  await keeper('text').keep(utterance)
  expect(dictations.list(9)[0]).toMatchObject({ text: 'a word', hasSound: false })
  expect(await keeper('text').keep({ ...utterance, hypothesis: hypothesis('') })).toBeUndefined()
  expect(await keeper('never').keep(utterance)).toBeUndefined()
  expect(dictations.list(9)).toHaveLength(2)
})

test('what the recogniser failed at is kept as sound alone', async () => {
  await keeper('day').keep({ ...utterance, hypothesis: hypothesis(''), alternatives: [] })
  expect(dictations.list(9)).toMatchObject([{ text: '', hasSound: true }])
})

/** No page more than the database has: SQLite itself refuses what a full disk would. @returns gives room again */
function fillDisk(): () => void {
  const pages = store.pragma('page_count', { simple: true }) as number
  store.pragma(`max_page_count = ${pages}`)
  return () => void store.pragma('max_page_count = 1000000')
}
const failureOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return storeFailure(error)?.reason
  }
  return undefined
}

test('on a disk too full for the sound the words are kept, and it is reported', async () => {
  const free = fillDisk()
  const { keep, idle, troubles } = keeper('week')
  const id = await keep(utterance)
  await idle()
  expect(troubles.map((error) => storeFailure(error)?.reason)).toEqual(['disk-full'])
  expect(dictations.list(9)).toMatchObject([
    { id, text: 'a word', alternatives: ['a bird'], hasSound: false },
  ])
  free()
  await keep(utterance)
  await idle()
  expect(dictations.list(9)[0]).toMatchObject({ text: 'a word', hasSound: true })
  expect(troubles).toHaveLength(1)
})

test('on a disk that is full to the last page nothing half is kept, and with room again all is saved', async () => {
  const drafts = new DraftStore(store)
  const draft = drafts.create('', '').id
  drafts.save(draft, 'before', 6, '')
  const long = 'word '.repeat(20_000)
  const free = fillDisk()
  const { keep, idle } = keeper('week')
  // Not even words: more than the pages that are there.
  await expect(keep({ ...utterance, hypothesis: hypothesis(long) })).rejects.toMatchObject({
    code: 'SQLITE_FULL',
  })
  // What is only sound, because it was not understood, is not left out silently.
  await expect(keep({ ...utterance, hypothesis: hypothesis('') })).rejects.toMatchObject({
    code: 'SQLITE_FULL',
  })
  expect(failureOf(() => drafts.save(draft, long, 3, ''))).toBe('disk-full')
  expect(drafts.open(draft).text).toBe('before')
  expect(dictations.list(9)).toEqual([])
  free()
  drafts.save(draft, long, 3, '')
  expect(drafts.open(draft).text).toBe(long)
  await keep({ ...utterance, hypothesis: hypothesis('') })
  await idle()
  expect(dictations.list(9)).toMatchObject([{ text: '', hasSound: true }])
})

test('the Opus file is whole: numbered pages, the last one marked, its length that of the sound', async () => {
  const files = encoders()
  const engine = {
    call: async (name: string, input: never) => {
      const { encoder, pcm } = input as { encoder: number; pcm: Int16Array }
      if (name === 'encoder.open') return files.open(input)
      return name === 'encoder.write' ? files.write(encoder, pcm) : files.close(encoder)
    },
  } as unknown as EncoderClient
  const file = Buffer.from(await opusFile(engine, utterance.pcm))
  const pages: { flags: number; granule: bigint; sequence: number }[] = []
  for (let at = 0; at < file.length;) {
    expect(file.toString('latin1', at, at + 4)).toBe('OggS')
    const segments = file[at + 26] ?? 0
    const body = file.subarray(at + 27, at + 27 + segments).reduce((sum, size) => sum + size, 0)
    pages.push({
      flags: file[at + 5] ?? 0,
      granule: file.readBigUInt64LE(at + 6),
      sequence: file.readUInt32LE(at + 18),
    })
    at += 27 + segments + body
  }
  expect(pages.map(({ sequence }) => sequence)).toEqual(pages.map((_, index) => index))
  expect(pages[0]?.flags).toBe(2)
  expect(pages.at(-1)?.flags).toBe(4)
  expect(Number(pages.at(-1)?.granule) / 48_000).toBeCloseTo(1, 1)
  expect(file.length).toBeLessThan(8_000)
})
