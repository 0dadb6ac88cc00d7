/** Books that bring a recording, through the whole core: the real importer, store, engine, and the book's own file. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { app as contract, type AppClient, type SpokenUtterance } from '../contract/app.ts'
import { soundRate } from '../contract/inference.ts'
import { item, itemref, makeBook, page } from '../importers/archive-fixture.ts'
import { createMp3, mp3Delay } from '../inference/dsp/mp3.ts'
import { connect } from '../rpc/client.ts'
import { wirePair } from '../rpc/wires.ts'
import { type RunningApp, start } from './start.ts'

let folder: string
let app: RunningApp
let client: AppClient

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-narration-'))
  app = start({ folder, shell: 'loopback', locale: 'en-US' })
  const [near, far] = wirePair()
  app.attach(far)
  client = connect(contract, near)
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

async function add(bytes: Uint8Array, name = 'book.epub'): Promise<string> {
  let document = ''
  for await (const event of client.stream('library.import', { name, bytes })) document = event.document
  return document
}
async function all(document: string, block = 0, offset = 0): Promise<SpokenUtterance[]> {
  const found: SpokenUtterance[] = []
  for await (const each of client.stream('reading.utterances', { from: { document, block, offset } }))
    found.push(each)
  return found
}

/** Beeps with silence between them, each of its own height. */
async function recording(seconds: number): Promise<Uint8Array> {
  const pcm = Int16Array.from({ length: seconds * soundRate }, (_, index) => {
    const second = Math.floor(index / soundRate)
    const on = index % soundRate < 0.8 * soundRate
    return on ? Math.round(6_000 * Math.sin((2 * Math.PI * (300 + 100 * second) * index) / soundRate)) : 0
  })
  const mp3 = await createMp3()
  const bytes = new Uint8Array(Buffer.concat([...mp3.encode(pcm), mp3.flush()]))
  mp3.free()
  return bytes
}
/** Which second of the recording is heard. */
function height(pcm: Int16Array): number {
  let crossings = 0
  for (let index = 0; index < 0.5 * soundRate; index++)
    if ((pcm[index] ?? 0) < 0 !== (pcm[index + 1] ?? 0) < 0) crossings++
  return Math.round((crossings - 300) / 100)
}

const pair = (id: string, sound: string, begin: number, end: number) =>
  `<par><text src="c.xhtml#${id}"/><audio src="${sound}" clipBegin="${begin}s" clipEnd="${end}s"/></par>`
const delay = mp3Delay / soundRate
async function bookWith(pairs: string, sounds: Readonly<Record<string, Uint8Array>>): Promise<Uint8Array> {
  return makeBook({
    manifest:
      item('c', 'c.xhtml', 'media-overlay="s"') + item('s', 's.smil', 'media-type="application/smil+xml"'),
    spine: itemref('c'),
    files: {
      'c.xhtml': page(
        '<h1 id="h">One</h1><p><span id="a">It rained all day.</span> <span id="b">Nobody came.</span></p><p id="d">The end.</p>',
      ),
      's.smil': `<smil xmlns="http://www.w3.org/ns/SMIL" version="3.0"><body><seq>${pairs}</seq></body></smil>`,
      ...sounds,
    },
  })
}

test('a book with a recording is read by it, and the rest by the voice', async () => {
  const sound = await recording(6)
  const document = await add(
    await bookWith(
      pair('h', 'a.mp3', delay, delay + 1) +
        pair('a', 'a.mp3', delay + 3, delay + 4) +
        pair('b', 'a.mp3', delay + 4, delay + 5),
      { 'a.mp3': sound },
    ),
  )
  const found = await all(document)
  expect(found.map(({ voice }) => voice.split(':')[0])).toEqual([
    'recorded',
    'recorded',
    'recorded',
    'espeak',
  ])
  expect(found.slice(0, 3).map(({ pcm }) => height(pcm))).toEqual([0, 3, 4])
  for (const { pcm, pauseAfter } of found.slice(0, 3))
    expect(pcm.length / soundRate + pauseAfter).toBeCloseTo(1, 1)
  expect(found[1]!.words.map(({ from, to }) => [from, to])).toEqual([[0, 2], [3, 9], [10, 13], [14, 17]]) // prettier-ignore
  // Taken up in the middle, as after a restart.
  const [again] = await all(document, 1, 20)
  expect(again).toMatchObject({ voice: 'recorded', utterance: { position: { block: 1, offset: 19 } } })
  expect(height(again!.pcm)).toBe(4)
}, 60_000)

test('recordings that are broken or end too soon are read by the voice, and that is logged', async () => {
  const sound = await recording(2)
  const document = await add(
    await bookWith(
      pair('h', 'a.mp3', 60, 61) + // behind the end
        pair('a', 'bad.mp3', 0, 1) +
        pair('b', 'a.m4a', 0, 1) +
        pair('d', 'a.mp3', delay, delay + 1),
      {
        'a.mp3': sound,
        'bad.mp3': new Uint8Array(30_000).fill(7),
        'a.m4a': new TextEncoder().encode('....ftypM4A '),
      },
    ),
  )
  const found = await all(document)
  expect(found.map(({ voice }) => voice.split(':')[0])).toEqual(['espeak', 'espeak', 'espeak', 'recorded'])
  const log = readFileSync(join(folder, 'lectern.log'), 'utf8')
  expect(log.match(/the voice read what a recording should/g)).toHaveLength(3)
}, 60_000)

test('a book that we have exported reads itself, each sentence at the time that it was given', async () => {
  const text =
    '# The Lamp\n\nThe keeper lit the lamp, and waited. Nobody came.\n\nThen it rained for 3 days.\n'
  const original = await add(new TextEncoder().encode(text), 'lamp.md')
  const spoken = await all(original)
  let job = await client.call('export.start', { document: original, format: 'epub' })
  for await (const event of client.stream('export.watch', { id: job.id }))
    if (event.type === 'job') job = event.job
  expect(job.state).toBe('done')
  const parts: Uint8Array[] = []
  for await (const piece of client.stream('export.file', { id: job.id, name: job.made[0]!.name }))
    parts.push(piece)
  const document = await add(new Uint8Array(Buffer.concat(parts)), 'lamp.epub')
  const played = await all(document)
  expect(played.map(({ utterance }) => utterance.spoken)).toEqual(
    spoken.map(({ utterance }) => utterance.spoken),
  )
  expect(played.every(({ voice }) => voice === 'recorded')).toBe(true)
  let wanted = 0
  let at = 0
  for (const [index, each] of played.entries()) {
    const before = spoken[index]!
    expect(Math.abs(at - wanted), each.utterance.spoken).toBeLessThan(0.06)
    expect(Math.abs(each.pcm.length - before.pcm.length) / soundRate).toBeLessThan(0.06)
    const first = each.words[0]!.start - before.words[0]!.start
    expect(Math.abs(first)).toBeLessThan(0.06)
    wanted += before.pcm.length / soundRate + before.pauseAfter
    at += each.pcm.length / soundRate + each.pauseAfter
  }
}, 120_000)
