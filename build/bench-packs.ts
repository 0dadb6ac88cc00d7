/**
 * Models of packs: load time, first sound, first token, tokens per second, real-time factor, memory.
 *
 * Measured are the tiny fixtures in models/fixtures, which tell what our own code costs, and whatever real packs lie in the
 * folders that LECTERN_PACKS names, and the recognisers of testdata. Each model gets a process of its own, as the app starts
 * it, so that its memory is its own.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { startEngine } from '../src/app/engine.ts'
import { startEar } from '../src/app/hearing/ear.ts'
import { processorsIn } from '../src/app/processors.ts'
import { supervise, type SupervisorOptions } from '../src/app/supervisor.ts'
import { chat } from '../src/contract/chat.ts'
import { hearingRate } from '../src/contract/hearing.ts'
import { soundRate, type Voice } from '../src/contract/inference.ts'
import { resample } from '../src/inference/dsp/resample.ts'
import { modelFolders } from './bench-ears-tools.ts'
import { measured } from './bench-process.ts'
import { median, table } from './bench-tools.ts'

const fixtures = join(import.meta.dirname, '../models/fixtures')
const own = (process.env['LECTERN_PACKS'] ?? '').split(delimiter).filter((folder) => folder !== '')
const foldersOf = (kind: string): string[] => [...own, join(fixtures, kind)]
const runs = 5
/** Another for each run: voices keep the clauses that they made last. */
const places = ['desk', 'table', 'shelf', 'chest', 'floor', 'stairs']
const sentencesOf = (run: number): string =>
  `The lamp on the ${places[run % places.length]} was still burning when she came in. Nobody had touched the letters on the ${places[(run + 1) % places.length]}, the keys or the cup.`
const sentences = sentencesOf(0)

