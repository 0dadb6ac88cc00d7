/** Pauses as they come out of a file, by preset and speed; what scanning saves; how loud tones are beside the voice. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AppClient, SpokenUtterance } from '../src/contract/app.ts'
import { soundRate } from '../src/contract/inference.ts'
import { type PausePreset, pausePreset } from '../src/contract/listening.ts'
import { frameLevels, speechLevel } from '../src/sound/loudness.ts'
import { heardSamples, sampleSpans, type Sound, tempoOf } from '../src/sound/tempo.ts'
import { median, percentile, table, withApp } from './bench-tools.ts'
import { root } from './interface.ts'

const texts = [
  { name: 'English, eSpeak', file: 'Welcome to Lectern.md', voice: 'espeak:en-us' },
  { name: 'English, Flite', file: 'Welcome to Lectern.md', voice: 'flite:slt' },
  { name: 'German, eSpeak', file: 'Willkommen bei Lectern.md', voice: 'espeak:de' },
] as const
const speeds = [1, 2, 3, 4]
/** Below this a sample of the file is silence: 34 dB below the loudest. */
const silent = 0.02

async function importFile(client: AppClient, file: string): Promise<string> {
  const bytes = new Uint8Array(readFileSync(join(root, 'resources', 'samples', file)))
  let document = ''
  for await (const event of client.stream('library.import', { name: file, bytes })) document = event.document
  return document
}

async function utterances(client: AppClient, document: string): Promise<SpokenUtterance[]> {
  const found: SpokenUtterance[] = []
  for await (const spoken of client.stream('reading.utterances', {
    from: { document, block: 0, offset: 0 },
  }))
    found.push(spoken)
  return found
}

async function fileOf(
  client: AppClient,
  document: string,
  voice: string,
  speed: number,
  pauses: PausePreset,
): Promise<Int16Array> {
  const parts: Uint8Array[] = []
  const listening = { pauses }
  for await (const { bytes } of client.stream('export.sound', { document, voice, speed, listening }))
    parts.push(bytes)
  const whole = Buffer.concat(parts).subarray(44)
  return new Int16Array(whole.buffer.slice(whole.byteOffset, whole.byteOffset + (whole.length & ~1)))
}

/** Milliseconds of silence round a sample, which may lie some milliseconds beside it; undefined where there is sound. */
function silenceRound(pcm: Int16Array, at: number, limit: number): number | undefined {
  const quiet = (index: number) => Math.abs(pcm[index] ?? 0) < limit
  let from = Math.round(at)
  for (let reach = 0; reach < 0.02 * soundRate && !quiet(from); reach++)
    from = Math.round(at) + (reach % 2 === 0 ? 1 : -1) * (reach >> 1)
  if (!quiet(from)) return undefined
  let to = from
  while (from > 0 && quiet(from - 1)) from--
  while (to < pcm.length && quiet(to)) to++
  return ((to - from) / soundRate) * 1_000
}

interface Measured {
  readonly seconds: number
  /** Milliseconds, pause by pause. */
  readonly within: readonly (number | undefined)[]
  readonly between: readonly (number | undefined)[]
}

function measured(
  pcm: Int16Array,
  spoken: readonly SpokenUtterance[],
  speed: number,
  pauses: PausePreset,
): Measured {
  const tempo = { speed, pauses, slow: {} }
  const limit = silent * pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  const within: (number | undefined)[] = []
  const between: (number | undefined)[] = []
  let at = 0
  for (const { pcm: sound, pauseAfter, tempo: spans } of spoken) {
    const whole: Sound = {
      pcm: sound,
      silence: Math.round(pauseAfter * soundRate),
      spans: sampleSpans(spans),
    }
    for (const { from, to, what } of whole.spans)
      if (what.includes('pause'))
        within.push(silenceRound(pcm, at + heardSamples(whole, tempo, (from + to) / 2), limit))
    between.push(silenceRound(pcm, at + heardSamples(whole, tempo, sound.length + whole.silence / 2), limit))
    at += heardSamples(whole, tempo)
  }
  return { seconds: pcm.length / soundRate, within, between }
}

