import { expect, test } from 'vitest'
import { type Block, blockText } from '../../contract/document.ts'
import type { Listening, Omission } from '../../contract/listening.ts'
import { readSettings, type Settings } from '../../contract/settings.ts'
import { soundRate, type Speech, type SpeechRequest, type Voice } from '../../contract/inference.ts'
import type { Speaker } from '../ports.ts'
import { amountAt } from './amount.ts'
import { countSkipped } from './count-skipped.ts'
import { hearing } from './hearing.ts'
import { move } from './navigate.ts'
import { read } from './reader.ts'
import { FakeText, fakeDocument, heading, paragraph } from './text-fake.ts'
import { blockUtterances } from './utterances.ts'
import { countWords } from './word-count.ts'

const settings = (patch: Partial<Settings> = {}): Settings => readSettings(patch)
const hear = (text: FakeText, patch: Partial<Settings> = {}, listening?: Listening) =>
  hearing({ text, document: fakeDocument, settings: settings(patch), listening })

async function said(text: FakeText, patch: Partial<Settings> = {}, listening?: Listening): Promise<string[]> {
  const heard = hear(text, patch, listening)
  const lines: string[] = []
  for (const [number, block] of (await text.blocks(0, text.extent().blocks)).entries())
    for (const { spoken } of blockUtterances(block, 'en', await heard.omissions(block, number)))
      lines.push(spoken)
  return lines
}
async function left(text: FakeText, patch: Partial<Settings>): Promise<(readonly Omission[])[]> {
  const heard = hear(text, patch)
  const blocks = await text.blocks(0, text.extent().blocks)
  return Promise.all(blocks.map((block, number) => heard.omissions(block, number)))
}

/** Different words in each chapter. */
function chapter(name: string, sentences: number): Block[] {
  const kinds = ['stone', 'timber', 'iron', 'glass', 'rope']
  return [
    heading(name),
    ...Array.from({ length: sentences / 4 }, (_, index) =>
      paragraph(
        `The ${name} of ${kinds[index % 5]} was built in the year ${1800 + index} by the town. ` +
          `Many people came to the ${name} with ${kinds[(index + 2) % 5]} and salt on market days. ` +
          `A keeper wrote down what the ${name} cost, and the council paid for ${kinds[(index + 1) % 5]}. ` +
          `Winter brought ice and wind to all of them.`,
      ),
    ),
  ]
}
const book = () =>
  new FakeText([...chapter('harbour', 40), ...chapter('bridge', 60), ...chapter('castle', 48)])

test('headings only: nothing else is said', async () => {
  expect(await said(book(), { readingMode: 'headings' })).toEqual(['harbour', 'bridge', 'castle'])
})

test('without headings, the openings of paragraphs are walked instead', async () => {
  const text = new FakeText([
    paragraph('It was late. Nobody came to the harbour that night, so we left.'),
    paragraph('Rain fell.'),
  ])
  expect(await said(text, { readingMode: 'headings' })).toEqual([
    'It was late.',
    'Nobody came to the harbour that night,',
    'Rain fell.',
  ])
})

test('first words: up to a clause after eight words, sixteen at most, headings whole', async () => {
  const text = new FakeText([
    heading('A chapter'),
    paragraph(
      'The keeper of the lamp had not been seen for days, and nobody knew where he was. He came back.',
    ),
    paragraph(
      'The paintings follow a traveller who rides in a boat on a wide river through the old American wilderness.',
    ),
    paragraph('We left at once. Then it rained.'),
    paragraph(
      'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen.',
    ),
    { kind: 'code', runs: [{ text: 'print(1)' }] },
  ])
  expect(await said(text, { readingMode: 'openings' })).toEqual([
    'A chapter',
    'The keeper of the lamp had not been seen for days,',
    'The paintings follow a traveller who rides in a boat on a wide river',
    'We left at once.',
    'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen',
  ])
})

