/** The dictionary and the languages a user gives, through the whole core: what is set is what is said. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { app as contract, type AppClient, type SpokenUtterance } from '../contract/app.ts'
import type { LexiconEntry } from '../contract/listening.ts'
import { connect } from '../rpc/client.ts'
import { wirePair } from '../rpc/wires.ts'
import { type RunningApp, start } from './start.ts'

let folder: string
let app: RunningApp
let client: AppClient
let document = ''

const book = `# The Visit

Ask Siobhan at 3 pm. She is not here.

Il pleut sur la ville et personne ne sort.
`

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'lectern-say-'))
  app = start({ folder, shell: 'loopback', locale: 'en-US' })
  const [near, far] = wirePair()
  app.attach(far)
  client = connect(contract, near)
  const bytes = new TextEncoder().encode(book)
  for await (const event of client.stream('library.import', { name: 'visit.md', bytes }))
    document = event.document
}, 60_000)
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => client.call('settings.set', { lexicon: [], books: {} }))

async function heard(block: number): Promise<SpokenUtterance> {
  const from = { document, block, offset: 0 }
  for await (const item of client.stream('reading.utterances', { from, unit: 'one' })) return item
  throw new Error('nothing was said')
}
async function script(): Promise<string[]> {
  const said: string[] = []
  const from = { document, block: 0, offset: 0 }
  for await (const batch of client.stream('reading.script', { from }))
    said.push(...batch.map(({ spoken }) => spoken))
  return said
}
const entry = (more: Partial<LexiconEntry>): LexiconEntry => ({
  id: 'a',
  written: 'Siobhan',
  kind: 'words',
  matchCase: false,
  spoken: 'shivawn',
  alphabet: 'respelling',
  ...more,
})

test('a name is said as the dictionary has it, and its word is lit as it is written', async () => {
  const before = await heard(1)
  await client.call('settings.set', { lexicon: [entry({})] })
  const after = await heard(1)
  expect(after.utterance.spoken).toBe('Ask shivawn at three p.m.')
  expect(await script()).toContain(after.utterance.spoken)
  expect(after.pcm).not.toEqual(before.pcm)
  const written = 'Ask Siobhan at 3 pm.'
  expect(after.words.map(({ from, to }) => written.slice(from, to)).slice(0, 2)).toEqual(['Ask', 'Siobhan'])
})

test('sounds are said too, in the place of the word', async () => {
  await client.call('settings.set', { lexicon: [entry({ spoken: 'ʃɪˈvɔːn', alphabet: 'ipa' })] })
  const sounds = await heard(1)
  expect(sounds.utterance.spoken).toBe('Ask Siobhan at three p.m.')
  const [, name] = sounds.words
  await client.call('settings.set', { lexicon: [] })
  const plain = (await heard(1)).words[1]!
  expect(name).toMatchObject({ from: 4, to: 11 })
  expect(sounds.pcm).not.toEqual((await heard(1)).pcm)
  expect(name!.end - name!.start).toBeGreaterThan(0.5 * (plain.end - plain.start))
})

test('an entry for another book, or another language, is not used', async () => {
  const lexicon = [entry({ document: 'f'.repeat(64) }), entry({ id: 'b', language: 'de' })]
  await client.call('settings.set', { lexicon })
  expect((await heard(1)).utterance.spoken).toContain('Siobhan')
})

test('a passage that is given a language is read by its voice, and shown as that language', async () => {
  const before = await heard(2)
  expect(before.voice).toMatch(/espeak:en/)
  await client.call('settings.set', {
    books: { [document]: { passages: [{ from: 2, to: 2, language: 'fr' }] } },
  })
  expect((await heard(2)).voice).toMatch(/espeak:fr/)
  expect((await heard(1)).voice).toMatch(/espeak:en/)
  const { blocks } = await client.call('document.blocks', { document, from: 0, count: 5 })
  expect(blocks.map(({ language }) => language)).toEqual([undefined, undefined, 'fr'])
  await client.call('settings.set', { books: { [document]: { language: 'de' } } })
  expect((await heard(1)).voice).toMatch(/espeak:de/)
  expect((await client.call('document.open', { document })).metadata.language).toBe('de')
  await client.call('settings.set', { books: {} })
  expect((await heard(2)).voice).toMatch(/espeak:en/)
})

test('a few words are said apart: an entry to be tried, a word letter by letter', async () => {
  const tried = await client.call('reading.say', { document, text: 'Siobhan', ipa: 'ʃɪˈvɔːn' })
  const plain = await client.call('reading.say', { document, text: 'Siobhan' })
  expect(tried.pcm).not.toEqual(plain.pcm)
  expect(tried.unspoken).toBeUndefined()
  expect((await client.call('reading.say', { document, text: 'x', ipa: 'ʘa' })).unspoken).toEqual(['ʘ'])
  const spelt = await client.call('reading.say', { document, text: 'Lee', spell: 'letters' })
  expect(spelt.spoken).toBe('capital L, E, E')
  const inGerman = await client.call('reading.say', {
    document,
    text: 'Lee',
    spell: 'alphabet',
    language: 'de',
  })
  expect(inGerman.spoken).toBe('großes L wie Ludwig, E wie Emil, E wie Emil')
  expect(inGerman.pcm.length).toBeGreaterThan(spelt.pcm.length)
})
