/**
 * Stretches of recorded sounds as the engine gives all sound: mono, 16 bit, at `soundRate`.
 *
 * What a sound is, its bytes say. The files that were read last stay open, with what has been found out about where
 * their frames lie, since the next stretch is nearly always the next one of the same file.
 */
import { soundRate } from '../../contract/inference.ts'
import { AppError } from '../../rpc/failure.ts'
import { resample } from '../dsp/resample.ts'
import { type ByteSource, fileSource } from './byte-source.ts'
import { openMp3 } from './decode-mp3.ts'
import { openOpus } from './decode-opus.ts'
import { openWav } from './decode-wav.ts'
import type { Sound } from './sound.ts'

/** @throws {AppError} `unsupported-format` for what no decoder here reads; AAC is among it */
export async function openSound(source: ByteSource): Promise<Sound> {
  const sound = openWav(source) ?? openOpus(source) ?? (await openMp3(source))
  if (sound) return sound
  throw new AppError('unsupported-format', 'This kind of recording is not decoded here.')
}

/** Where a sound lies: a stretch of a file. */
export interface SoundPlace {
  readonly file: string
  readonly at: number
  readonly size: number
}

const openFiles = 4
/** Seconds of sound on both sides that the resampler needs to begin and end as within a longer sound. */
const margin = 0.02
/** Seconds. A longer stretch is no sentence, and would take 50 MB. */
export const longestClip = 1_000
/** What is missing at the end of a stretch before it counts as broken. */
const allowedShort = 0.5

export class Sounds {
  readonly #open = new Map<string, Promise<Sound>>()

  /**
   * The samples from `start` to `end` seconds, cut to the sample; to the sound's end where `end` is absent.
   * @throws {AppError} `not-found`, `unsupported-format`, `damaged`; `bad-input` for a stretch behind the sound's end
   */
  async clip(place: SoundPlace, start: number, end: number | undefined): Promise<Int16Array> {
    const sound = await this.#sound(place)
    const until = end ?? start + longestClip
    if (until - start > longestClip)
      throw new AppError('bad-input', 'The stretch of the recording is too long.')
    const pcm = clipOf(sound, start, until)
    const short = (until - start) * soundRate - pcm.length
    if (pcm.length === 0 || (end !== undefined && short > allowedShort * pcm.length))
      throw new AppError('bad-input', 'The recording ends before this stretch does.')
    return pcm
  }

  #sound(place: SoundPlace): Promise<Sound> {
    const key = `${place.file}\0${place.at}\0${place.size}`
    let sound = this.#open.get(key)
    this.#open.delete(key)
    sound ??= openPlace(place)
    this.#open.set(key, sound)
    sound.catch(() => this.#open.delete(key))
    for (const [oldest, old] of this.#open) {
      if (this.#open.size <= openFiles) break
      this.#open.delete(oldest)
      void old.then((closed) => closed.close()).catch(() => undefined)
    }
    return sound
  }
}

async function openPlace({ file, at, size }: SoundPlace): Promise<Sound> {
  const source = fileSource(file, at, size)
  try {
    return await openSound(source)
  } catch (error) {
    source.close()
    throw error
  }
}

/** @returns mono samples at `soundRate`; fewer than asked for at the sound's end */
export function clipOf(sound: Sound, start: number, end: number): Int16Array {
  const { rate } = sound
  if (rate === soundRate) return sound.samples(Math.round(start * rate), Math.round(end * rate))
  const from = Math.max(0, Math.floor((start - margin) * rate))
  const pcm = resample(sound.samples(from, Math.ceil((end + margin) * rate)), rate, soundRate)
  const first = Math.round((start - from / rate) * soundRate)
  return pcm.slice(first, first + Math.round((end - start) * soundRate))
}
