/** The hearing methods over a wire, with the real processes: a Flite voice speaks, and Lectern understands it. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type AppClient, app as contract } from '../../contract/app.ts'
import { hearingFrame, hearingRate, type HearingEvent } from '../../contract/hearing.ts'
import { soundRate } from '../../contract/inference.ts'
import { resample } from '../../inference/dsp/resample.ts'
import { wavHeader } from '../../inference/dsp/wav.ts'
import { connect } from '../../rpc/client.ts'
import { wirePair } from '../../rpc/wires.ts'
import { type RunningApp, start } from '../start.ts'

const testdata = join(import.meta.dirname, '../../../../shared/testdata')
const models = join(testdata, 'models')
const pack = existsSync(models)
if (!pack)
  console.warn('methods.thorough.test.ts: shared/testdata is absent; without a pack, tests of it are skipped')

const folder = mkdtempSync(join(tmpdir(), 'lectern-hearing-'))
let app: RunningApp
let client: AppClient
beforeAll(async () => {
  app = start({ folder, shell: 'cli', locale: 'en' })
  const [ours, theirs] = wirePair()
  app.attach(theirs)
  client = connect(contract, ours)
  await client.call('settings.set', {
    voices: { en: 'flite:slt' },
    wakePhrase: 'hey lectern',
    ...(pack ? { modelFolders: [models] } : {}),
  })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const quiet = (seconds: number) => {
  let state = 1
  return Int16Array.from({ length: seconds * hearingRate }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return ((state / 2 ** 32) * 2 - 1) * 25
  })
}
function together(parts: readonly Int16Array[]): Int16Array {
  const all = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
async function spoken(text: string): Promise<Int16Array> {
  const { pcm } = await client.call('reading.say', { text, language: 'en' })
  return resample(pcm, soundRate, hearingRate)
}
const wav = (pcm: Int16Array) =>
  new Uint8Array(
    Buffer.concat([wavHeader(hearingRate, pcm.byteLength), new Uint8Array(pcm.buffer, 0, pcm.byteLength)]),
  )

test(
  'commands in a recording are understood, each apart, without any pack',
  { timeout: 60_000 },
  async () => {
    const sound = together([
      quiet(0.6),
      await spoken('next page'),
      quiet(1),
      await spoken('go to page twenty'),
      quiet(1),
    ])
    const { commands } = await client.call('hearing.understandFile', { bytes: wav(sound), language: 'en' })
    expect(commands.map(({ command, arguments: given }) => [command, given])).toEqual([
      ['next_page', {}],
      ['go_to_page', { page: '20' }],
    ])
  },
)

test('a typed command is understood, and small talk is none', async () => {
  const understand = (text: string) => client.call('hearing.understand', { text, language: 'en' })
  expect(await understand('Please go to page twelve.')).toMatchObject({
    command: 'go_to_page',
    arguments: { page: '12' },
  })
  expect((await understand('what a lovely day it is')).command).toBeNull()
})

/** Plays sound into a session at the pace of a microphone, and some quiet after it. */
async function played(session: number, ...parts: readonly Int16Array[]): Promise<HearingEvent[]> {
  const sound = together(parts)
  const events: HearingEvent[] = []
  const began = performance.now()
  for (let at = 0; at + hearingFrame <= sound.length; at += hearingFrame) {
    const pcm = sound.slice(at, at + hearingFrame)
    events.push(...(await client.call('hearing.hear', { session, pcm })).events)
    const ahead = (at / hearingRate) * 1_000 - (performance.now() - began)
    if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead))
  }
  return events
}

test(
  'the wake phrase opens the window in which a command is heard, and outside of it none is',
  { timeout: 60_000 },
  async () => {
    const { session } = await client.call('hearing.open', { mode: 'command', way: 'wake', language: 'en' })
    const [order, wake] = [await spoken('next page'), await spoken('hey lectern')]
    await played(session, quiet(3)) // grammars are compiled meanwhile
    const before = await played(session, order, quiet(1.5))
    expect(before.map(({ type }) => type)).not.toContain('command')
    const events = [
      ...(await played(session, wake, quiet(2), order, quiet(1.5))),
      ...(await client.call('hearing.flush', { session })).events,
    ]
    expect(events.map(({ type }) => type)).toContain('awake')
    expect(events.filter(({ type }) => type === 'command')).toMatchObject([
      { decision: 'do', heard: { command: 'next_page' } },
    ])
    await client.call('hearing.close', { session })
    await expect(client.call('hearing.flush', { session })).rejects.toMatchObject({ code: 'not-found' })
  },
)

test(
  'a wake phrase is tried: its sound-alikes, its length, and whether its user is heard',
  { timeout: 60_000 },
  async () => {
    const wake = await spoken('hey lectern')
    const other = await spoken('good morning')
    const trial = await client.call('hearing.tryWake', {
      phrase: 'Hey Lectern',
      language: 'en',
      recordings: [wake, other],
    })
    expect(trial).toMatchObject({ heard: [true, false] })
    expect(trial.problem).toBeUndefined()
    expect(trial.sounds.every((ipa) => ipa !== '')).toBe(true)
    const tryPhrase = (phrase: string) => client.call('hearing.tryWake', { phrase, language: 'en' })
    expect((await tryPhrase('Bo')).problem).toBe('short')
    expect((await tryPhrase('lectern')).problem).toBe('short')
    expect((await tryPhrase('octopus')).problem).toBeUndefined()
    expect((await tryPhrase('zzxq blorf')).problem).toBe('unknown')
    expect((await tryPhrase('привет')).problem).toBe('unknown')
    expect((await tryPhrase('next chapter')).problem).toBe('common')
    expect((await tryPhrase('next capture')).like).toContain('next chapter')
  },
)

test.skipIf(!pack)(
  'a recording is transcribed utterance by utterance, tidied',
  { timeout: 60_000 },
  async () => {
    const bytes = new Uint8Array(readFileSync(join(testdata, 'speech/read/moonshine_beckett.wav')))
    const segments: { text: string; start: number; end: number; recogniser: string }[] = []
    for await (const segment of client.stream('hearing.transcribe', { bytes, alternatives: 2 }))
      segments.push(segment)
    expect(segments).toHaveLength(6)
    expect(segments[0]?.text).toMatch(/^Ever tried/)
    expect(
      segments.every(({ start, end }, index) => start < end && start >= (segments[index - 1]?.end ?? 0)),
    ).toBe(true)
    expect(segments.every(({ recogniser }) => recogniser.startsWith('zipformer:'))).toBe(true)
  },
)

test('a recogniser that is not there is refused by name', async () => {
  const request = { bytes: wav(quiet(1)), recogniser: 'zipformer:nothing' }
  const first = client.stream('hearing.transcribe', request)[Symbol.asyncIterator]().next()
  await expect(first).rejects.toMatchObject({ code: 'not-found', reason: 'no-recogniser' })
})

test('dictation in a language that nothing can write down is refused in words', async () => {
  const opening = client.call('hearing.open', { mode: 'dictation', way: 'always', language: 'eo' })
  await expect(opening).rejects.toMatchObject({ code: 'unavailable', reason: 'no-dictation' })
})

test('what is no recording is refused as such', async () => {
  const bytes = new TextEncoder().encode('this is a letter, not a sound')
  await expect(client.call('hearing.understandFile', { bytes, language: 'en' })).rejects.toMatchObject({
    code: 'unsupported-format',
  })
})
