import { expect, test } from 'vitest'
import type { SpokenUtterance } from '../../../contract/app.ts'
import type { Block, Clip } from '../../../contract/document.ts'
import { type Speech, soundRate, type Voice } from '../../../contract/inference.ts'
import { readSettings } from '../../../contract/settings.ts'
import { AppError } from '../../../rpc/failure.ts'
import type { Narration } from '../../ports.ts'
import { hearing } from '../hearing.ts'
import { read } from '../reader.ts'
import { FakeText, fakeDocument, paragraph } from '../text-fake.ts'
import { align, weightOf, WeighedText } from './alignment.ts'

/** A narrator who needs 60 ms for each letter, and pauses where told. Each stretch of speech has a tone of its own. */
interface Piece {
  readonly seconds: number
  /** Hertz; silence if absent. */
  readonly tone?: number
}
function sound(pieces: readonly Piece[]): Int16Array {
  const all: number[] = []
  for (const { seconds, tone } of pieces)
    for (let index = 0; index < Math.round(seconds * soundRate); index++)
      all.push(
        tone === undefined
          ? (index % 7) - 3
          : Math.round(8_000 * Math.sin((2 * Math.PI * tone * index) / soundRate)),
      )
  return Int16Array.from(all)
}
const spoken = (text: string): number => weightOf(text) * 0.06

class FakeNarration implements Narration {
  readonly failures: { error: unknown; clip: Clip }[] = []
  readonly asked: [string, number, number | undefined][] = []
  readonly #clips: readonly Clip[]
  readonly #sounds: Readonly<Record<string, Int16Array>>

  constructor(clips: readonly Clip[], sounds: Readonly<Record<string, Int16Array>>) {
    this.#clips = clips
    this.#sounds = sounds
  }
  clips(block: number): Clip[] {
    return this.#clips.filter((clip) => clip.block === block)
  }
  async sound(name: string, start: number, end: number | undefined): Promise<Int16Array> {
    this.asked.push([name, start, end])
    const pcm = this.#sounds[name]
    if (!pcm) throw new AppError('not-found', 'No such sound.')
    return pcm.slice(
      Math.round(start * soundRate),
      end === undefined ? undefined : Math.round(end * soundRate),
    )
  }
  failed(error: unknown, clip: Clip): void {
    this.failures.push({ error, clip })
  }
}

const voice: Voice = {
  id: 'espeak:en-us',
  name: 'v',
  engine: 'espeak',
  language: 'en-us',
  languages: ['en-us', 'en'],
  wordsPerMinute: 160,
  adjustable: true,
}

async function heard(
  blocks: readonly Block[],
  narration: Narration,
  more: { settings?: Record<string, unknown>; voice?: string; offset?: number } = {},
): Promise<SpokenUtterance[]> {
  const settings = readSettings(more.settings ?? {})
  const text = new FakeText(blocks)
  const found: SpokenUtterance[] = []
  const ports = {
    text,
    narration,
    speaker: {
      voices: async () => [voice],
      speak: async (): Promise<Speech> => ({ pcm: new Int16Array(2_400), words: [] }),
    },
    settings: { read: () => settings },
    document: fakeDocument,
    hearing: hearing({ text, document: fakeDocument, settings }),
  }
  const from = { document: fakeDocument, block: 0, offset: more.offset ?? 0 }
  const options = more.voice === undefined ? {} : { voice: more.voice }
  for await (const each of read(ports, from, new AbortController().signal, options)) found.push(each)
  return found
}

const two = 'The lamp was lit. Nobody came to see it.'
const clip = (from: number, to: number, start: number, end: number | undefined, block = 0): Clip => ({
  block,
  from,
  to,
  sound: 'a.mp3',
  start,
  ...(end === undefined ? {} : { end }),
})
const seconds = (pcm: Int16Array): number => pcm.length / soundRate

test('a sentence with a clip of its own is that clip, with the pause that the narrator makes', async () => {
  const pcm = sound([
    { seconds: 1.2, tone: 200 },
    { seconds: 0.5 },
    { seconds: 2, tone: 300 },
    { seconds: 0.3 },
  ])
  const found = await heard(
    [paragraph(two)],
    new FakeNarration([clip(0, 17, 0, 1.7), clip(18, 40, 1.7, 4)], { 'a.mp3': pcm }),
  )
  expect(found.map((each) => each.voice)).toEqual(['recorded', 'recorded'])
  expect(found[0]!.utterance).toMatchObject({ end: 17, position: { offset: 0 } })
  expect(seconds(found[0]!.pcm) + found[0]!.pauseAfter).toBeCloseTo(1.7, 2)
  expect(seconds(found[0]!.pcm)).toBeCloseTo(1.23, 1)
  expect(seconds(found[1]!.pcm) + found[1]!.pauseAfter).toBeCloseTo(2.3, 2)
  const words = found[1]!.words.map(({ from, to }) => two.slice(from, to))
  expect(words).toEqual(['Nobody', 'came', 'to', 'see', 'it'])
  expect(found[1]!.words[0]!.start).toBeCloseTo(0, 1)
  expect(found[1]!.words.at(-1)!.end).toBeCloseTo(2, 1)
})

