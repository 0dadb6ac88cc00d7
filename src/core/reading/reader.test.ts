import { expect, test } from 'vitest'
import type { SpokenUtterance, Utterance } from '../../contract/app.ts'
import { type Block, blockText } from '../../contract/document.ts'
import { type Speech, soundRate, type SpeechRequest, type Voice } from '../../contract/inference.ts'
import { readSettings } from '../../contract/settings.ts'
import { AppError } from '../../rpc/failure.ts'
import type { Speaker } from '../ports.ts'
import { read, type ReaderPorts, type ReadOptions } from './reader.ts'
import { SpeechCache } from './speech-cache.ts'
import { FakeText, fakeDocument, heading, paragraph } from './text-fake.ts'

const voice = (id: string, language: string, languages = [language]): Voice => ({
  id,
  name: id,
  engine: id.startsWith('flite') ? 'flite' : 'espeak',
  language,
  languages,
  wordsPerMinute: 160,
  adjustable: true,
})

/** Says each word in a tenth of a second. */
class FakeSpeaker implements Speaker {
  readonly asked: SpeechRequest[] = []
  fail: (request: SpeechRequest) => AppError | undefined = () => undefined

  async voices(): Promise<Voice[]> {
    return [
      voice('espeak:de', 'de'),
      voice('espeak:en-gb', 'en-gb', ['en-gb', 'en']),
      voice('espeak:en-us', 'en-us', ['en-us', 'en']),
      voice('espeak:en-us+f3', 'en-us', ['en-us', 'en']),
      voice('espeak:fr-fr', 'fr-fr', ['fr-fr', 'fr']),
      voice('flite:slt', 'en-us', ['en-us', 'en']),
    ]
  }

  async speak(request: SpeechRequest, signal?: AbortSignal): Promise<Speech> {
    this.asked.push(request)
    if (signal?.aborted) throw new AppError('cancelled', 'Cancelled.')
    const failure = this.fail(request)
    if (failure) throw failure
    const words = [...request.text.matchAll(/\S+/g)].map((match, index) => ({
      start: index / 10,
      end: (index + 1) / 10,
      from: match.index,
      to: match.index + match[0].length,
    }))
    return { pcm: new Int16Array((words.length * soundRate) / 10), words }
  }
}

interface Setup {
  readonly text: FakeText
  readonly speaker: FakeSpeaker
  readonly ports: ReaderPorts
  readonly skipped: { error: unknown; utterance: Utterance }[]
}

function setUp(
  blocks: readonly Block[],
  more: { language?: string; complete?: boolean; voices?: Record<string, string> } = {},
): Setup {
  const text = new FakeText(blocks, more)
  const speaker = new FakeSpeaker()
  const skipped: Setup['skipped'] = []
  const settings = readSettings({ voices: more.voices ?? {} })
  const ports = {
    text,
    speaker,
    settings: { read: () => settings },
    document: fakeDocument,
    skipped: (error: unknown, utterance: Utterance) => void skipped.push({ error, utterance }),
  }
  return { text, speaker, ports, skipped }
}

async function all(
  ports: ReaderPorts,
  block = 0,
  offset = 0,
  options: ReadOptions = {},
): Promise<SpokenUtterance[]> {
  const found: SpokenUtterance[] = []
  for await (const spoken of read(
    ports,
    { document: fakeDocument, block, offset },
    new AbortController().signal,
    options,
  ))
    found.push(spoken)
  return found
}

test('reads sentence by sentence, with the pauses between them', async () => {
  const { ports } = setUp([
    heading('Title'),
    paragraph('One. Two.'),
    paragraph('Three.'),
    { kind: 'separator', runs: [] },
    paragraph('Four.'),
  ])
  const spoken = await all(ports)
  expect(spoken.map(({ utterance, pauseAfter }) => [utterance.spoken, pauseAfter])).toEqual([
    ['Title', 0.6],
    ['One.', 0.18],
    ['Two.', 0.35],
    ['Three.', 0.8],
    ['Four.', 0.35],
  ])
})

test('begins with the whole sentence that holds the place', async () => {
  const { ports } = setUp([paragraph('One here. Two there. Three.')])
  expect((await all(ports, 0, 14)).map(({ utterance }) => utterance.spoken)).toEqual(['Two there.', 'Three.'])
  expect((await all(ports, 0, 9))[0]!.utterance.spoken).toBe('Two there.')
  expect(await all(ports, 0, 500)).toEqual([])
  expect(await all(ports, 9, 0)).toEqual([])
})

test('ends where it is told to', async () => {
  const { ports } = setUp([paragraph('One. Two.'), paragraph('Three. Four.')])
  expect(await all(ports, 0, 0, { limit: 1 })).toHaveLength(1)
  const until = { document: fakeDocument, block: 1, offset: 7 }
  expect((await all(ports, 0, 0, { until })).map(({ utterance }) => utterance.spoken)).toEqual([
    'One.',
    'Two.',
    'Three.',
  ])
})

test('each language of a sentence has its voice, and words are timed over all parts', async () => {
  const mixed: Block = {
    kind: 'paragraph',
    runs: [{ text: 'He felt ' }, { text: 'déjà vu', language: 'fr' }, { text: ' again.' }],
  }
  const { ports, speaker } = setUp([mixed])
  const [spoken] = await all(ports)
  expect(speaker.asked.map((request) => request.voice)).toEqual([
    'espeak:en-us',
    'espeak:fr-fr',
    'espeak:en-us',
  ])
  const text = blockText(mixed)
  expect(spoken!.words.map(({ from, to }) => text.slice(from, to))).toEqual([
    'He',
    'felt',
    'déjà',
    'vu',
    'again',
  ])
  for (const [index, word] of spoken!.words.entries()) {
    expect(word.start).toBeGreaterThanOrEqual(spoken!.words[index - 1]?.end ?? 0)
    expect(word.end).toBeLessThanOrEqual(spoken!.pcm.length / soundRate)
  }
})

