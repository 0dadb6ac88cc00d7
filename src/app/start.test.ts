/** The whole core, as a shell sees it: the real store, importers and engine behind the contract, joined in memory. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { app as contract, type AppClient, type SpokenUtterance } from '../contract/app.ts'
import { soundRate } from '../contract/inference.ts'
import { connect } from '../rpc/client.ts'
import { wirePair } from '../rpc/wires.ts'
import { type RunningApp, start } from './start.ts'

let folder: string
let app: RunningApp
let client: AppClient

function attached(to: RunningApp): AppClient {
  const [near, far] = wirePair()
  to.attach(far)
  return connect(contract, near)
}

const book = `# The Lamp

The keeper lit the lamp at 5 p.m. and waited. Dr. Lee arrived late.

Nobody else came.

# The Ledger

There were 21 names in it. The last one was his own.
`

let document: string

async function add(name: string, text: string): Promise<string> {
  let id = ''
  for await (const event of client.stream('library.import', { name, bytes: new TextEncoder().encode(text) }))
    id = event.document
  return id
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-app-'))
  app = start({ folder, shell: 'loopback', locale: 'en-US' })
  client = attached(app)
  document = await add('book.md', book)
}, 60_000)
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const at = (block: number, offset = 0) => ({ document, block, offset })
async function take(count: number, from = at(0)): Promise<SpokenUtterance[]> {
  const seen: SpokenUtterance[] = []
  for await (const item of client.stream('reading.utterances', { from })) if (seen.push(item) === count) break
  return seen
}

test('the first start brings a book of our own, ready to be read, and only once', async () => {
  await vi.waitFor(async () => {
    const sample = (await client.call('library.list', {})).find(({ title }) => title === 'Welcome to Lectern')
    expect(sample?.state).toBe('ready')
    expect(sample?.words).toBeGreaterThan(300)
  })
})

test('a book is heard sentence by sentence, with a time for every written word', async () => {
  const heard = await take(5)
  expect(heard.map(({ utterance }) => utterance.kind)).toEqual(['heading', 'text', 'text', 'text', 'heading'])
  const sentence = heard[1]!
  const text = 'The keeper lit the lamp at 5 p.m. and waited. Dr. Lee arrived late.'
  // “5 p.m.” is said as a whole and so is lit as a whole.
  expect(sentence.words.map(({ from, to }) => text.slice(from, to)).join(' ')).toMatch(
    /^The keeper lit the lamp at 5 p\.m\. and waited\.?$/,
  )
  expect(sentence.words.length).toBeGreaterThanOrEqual(9)
  const seconds = sentence.pcm.length / soundRate
  expect(seconds).toBeGreaterThan(1.5)
  expect(seconds).toBeLessThan(6)
  for (const [index, word] of sentence.words.entries()) {
    expect(word.start).toBeGreaterThanOrEqual(sentence.words[index - 1]?.end ?? 0)
    expect(word.end).toBeLessThanOrEqual(seconds + 0.001)
  }
  expect(Math.max(...sentence.pcm)).toBeGreaterThan(3_000)
})

test('what would be said is the same as what is said', async () => {
  const said = (await take(100)).map(({ utterance }) => utterance)
  const script = []
  for await (const batch of client.stream('reading.script', { from: at(0) })) script.push(...batch)
  expect(script).toEqual(said)
  expect(script.map(({ spoken }) => spoken).join(' ')).toContain('twenty-one names')
})

test('moving goes by sentence, paragraph, heading and chapter', async () => {
  const move = async (unit: 'sentence' | 'paragraph' | 'heading' | 'chapter', count: number, from = at(1)) =>
    (await client.call('reading.move', { from, unit, count })).position
  expect(await move('sentence', 1)).toEqual(at(1, book.split('\n')[2]!.indexOf('Dr. Lee')))
  expect(await move('paragraph', 1)).toEqual(at(2))
  expect(await move('heading', 1)).toEqual(at(3))
  expect(await move('chapter', -1, at(4))).toEqual(at(3))
  expect(await move('chapter', 5)).toEqual(at(3))
})

test('a word is found in the document and in the library', async () => {
  const { hit, total } = await client.call('document.find', { from: at(0), text: 'LEDGER' })
  expect({ block: hit?.position.block, total }).toEqual({ block: 3, total: 1 })
  const { hits } = await client.call('library.search', { text: 'keeper waited' })
  expect(hits[0]?.position.document).toBe(document)
})

test('the place is kept to the word by a new start of the app', async () => {
  await client.call('reading.heard', at(4, 10))
  await app.close()
  app = start({ folder, shell: 'loopback', locale: 'en-US' })
  client = attached(app)
  const { place, summary } = await client.call('document.open', { document })
  expect(place).toEqual(at(4, 10))
  expect(summary.progress).toBeGreaterThan(0.5)
})

test('what networks run on is the user’s choice, and what a pack’s voice ran on is told', async () => {
  const before = (await client.call('packs.list', {})).machine
  expect(before.providers).toContain('cpu')
  expect(before.provider).toBeUndefined()
  await client.call('settings.set', {
    processor: 'cpu',
    modelFolders: [join(import.meta.dirname, '../../models/fixtures/voices')],
  })
  expect(readFileSync(join(folder, 'networks', 'processor.txt'), 'utf8')).toBe('cpu')
  const voice = (await client.call('voices.list', {})).find(({ engine }) => engine === 'piper')
  if (!voice) throw new Error('There is no Piper fixture.')
  await client.call('voices.sample', { voice: voice.id })
  expect((await client.call('packs.list', {})).machine.provider).toBe('cpu')
  await client.call('settings.set', { processor: 'auto', modelFolders: [] })
})

test('an engine killed in mid-reading is replaced, and no sentence is lost', async () => {
  const expected = (await take(7)).map(({ utterance }) => utterance.spoken)
  expect((await client.call('debug.memory', {})).engine).toBeGreaterThan(0)
  const fresh = await add('other.md', book.replaceAll('lamp', 'light').replaceAll('keeper', 'guard')) // nothing of it is cached
  const seen: string[] = []
  for await (const { utterance } of client.stream('reading.utterances', {
    from: { document: fresh, block: 0, offset: 0 },
  })) {
    seen.push(utterance.spoken)
    if (seen.length === 2) process.kill(enginePid(), 'SIGKILL')
  }
  expect(seen.map((text) => text.replaceAll('light', 'lamp').replaceAll('guard', 'keeper'))).toEqual(expected)
})

/** The engine is this process's only child that runs host.ts. */
function enginePid(): number {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)))
    try {
      const parent = / \w (\d+) /.exec(readFileSync(`/proc/${name}/stat`, 'utf8').replace(/\(.*\)/, ''))?.[1]
      if (
        Number(parent) === process.pid &&
        readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('inference/host')
      )
        return Number(name)
    } catch {
      // It ended while we looked.
    }
  throw new Error('no engine is running')
}

test('a chapter can be played as one sound, at a speed', async () => {
  const play = async (speed: number) => {
    const pieces: Uint8Array[] = []
    for await (const { bytes } of client.stream('export.sound', { document, speed, chapter: 'ledger' }))
      pieces.push(bytes)
    return Buffer.concat(pieces)
  }
  const normal = await play(1)
  expect(normal.toString('latin1', 0, 4)).toBe('RIFF')
  const seconds = (normal.length - 44) / 2 / soundRate
  expect(seconds).toBeGreaterThan(4) // two sentences under a heading
  expect(seconds).toBeLessThan(12)
  expect(((await play(2)).length - 44) / 2 / soundRate).toBeCloseTo(seconds / 2, 2)
  await expect(client.stream('export.sound', { document, chapter: 9 }).next()).rejects.toMatchObject({
    code: 'bad-input',
    reason: 'chapter-missing',
  })
})

test('a voice that does not exist is named in the refusal', async () => {
  await expect(client.call('voices.sample', { voice: 'espeak:nobody' })).rejects.toMatchObject({
    code: 'voice-missing',
  })
})