test('each chapter keeps its share of words', async () => {
  const text = book()
  const omissions = await left(text, { readingMode: 'gist', gist: { percent: 30 } })
  const blocks = await text.blocks(0, text.extent().blocks)
  const starts = [...blocks.keys()].filter((index) => blocks[index]!.kind === 'heading')
  for (const [index, from] of starts.entries()) {
    const to = starts[index + 1] ?? blocks.length
    let all = 0
    let out = 0
    for (let block = from; block < to; block++) {
      const written = blockText(blocks[block]!)
      all += countWords(written)
      for (const omission of omissions[block]!) out += countWords(written.slice(omission.from, omission.to))
    }
    expect(all).toBeGreaterThan(300)
    expect(Math.abs(1 - out / all - 0.3)).toBeLessThan(0.02)
  }
})

test('the gist is the same however it is asked for, and is made once', async () => {
  const patch = { readingMode: 'gist', gist: { percent: 20 } } as const
  const text = book()
  const backwards: (readonly Omission[])[] = []
  const blocks = await text.blocks(0, text.extent().blocks)
  for (const number of [...blocks.keys()].toReversed())
    backwards[number] = await hear(text, patch).omissions(blocks[number]!, number)
  expect(await left(book(), patch)).toEqual(backwards)
  const before = text.asked.length
  await left(text, patch)
  expect(text.asked.length).toBeLessThan(before + 5)
})

test('nothing is announced inside what the gist leaves out, and no stretch twice', async () => {
  const text = new FakeText([
    ...chapter('harbour', 80),
    paragraph('A short word on prices [12] was added [13] to the end.'),
  ])
  const all = await left(text, {
    readingMode: 'gist',
    gist: { percent: 10 },
    skip: { citations: 'announce' },
  })
  for (const list of all)
    for (const [index, { from }] of list.entries())
      if (index > 0) expect(from).toBeGreaterThanOrEqual(list[index - 1]!.to)
  expect(all.at(-1)!.every(({ announced }) => announced === undefined)).toBe(true)
})

test('an import that goes on does not hold up the gist of what is there, and what was left out stays so', async () => {
  const text = new FakeText(chapter('harbour', 80).slice(0, 12), { complete: false })
  const patch = { readingMode: 'gist', gist: { percent: 30 } } as const
  const [first] = await text.blocks(0, 1)
  const began = performance.now()
  await hear(text, patch).omissions(first!, 0)
  expect(performance.now() - began).toBeLessThan(900)
  const blocks = await text.blocks(0, 12)
  const early = await Promise.all(blocks.map((block, number) => hear(text, patch).omissions(block, number)))
  text.grow([...chapter('harbour', 80).slice(12), ...chapter('bridge', 60)], true)
  const later = await Promise.all(blocks.map((block, number) => hear(text, patch).omissions(block, number)))
  expect(later).toEqual(early)
  const rest = await left(text, patch)
  expect(rest.slice(12).some((list) => list.length > 0)).toBe(true)
})

test('a listening that reads everything reads in full, unless it names a mode', async () => {
  const text = book()
  const gist = { readingMode: 'gist', gist: { percent: 10 } } as const
  const full = await said(text)
  expect(await said(text, gist, { everything: true })).toEqual(full)
  expect((await said(text, {}, { mode: 'gist', gist: { percent: 10 } })).length).toBeLessThan(full.length / 4)
})

test('formulas are left out with the rest, also those that have no text', async () => {
  const formula: Block = { kind: 'math', runs: [{ text: '', role: 'math', spoken: 'x squared' }] }
  const inline: Block = {
    kind: 'paragraph',
    runs: [
      { text: 'Nobody needs ' },
      { text: '', role: 'math', spoken: 'y cubed' },
      { text: ' here at all.' },
    ],
  }
  const text = new FakeText([heading('Sums'), formula, inline])
  expect(await said(text)).toEqual(['Sums', 'x squared', 'Nobody needs y cubed here at all.'])
  expect(await said(text, { readingMode: 'headings' })).toEqual(['Sums'])
  const heard = hear(text, { readingMode: 'headings' })
  expect((await move(text, at(0), 'sentence', 1, undefined, heard)).moved).toBe(false)
  const gist = new FakeText([...chapter('harbour', 40), formula])
  expect((await said(gist, { readingMode: 'gist', gist: { percent: 60 } })).at(-1)).not.toBe('x squared')
})

