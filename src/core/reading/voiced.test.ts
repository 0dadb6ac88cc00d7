/** Utterances in parts, voices that break off, and voices that cannot speak: what is said, and that nothing is said twice. */
import { expect, test } from 'vitest'
import type { SpokenUtterance, Utterance } from '../../contract/app.ts'
import {
  type Speech,
  type SpeechPart,
  soundRate,
  type SpeechRequest,
  type Voice,
} from '../../contract/inference.ts'
import { readSettings } from '../../contract/settings.ts'
import { AppError } from '../../rpc/failure.ts'
import type { Speaker } from '../ports.ts'
import { read } from './reader.ts'
import { SpeechCache } from './speech-cache.ts'
import { FakeText, fakeDocument, paragraph } from './text-fake.ts'

const voice = (id: string, language = 'en-us'): Voice => ({
  id,
  name: id.toUpperCase(),
  engine: id.split(':')[0] as Voice['engine'],
  language,
  languages: [language, 'en'],
  wordsPerMinute: 160,
  adjustable: false,
})
const heart = 'kokoro:pack:af_heart'

/** Each word is a tenth of a second of samples of its own number in the text: what is said can be read back. */
class FakeSpeaker implements Speaker {
  readonly asked: string[] = []
  readonly given: string[] = []
  /** Thrown before the part that would begin here in the text that is asked for. */
  readonly failures: { at: number; error: AppError }[] = []
  readonly known = new Map<string, number>()

  async voices(): Promise<Voice[]> {
    return [voice('espeak:en-us'), voice(heart)]
  }

  #say(text: string, from: number, to: number, mark: number): SpeechPart {
    const found = Array.from(text.slice(from, to).matchAll(/\S+/g))
    const length = soundRate / 10
    const pcm = new Int16Array(found.length * length)
    const words = found.map((match, index) => {
      const number = this.known.get(match[0]) ?? this.known.size + 1
      this.known.set(match[0], number)
      pcm.fill(number * mark, index * length, (index + 1) * length)
      const at = match.index + from
      return { start: index / 10, end: (index + 1) / 10, from: at, to: at + match[0].length }
    })
    return { pcm, words, from, to }
  }

  async speak(request: SpeechRequest): Promise<Speech> {
    this.asked.push(`${request.voice} ${request.text}`)
    this.#fail(0)
    const { pcm, words } = this.#say(request.text, 0, request.text.length, request.voice === heart ? 1 : -1)
    return { pcm, words }
  }

  #fail(at: number): void {
    const failure = this.failures[0]
    if (failure?.at !== at) return
    this.failures.shift()
    throw failure.error
  }

  async *speakParts(request: SpeechRequest): AsyncGenerator<SpeechPart, void, undefined> {
    this.asked.push(`${request.voice} ${request.text}`)
    for (let from = 0; from < request.text.length;) {
      this.#fail(from)
      const comma = request.text.indexOf(', ', from)
      const to = comma < 0 ? request.text.length : comma + 2
      this.given.push(request.text.slice(from, to))
      yield this.#say(request.text, from, to, 1)
      from = to
    }
  }
}

const text = 'One two, three four, five six. Seven eight, nine.'
function setUp(more: { cache?: SpeechCache; voices?: Record<string, string> } = {}) {
  const speaker = new FakeSpeaker()
  const skipped: Utterance[] = []
  const settings = readSettings({ voices: more.voices ?? { 'en-us': heart } })
  const run = (parts: boolean): AsyncGenerator<SpokenUtterance> =>
    read(
      {
        text: new FakeText([paragraph(text)], { language: 'en-us' }),
        speaker,
        settings: { read: () => settings },
        document: fakeDocument,
        skipped: (_, utterance) => void skipped.push(utterance),
        ...(more.cache && { cache: more.cache }),
      },
      { document: fakeDocument, block: 0, offset: 0 },
      new AbortController().signal,
      { parts },
    )
  const all = async (parts = true): Promise<SpokenUtterance[]> => {
    const items: SpokenUtterance[] = []
    for await (const item of run(parts)) items.push(item)
    return items
  }
  /** The words of which the sound is, in order; those of the app's own voice in brackets. */
  const said = (items: readonly SpokenUtterance[]): string => {
    const names = new Map([...speaker.known].map(([word, number]) => [number, word]))
    const heard: string[] = []
    for (const { pcm } of items)
      for (let at = soundRate / 20; at < pcm.length; at += soundRate / 10) {
        const word = names.get(Math.abs(pcm[Math.floor(at)]!)) ?? '?'
        heard.push(pcm[Math.floor(at)]! < 0 ? `[${word}]` : word)
      }
    return heard.join(' ')
  }
  return { speaker, run, all, said, skipped }
}
const unavailable = () => new AppError('unavailable', 'The voices stopped working.')

