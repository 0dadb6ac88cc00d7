/** Recognisers of sequences in every layout, with the fixtures of models/fixtures/recognisers: they hear tones as words. */
import { cpSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { InstalledPack } from '../contract/packs.ts'
import { createKeeper } from './keeper.ts'
import type { RecogniserStream, StreamOptions } from './recogniser.ts'
import { createRecognisers } from './recognisers.ts'
import { type Tones, tones } from './sequence/tones.cases.ts'

const fixtures = join(import.meta.dirname, '../../models/fixtures/recognisers')
const keeper = createKeeper()
/** Time stands still: the machine is never too slow for a guess. */
const recognisers = createRecognisers(keeper, () => 0)
afterAll(() => keeper.close())

const plain: StreamOptions = { language: 'en', hotWords: [], alternatives: 0 }
const open = (id: string, options: Partial<StreamOptions> = {}) =>
  recognisers.open(id, [fixtures], { ...plain, ...options })

async function hear(stream: RecogniserStream, sound: Int16Array, step = 3_200) {
  const partials: { text: string; stable: number }[] = []
  for (let at = 0; at < sound.length; at += step) {
    const hypothesis = await stream.hear(sound.subarray(at, at + step))
    if (hypothesis) partials.push(hypothesis)
  }
  return { partials, hypotheses: await stream.end() }
}
async function textOf(id: string, text: string, options: Partial<StreamOptions> = {}, sound: Tones = {}) {
  const { hypotheses } = await hear(await open(id, options), tones(text, sound))
  return hypotheses[0]?.text
}

const published = 'moonshine:moonshine-tiny-en'
const optimum = 'moonshine:moonshine-tiny-onnx'
const streaming = 'moonshine:moonshine-tiny-streaming-en'
const whisper = 'whisper:whisper-tiny'
const timestamped = 'whisper:whisper-tiny_timestamped'
const all = [published, optimum, streaming, whisper, timestamped]
/** One of each kind. */
const kinds = [published, streaming, whisper]

test('what can be expected of each is told by its files', () => {
  const list = recognisers.list([fixtures]).filter(({ id }) => all.includes(id))
  expect(list.map(({ id, state, wordTimes, languages }) => [id, state, wordTimes, languages])).toEqual([
    [published, 'ready', true, ['en']],
    [optimum, 'ready', false, ['en']],
    [streaming, 'ready', true, ['en']],
    [whisper, 'ready', false, ['en', 'de', 'fr']],
    [timestamped, 'ready', true, ['en', 'de', 'fr']],
  ])
  expect(list.every(({ kind }) => kind === 'sequence')).toBe(true)
})

test.each(all)('%s writes words in their order, those of two tokens and doubled ones too', async (id) => {
  const text = 'hello world seven one one two again nine'
  expect(await textOf(id, text)).toBe(text)
  expect(await textOf(id, 'stop')).toBe('stop')
})

test.each(kinds)('%s tells more and more, and takes back nothing that it called stable', async (id) => {
  const text = 'read seven again stop one two three night zero six'
  const { partials, hypotheses } = await hear(await open(id), tones(text, { gap: 0.25 }))
  expect(hypotheses[0]).toMatchObject({ text, stable: text.length })
  const later = [...partials.slice(1).map((each) => each.text), text]
  partials.forEach((partial, at) => {
    const stable = partial.text.slice(0, partial.stable)
    for (const next of later.slice(at)) expect(next.startsWith(stable)).toBe(true)
  })
  const lengths = new Set(partials.map(({ stable }) => stable))
  expect(lengths.size).toBeGreaterThan(2)
})

test.each(all)('%s tells when words were said, within what its graphs tell of it', async (id) => {
  const { hypotheses } = await hear(await open(id), tones('one seven two stop'))
  const [best] = hypotheses
  best?.words.forEach(({ text, start, end, confidence }, at) => {
    const said = 0.3 + at * 0.32
    expect(text).toBe(['one', 'seven', 'two', 'stop'][at])
    expect(Math.abs(start - said)).toBeLessThan(0.2)
    expect(Math.abs(end - said - 0.2)).toBeLessThan(0.2)
    expect(confidence).toBeGreaterThan(0.9)
  })
})

test.each(all)(
  '%s prefers words that are likely to be said, and tells the other as an alternative',
  async (id) => {
    expect(await textOf(id, 'one night')).toBe('one night')
    const hot = await open(id, { hotWords: [{ text: 'knight' }], alternatives: 2 })
    const { hypotheses } = await hear(hot, tones('one night'))
    expect(hypotheses.map(({ text }) => text)).toEqual(['one knight', 'one night'])
  },
)

test.each(kinds)('%s writes nothing for noise, though its decoder would', async (id) => {
  const { partials, hypotheses } = await hear(await open(id), tones('', { lead: 3, noise: 0.05 }))
  expect(partials.every(({ text }) => text === '')).toBe(true)
  expect(hypotheses[0]?.text).toBe('')
})

test.each(kinds)(
  '%s can be asked in between what it would be, and is let go when it is closed',
  async (id) => {
    const stream = await open(id)
    const sound = tones('one two', { tail: 0.12 })
    await stream.hear(sound)
    expect((await stream.peek()).text).toBe('one two')
    expect((await stream.peek()).text).toBe('one two')
    await stream.hear(tones('three', { lead: 0 }))
    expect((await stream.peek()).text).toBe('one two three')
    expect(keeper.models().some(({ users }) => users > 0)).toBe(true)
    stream.close()
    expect(keeper.models().every(({ users }) => users === 0)).toBe(true)
    await expect(stream.hear(sound)).rejects.toThrow('over')
  },
)

test('Whisper writes the language that is chosen, finds one itself, and says which it does not know', async () => {
  const sound = { german: true }
  expect(await textOf(whisper, 'hello world five', { language: 'de-AT' }, sound)).toBe('hallo welt fünf')
  expect(await textOf(whisper, 'hello world five', { language: 'und' }, sound)).toBe('hallo welt fünf')
  expect(await textOf(whisper, 'hello world five', { language: 'und' })).toBe('hello world five')
  expect(await textOf(whisper, 'hello world five', { language: 'en' }, sound)).toBe('hello world five')
  await expect(textOf(whisper, 'one', { language: 'sv' })).rejects.toMatchObject({
    code: 'unavailable',
    reason: 'recogniser-language',
  })
})

test('a file that is cut off or belongs to another model gives a sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-recogniser-'))
  const from = join(fixtures, 'moonshine-tiny-en')
  const broken = (name: string, change: (place: string) => void) => {
    const place = join(folder, name)
    cpSync(from, place, { recursive: true })
    change(place)
    return recognisers
      .open(`moonshine:${name}`, [folder], plain)
      .then((stream) => stream.hear(tones('one two three')))
  }
  await expect(
    broken('cut', (at) => truncateSync(join(at, 'encoder_model.ort'), 9_000)),
  ).rejects.toMatchObject({
    code: 'damaged',
  })
  await expect(broken('list', (at) => truncateSync(join(at, 'tokenizer.bin'), 500))).rejects.toMatchObject({
    code: 'damaged',
  })
  await expect(
    broken('foreign', (at) =>
      cpSync(join(from, 'encoder_model.ort'), join(at, 'decoder_with_attention.ort')),
    ),
  ).rejects.toMatchObject({ code: 'damaged' })
})

