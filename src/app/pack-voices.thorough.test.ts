/** A book read by the voice of a pack: core, engine process and tiny Kokoro together, in parts, whole, and through a crash. */
import { cpSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { app as contract, type AppClient, type SpokenUtterance } from '../contract/app.ts'
import { soundRate } from '../contract/inference.ts'
import { connect } from '../rpc/client.ts'
import { wirePair } from '../rpc/wires.ts'
import { fixtures, heardTones } from '../inference/neural-voices/tones.cases.ts'
import { watchProcesses } from './process-fixture.ts'
import { type RunningApp, start } from './start.ts'

let folder: string
let app: RunningApp
let client: AppClient
let document: string

const processes = watchProcesses()
const kill = () => void processes.child('reading')?.kill('SIGKILL')

const heart = 'kokoro:kokoro-tones:af_heart'
const text =
  'When the sunlight strikes raindrops in the air, they act as a prism and form a rainbow, which is a division of white ' +
  'light into many beautiful colours, and people look for its end. Nobody finds it.'

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-pack-voices-'))
  cpSync(join(fixtures, 'kokoro-tones'), join(folder, 'mine', 'kokoro-tones'), { recursive: true })
  app = start({ folder, shell: 'loopback', locale: 'en-US', engine: { spawn: processes.spawn } })
  const [near, far] = wirePair()
  app.attach(far)
  client = connect(contract, near)
  await client.call('settings.set', {
    modelFolders: [join(folder, 'mine')],
    voices: { 'en-us': 'kokoro:kokoro-tones:af_heart' },
  })
  const bytes = new TextEncoder().encode(`# Rainbow\n\n${text}\n`)
  for await (const event of client.stream('library.import', { name: 'rainbow.md', bytes }))
    document = event.document
}, 60_000)
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

async function readAll(parts: boolean, during?: (item: SpokenUtterance) => void): Promise<SpokenUtterance[]> {
  const items: SpokenUtterance[] = []
  for await (const item of client.stream('reading.utterances', {
    from: { document, block: 1, offset: 0 },
    parts,
  })) {
    items.push(item)
    during?.(item)
  }
  return items
}
const signs = (items: readonly SpokenUtterance[]): string =>
  items.flatMap(({ pcm }) => heardTones(pcm, 'kokoro').map(({ sign }) => sign)).join('')
const written = (item: SpokenUtterance | undefined): string =>
  (item?.words ?? []).map(({ from, to }) => text.slice(from, to)).join(' ')

test('it is listed, and reads clause by clause what it reads whole', async () => {
  const voices = await client.call('voices.list', {})
  expect(voices.map(({ id }) => id)).toContain('kokoro:kokoro-tones:af_heart')
  const whole = await readAll(false)
  expect(whole).toHaveLength(2)
  expect(written(whole[0])).toBe(text.slice(0, text.indexOf('. ')).replaceAll(',', ''))
  expect(whole[0]!.voice).toBe('kokoro:kokoro-tones:af_heart')
  const parts = await readAll(true)
  expect(signs(parts)).toBe(signs(whole))
})

test('killed in mid-sentence, the engine goes on with the next clause', async () => {
  const many =
    'One man went to mow the long green meadow behind the old grey house on the hill, two men went to mow it after him ' +
    'with sharp new scythes and a small brown dog, three men came along later in the cool of the early evening, four of ' +
    'them sat down under the oak and sang the songs of their fathers, and five went home.'
  const bytes = new TextEncoder().encode(`# Mowing\n\n${many}\n`)
  for await (const event of client.stream('library.import', { name: 'mowing.md', bytes }))
    document = event.document
  let kills = 0
  const items = await readAll(true, ({ part }) => {
    if (part?.more && kills++ === 0) kill()
  })
  expect(kills).toBeGreaterThan(2)
  expect(items.every(({ voice, instead }) => voice === heart && !instead)).toBe(true)
  // The same voice in another folder, which nothing is kept of.
  cpSync(join(folder, 'mine', 'kokoro-tones'), join(folder, 'mine', 'kokoro-twin'), { recursive: true })
  await client.call('settings.set', { voices: { 'en-us': 'kokoro:kokoro-twin:af_heart' } })
  const whole = await readAll(false)
  expect(whole.map(({ voice }) => voice)).toEqual(['kokoro:kokoro-twin:af_heart'])
  expect(signs(items)).toBe(signs(whole))
  expect(items.at(-1)!.words.map(({ from, to }) => [from, to])).toEqual(
    whole[0]!.words.map(({ from, to }) => [from, to]),
  )
})

test('a pack that is spoilt while it is read is told, and the reading goes on', async () => {
  cpSync(join(folder, 'mine', 'kokoro-tones'), join(folder, 'mine', 'kokoro-spoilt'), { recursive: true })
  truncateSync(join(folder, 'mine', 'kokoro-spoilt', 'onnx', 'model_quantized.onnx'), 2_000)
  await client.call('settings.set', { voices: { 'en-us': 'kokoro:kokoro-spoilt:af_heart' } })
  const items = await readAll(true)
  expect(items.every(({ voice }) => voice.startsWith('espeak:'))).toBe(true)
  expect(items[0]!.instead).toMatchObject({ code: 'damaged', reason: 'voice-damaged' })
  expect(items[0]!.pcm.length).toBeGreaterThan(soundRate)
})

test('the voice of a spoilt pack, asked for by name, is told to be damaged; one of no pack to be missing', async () => {
  const copy = (name: string) => {
    cpSync(join(fixtures, 'kokoro-tones'), join(folder, 'mine', name), { recursive: true })
    return join(folder, 'mine', name)
  }
  truncateSync(join(copy('kokoro-cut'), 'onnx', 'model_quantized.onnx'), 0) // listed: only loading it tells
  writeFileSync(join(copy('kokoro-garbled'), 'tokenizer.json'), 'no JSON')
  rmSync(join(copy('kokoro-lacking'), 'onnx', 'model_quantized.onnx'))
  truncateSync(join(copy('kokoro-mute'), 'voices', 'af_heart.bin'), 0)
  truncateSync(join(folder, 'mine', 'kokoro-mute', 'voices', 'bf_emma.bin'), 0)
  for (const [name, code, words] of [
    ['kokoro-cut', 'damaged', 'damaged'],
    ['kokoro-garbled', 'damaged', 'damaged'],
    ['kokoro-lacking', 'damaged', 'missing'],
    ['kokoro-mute', 'damaged', 'damaged'],
    ['kokoro-nowhere', 'voice-missing', 'There is no voice'],
  ] as const) {
    const voice = `kokoro:${name}:af_heart`
    const expected = { code, message: expect.stringContaining(words) as string }
    await expect(client.call('voices.sample', { voice }), name).rejects.toMatchObject(expected)
    // What only loading tells, an export tells when it comes to it.
    if (['kokoro-lacking', 'kokoro-nowhere'].includes(name))
      await expect(
        client.call('export.start', { document, voice, format: 'wav', files: 'whole', again: false }),
        name,
      ).rejects.toMatchObject(expected)
    const sound = client.stream('export.sound', { document, voice })
    await expect(
      (async () => {
        for await (const _piece of sound);
      })(),
      name,
    ).rejects.toMatchObject(expected)
  }
})
