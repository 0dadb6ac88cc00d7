/** Exports with the real engine: what is written, decoded again; and what a stop in the middle costs. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { MPEGDecoder } from 'mpg123-decoder'
import { app as contract, type AppClient } from '../../contract/app.ts'
import type { ExportJob } from '../../contract/export.ts'
import { soundRate } from '../../contract/inference.ts'
import { connect } from '../../rpc/client.ts'
import type { InputOf } from '../../rpc/contract.ts'
import { wirePair } from '../../rpc/wires.ts'
import { type RunningApp, start } from '../start.ts'
import { clockSeconds, decodeOpus, framesOf, id3Text, loudness, readId3, readOgg } from './sound-fixture.ts'

// Exports run at a low priority: beside other work they take their time.
vi.setConfig({ testTimeout: 120_000 })

const names = ['One', 'Two', 'Three', 'Four & <last>']
const sentence = 'The keeper lit the lamp and waited for the others to come down to the beach. '
const chapters = names.map(
  (name) => `# ${name.replace('<', String.raw`\<`)}\n\n${sentence.repeat(4)}\n\nThen he slept.\n`,
)
const book = `---\ntitle: The Lamp\nlang: en\n---\n\n${chapters.join('\n')}`

let folder: string
let app: RunningApp
let client: AppClient
let document: string
let space: number | undefined

function open(): void {
  app = start({
    folder,
    shell: 'loopback',
    locale: 'en-US',
    space: async () => space,
  })
  const [near, far] = wirePair()
  app.attach(far)
  client = connect(contract, near)
}

async function add(name: string, text: string): Promise<string> {
  let id = ''
  for await (const event of client.stream('library.import', { name, bytes: new TextEncoder().encode(text) }))
    id = event.document
  return id
}

type Wish = Partial<InputOf<typeof contract, 'export.start'>>
const begin = (wish: Wish) => client.call('export.start', { document, format: 'opus', ...wish })

/** Waits for the end; `until` may end the wait before. */
async function ended(id: number, until?: (job: ExportJob) => boolean): Promise<ExportJob> {
  let last: ExportJob | undefined
  for await (const change of client.stream('export.watch', { id })) {
    if (change.type === 'removed') throw new Error('removed')
    last = change.job
    if (until?.(last)) break
  }
  if (!last) throw new Error('nothing was told')
  return last
}
async function files(job: ExportJob): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for (const { name, bytes } of job.made) {
    const pieces: Uint8Array[] = []
    for await (const piece of client.stream('export.file', { id: job.id, name })) pieces.push(piece)
    found.set(name, Buffer.concat(pieces))
    expect(found.get(name)).toHaveLength(bytes)
  }
  return found
}
async function made(wish: Wish): Promise<Map<string, Buffer>> {
  const job = await ended((await begin(wish)).id)
  expect(job).toMatchObject({ state: 'done', done: 1 })
  return files(job)
}
interface Times {
  seconds: number
  utterances: { start: number; end: number; spoken: string; words: { start: number; end: number }[] }[]
}
const json = (all: Map<string, Buffer>) =>
  JSON.parse([...all].find(([name]) => name.endsWith('.json'))?.[1].toString() ?? '') as Times

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-export-'))
  open()
  document = await add('lamp.md', book)
}, 60_000)
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The chapters begin with their headings: silence before, voice at once after. */
function expectSpeechAt(pcm: Int16Array, seconds: number): void {
  if (seconds > 0.3) expect(loudness(pcm, seconds - 0.25, seconds - 0.05)).toBeLessThan(60)
  expect(loudness(pcm, seconds, seconds + 0.3)).toBeGreaterThan(300)
}

