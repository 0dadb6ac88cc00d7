/** What the parts of `npm run bench -- ears` share: the ear, recordings of testdata, sound at a ratio to noise. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EarProcess, startEar } from '../src/app/hearing/ear.ts'
import { fileSound } from '../src/app/hearing/file-sound.ts'
import { writers } from '../src/app/hearing/recognisers.ts'
import { hearingRate, type Recogniser } from '../src/contract/hearing.ts'
import { measured } from './bench-process.ts'

const testdata = join(import.meta.dirname, '../../shared/testdata')
export const speechFolder = join(testdata, 'speech')
/** Where packs are looked for; nothing of testdata is shipped. */
export const modelFolders = [process.env['LECTERN_MODELS'] ?? join(testdata, 'models')]

export interface BenchEar extends EarProcess {
  /** Seconds of processor time that the ear's process has used. */
  cpuSeconds(): number
}

/** The ear as the app starts it, in a process whose time can be measured. */
export function benchEar(): BenchEar {
  const { spawn, cpuSeconds } = measured()
  return { ...startEar({ spawn }), cpuSeconds }
}

/** Those that can write English here, best first. `EARS_KINDS=transducer` leaves out the others. */
export async function englishWriters(ear: EarProcess): Promise<readonly Recogniser[]> {
  const kinds = process.env['EARS_KINDS']?.split(',')
  const list = await ear.ear.call('recognisers', { folders: [...modelFolders] })
  return writers(list, 'en').filter(({ kind }) => kinds?.includes(kind) ?? true)
}

export interface Row {
  readonly file: string
  readonly folder: string
  readonly transcript: string
  readonly language: string
  readonly seconds: number
  readonly basis: string
}

/** The recordings of testdata; none where it is absent. */
export function speechRows(): readonly Row[] {
  const table = join(speechFolder, 'utterances.tsv')
  if (!existsSync(table)) return []
  return readFileSync(table, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [file = '', transcript = '', language = '', , seconds = '0', basis = ''] = line.split('\t')
      return {
        file,
        folder: file.split('/')[0] ?? '',
        transcript: transcript.replaceAll(/^"|"$/g, '').replaceAll('""', '"'),
        language,
        seconds: Number(seconds),
        basis,
      }
    })
    .filter(({ file }) => existsSync(join(speechFolder, file)))
}

/** Mono sound of a file at `hearingRate`, through the ear's own decoder. */
export async function soundOf(ear: EarProcess, file: string): Promise<Int16Array> {
  const parts: Int16Array[] = []
  for await (const part of fileSound(ear.ear, readFileSync(join(speechFolder, file)))) parts.push(part)
  return joined(parts)
}

export function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
/** A quiet room: no microphone gives zeros. */
export const silence = (seconds: number): Int16Array => {
  const next = random(Math.round(seconds * 1_000))
  return Int16Array.from({ length: Math.round(seconds * hearingRate) }, () => Math.round(next() * 20 - 10))
}

export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/**
 * Pink noise under all of a sound (Paul Kellet's filter, musicdsp.org 76).
 * @param decibels power of the speech, where it is loud, over that of the noise; a faint one (60) for clean sound
 */
export function noisy(pcm: Int16Array, decibels: number, seed: number): Int16Array {
  const next = random(seed)
  const noise = new Float32Array(pcm.length)
  let [a, b, c] = [0, 0, 0]
  let power = 0
  for (let index = 0; index < noise.length; index++) {
    const white = next() * 2 - 1
    a = 0.997_65 * a + white * 0.099_046
    b = 0.963 * b + white * 0.296_516_4
    c = 0.57 * c + white * 1.052_691_3
    noise[index] = a + b + c + white * 0.1848
    power += (noise[index] as number) ** 2
  }
  power /= noise.length || 1
  const scale = Math.sqrt(speechPower(pcm) / 10 ** (decibels / 10) / (power || 1))
  return pcm.map((sample, index) =>
    Math.max(-32_768, Math.min(32_767, sample + (noise[index] as number) * scale)),
  )
}

/** Mean square of the frames that are within 30 dB of the loudest. */
function speechPower(pcm: Int16Array): number {
  const frames: number[] = []
  for (let at = 0; at + 320 <= pcm.length; at += 320)
    frames.push(pcm.subarray(at, at + 320).reduce((sum, sample) => sum + sample * sample, 0) / 320)
  const loudest = Math.max(1, ...frames)
  const loud = frames.filter((power) => power > loudest / 1_000)
  return loud.reduce((sum, power) => sum + power, 0) / (loud.length || 1)
}

/** The sample behind the last one that is within 40 dB of the loudest: where speech ends. */
export function speechEnd(pcm: Int16Array): number {
  const loudest = pcm.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
  let at = pcm.length
  while (at > 0 && Math.abs(pcm[at - 1] as number) < loudest / 100) at--
  return at
}

export const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((part / whole) * 100).toFixed(1)} % (${part}/${whole})`