test('what the gist leaves out is counted, and the words that are left to hear', async () => {
  const text = book()
  const patch = { readingMode: 'gist', gist: { percent: 30 } } as const
  const { counts, words, wordsRead } = await countSkipped(text, hear(text, patch))
  const left = (await said(text)).length - (await said(text, patch)).length
  expect(counts.find(({ reason }) => reason === 'gist')!.count).toBeGreaterThanOrEqual(left)
  expect(Math.abs(wordsRead / words - 0.3)).toBeLessThan(0.02)
})

test('who asks for the count again after going away gets it', async () => {
  const text = book()
  const heard = hear(text)
  // One look at a block takes longer than a slice, so that the first count has a breath to end at.
  const slow: typeof heard = {
    ...heard,
    omissions: async (...asked) => {
      for (const end = Date.now() + 10; Date.now() < end;);
      return heard.omissions(...asked)
    },
  }
  const left = new AbortController()
  const first = countSkipped(text, slow, left.signal, 'the same')
  await new Promise((resolve) => void setTimeout(resolve))
  left.abort()
  const again = countSkipped(text, heard, undefined, 'the same')
  await expect(first).rejects.toThrow()
  expect((await again).words).toBeGreaterThan(0)
})

test('an aside of several runs leaves no gap before the period', async () => {
  const filler = chapter('harbour', 40)
  const runs = [
    { text: 'The bridge stood for a hundred years (see ' },
    { text: 'chapter two', link: '#block-1' },
    { text: ').' },
  ]
  const text = new FakeText([...filler, { kind: 'paragraph', runs }])
  const lines = await said(text, { readingMode: 'gist', gist: { percent: 60 } })
  const line = lines.find((each) => each.includes('stood'))
  if (line !== undefined) expect(line).toBe('The bridge stood for a hundred years.')
  const parted = await said(
    new FakeText([{ kind: 'paragraph', runs }]),
    {},
    { skip: { parentheses: 'skip' } },
  )
  expect(parted).toEqual(['The bridge stood for a hundred years.'])
})

const at = (block: number, offset = 0) => ({ document: fakeDocument, block, offset })

test('moves stop at what is heard: the next kept sentence, the next heading', async () => {
  const text = book()
  const gist = hear(text, { readingMode: 'gist', gist: { percent: 20 } })
  const blocks = await text.blocks(0, text.extent().blocks)
  let place = at(0)
  for (let count = 0; count < 12; count++) {
    const next = await move(text, place, 'sentence', 1, undefined, gist)
    expect(next.moved).toBe(true)
    place = next.position
    const omissions = await gist.omissions(blocks[place.block]!, place.block)
    expect(
      omissions.some(({ from, to }) => from <= place.offset && to >= blockText(blocks[place.block]!).length),
    ).toBe(false)
    const back = await move(
      text,
      (await move(text, place, 'sentence', 1, undefined, gist)).position,
      'sentence',
      -1,
      undefined,
      gist,
    )
    expect(back.position).toEqual(place)
  }
  const headings = hear(text, { readingMode: 'headings' })
  for (const unit of ['sentence', 'paragraph', 'heading'] as const) {
    expect((await move(text, at(0), unit, 1, undefined, headings)).position).toEqual(at(11))
    expect((await move(text, at(14, 3), unit, -1, undefined, headings)).position).toEqual(at(11))
  }
})

