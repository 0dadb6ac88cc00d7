import { expect, test } from 'vitest'
import { hearingFrame, type HearingEvent } from '../../contract/hearing.ts'
import { AppError } from '../../rpc/failure.ts'
import { FakeEar, FakeSense, quiet, said, together } from './ear-fake.ts'
import { earReasons } from './failures.ts'
import type { NameLetter } from './letters.ts'
import { Listener } from './listener.ts'
import type { KeptUtterance } from './parts.ts'
import { endpointingFor } from './presets.ts'
import type { RecogniserRequest } from './transcript.ts'

/** Dictation where no recogniser of words is installed. */
function setUp(nameLetter?: NameLetter) {
  const ear = new FakeEar()
  const sense = new FakeSense(
    [],
    [],
    ['alpha bravo seven', 'two hundred and twelve', 'new line', 'b', 'kilo'],
  )
  const kept: KeptUtterance[] = []
  const installed: RecogniserRequest[] = []
  const listener = new Listener(
    {
      ear,
      language: 'en',
      sense,
      requests: () => installed,
      endpointing: (mode) => endpointingFor(mode, { preset: 'normal', threshold: 0.5 }),
      preset: () => 'normal',
      keep: (utterance) => Promise.resolve(kept.push(utterance)),
      nameLetter,
      meant: (text) => (text.includes('line') ? undefined : text.includes('two') ? 'number' : 'letters'),
    },
    { mode: 'dictation', way: 'always', draft: 3 },
  )
  const told: HearingEvent[] = []
  const hear = async (...parts: readonly Int16Array[]) => {
    const pcm = together(...parts)
    for (let at = 0; at < pcm.length; at += hearingFrame) {
      told.push(...(await listener.hear(pcm.slice(at, at + hearingFrame))))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  const finals = () => told.flatMap((event) => (event.type === 'final' ? [event.hypothesis] : []))
  const troubles = () => told.flatMap((event) => (event.type === 'trouble' ? [event.what] : []))
  return { ear, sense, kept, installed, listener, told, hear, finals, troubles }
}

test('letters, numbers and lines are written although nothing writes words, each as what it is', async () => {
  const { ear, kept, hear, finals, troubles } = setUp()
  await hear(quiet(800), said('alpha bravo seven'), quiet(900), said('two hundred and twelve'), quiet(900))
  await hear(said('new line'), quiet(900))
  expect(finals().map(({ text, meant }) => [text, meant])).toEqual([
    ['alpha bravo seven', 'letters'],
    ['two hundred and twelve', 'number'],
    ['new line', undefined],
  ])
  expect(troubles()).toEqual([])
  expect(kept.map(({ hypothesis, draft }) => [hypothesis.text, draft])).toEqual([
    ['alpha bravo seven', 3],
    ['two hundred and twelve', 3],
    ['new line', 3],
  ])
  expect(ear.opened).toEqual([])
})

test('words are told to need more, and their sound is kept', async () => {
  const { kept, hear, finals, troubles } = setUp()
  await hear(quiet(800), said('dear madam or sir'), quiet(900))
  expect(finals()).toEqual([])
  expect(troubles()).toEqual(['wordless'])
  expect(kept).toHaveLength(1)
  expect(kept[0]?.hypothesis.text).toBe('')
  expect(kept[0]?.pcm.length).toBeGreaterThan(4 * 5 * hearingFrame)
})

test('“stop” stops, and is not written', async () => {
  const { told, hear, finals } = setUp()
  await hear(quiet(800), said('stop', 320), quiet(900))
  expect(finals()).toEqual([])
  expect(told).toContainEqual(expect.objectContaining({ type: 'command', decision: 'do' }))
})

test('a network of letters decides between letters, and not between names of letters', async () => {
  const asked: number[] = []
  const { hear, finals } = setUp((pcm) => {
    asked.push(pcm.length)
    return Promise.resolve([{ text: 'd', probability: 0.9 }])
  })
  await hear(quiet(800), said('b', 320), quiet(900), said('kilo', 320), quiet(900))
  expect(finals().map(({ text }) => text)).toEqual(['d', 'kilo'])
  expect(asked).toHaveLength(1)
})

test('a letter that the grammar doubts is believed where the network agrees', async () => {
  const heardBy = async (text: string) => {
    const { sense, hear, finals } = setUp(() => Promise.resolve([{ text, probability: 0.9 }]))
    const decode = sense.decode.bind(sense)
    sense.decode = async (role, pcm) => {
      const heard = await decode(role, pcm)
      return heard && (role === 'dictation' ? { ...heard, ratio: -6 } : heard)
    }
    await hear(quiet(800), said('b', 320), quiet(900))
    return finals().map((hypothesis) => hypothesis.text)
  }
  expect(await heardBy('b')).toEqual(['b'])
  expect(await heardBy('v')).toEqual([])
})

test('without an answer from the network the grammar’s letter stands', async () => {
  const { hear, finals } = setUp(() => Promise.reject(new AppError('damaged', 'broken')))
  await hear(quiet(800), said('b', 320), quiet(900))
  expect(finals().map(({ text }) => text)).toEqual(['b'])
})

test('what was said while the ear went for good is kept', async () => {
  const { sense, kept, hear, troubles } = setUp()
  sense.decode = () => Promise.reject(new AppError('unavailable', 'gone', { reason: earReasons.gaveUp }))
  await hear(quiet(800), said('alpha bravo seven'), quiet(900))
  expect(troubles()).toEqual(['failed'])
  expect(kept).toHaveLength(1)
})

test('as soon as a recogniser of words is installed, the next utterance is heard by it', async () => {
  const { installed, hear, finals } = setUp()
  await hear(quiet(800), said('dear madam or sir'), quiet(900))
  installed.push({ recogniser: 'first', folders: [], language: 'en' })
  await hear(said('dear madam or sir'), quiet(900))
  expect(finals().map(({ text }) => text)).toEqual(['dear madam or sir'])
})

test('a cough or a breath is told nothing of', async () => {
  const { told, hear } = setUp()
  await hear(quiet(800), said('tap', 192), quiet(900))
  expect(told.filter(({ type }) => type !== 'speech')).toEqual([])
})
