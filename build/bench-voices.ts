/** Voices and encoders: speed of each voice and stage, a book to Opus beside the native command, memory of the engine. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEngine } from '../src/app/engine.ts'
import { soundRate } from '../src/contract/inference.ts'
import { createOpus } from '../src/inference/dsp/opus.ts'
import { resample } from '../src/inference/dsp/resample.ts'
import { createStretcher } from '../src/inference/dsp/stretch.ts'
import { espeakRate, loadEspeak } from '../src/inference/espeak-module.ts'
import { fliteVoices, speakFlite } from '../src/inference/flite.ts'
import { loadVoices } from '../src/inference/voices.ts'
import { prose } from './bench-documents.ts'
import { measured } from './bench-process.ts'
import { installed, median, table, timed } from './bench-tools.ts'

const bookWords = Number(process.env['BENCH_WORDS'] ?? 100_000)
const repeats = 3
const never = new AbortController().signal

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
const sentencesOf = (text: string) => text.match(/[^.!?]+[.!?]+\s*/g) ?? [text]

async function voiceRows(): Promise<(string | number)[][]> {
  const voices = loadVoices()
  const text = prose(60)
  const ids = ['espeak:en-us', 'espeak:en-us+klatt2', 'espeak:de', ...fliteVoices.map(({ id }) => id)]
  const rows: (string | number)[][] = []
  for (const voice of ids) {
    const speak = (words: string) =>
      voice.startsWith('flite:')
        ? speakFlite({ voice, text: words }, never)
        : voices.speak({ voice, text: words }, never)
    for (let round = 0; round < 5; round++) await speak(text) // compiled by now
    const costs: number[] = []
    const firsts: number[] = []
    let wordsPerMinute = 0
    for (let round = 0; round < repeats; round++) {
      const before = cpuSeconds()
      const { pcm, words } = await speak(text)
      costs.push((cpuSeconds() - before) / (pcm.length / soundRate))
      wordsPerMinute = words.length / (pcm.length / soundRate / 60)
      const began = performance.now()
      await speak('Good morning to all of you.')
      firsts.push(performance.now() - began)
    }
    rows.push([
      voice,
      `${(median(costs) * 1_000).toFixed(1)} ms`,
      `${Math.round(1 / median(costs))}x`,
      `${median(firsts).toFixed(0)} ms`,
      Math.round(wordsPerMinute),
    ])
  }
  return rows
}

/** CPU milliseconds for each second of sound, stage by stage, in this process. */
async function stageRows(): Promise<(string | number)[][]> {
  const espeak = await loadEspeak()
  espeak.setVoice('gmw/en-US')
  const sentences = sentencesOf(prose(4_000))
  const raw = sentences.map((sentence) => espeak.synthesize(sentence).pcm.slice())
  const sound = raw.map((pcm) => resample(pcm, espeakRate, soundRate))
  const seconds = raw.reduce((sum, pcm) => sum + pcm.length, 0) / espeakRate
  const stretcher = await createStretcher(soundRate, 2)
  const opus = createOpus(soundRate, 32_000)
  const stages: Record<string, () => void> = {
    'eSpeak NG, 22.05 kHz': () => sentences.forEach((sentence) => espeak.synthesize(sentence)),
    'resampling to 24 kHz': () => raw.forEach((pcm) => resample(pcm, espeakRate, soundRate)),
    'sonic, 2x': () => sound.forEach((pcm) => stretcher.write(pcm)),
    'Opus, 32 kbit/s': () =>
      sound.forEach((pcm) => {
        for (let at = 0; at + 480 <= pcm.length; at += 480) opus.encode(pcm.subarray(at, at + 480))
      }),
  }
  const rows = Object.entries(stages).map(([name, run]) => {
    const costs = Array.from({ length: repeats }, () => {
      const before = cpuSeconds()
      run()
      return (cpuSeconds() - before) / seconds
    })
    return [name, `${(median(costs) * 1_000).toFixed(2)} ms`, `${Math.round(1 / median(costs))}x`]
  })
  stretcher.free()
  opus.free()
  return rows
}