const known = (values: readonly (number | undefined)[]) => values.filter((value) => value !== undefined)

async function pauseRows(client: AppClient): Promise<string[][]> {
  const rows: string[][] = []
  await client.call('settings.set', { earcons: 'never' })
  for (const { name, file, voice } of texts) {
    const language = voice.includes(':de') ? 'de' : 'en'
    await client.call('settings.set', { voices: { [language]: voice } })
    const document = await importFile(client, file)
    const spoken = await utterances(client, document)
    const atOne = measured(await fileOf(client, document, voice, 1, 'normal'), spoken, 1, 'normal')
    for (const speed of speeds) {
      const normal = (await fileOf(client, document, voice, speed, 'normal')).length / soundRate
      for (const pauses of pausePreset.options) {
        const now = measured(await fileOf(client, document, voice, speed, pauses), spoken, speed, pauses)
        const kept = [...now.within, ...now.between].flatMap((value, index) => {
          const first = [...atOne.within, ...atOne.between][index]
          return value === undefined || first === undefined ? [] : [Math.abs(value - first)]
        })
        rows.push([
          name,
          `${speed}x`,
          pauses,
          `${now.seconds.toFixed(1)} s`,
          `${((1 - now.seconds / normal) * 100).toFixed(1)} %`,
          `${median(known(now.within)).toFixed(0)} (${known(now.within).length}/${now.within.length})`,
          `${median(known(now.between)).toFixed(0)} (${known(now.between).length}/${now.between.length})`,
          pauses === 'study'
            ? `${percentile(kept, 0.5).toFixed(0)}, ${percentile(kept, 0.95).toFixed(0)}`
            : '',
        ])
      }
    }
  }
  return rows
}

/** The tone's level beside that of the words after it, in decibels. */
async function toneRows(client: AppClient): Promise<string[][]> {
  await client.call('settings.set', { earcons: 'always' })
  const rows: string[][] = []
  for (const { name, file, voice } of texts) {
    const language = voice.includes(':de') ? 'de' : 'en'
    await client.call('settings.set', { voices: { [language]: voice } })
    const spoken = await utterances(client, await importFile(client, file))
    const differences = spoken.flatMap(({ pcm, tempo }) => {
      const tone = sampleSpans(tempo).find(({ what }) => what.includes('tone'))
      if (!tone) return []
      const level = (from: number, to: number) => speechLevel(frameLevels(pcm.subarray(from, to)))
      return [20 * Math.log10(level(0, tone.to) / level(tone.to, pcm.length))]
    })
    const [least, middle, most] = [0, 0.5, 1].map((share) => percentile(differences, share).toFixed(1))
    rows.push([name, String(differences.length), `${middle} dB`, `${least} to ${most} dB`])
  }
  return rows
}

export function benchTempo(): Promise<string> {
  return withApp(async (client) => {
    const pauses = await pauseRows(client)
    const tones = await toneRows(client)
    const { slow } = tempoOf(1, await client.call('settings.get', {}))
    if (Object.keys(slow).length > 0) throw new Error('Slow spans were on.')
    return [
      '## Pauses',
      '',
      'The two sample books of the app as WAV files, read by our own reader and measured in the file: silence round the middle of each pause that the reader reports, in milliseconds (median; found of all). Kept: difference of each pause to the same one at 1x, p50 and p95.',
      '',
      table(['text', 'speed', 'pauses', 'length', 'saved', 'within', 'between', 'kept to, ms'], pauses),
      '',
      'Level of the tones before headings, figures, tables and notes against the voice after them (root mean square of the active parts).',
      '',
      table(['text', 'tones', 'median', 'range'], tones),
    ].join('\n')
  })
}
