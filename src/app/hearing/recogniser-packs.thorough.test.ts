/**
 * Dictation through the whole chain with recognisers of packs: the ear in its own process, Silero's voice activity, and the
 * fixtures of models/fixtures/recognisers, which hear tones as words. Under the tones somebody speaks, so that there is
 * voice activity.
 */
import { cpSync, mkdtempSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { app as contract } from '../../contract/app.ts'
import type { HearingEvent } from '../../contract/hearing.ts'
import { noCommands } from '../../core/hearing/ear-fake.ts'
import { Listener } from '../../core/hearing/listener.ts'
import type { KeptUtterance } from '../../core/hearing/parts.ts'
import { endpointingFor } from '../../core/hearing/presets.ts'
import { resample } from '../../inference/dsp/resample.ts'
import { speakFlite } from '../../inference/flite.ts'
import { type Tones, tones } from '../../inference/sequence/tones.cases.ts'
import { connect } from '../../rpc/client.ts'
import { wirePair } from '../../rpc/wires.ts'
import { start } from '../start.ts'
import { startEar } from './ear.ts'
import { writers } from './recognisers.ts'

const fixtures = [join(import.meta.dirname, '../../../models/fixtures/recognisers')]
const ear = startEar({ report: () => undefined })
afterAll(() => ear.close())

/** Tones with a quiet voice under them, about as long. */
async function spoken(text: string, options: Tones = {}): Promise<Int16Array> {
  const lead = 0.6
  const sound = tones(text, { lead, tail: 1.2, noise: 0, ...options })
  const { pcm } = await speakFlite(
    { voice: 'flite:rms', text: 'one two three four five six seven eight nine ten' },
    new AbortController().signal,
  )
  const voice = resample(pcm, 24_000, 16_000)
  const loudest = voice.reduce((most, value) => Math.max(most, Math.abs(value)), 1)
  const length = text.split(' ').length * 0.32 * 16_000
  return sound.map((value, at) => {
    const place = Math.round(at - lead * 16_000)
    const under = place >= 0 && place < length ? (voice[place] ?? 0) : 0
    return value + Math.round((under / loudest) * 3_200)
  })
}

interface Given {
  readonly folders?: readonly string[]
  readonly detector?: boolean
}

async function dictate(
  language: string,
  chosen: string | undefined,
  sounds: readonly Int16Array[],
  given: Given = {},
) {
  const folders = [...(given.folders ?? fixtures)]
  const list = await ear.ear.call('recognisers', { folders })
  const kept: KeptUtterance[] = []
  const listener = new Listener(
    {
      ear: ear.ear,
      language,
      sense: noCommands,
      requests: () =>
        writers(list, language, chosen).map(({ id }) => ({ recogniser: id, folders, language })),
      endpointing: (mode) => endpointingFor(mode, { preset: 'normal', threshold: 0.5 }),
      preset: () => 'normal',
      ...(given.detector
        ? {
            turnComplete: async (pcm: Int16Array) =>
              (await ear.ear.call('turn.decide', { folders, language, pcm })).complete,
          }
        : {}),
      keep: (utterance) => Promise.resolve(kept.push(utterance)),
    },
    { mode: 'dictation', way: 'always', live: false },
  )
  const events: HearingEvent[] = []
  for (const sound of sounds)
    for (let at = 0; at < sound.length; at += 512)
      events.push(...(await listener.hear(sound.slice(at, at + 512))))
  events.push(...(await listener.flush()).map(({ event }) => event))
  listener.close()
  const texts = events.flatMap((event) => (event.type === 'final' ? [event.hypothesis.text] : []))
  return { events, texts, kept }
}

test('German is dictated with Whisper where only that knows German', async () => {
  const sound = await spoken('hello world three five seven nine', { german: true })
  const { texts, kept } = await dictate('de-DE', undefined, [sound])
  expect(texts.join(' ')).toBe('hallo welt drei fünf sieben neun')
  expect(kept[0]?.recogniser).toMatch(/^whisper:/)
}, 60_000)

test.each(['moonshine:moonshine-tiny-en', 'moonshine:moonshine-tiny-streaming-en', 'whisper:whisper-tiny'])(
  'English is dictated with %s, in partials that grow',
  async (id) => {
    const sounds = [await spoken('hello seven world five again'), await spoken('stop two six')]
    const { texts, events, kept } = await dictate('en', id, sounds)
    expect(texts.join(' ')).toBe('hello seven world five again stop two six')
    // How often Whisper is asked depends on how fast the machine is.
    if (!id.startsWith('whisper')) expect(events.some(({ type }) => type === 'partial')).toBe(true)
    expect(new Set(kept.map(({ recogniser }) => recogniser))).toEqual(new Set([id]))
  },
  60_000,
)

test('a recogniser whose files are cut off gives way to the next one, which hears everything', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-packs-'))
  cpSync(join(fixtures[0]!, 'moonshine-tiny-en'), join(folder, 'cut-en'), { recursive: true })
  truncateSync(join(folder, 'cut-en/decoder_with_attention.ort'), 100_000)
  const sound = await spoken('hello seven world five again')
  const { texts, events, kept } = await dictate('en', 'moonshine:cut-en', [sound], {
    folders: [folder, ...fixtures],
  })
  expect(texts.join(' ')).toBe('hello seven world five again')
  expect(kept.every(({ recogniser }) => recogniser !== 'moonshine:cut-en')).toBe(true)
  expect(events.some((event) => event.type === 'trouble' && event.what === 'switched')).toBe(true)
}, 60_000)