test('a configuration that is spoilt gives a sentence, and takes no other recogniser out of the list', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-recogniser-'))
  const spoilt = async (from: string, file: string, text: string) => {
    const place = join(folder, 'spoilt')
    rmSync(place, { recursive: true, force: true })
    cpSync(join(fixtures, from), place, { recursive: true })
    writeFileSync(join(place, file), text)
    const id = `${from.replace(/-.*/, '')}:spoilt`
    expect(recognisers.list([folder, fixtures]).map((each) => each.id)).toEqual(expect.arrayContaining(all))
    await expect(
      recognisers.open(id, [folder], plain).then((stream) => stream.hear(tones('one two three'))),
    ).rejects.toMatchObject({ code: 'damaged' })
  }
  for (const text of ['', 'null', '{}', '{"depth":-1}', '<html>'])
    await spoilt('moonshine-tiny-streaming-en', 'streaming_config.json', text)
  const config = JSON.parse(
    readFileSync(join(fixtures, 'moonshine-tiny-streaming-en/streaming_config.json'), 'utf8'),
  ) as object
  for (const wrong of [{ head_dim: 41 }, { depth: 1e9 }, { encoder_dim: 17 }, { c1: 1e9 }])
    await spoilt(
      'moonshine-tiny-streaming-en',
      'streaming_config.json',
      JSON.stringify({ ...config, ...wrong }),
    )
  for (const text of ['', 'null', '{"lang_to_id":{"<|en|>":"x"}}'])
    await spoilt('whisper-tiny', 'generation_config.json', text)
  await spoilt('whisper-tiny', 'tokenizer.json', '{"model":{"vocab":{"a":300000000},"merges":[]}}')
}, 20_000)

test('an installed pack has the name that was written down, and is broken where its files have changed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-recogniser-'))
  const place = join(folder, 'moonshine-tiny-en')
  cpSync(join(fixtures, 'moonshine-tiny-en'), place, { recursive: true })
  const bytes = readFileSync(join(place, 'tokenizer.bin')).length
  const pack: InstalledPack = {
    id: 'moonshine-tiny-en',
    kind: 'recogniser',
    architecture: 'moonshine',
    name: 'Moonshine tiny',
    model: 'tiny-en',
    snapshot: 'lectern-moonshine-tiny-en-2026-11-22',
    languages: ['en'],
    licence: { id: 'MIT', conditions: 'notice' },
    memoryBytes: 1_000_000,
    wordErrorPercent: 12.66,
    files: [{ path: 'tokenizer.bin', bytes, sha256: '0'.repeat(64), checked: 'manifest' }],
    damaged: false,
    installedAt: 0,
  }
  const list = () => recognisers.list([folder])[0]
  writeFileSync(join(place, 'pack.json'), JSON.stringify(pack))
  expect(list()).toMatchObject({ name: 'Moonshine tiny', state: 'ready', wordErrorPercent: 12.66 })
  truncateSync(join(place, 'tokenizer.bin'), bytes - 1)
  expect(list()).toMatchObject({ state: 'broken', problem: 'files-changed' })
  writeFileSync(
    join(place, 'pack.json'),
    JSON.stringify({ ...pack, files: [{ ...pack.files[0], path: 'gone' }] }),
  )
  expect(list()).toMatchObject({ state: 'broken', problem: 'files-missing' })
})