test('of a clip for a whole paragraph each sentence takes its part, cut at the pause', async () => {
  const text = 'It rained. The keeper of the lamp went up, slowly, and lit it. Then he slept.'
  const sentences = ['It rained. ', 'The keeper of the lamp went up, slowly, and lit it. ', 'Then he slept.']
  // The middle sentence is read slowly, and with pauses as long as those between sentences.
  const pcm = sound([
    { seconds: 0.2 },
    { seconds: spoken(sentences[0]!), tone: 200 },
    { seconds: 0.6 },
    { seconds: spoken('The keeper of the lamp went up') * 1.2, tone: 250 },
    { seconds: 0.35 },
    { seconds: spoken('slowly') * 1.2, tone: 250 },
    { seconds: 0.35 },
    { seconds: spoken('and lit it') * 1.2, tone: 250 },
    { seconds: 0.7 },
    { seconds: spoken(sentences[2]!), tone: 300 },
    { seconds: 0.4 },
  ])
  const narration = new FakeNarration([clip(0, text.length, 0, seconds(pcm))], { 'a.mp3': pcm })
  const found = await heard([paragraph(text)], narration)
  expect(found).toHaveLength(3)
  const ends: number[] = []
  let at = 0
  for (const each of found) ends.push((at += seconds(each.pcm) + each.pauseAfter))
  const first = 0.2 + spoken(sentences[0]!) + 0.6
  const second = seconds(pcm) - 0.4 - spoken(sentences[2]!)
  expect(ends[0]).toBeCloseTo(first, 1)
  expect(ends[1]).toBeCloseTo(second, 1)
  expect(ends[2]).toBeCloseTo(seconds(pcm), 2) // nothing is lost, nothing is heard twice
  const slowly = found[1]!.words.find(({ from }) => from === text.indexOf('slowly'))!
  const expected = spoken('The keeper of the lamp went up') * 1.2 + 0.35
  expect(Math.abs(slowly.start - expected)).toBeLessThan(0.15)
})

test('clips of single words are one sound, and each word has its own times', async () => {
  const text = 'The lamp was lit.'
  const pcm = sound([
    { seconds: 0.3, tone: 200 },
    { seconds: 1, tone: 250 },
    { seconds: 0.3 },
    { seconds: 0.2, tone: 300 },
    { seconds: 0.5, tone: 350 },
  ])
  const clips = [clip(0, 3, 0, 0.3), clip(4, 8, 0.3, 1.3), clip(9, 12, 1.6, 1.8), clip(13, 17, 1.8, 2.3)]
  const [found] = await heard([paragraph(text)], new FakeNarration(clips, { 'a.mp3': pcm }))
  expect(seconds(found!.pcm)).toBeCloseTo(2.3, 2)
  const times = found!.words.map(({ start, end }) => [start, end])
  for (const [index, [start, end]] of [
    [0, 0.3],
    [0.3, 1.3],
    [1.6, 1.8],
    [1.8, 2.3],
  ].entries()) {
    expect(times[index]![0]).toBeCloseTo(start!, 1)
    expect(times[index]![1]).toBeCloseTo(end!, 1)
  }
})

test('what the recording leaves out is read by the voice, and what the rules leave out is not heard', async () => {
  const pcm = sound([{ seconds: 6, tone: 200 }])
  const half = new FakeNarration([clip(0, 8, 0, 1)], { 'a.mp3': pcm })
  expect((await heard([paragraph('The lamp was lit.')], half)).map((each) => each.voice)).toEqual([
    'espeak:en-us',
  ])
  const noted: Block = {
    kind: 'paragraph',
    runs: [{ text: 'The lamp' }, { text: '12', role: 'note-reference', note: 'n' }, { text: ' was lit.' }],
  }
  const clips = [clip(0, 8, 0, 1), clip(8, 10, 1, 3), clip(10, 19, 3, 4)]
  const [found] = await heard([noted], new FakeNarration(clips, { 'a.mp3': pcm }))
  expect(found!.voice).toBe('recorded')
  expect(seconds(found!.pcm) + found!.pauseAfter).toBeLessThan(2.5) // the reference's two seconds are not played
})