test('a detector of turns waits where more is to come', async () => {
  // The detector of the fixtures takes the highest tone, as in “three”, for the middle of a sentence.
  const sounds = async (last: string) => [
    await spoken(`hello world ${last}`, { tail: 0.5 }),
    (await spoken('nine two')).subarray(0.55 * 16_000),
  ]
  const heard = async (last: string, detector: boolean) =>
    (await dictate('en', 'moonshine:moonshine-tiny-en', await sounds(last), { detector })).texts
  expect(await heard('three', true)).toEqual(['hello world three nine two'])
  expect(await heard('three', false)).toEqual(['hello world three', 'nine two'])
  expect(await heard('six', true)).toEqual(['hello world six', 'nine two'])
}, 60_000)

test('noise and silence come to no text', async () => {
  const noise = tones('', { lead: 4, noise: 0.1 })
  const { texts, events } = await dictate('en', 'moonshine:moonshine-tiny-en', [
    noise,
    new Int16Array(48_000),
  ])
  expect(texts).toEqual([])
  expect(events.filter(({ type }) => type === 'partial')).toEqual([])
}, 60_000)

test('what is put into the folder of packs is there for the next session: German, and a detector that waits', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-hearing-'))
  const app = start({ folder, shell: 'cli', locale: 'de' })
  const [ours, theirs] = wirePair()
  app.attach(theirs)
  const client = connect(contract, ours)
  try {
    const opening = { mode: 'dictation', way: 'pushed', language: 'de' } as const
    await expect(client.call('hearing.open', opening)).rejects.toMatchObject({ reason: 'no-dictation' })

    for (const pack of ['whisper-tiny', 'smart-turn-v3.2'])
      cpSync(join(fixtures[0]!, pack), join(folder, 'packs', pack), { recursive: true })
    const { session } = await client.call('hearing.open', opening)
    const german = { german: true }
    const sound = [
      // “drei” is the middle of a sentence to the detector; a rest of half a second would end it otherwise.
      await spoken('hello world three', { ...german, tail: 0.5 }),
      (await spoken('five two', { ...german, tail: 0.3 })).subarray(0.55 * 16_000),
    ]
    const events: HearingEvent[] = []
    const began = performance.now()
    let heard = 0
    for (const part of sound)
      for (let at = 0; at + 512 <= part.length; at += 512) {
        events.push(...(await client.call('hearing.hear', { session, pcm: part.slice(at, at + 512) })).events)
        heard += 512
        // Slower than a microphone: the machine that tests may be busy.
        const ahead = (heard / 16) * 1.5 - (performance.now() - began)
        if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead))
      }
    events.push(...(await client.call('hearing.flush', { session })).events)
    const texts = events.flatMap((event) => (event.type === 'final' ? [event.hypothesis.text] : []))
    expect(texts).toEqual(['hallo welt drei fünf zwei'])
    await client.call('hearing.close', { session })
  } finally {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  }
}, 60_000)