describe.each([1, 2.5])('at %fx', (speed) => {
  test('Opus has tags, and chapters at the times at which their headings are heard', async () => {
    const all = await made({ speed, timings: true })
    expect([...all.keys()]).toEqual(['The Lamp.opus', 'The Lamp.json'])
    const file = all.get('The Lamp.opus') as Buffer
    const { comments, serials } = readOgg(file)
    expect(comments).toMatchObject({
      TITLE: 'The Lamp',
      ALBUM: 'The Lamp',
      LANGUAGE: 'en',
      ENCODER: 'Lectern',
    })
    expect(comments['DATE']).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(serials.size).toBe(1)
    const { utterances, seconds } = json(all)
    const pcm = decodeOpus(file)
    expect(pcm.length / soundRate).toBeCloseTo(seconds, 2)
    for (const [index, name] of names.entries()) {
      const number = `CHAPTER00${index + 1}`
      expect(comments[`${number}NAME`]).toBe(name)
      const at = clockSeconds(comments[number] ?? '')
      const heading = utterances.filter(({ spoken }) => !/\s/.test(spoken) || spoken.startsWith('Four'))[
        index
      ]
      expect(at).toBeCloseTo(heading?.start ?? -1, 2)
      expectSpeechAt(pcm, at)
    }
    for (const [index, { start, words }] of utterances.entries()) {
      expect(start).toBeGreaterThanOrEqual(utterances[index - 1]?.end ?? 0)
      for (const word of words) expect(word.end).toBeGreaterThanOrEqual(word.start)
    }
  })

  test('MP3 has CHAP frames whose times hold in the decoded sound', async () => {
    const file = (await made({ format: 'mp3', speed })).get('The Lamp.mp3') as Buffer
    const { frames, length } = readId3(file)
    const texts = Object.fromEntries(frames.map(({ id, body }) => [id, body]))
    expect(id3Text(texts['TIT2'] as Buffer)).toBe('The Lamp')
    expect(id3Text(texts['TLAN'] as Buffer)).toBe('eng')
    const decoder = new MPEGDecoder({ enableGapless: false })
    await decoder.ready
    const { channelData, sampleRate } = decoder.decode(file.subarray(length))
    decoder.free()
    expect(sampleRate).toBe(soundRate)
    const pcm = Int16Array.from(channelData[0] ?? [], (sample) => sample * 32_767)
    const chapters = frames.filter(({ id }) => id === 'CHAP')
    expect(chapters).toHaveLength(names.length)
    for (const [index, { body }] of chapters.entries()) {
      const times = body.indexOf(0) + 1
      const title = framesOf(body.subarray(times + 16))[0]
      expect(id3Text(title?.body as Buffer)).toBe(names[index])
      const at = body.readUInt32BE(times) / 1_000
      expectSpeechAt(pcm, index === 0 ? 0.046 : at)
      const next = chapters[index + 1]?.body
      const end = body.readUInt32BE(times + 4)
      if (next) expect(next.readUInt32BE(next.indexOf(0) + 1)).toBe(end)
      else expect(end / 1_000).toBeCloseTo(pcm.length / soundRate, 1)
    }
    const contents = texts['CTOC'] as Buffer
    expect(contents[contents.indexOf(0) + 2]).toBe(names.length)
  })
})

test('WAV has its marks at the chapters, and lengths that are right', async () => {
  const file = (await made({ format: 'wav' })).get('The Lamp.wav') as Buffer
  expect(file.readUInt32LE(4)).toBe(file.length - 8)
  const data = file.readUInt32LE(40)
  const pcm = new Int16Array(new Uint8Array(file.subarray(44, 44 + data)).buffer)
  const cue = file.indexOf('cue ', 44 + data, 'latin1')
  expect(file.readUInt32LE(cue + 8)).toBe(names.length)
  for (let index = 0; index < names.length; index++)
    expectSpeechAt(pcm, file.readUInt32LE(cue + 12 + index * 24 + 20) / soundRate)
  expect(file.includes('Four & <last>')).toBe(true)
})

test('a file for each chapter, numbered, each with its subtitles', async () => {
  const all = await made({ files: 'chapters', subtitles: 'both' })
  expect([...all.keys()].filter((name) => name.endsWith('.opus'))).toEqual(
    ['01 One', '02 Two', '03 Three', '04 Four & last'].map((name) => `${name}.opus`),
  )
  for (const [index, name] of names.entries()) {
    const [, file] = [...all].filter(([key]) => key.endsWith('.opus'))[index] ?? []
    const { comments } = readOgg(file as Buffer)
    expect(comments).toMatchObject({
      TITLE: name,
      ALBUM: 'The Lamp',
      TRACKNUMBER: String(index + 1),
      TRACKTOTAL: '4',
    })
  }
  const { id, archive } = (await client.call('export.list', {}))[0] as ExportJob
  const pieces: Uint8Array[] = []
  for await (const piece of client.stream('export.file', { id, name: archive?.name ?? '' }))
    pieces.push(piece)
  const zip = Buffer.concat(pieces)
  expect(archive).toEqual({ name: 'The Lamp.zip', mime: 'application/zip', bytes: zip.length })
  const entries = await new ZipReader(new Uint8ArrayReader(zip)).getEntries()
  for (const entry of entries)
    if (!entry.directory)
      expect(all.get(entry.filename)?.equals(await entry.getData(new Uint8ArrayWriter()))).toBe(true)
  expect(entries).toHaveLength(12)
  expect(all.get('04 Four & last.srt')?.toString()).toContain('Four & ＜last>')
  expect(all.get('04 Four & last.vtt')?.toString()).toContain('Four &amp; &lt;last&gt;')
})

test('only a chapter, named by its words; one that is missing is refused', async () => {
  const all = await made({ chapter: 'thr', subtitles: 'vtt' })
  expect(readOgg(all.get('The Lamp – Three.opus') as Buffer).comments).toMatchObject({ TITLE: 'Three' })
  await expect(begin({ chapter: 7 })).rejects.toMatchObject({ reason: 'chapter-missing' })
  await expect(begin({ voice: 'espeak:nobody' })).rejects.toMatchObject({ code: 'voice-missing' })
})