test('a mode that reads only a part of a sentence cuts the rest out of the recording', async () => {
  const text = 'The lamp was lit, although nobody had asked for it that night, and it burned.'
  const aside = text.indexOf(', although')
  const rest = text.indexOf(', and it')
  const pcm = sound([
    { seconds: spoken(text.slice(0, aside)), tone: 200 },
    { seconds: 0.4 },
    { seconds: spoken(text.slice(aside, rest)), tone: 300 },
    { seconds: 0.4 },
    { seconds: spoken(text.slice(rest)), tone: 400 },
  ])
  const narration = new FakeNarration([clip(0, text.length, 0, seconds(pcm))], { 'a.mp3': pcm })
  const own = { id: 'r', pattern: text.slice(aside, rest), kind: 'words', action: 'skip' }
  const [found] = await heard([paragraph(text)], narration, { settings: { ownRules: [own] } })
  expect(found!.voice).toBe('recorded')
  const kept = spoken(text.slice(0, aside)) + spoken(text.slice(rest)) + 0.4
  expect(Math.abs(seconds(found!.pcm) - kept)).toBeLessThan(0.25)
  const burned = found!.words.find(({ from }) => from === text.indexOf('burned'))!
  expect(burned.end).toBeLessThanOrEqual(seconds(found!.pcm))
  expect(burned.start).toBeGreaterThan(spoken(text.slice(0, aside)))
})

test('a clip that cannot be played is read by the voice, told of, and never stops the reading', async () => {
  const narration = new FakeNarration([clip(0, 17, 0, 1), clip(18, 40, 1, 2)], {})
  const found = await heard([paragraph(two), paragraph('More.')], narration)
  expect(found.map((each) => each.voice)).toEqual(Array(3).fill('espeak:en-us'))
  expect(narration.failures).toHaveLength(2)
})

test('the listener may want the voice instead; an export that names one gets it', async () => {
  const narration = new FakeNarration([clip(0, 40, 0, 4)], { 'a.mp3': sound([{ seconds: 4, tone: 200 }]) })
  const voices = async (more: Parameters<typeof heard>[2]) =>
    (await heard([paragraph(two)], narration, more)).map((each) => each.voice)
  expect(await voices({})).toEqual(['recorded', 'recorded'])
  expect(await voices({ settings: { narration: 'voice' } })).toEqual(['espeak:en-us', 'espeak:en-us'])
  expect(await voices({ voice: 'espeak:en-us' })).toEqual(['espeak:en-us', 'espeak:en-us'])
})

test('reading that is taken up in the middle begins with the recording of that sentence', async () => {
  const pcm = sound([{ seconds: 1.2, tone: 200 }, { seconds: 0.5 }, { seconds: 2, tone: 300 }])
  const narration = new FakeNarration([clip(0, 17, 0, 1.7), clip(18, 40, 1.7, undefined)], { 'a.mp3': pcm })
  const found = await heard([paragraph(two)], narration, { offset: 25 })
  expect(found.map(({ utterance }) => utterance.position.offset)).toEqual([18])
  expect(narration.asked).toEqual([['a.mp3', 1.7, undefined]])
})

test('alignment without a pause is proportion, and silence all through is not divided by', () => {
  const text = new WeighedText('one two, three four')
  expect(text.marks).toEqual([{ share: expect.closeTo(0.421, 2) as number, strength: 'clause' }])
  const flat = align(sound([{ seconds: 2, tone: 200 }]), text.marks)
  expect(flat.begin(0.5)).toBeCloseTo(1, 1)
  expect(flat.end(1)).toBeCloseTo(2, 1)
  for (const pcm of [new Int16Array(0), new Int16Array(soundRate)])
    for (const share of [0, 0.5, 1]) expect(Number.isFinite(align(pcm, text.marks).cut(share))).toBe(true)
  expect(new WeighedText('').share(0)).toBe(0)
  expect(new WeighedText('It costs 3.50, not 1,000.').marks).toHaveLength(1)
})

test('a long paragraph is aligned in no time', () => {
  const sentence = 'The keeper of the lamp, who was old, went up slowly. '
  const text = new WeighedText(sentence.repeat(40))
  const pcm = sound(
    Array.from({ length: 240 }, (_, i) => (i % 2 === 0 ? { seconds: 0.8, tone: 200 } : { seconds: 0.3 })),
  )
  const began = performance.now()
  align(pcm, text.marks)
  expect(performance.now() - began).toBeLessThan(2_000)
})
