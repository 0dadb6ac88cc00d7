/** The whole chain with the real ear: recorded and synthesised sound in, words out. Skips what has no model here. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hearingFrame, type HearingEvent, hearingRate } from '../../contract/hearing.ts'
import { noCommands } from '../../core/hearing/ear-fake.ts'
import { Listener } from '../../core/hearing/listener.ts'
import type { KeptUtterance } from '../../core/hearing/parts.ts'
import { endpointingFor } from '../../core/hearing/presets.ts'
import { watchProcesses } from '../process-fixture.ts'
import { type EarProcess, startEar } from './ear.ts'
import { fileSound } from './file-sound.ts'
import { noises } from './noise-fixture.ts'

const testdata = join(import.meta.dirname, '../../../../shared/testdata')
const folders = [join(testdata, 'models')]
const speech = join(testdata, 'speech')
const here = existsSync(speech) && existsSync(folders[0] ?? '')
if (!here) console.warn('hearing.thorough.test.ts: shared/testdata is absent, so its tests are skipped')

const processes = watchProcesses()
let process_: EarProcess
beforeAll(() => {
  process_ = startEar({ spawn: processes.spawn })
})
afterAll(() => process_.close())

async function listener(given: { threshold?: number; live?: boolean; keep?: KeptUtterance[] } = {}) {
  const list = await process_.ear.call('recognisers', { folders })
  const recogniser = list.find(({ kind, state }) => kind === 'transducer' && state === 'ready')?.id
  if (recogniser === undefined) throw new Error('testdata/models holds no transducer')
  return new Listener(
    {
      ear: process_.ear,
      language: 'en',
      sense: noCommands,
      requests: () => [{ recogniser, folders, language: 'en', alternatives: 3 }],
      endpointing: (mode) => endpointingFor(mode, { preset: 'normal', threshold: given.threshold ?? 0.5 }),
      preset: () => 'normal',
      keep: (utterance) => Promise.resolve(given.keep?.push(utterance)),
    },
    { mode: 'dictation', way: 'always', live: given.live ?? false },
  )
}

async function soundOf(path: string): Promise<Int16Array> {
  const pieces: Int16Array[] = []
  for await (const piece of fileSound(process_.ear, readFileSync(join(speech, path)))) pieces.push(piece)
  const whole = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

/** What is written of a whole recording. */
async function written(pcm: Int16Array, threshold?: number): Promise<string[]> {
  const session = await listener(threshold === undefined ? {} : { threshold })
  const told = [...(await session.listen(pcm)), ...(await session.flush())]
  session.close()
  return told.flatMap(({ event }) => (event.type === 'final' ? [event.hypothesis.text] : []))
}

test.skipIf(!here)('recorded speech comes out as its words', { timeout: 60_000 }, async () => {
  const texts = await written(await soundOf('read/moonshine_beckett.wav'))
  const words = texts.join(' ').split(' ')
  const spoken = 'ever tried ever failed no matter try again fail again fail better'.split(' ')
  expect(spoken.filter((word) => words.includes(word)).length).toBeGreaterThanOrEqual(spoken.length - 1)
})

test.skipIf(!here)(
  'the process is killed in mid-utterance: that is told, no word is lost, and the next utterance works',
  { timeout: 60_000 },
  async () => {
    const clip = await soundOf('read/LJ001-0002.wav')
    const kept: KeptUtterance[] = []
    const session = await listener({ live: true, keep: kept })
    const events: HearingEvent[] = []
    const gap = new Int16Array(1.5 * hearingRate)
    const sound = [new Int16Array(0.5 * hearingRate), clip, gap, clip, gap]
    const whole = new Int16Array(sound.reduce((sum, { length }) => sum + length, 0))
    let filled = 0
    for (const part of sound) {
      whole.set(part, filled)
      filled += part.length
    }
    const expected = (await written(whole)).join(' ')
    expect(expected.split(' ').length).toBeGreaterThan(6)
    let killed = false
    for (let at = 0; at + hearingFrame <= whole.length; at += hearingFrame) {
      if (!killed && at > hearingRate * 1.2) {
        killed = processes.child()?.kill('SIGKILL') ?? false
        expect(events.some(({ type }) => type === 'partial' || type === 'speech')).toBe(true)
      }
      events.push(...(await session.hear(whole.slice(at, at + hearingFrame))))
      await new Promise((resolve) => setTimeout(resolve, 8)) // four times as fast as it was spoken
    }
    events.push(...(await session.flush()).map(({ event }) => event))
    session.close()
    expect(killed).toBe(true)
    const finals = events.flatMap((event) => (event.type === 'final' ? [event.hypothesis.text] : []))
    expect(events.flatMap((event) => (event.type === 'trouble' ? [event.what] : []))).toEqual(['lost'])
    expect(finals.join(' ')).toBe(expected)
    expect(kept.map(({ hypothesis }) => hypothesis.text)).toEqual(finals)
  },
)

test.skipIf(!here)('silence and noise of many kinds write nothing', { timeout: 120_000 }, async () => {
  const leaked: string[] = []
  for (const threshold of [0.5, 0.2])
    for (const [name, pcm] of noises(20))
      for (const text of await written(pcm, threshold)) leaked.push(`${name} at ${threshold}: ${text}`)
  expect(leaked).toEqual([])
})

test.skipIf(!here)('recorded noise writes nothing', { timeout: 120_000 }, async () => {
  const leaked: string[] = []
  for (const name of readdirSync(join(speech, 'noise')))
    for (const text of await written(await soundOf(join('noise', name)))) leaked.push(`${name}: ${text}`)
  expect(leaked).toEqual([])
})

test.skipIf(!here)(
  'speech that is forty decibels quieter still comes through',
  { timeout: 60_000 },
  async () => {
    const clip = await soundOf('read/LJ001-0002.wav')
    const loud = (await written(clip)).join(' ').split(' ')
    const quiet = (await written(clip.map((sample) => sample / 30))).join(' ').split(' ')
    expect(quiet.filter((word) => loud.includes(word)).length).toBeGreaterThan(loud.length * 0.6)
  },
)