test("the user's voice wins, for the exact language before the general one", async () => {
  const blocks = [paragraph('Hello.')]
  const chosen = async (language: string, voices: Record<string, string>) =>
    (await all(setUp(blocks, { language, voices }).ports))[0]!.voice
  expect(await chosen('en', {})).toBe('espeak:en-us')
  expect(await chosen('en-GB', {})).toBe('espeak:en-gb')
  expect(await chosen('en', { en: 'flite:slt' })).toBe('flite:slt')
  expect(await chosen('en-GB', { en: 'flite:slt', 'en-gb': 'espeak:en-us+f3' })).toBe('espeak:en-us+f3')
  expect(await chosen('de', { de: 'espeak:de+f2' })).toBe('espeak:de+f2')
  expect(await chosen('de', { de: 'gone:voice' })).toBe('espeak:de')
  expect(await chosen('tlh', {})).toBe('espeak:en-us')
})

test('a voice asked for reads the document, not its foreign words', async () => {
  const { ports, speaker } = setUp([
    { kind: 'paragraph', runs: [{ text: 'Hello ' }, { text: 'monde', language: 'fr' }] },
  ])
  await all(ports, 0, 0, { voice: 'flite:slt' })
  expect(speaker.asked.map((request) => request.voice)).toEqual(['flite:slt', 'espeak:fr-fr'])
  await expect(all(ports, 0, 0, { voice: 'none' })).rejects.toMatchObject({ code: 'voice-missing' })
})

test('synthesises one utterance ahead and no more', async () => {
  const { ports, speaker } = setUp([paragraph('One. Two. Three. Four. Five.')])
  const reading = read(ports, { document: fakeDocument, block: 0, offset: 0 }, new AbortController().signal)
  await reading.next()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(speaker.asked).toHaveLength(2)
  await reading.return(undefined)
})

test('does not wait for blocks that the next sentence does not need', async () => {
  const { ports, text } = setUp([paragraph('One. Two.')], { complete: false })
  const reading = read(ports, { document: fakeDocument, block: 0, offset: 0 }, new AbortController().signal)
  expect((await reading.next()).value).toMatchObject({ utterance: { spoken: 'One.' } })
  expect((await reading.next()).value).toMatchObject({ utterance: { spoken: 'Two.' } })
  const third = reading.next()
  text.grow([paragraph('Three.')], true)
  expect((await third).value).toMatchObject({ utterance: { spoken: 'Three.' } })
  expect((await reading.next()).done).toBe(true)
})

test('an engine that comes back is asked again, once', async () => {
  const { ports, speaker, skipped } = setUp([paragraph('One. Two.')])
  let failures = 1
  speaker.fail = () => (failures-- > 0 ? new AppError('unavailable', 'Gone.') : undefined)
  expect(await all(ports)).toHaveLength(2)
  expect(skipped).toEqual([])
  speaker.fail = () => new AppError('unavailable', 'Gone.')
  await expect(all(ports)).rejects.toMatchObject({ code: 'unavailable' })
})

test('a sentence that cannot be said is told of and left out', async () => {
  const { ports, speaker, skipped } = setUp([paragraph('One. Two. Three.')])
  speaker.fail = ({ text }) => (text.includes('Two') ? new AppError('internal', 'No.') : undefined)
  expect((await all(ports)).map(({ utterance }) => utterance.spoken)).toEqual(['One.', 'Three.'])
  expect(skipped.map(({ utterance }) => utterance.spoken)).toEqual(['Two.'])
})

test('an engine that can say nothing at all ends the reading with its error', async () => {
  const { ports, speaker, skipped } = setUp([paragraph('One. Two. Three. Four. Five. Six.')])
  speaker.fail = () => new AppError('internal', 'No.')
  await expect(all(ports)).rejects.toMatchObject({ code: 'internal' })
  expect(skipped).toHaveLength(3)
})

test('ends as cancelled when its signal aborts', async () => {
  const { ports } = setUp([paragraph('One. Two. Three.')])
  const controller = new AbortController()
  const reading = read(ports, { document: fakeDocument, block: 0, offset: 0 }, controller.signal)
  await reading.next()
  controller.abort()
  await expect(reading.next()).rejects.toMatchObject({ code: 'cancelled' })
})

test('what was said before is not synthesised again', async () => {
  const { ports, speaker } = setUp([paragraph('One. Two.')])
  const cached = { ...ports, cache: new SpeechCache() }
  await all(cached)
  await all(cached)
  expect(speaker.asked).toHaveLength(2)
})

test('the cache forgets what was used longest ago, and keeps to its bytes', () => {
  const cache = new SpeechCache(8_000)
  const request = (text: string): SpeechRequest => ({ voice: 'v', text })
  const speech = (): Speech => ({ pcm: new Int16Array(900), words: [] })
  for (const text of ['a', 'b', 'c', 'd']) cache.set(request(text), speech())
  expect(cache.get(request('a'))).toBeDefined()
  cache.set(request('e'), speech())
  expect(cache.get(request('a'))).toBeDefined()
  expect(cache.get(request('b'))).toBeUndefined()
  expect(cache.bytes).toBeLessThanOrEqual(8_000)
  cache.set(request('huge'), { pcm: new Int16Array(3_000), words: [] })
  expect(cache.get(request('huge'))).toBeUndefined()
  expect(cache.get({ ...request('a'), pitch: 70 })).toBeUndefined()
})
