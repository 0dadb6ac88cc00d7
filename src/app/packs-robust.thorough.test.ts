/**
 * The engine's processes with models of packs, for real: killed in any state they come back, and files that are no models
 * end in a sentence. With every pack removed, what is embedded speaks and hears as before.
 */
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, expect, test } from 'vitest'
import { chat, type ChatRequest, chatRequest } from '../contract/chat.ts'
import { hearingRate } from '../contract/hearing.ts'
import { isAppError } from '../rpc/failure.ts'
import { startEngine } from './engine.ts'
import { startEar } from './hearing/ear.ts'
import { watchProcesses } from './process-fixture.ts'
import { supervise, type SupervisorOptions } from './supervisor.ts'

const fixtures = join(import.meta.dirname, '../../models/fixtures')
const work = mkdtempSync(join(tmpdir(), 'lectern-robust-'))
afterAll(() => rmSync(work, { recursive: true, force: true }))

const processes = watchProcesses()
const options: SupervisorOptions = { firstDelay: 1, spawn: processes.spawn }
/** Settles when the process is gone. */
async function kill(): Promise<void> {
  const dying = processes.child()
  if (!dying || dying.exitCode !== null || dying.signalCode !== null) return
  const gone = once(dying, 'exit')
  dying.kill('SIGKILL')
  await gone
  await sleep(5) // until the supervisor has heard of it, too
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})
function voices(folders: readonly string[]) {
  const engine = startEngine({ ...options, folders: () => folders })
  closing.push(() => engine.close())
  return engine.speaker
}
function ear() {
  const started = startEar(options)
  closing.push(() => started.close())
  return started.ear
}
function languageModels() {
  const started = supervise(
    chat,
    (client) => client.call('memory', {}),
    { name: 'chat', crashed: 'It crashed.', gaveUp: 'It gave up.', closed: 'It is closed.' },
    { ...options, use: 'chat' },
  )
  closing.push(() => started.close())
  return started
}

const text =
  'The lamp was burning when she came in, and nobody had touched the letters, the keys, or the cup of cold tea.'
const request = (model: string, folders: string[]): ChatRequest =>
  chatRequest.parse({
    model,
    folders,
    messages: [{ role: 'user', content: 'Read a little faster, please.' }],
    maxTokens: 400,
    temperature: 1.5,
    seed: 7,
  })

/** What a process that was killed answers: that it stopped, or nothing out of the ordinary where it was sooner. */
const stopped = (error: unknown): void => {
  if (!isAppError(error, 'unavailable')) throw error
}

test(
  'the voices are killed at any moment of a long sentence, and the next call speaks all of it',
  { timeout: 120_000 },
  async () => {
    const speaker = voices([join(fixtures, 'voices')])
    const voice = (await speaker.voices()).find(({ engine }) => engine === 'kokoro')?.id
    if (voice === undefined || !speaker.speakParts) throw new Error('There is no Kokoro fixture.')
    const whole = async () => {
      let at = 0
      for await (const part of speaker.speakParts?.({ voice, text }) ?? []) {
        expect(part.from).toBe(at) // nothing dropped, nothing repeated
        at = part.to
      }
      return at
    }
    expect(await whole()).toBe(text.length)
    for (const after of [0, 60]) {
      const speaking = whole().catch(stopped)
      await sleep(after)
      await kill()
      await speaking
      expect(await whole(), `killed after ${after} ms`).toBe(text.length)
    }
  },
)

test(
  'the language model is killed while it loads and while it writes, and the next turn is answered',
  { timeout: 120_000 },
  async () => {
    const { stream, call } = languageModels()
    const folders = [join(fixtures, 'language')]
    const [first] = await call('models', { folders })
    if (!first) throw new Error('There is no language fixture.')
    const answer = async () => {
      let said = ''
      for await (const event of stream('generate', request(first.id, folders))) {
        if (event.type === 'text') said += event.text
        if (event.type === 'end') return { said, reason: event.reason }
      }
      throw new Error('It ended without an end.')
    }
    const undisturbed = await answer()
    for (const after of [0, 60]) {
      const answering = answer().catch(stopped)
      await sleep(after)
      await kill()
      await answering
      expect(await answer(), `killed after ${after} ms`).toEqual(undisturbed)
    }
  },
)

test(
  'the ear is killed between the pieces of an utterance of a pack, and the next utterance is heard',
  { timeout: 120_000 },
  async () => {
    const folders = [join(fixtures, 'recognisers')]
    const ready = (await ear().call('recognisers', { folders })).filter(
      // One of each kind: the other two differ only in how their files are laid out.
      ({ kind, state, id }) =>
        kind !== 'grammar' && state === 'ready' && !/^pocketsphinx|onnx$|timestamped$/.test(id),
    )
    expect(ready.length).toBeGreaterThan(2)
    const pcm = new Int16Array(hearingRate / 2)
    for (const { id: recogniser } of ready) {
      const listening = ear() // after five ends within a minute there are no more starts
      const open = () =>
        listening.call('recogniser.open', {
          recogniser,
          folders,
          language: 'en',
          hotWords: [],
          alternatives: 0,
        })
      const { stream } = await open()
      const hearing = listening.call('recogniser.hear', { stream, pcm }).catch(stopped)
      await kill()
      await hearing
      const next = await open()
      await listening.call('recogniser.hear', { stream: next.stream, pcm })
      const { hypotheses } = await listening.call('recogniser.end', { stream: next.stream })
      expect(hypotheses.length, recogniser).toBeGreaterThan(0)
      // The stream of the process that is gone is told as that.
      await expect(listening.call('recogniser.end', { stream })).rejects.toMatchObject({ code: 'not-found' })
    }
  },
)