const ms = (milliseconds: number): string => `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly time: number }> {
  const start = performance.now()
  const value = await work()
  return { value, time: performance.now() - start }
}

/** Processor time for each second of sound; its clock is too coarse for one run. */
function perSecond(all: readonly { readonly cpu: number; readonly seconds: number }[]): string {
  const sum = (key: 'cpu' | 'seconds') => all.reduce((total, each) => total + each[key], 0)
  return (sum('cpu') / sum('seconds')).toFixed(3)
}

/** A data folder for what is found out about processors. */
function scratch(): {
  readonly environment: Readonly<Record<string, string>>
  readonly provider: () => string
  end(): void
} {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-packs-'))
  const processors = processorsIn(folder)
  return {
    environment: processors.environment,
    provider: () => processors.state().provider ?? 'cpu',
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function voiceRow({ id, language }: Voice, folders: readonly string[]): Promise<string[]> {
  const place = scratch()
  const { spawn, cpuSeconds } = measured()
  const engine = startEngine({ folders: () => folders, environment: place.environment, spawn })
  try {
    await engine.speaker.speak({ voice: 'espeak:en-us', text: 'A.' })
    const before = await engine.memory()
    const once = async (run: number) => {
      const start = performance.now()
      const cpu = cpuSeconds()
      let first: number | undefined
      let samples = 0
      for await (const { pcm } of engine.speaker.speakParts?.({
        voice: id,
        text: sentencesOf(run),
        language,
      }) ?? []) {
        first ??= performance.now() - start
        samples += pcm.length
      }
      return { first: first ?? Number.NaN, cpu: cpuSeconds() - cpu, seconds: samples / soundRate }
    }
    const cold = await once(0)
    const warm = []
    for (let run = 1; run <= runs; run++) warm.push(await once(run))
    return [
      id,
      ms(cold.first),
      ms(median(warm.map(({ first }) => first))),
      perSecond(warm),
      mb((await engine.memory()) - before),
      place.provider(),
    ]
  } finally {
    await engine.close()
    place.end()
  }
}

async function benchVoices(): Promise<string> {
  const folders = foldersOf('voices')
  const engine = startEngine({ folders: () => folders })
  const all = await engine.speaker.voices()
  await engine.close()
  /** One of each pack. */
  const packs = new Map<string, Voice>()
  for (const voice of all)
    if (['kokoro', 'kitten', 'piper'].includes(voice.engine)) {
      const pack = voice.id.split(':').slice(0, 2).join(':')
      if (!packs.has(pack)) packs.set(pack, voice)
    }
  const rows = []
  for (const voice of packs.values()) rows.push(await voiceRow(voice, folders))
  return table(
    ['voice', 'first sound, cold', 'first sound, warm', 'CPU per second of sound', 'memory', 'on'],
    rows,
  )
}

/** Speech for recognisers to chew on: what they make of it does not matter here. */
async function speech(): Promise<Int16Array> {
  const engine = startEngine()
  const { pcm } = await engine.speaker.speak({ voice: 'flite:slt', text: sentences })
  await engine.close()
  return resample(pcm, soundRate, hearingRate)
}

async function recogniserRow(id: string, folders: string[], pcm: Int16Array): Promise<string[]> {
  const place = scratch()
  const { spawn, cpuSeconds } = measured()
  const process_ = startEar({ environment: place.environment, spawn })
  const { ear } = process_
  try {
    await ear.call('activity.open', {})
    const before = await process_.memory()
    const once = async () => {
      const opened = await timed(() =>
        ear.call('recogniser.open', {
          recogniser: id,
          folders,
          language: 'en',
          hotWords: [],
          alternatives: 0,
        }),
      )
      const { stream } = opened.value
      const cpu = cpuSeconds()
      for (let at = 0; at < pcm.length; at += hearingRate / 4) {
        await ear.call('recogniser.hear', { stream, pcm: pcm.slice(at, at + hearingRate / 4) })
      }
      const { time: ending } = await timed(() => ear.call('recogniser.end', { stream }))
      return {
        opening: opened.time,
        ending,
        cpu: cpuSeconds() - cpu,
        seconds: pcm.length / hearingRate,
      }
    }
    const cold = await once()
    const warm = []
    for (let run = 0; run < runs; run++) warm.push(await once())
    return [
      id,
      ms(cold.opening),
      perSecond(warm),
      ms(median(warm.map(({ ending }) => ending))),
      mb((await process_.memory()) - before),
      place.provider(),
    ]
  } finally {
    await process_.close()
    place.end()
  }
}

async function benchRecognisers(): Promise<string> {
  const folders = [...foldersOf('recognisers'), ...modelFolders]
  const listing = startEar()
  const list = await listing.ear.call('recognisers', { folders })
  await listing.close()
  const pcm = await speech()
  const rows = []
  for (const { id, kind, state } of list)
    if (kind !== 'grammar' && state === 'ready' && !id.startsWith('pocketsphinx'))
      rows.push(await recogniserRow(id, folders, pcm))
  return table(
    ['recogniser', 'load', 'CPU per second of sound, partials included', 'after the end', 'memory', 'on'],
    rows,
  )
}

/** The process of the language model, as the app starts it. */
const startChat = (options: SupervisorOptions = {}) =>
  supervise(
    chat,
    (client) => client.call('memory', {}),
    { name: 'chat', crashed: 'It crashed.', gaveUp: 'It keeps crashing.', closed: 'It is closed.' },
    { ...options, use: 'chat' },
  )

async function languageRow(model: string, folders: string[]): Promise<string[]> {
  const place = scratch()
  const { spawn, cpuSeconds } = measured()
  const process_ = startChat({ environment: place.environment, spawn })
  try {
    const { resident: before } = await process_.call('memory', {})
    const { time: loading } = await timed(() => process_.call('load', { model, folders }))
    const messages = [{ role: 'user' as const, content: sentences.repeat(3) }]
    const once = async () => {
      const start = performance.now()
      const cpu = cpuSeconds()
      let first: number | undefined
      for await (const event of process_.stream('generate', {
        model,
        folders,
        messages,
        maxTokens: 128,
        temperature: 1,
        seed: 1,
        topP: 1,
        tools: [],
        toolChoice: 'none',
        parallelToolCalls: true,
        format: { type: 'text' },
        stop: [],
      })) {
        if (event.type !== 'end') first ??= performance.now() - start
        else {
          const all = performance.now() - start
          const { completion, prompt } = event.usage
          return {
            first: first ?? all,
            perSecond: completion / (all / 1_000),
            cpu: cpuSeconds() - cpu,
            completion,
            prompt,
          }
        }
      }
      throw new Error(`${model} ended without an end.`)
    }
    await once()
    const warm = []
    for (let run = 0; run < runs; run++) warm.push(await once())
    const [example] = warm
    return [
      model,
      ms(loading),
      `${ms(median(warm.map(({ first }) => first)))} after ${example?.prompt} tokens`,
      `${median(warm.map(({ perSecond }) => perSecond)).toFixed(0)} (${example?.completion} tokens)`,
      ms(
        (1_000 * warm.reduce((sum, { cpu }) => sum + cpu, 0)) /
          warm.reduce((sum, { completion }) => sum + completion, 0),
      ),
      mb((await process_.call('memory', {})).resident - before),
      place.provider(),
    ]
  } finally {
    await process_.close()
    place.end()
  }
}

async function benchLanguage(): Promise<string> {
  const folders = foldersOf('language')
  const listing = startChat()
  const models = await listing.call('models', { folders })
  await listing.close()
  const rows = []
  for (const { id, state } of models) if (state === 'ready') rows.push(await languageRow(id, folders))
  return table(
    ['language model', 'load', 'first text', 'tokens per second', 'CPU a token', 'memory', 'on'],
    rows,
  )
}

export async function benchPacks(): Promise<string> {
  return [
    `Medians of ${runs} after a first run, each model in a fresh process; CPU is of its process, all runs together; memory is what it grew by.`,
    await benchVoices(),
    await benchRecognisers(),
    await benchLanguage(),
  ].join('\n\n')
}