test('from inside a sentence that is left out, the next step is the next one that is read', async () => {
  const text = book()
  const gist = hear(text, { readingMode: 'gist', gist: { percent: 10 } })
  const blocks = await text.blocks(0, text.extent().blocks)
  const omitted = (await gist.omissions(blocks[5]!, 5))[0]!
  const { position } = await move(text, at(5, omitted.from + 3), 'sentence', 1, undefined, gist)
  expect(position.block > 5 || position.offset > omitted.from).toBe(true)
})

test('what is left to hear is reckoned from the mode', async () => {
  const text = book()
  const amounts = async (patch: Partial<Settings>) => amountAt(text, hear(text, patch), at(12), 180)
  const full = await amounts({})
  expect(full.chapter.wordsRead).toBe(full.chapter.words)
  const gist = await amounts({ readingMode: 'gist', gist: { percent: 30 } })
  expect(Math.abs(gist.chapter.wordsRead / gist.chapter.words - 0.3)).toBeLessThan(0.02)
  expect(Math.abs(gist.document.wordsRead / gist.document.words - 0.3)).toBeLessThan(0.02)
  expect(gist.document.words).toBe(full.document.words)
  expect((await amounts({ readingMode: 'headings' })).document.wordsRead).toBe(3)
  const minutes = await amounts({ readingMode: 'gist', gist: { minutes: 1 } })
  expect(minutes.chapter.seconds).toBeGreaterThan(45)
  expect(minutes.chapter.seconds).toBeLessThan(75)
  const fast = await amounts({ readingMode: 'gist', gist: { minutes: 1 }, speed: 2 })
  expect(fast.chapter.wordsRead).toBeGreaterThan(1.6 * minutes.chapter.wordsRead)
})

/** A tenth of a second for each word. */
class EvenSpeaker implements Speaker {
  async voices(): Promise<Voice[]> {
    const voice = {
      id: 'espeak:en-us',
      name: 'E',
      engine: 'espeak',
      language: 'en-us',
      languages: ['en-us', 'en'],
    } as const
    return [{ ...voice, languages: [...voice.languages], wordsPerMinute: 600, adjustable: true }]
  }
  async speak({ text }: SpeechRequest): Promise<Speech> {
    return { pcm: new Int16Array((text.split(/\s+/).length * soundRate) / 10), words: [] }
  }
}

test('reading from inside a sentence that is left out begins with the next one that is read; in full, at that sentence', async () => {
  const text = book()
  const speaker = new EvenSpeaker()
  const from = async (place: { block: number; offset: number }, mode: 'gist' | 'full') => {
    const patch = { readingMode: mode, gist: { percent: 10 } } as const
    const ports = { text, speaker, settings: { read: () => settings(patch) }, document: fakeDocument }
    const stream = read(
      { ...ports, hearing: hear(text, patch) },
      at(place.block, place.offset),
      new AbortController().signal,
      { limit: 1 },
    )
    const { value } = await stream.next()
    return value!.utterance.position
  }
  const omissions = await left(text, { readingMode: 'gist', gist: { percent: 10 } })
  const block = omissions.findIndex((list, index) => index > 1 && list.length > 2)
  const { from: start, to: end } = omissions[block]![0]!
  const inside = { block, offset: start + 4 }
  const gist = await from(inside, 'gist')
  expect(gist.block > block || gist.offset >= end).toBe(true)
  const full = await from(inside, 'full')
  expect([full.block, full.offset]).toEqual([block, start])
  // And back from there: the same sentence of the gist is next.
  expect(await from({ block: full.block, offset: full.offset }, 'gist')).toEqual(gist)
})

test('a gist in minutes is made for the voice: a fast one reads more', async () => {
  const text = book()
  const patch = { readingMode: 'gist', gist: { minutes: 0.5 } } as const
  const count = async (speaker?: Speaker) => {
    const heard = hearing({
      text: speaker ? text : book(),
      document: fakeDocument,
      settings: settings(patch),
      speaker,
    })
    return (await heard.gist!.unit(0))!.wordsRead
  }
  const usual = await count()
  const fast = await count(new EvenSpeaker())
  expect(fast).toBeGreaterThan(2 * usual)
})