test('stopped by the end of the app, an export goes on with the next start, and gives a file that is as long', async () => {
  const whole = (await made({ format: 'mp3', speed: 1.5 })).get('The Lamp.mp3')
  const { id } = await begin({ format: 'mp3', speed: 1.5 })
  const stopped = await ended(id, (job) => job.done > 0.3)
  expect(stopped.done).toBeLessThan(1)
  await app.close()
  open()
  const job = await ended(id)
  expect(job.state).toBe('done')
  const again = (await files(job)).get('The Lamp.mp3') as Buffer
  // The voice itself never says the same twice to the sample.
  expect(again.length / (whole?.length ?? 0)).toBeCloseTo(1, 2)
  const times = (file: Buffer) =>
    readId3(file).frames.flatMap(({ id, body }) =>
      id === 'CHAP' ? [body.readUInt32BE(body.indexOf(0) + 1) / 1_000] : [],
    )
  expect(times(again)).toHaveLength(names.length)
  for (const [index, at] of times(again).entries())
    expect(at).toBeCloseTo(times(whole as Buffer)[index] ?? 0, 0)
})

test('paused in the middle it waits, and then its Opus file is whole', async () => {
  const { id } = await begin({ timings: true })
  await ended(id, ({ done }) => done > 0.3)
  const paused = await client.call('export.pause', { id })
  expect(paused.state).toBe('paused')
  await expect(client.stream('export.file', { id, name: 'The Lamp.opus' }).next()).rejects.toMatchObject({
    reason: 'export-gone',
  })
  // A crash in the middle of a segment leaves bytes behind that no checkpoint knows of.
  const path = join(folder, 'exports', String(id))
  for (const name of readdirSync(path)) writeFileSync(join(path, name), 'left over by a crash', { flag: 'a' })
  await client.call('export.resume', { id })
  const all = await files(await ended(id))
  const { seconds, utterances } = json(all)
  const pcm = decodeOpus(all.get('The Lamp.opus') as Buffer)
  expect(pcm.length / soundRate).toBeCloseTo(seconds, 2)
  expect(utterances).toHaveLength(names.length * 6)
  const { comments } = readOgg(all.get('The Lamp.opus') as Buffer)
  for (const number of [1, 2, 3, 4]) expectSpeechAt(pcm, clockSeconds(comments[`CHAPTER00${number}`] ?? ''))
})

test('a full disk is said, and the export goes on when there is space', async () => {
  space = 1_000
  const { id } = await begin({ format: 'wav' })
  const failed = await ended(id)
  expect(failed).toMatchObject({
    state: 'failed',
    failure: { code: 'too-large', reason: 'export-disk-full' },
  })
  space = undefined
  await client.call('export.resume', { id })
  expect((await ended(id)).state).toBe('done')
})

test('removed while it runs, it leaves nothing behind; the next one in the queue follows', async () => {
  const first = await begin({ format: 'wav', speed: 0.5 })
  const second = await begin({ format: 'wav', speed: 4 })
  expect(second.state).toBe('waiting')
  await ended(first.id, ({ done }) => done > 0)
  await client.call('export.remove', { id: first.id })
  expect(readdirSync(join(folder, 'exports'))).not.toContain(String(first.id))
  expect((await client.call('export.list', {})).map(({ id }) => id)).not.toContain(first.id)
  expect((await ended(second.id)).state).toBe('done')
  await expect(client.call('export.pause', { id: first.id })).rejects.toMatchObject({ reason: 'export-gone' })
})

test('the same wish goes on with what waits, and another begins anew', async () => {
  const wish = { format: 'mp3', speed: 0.75 } as const
  const { id } = await begin(wish)
  await client.call('export.pause', { id })
  expect((await begin({ ...wish, again: true })).id).toBe(id)
  await client.call('export.pause', { id })
  expect((await begin({ ...wish, speed: 0.8, again: true })).id).not.toBe(id)
})

test('what there is nothing to hear of is said', async () => {
  const code = await add('code.md', '```\nlet lamp = true\n```\n')
  const { id } = await begin({ document: code, listening: { skip: { code: 'skip' } } })
  expect(await ended(id)).toMatchObject({ state: 'failed', failure: { code: 'no-text' } })
})

test('an estimate comes near to what is made', async () => {
  const { seconds, bytes, chapters } = await client.call('export.estimate', { document, format: 'opus' })
  const all = await made({ timings: true })
  expect(chapters).toBe(4)
  expect(seconds / json(all).seconds).toBeGreaterThan(0.7)
  expect(seconds / json(all).seconds).toBeLessThan(1.4)
  expect(bytes / (all.get('The Lamp.opus')?.length ?? 0)).toBeGreaterThan(0.6)
})
