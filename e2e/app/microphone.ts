/**
 * A browser whose microphone is a recording, and recordings to play into it.
 *
 * Chromium plays the file from its beginning when the device is opened, once, and repeats its last buffer after its
 * end: so every recording ends in silence. The file is named when the browser is started, hence one browser for each.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { testBrowser } from '../../build/test-browser.ts'
import { soundRate } from '../../src/contract/inference.ts'
import { wavHeader } from '../../src/inference/dsp/wav.ts'
import { resample } from '../../src/inference/dsp/resample.ts'
import { speakFlite } from '../../src/inference/flite.ts'
import { type Core, startCore } from './core.ts'
import { Lectern } from './lectern.ts'

/** What most sound devices run at. */
export const microphoneRate = 48_000

/** Something said, or so many seconds of nothing. */
export type Part = string | number

/** Random numbers that are the same each time (mulberry32), so that a test hears the same noise each time. */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Normally distributed noise at so many dBFS, mono at `microphoneRate`. */
export function noise(seconds: number, level: number, seed = 1): Int16Array {
  const random = randomNumbers(seed)
  const scale = 10 ** (level / 20) * 32_768
  return Int16Array.from({ length: Math.round(seconds * microphoneRate) }, () => {
    const sum = Math.sqrt(-2 * Math.log(random() || 1e-12)) * Math.cos(2 * Math.PI * random())
    return Math.max(-32_768, Math.min(32_767, Math.round(scale * sum)))
  })
}

export interface Recording {
  /** Mono at `microphoneRate`. */
  readonly pcm: Int16Array
  /** Where each thing said begins and ends, in seconds. */
  readonly said: readonly { readonly text: string; readonly start: number; readonly end: number }[]
}

/** Says the parts one after the other by one of Flite's voices, over the noise of a quiet room (−60 dBFS). */
export async function record(
  parts: readonly Part[],
  { voice = 'flite:slt', room = -60 }: { readonly voice?: string; readonly room?: number } = {},
): Promise<Recording> {
  const pieces: Int16Array[] = []
  const said: Recording['said'][number][] = []
  let at = 0
  // Chromium repeats the last buffer, and voice activity needs silence to see an end.
  for (const part of [...parts, 1.5]) {
    const piece =
      typeof part === 'number'
        ? new Int16Array(Math.round(part * microphoneRate))
        : resample(
            (await speakFlite({ voice, text: part }, new AbortController().signal)).pcm,
            soundRate,
            microphoneRate,
          )
    const end = at + piece.length / microphoneRate
    if (typeof part === 'string') said.push({ text: part, start: at, end })
    pieces.push(piece)
    at = end
  }
  const pcm = noise(at, room)
  let offset = 0
  for (const piece of pieces) {
    for (let i = 0; i < piece.length && offset + i < pcm.length; i++)
      pcm[offset + i] = Math.max(-32_768, Math.min(32_767, (pcm[offset + i] ?? 0) + (piece[i] ?? 0)))
    offset += piece.length
  }
  return { pcm, said }
}

/** The recording as a WAV file's bytes. */
export function wavOf(pcm: Int16Array): Buffer {
  return Buffer.concat([
    wavHeader(microphoneRate, pcm.byteLength),
    new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength),
  ])
}

export interface MicrophoneOptions {
  /** Without it there is no microphone at all. */
  readonly sound?: Int16Array
  /** The user refuses. */
  readonly refuse?: boolean
  /** Puts something into the core's data folder before it is started. */
  readonly prepare?: (folder: string) => void
}

/** Opens the app in a browser of its own, which hears `sound`, and closes both when `work` is done. */
export async function withMicrophone(
  { sound, refuse = false, prepare }: MicrophoneOptions,
  work: (lectern: Lectern, core: Core) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-microphone-'))
  const file = join(folder, 'microphone.wav')
  if (sound) writeFileSync(file, wavOf(sound))
  const executablePath = process.env['LECTERN_BROWSER'] ?? testBrowser()
  const core = await startCore(prepare ? { prepare } : {})
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--autoplay-policy=no-user-gesture-required',
      '--no-first-run',
      ...(refuse ? ['--deny-permission-prompts'] : ['--use-fake-ui-for-media-stream']),
      ...(sound
        ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${file}%noloop`]
        : refuse
          ? ['--use-fake-device-for-media-stream']
          : []),
    ],
  })
  try {
    const lectern = new Lectern(await (await browser.newContext()).newPage(), core)
    await lectern.open()
    await work(lectern, core)
  } finally {
    await browser.close()
    await core.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