test('an utterance comes clause by clause to those who ask for parts, and whole to the others', async () => {
  const { all, said, speaker } = setUp()
  const items = await all()
  expect(items.map(({ part, pcm }) => [part?.from, part?.more, (pcm.length * 10) / soundRate])).toEqual([
    [0, true, 2],
    [soundRate / 5, true, 2],
    [(2 * soundRate) / 5, false, 2],
    [0, true, 2],
    [soundRate / 5, false, 1],
  ])
  expect(said(items)).toBe(text)
  // Words are all that is known by then, where they stand in the text and from the utterance's beginning.
  expect(items.map(({ words }) => words.map((word) => text.slice(word.from, word.to)))).toEqual([
    ['One', 'two'],
    ['One', 'two', 'three', 'four'],
    ['One', 'two', 'three', 'four', 'five', 'six'],
    ['Seven', 'eight'],
    ['Seven', 'eight', 'nine'],
  ])
  expect(items[2]!.words.map(({ start }) => Math.round(start * 10))).toEqual([0, 1, 2, 3, 4, 5])
  expect(items.every(({ voice: by }) => by === heart)).toBe(true)
  const whole = await all(false)
  expect(whole.map(({ part }) => part)).toEqual([undefined, undefined])
  expect(said(whole)).toBe(text)
  expect(speaker.asked).toHaveLength(4)
})

test('the first part is given before the second is asked for', async () => {
  const { run, speaker } = setUp()
  const items = run(true)
  await items.next()
  expect(speaker.given).toEqual(['One two, '])
  await items.return(undefined)
  expect(speaker.given).toHaveLength(1)
})

test.each([0, 9, 21])('a crash before the part at %i costs no word and repeats none', async (at) => {
  const { all, said, speaker, skipped } = setUp()
  speaker.failures.push({ at, error: unavailable() })
  expect(said(await all())).toBe(text)
  // Asked again for what was missing only.
  expect(speaker.asked[1]).toBe(`${heart} ${text.slice(at, 30)}`)
  expect(skipped).toEqual([])
})

test('where a voice stays away another says the rest of the sentence', async () => {
  const { run, speaker } = setUp()
  speaker.failures.push({ at: 9, error: unavailable() }, { at: 0, error: unavailable() })
  const items = run(true)
  await items.next()
  const rest = await items.next()
  // The rest is said by a voice that comes with the app rather than not at all.
  expect(rest.value?.instead).toMatchObject({ code: 'unavailable' })
})

test('a pack that cannot be used is told, and a voice of the app reads instead, from the word on', async () => {
  const { all, said, speaker, skipped } = setUp()
  const error = new AppError('damaged', 'Broken.', { reason: 'voice-damaged' })
  speaker.failures.push({ at: 9, error })
  const items = await all()
  expect(said(items)).toBe('One two, [three] [four,] [five] [six.] [Seven] [eight,] [nine.]')
  expect(items.map(({ instead }) => instead?.reason)).toEqual([undefined, 'voice-damaged', 'voice-damaged'])
  expect(items[1]!.instead).toEqual({ voice: heart.toUpperCase(), code: 'damaged', reason: 'voice-damaged' })
  expect(skipped).toEqual([])
  // It is not tried again with every sentence.
  expect(speaker.asked.filter((asked) => asked.startsWith(heart))).toHaveLength(1)
})

test('what has been said whole is kept, and comes whole the next time', async () => {
  const { all, said, speaker } = setUp({ cache: new SpeechCache() })
  await all()
  const again = await all()
  expect(again).toHaveLength(2)
  expect(said(again)).toBe(text)
  expect(speaker.asked).toHaveLength(2)
})

test('a voice of a pack is not chosen by itself', async () => {
  const { all } = setUp({ voices: {} })
  expect((await all()).map(({ voice: by, part }) => [by, part])).toEqual([
    ['espeak:en-us', undefined],
    ['espeak:en-us', undefined],
  ])
})