/** Every model file of a folder, spoilt in one way. @returns the folder */
function spoilt(kind: string, way: (path: string) => void): string {
  const folder = join(work, `${kind}-${Math.random().toString(36).slice(2)}`)
  cpSync(join(fixtures, kind), folder, { recursive: true })
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (/\.(onnx|ort)$/.test(entry.name)) way(join(entry.parentPath, entry.name))
  return folder
}
const ways: Readonly<Record<string, (path: string) => void>> = {
  'cut off': (path) => truncateSync(path, Math.floor(statSync(path).size * 0.6)),
  'a web page': (path) => writeFileSync(path, '<!doctype html><title>Moved</title>'),
  // A good network that takes and gives other things.
  foreign: (path) =>
    cpSync(join(import.meta.dirname, '../../node_modules/@ricky0123/vad-web/dist/silero_vad_v6.onnx'), path),
}

/** In words, never as the end of the process. */
const told = { code: 'damaged' }

test.each(Object.entries(ways))(
  'model files that are %s are told in a sentence, and the process lives on',
  { timeout: 120_000 },
  async (_name, way) => {
    let tried = 0
    const speaker = voices([spoilt('voices', way)])
    for (const { id, engine } of await speaker.voices()) {
      if (engine === 'espeak' || engine === 'flite') continue
      await expect(speaker.speak({ voice: id, text: 'Hello.' }), id).rejects.toMatchObject(told)
      tried++
    }
    const speaking = processes.child()?.pid
    expect((await speaker.speak({ voice: 'espeak:en-us', text: 'Hello.' })).pcm.length).toBeGreaterThan(1_000)
    expect(processes.child()?.pid).toBe(speaking)

    const models = languageModels()
    const languageFolders = [spoilt('language', way)]
    for (const { id: model } of await models.call('models', { folders: languageFolders })) {
      await expect(models.call('load', { model, folders: languageFolders }), model).rejects.toMatchObject(
        told,
      )
      tried++
    }
    expect(models.generation()).toBe(1)

    const listening = ear()
    const folders = [spoilt('recognisers', way)]
    for (const { id, kind, state } of await listening.call('recognisers', { folders })) {
      if (kind === 'grammar' || id.startsWith('pocketsphinx') || state !== 'ready') continue
      const heard = async () => {
        const { stream } = await listening.call('recogniser.open', {
          recogniser: id,
          folders,
          language: 'en',
          hotWords: [],
          alternatives: 0,
        })
        await listening.call('recogniser.hear', { stream, pcm: new Int16Array(hearingRate) })
        await listening.call('recogniser.end', { stream })
      }
      await expect(heard(), id).rejects.toMatchObject(told)
      tried++
    }
    const { probabilities } = await (async () => {
      const { stream } = await listening.call('activity.open', {})
      return listening.call('activity.hear', { stream, pcm: new Int16Array(512) })
    })()
    expect(probabilities).toHaveLength(1)
    expect(tried).toBeGreaterThan(10)
  },
)

test(
  'with every pack removed the embedded voices, voice activity and grammars are there, and no language model',
  { timeout: 60_000 },
  async () => {
    const none = [join(work, 'nothing-here')]
    const speaker = voices(none)
    const all = await speaker.voices()
    expect(new Set(all.map(({ engine }) => engine))).toEqual(new Set(['espeak', 'flite']))
    expect((await speaker.speak({ voice: 'flite:slt', text: 'Hello.' })).pcm.length).toBeGreaterThan(1_000)
    await expect(
      speaker.speak({ voice: 'kokoro:kokoro-tones:af_heart', text: 'Hello.' }),
    ).rejects.toMatchObject({
      code: 'voice-missing',
    })
    const listening = ear()
    const recognisers = await listening.call('recognisers', { folders: none })
    expect(
      recognisers.filter(({ kind, state }) => kind === 'grammar' && state === 'ready').length,
    ).toBeGreaterThan(1)
    const { stream } = await listening.call('activity.open', {})
    const { probabilities } = await listening.call('activity.hear', { stream, pcm: new Int16Array(1_024) })
    expect(probabilities).toHaveLength(2)
    const models = languageModels()
    expect(await models.call('models', { folders: none })).toEqual([])
    await expect(models.call('load', { model: 'causal-lm:none', folders: none })).rejects.toMatchObject({
      code: 'not-found',
    })
  },
)