/** A long text sentence by sentence through the engine's process and back, as an export does it. */
async function book(text: string, format: 'opus' | 'wav') {
  const engineProcess = measured()
  const engine = startEngine({ spawn: engineProcess.spawn })
  const memory: number[] = []
  try {
    const began = performance.now()
    const own = cpuSeconds()
    const { encoder } = await engine.client.call('encoder.open', { format, speed: 1 })
    const sentences = sentencesOf(text)
    const speak = (index: number) =>
      engine.speaker.speak({ voice: 'espeak:en-us', text: sentences[index] ?? '' })
    let next = speak(0)
    for (let index = 0; index < sentences.length; index++) {
      const { pcm } = await next
      next = speak(index + 1) // while this one is encoded
      await engine.client.call('encoder.write', { encoder, pcm })
      if (index % Math.ceil(sentences.length / 10) === 0) memory.push(await engine.memory())
    }
    const { samples } = await engine.client.call('encoder.close', { encoder })
    const seconds = samples / soundRate
    memory.push(await engine.memory())
    await next
    return {
      seconds,
      wall: (performance.now() - began) / 1_000,
      cpu: cpuSeconds() - own + engineProcess.cpuSeconds(),
      memory,
    }
  } finally {
    await engine.close()
  }
}

async function bookRows(): Promise<(string | number)[][]> {
  const text = prose(bookWords)
  const rows: (string | number)[][] = []
  const row = (
    name: string,
    sound: number,
    wall: number,
    cpu: number,
    peer: number | undefined,
    more: string,
  ) => [
    name,
    `${Math.round(sound)} s`,
    `${wall.toFixed(1)} s (${Math.round(sound / wall)}x)`,
    `${cpu.toFixed(1)} s`,
    peer === undefined ? '' : (cpu / peer).toFixed(2),
    more,
  ]
  const folder = mkdtempSync(join(tmpdir(), 'lectern-bench-voices-'))
  let peer: number | undefined
  if (installed('espeak-ng')) {
    const [input, output] = [join(folder, 'book.txt'), join(folder, 'book.wav')]
    writeFileSync(input, text)
    const run = timed('espeak-ng', '-v', 'en-us', '-s', '175', '-f', input, '-w', output)
    if (run) {
      peer = run.cpuSeconds
      const sound = (readFileSync(output).length - 44) / 2 / espeakRate
      rows.push(row('native `espeak-ng` to WAV', sound, run.wallSeconds, run.cpuSeconds, peer, ''))
    }
  }
  rmSync(folder, { recursive: true, force: true })
  for (const format of ['wav', 'opus'] as const) {
    const { seconds, wall, cpu, memory } = await book(text, format)
    const megabytes = memory.map((bytes) => Math.round(bytes / 1e6))
    const grown = `${megabytes[1]} MB after a tenth, ${megabytes.at(-1)} MB at the end, at most ${Math.max(...megabytes)} MB`
    rows.push(row(`Lectern to ${format === 'wav' ? 'WAV' : 'Opus'}`, seconds, wall, cpu, peer, grown))
  }
  return rows
}

export async function benchVoices(): Promise<string> {
  return [
    '## Voices',
    '',
    'CPU for each second of sound at 24 kHz, warm; first sound is a short sentence, whole.',
    '',
    table(['voice', 'CPU per second', 'real time', 'short sentence', 'words a minute'], await voiceRows()),
    '',
    table(['stage', 'CPU per second of sound', 'real time'], await stageRows()),
    '',
    `A text of ${bookWords.toLocaleString('en')} words, sentence by sentence through the engine's process; CPU of both processes.`,
    '',
    table(['path', 'sound', 'time', 'CPU', 'CPU, native = 1', 'engine resident'], await bookRows()),
  ].join('\n')
}
