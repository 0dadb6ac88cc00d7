/** The sound of a file, piece by piece from the ear, across its crashes. */
import { hearingRate } from '../../contract/hearing.ts'
import { isLost } from '../../core/hearing/failures.ts'
import type { Ear } from '../../core/ports.ts'

/** Samples of a piece: four seconds. */
const piece = 64_000
/** Times that a file is opened anew: one that ends the process each time must end. */
const attempts = 3

/**
 * @param bytes WAV, FLAC, MP3, Ogg or WebM Opus
 * @returns pieces of mono sound, 16 bit, at `hearingRate`
 * @throws {AppError} what the decoder has against the file; `unavailable` where the ear does not come back
 */
export async function* fileSound(
  ear: Ear,
  bytes: Uint8Array,
  signal?: AbortSignal,
): AsyncGenerator<Int16Array> {
  let position = 0
  for (let attempt = 1; ; attempt++) {
    let stream: number | undefined
    try {
      stream = (await ear.call('sound.open', { bytes }, signal)).stream
      for (let skipped = 0; ;) {
        const { pcm, ended } = await ear.call('sound.read', { stream, samples: piece }, signal)
        const fresh = pcm.slice(Math.max(0, Math.min(pcm.length, position - skipped)))
        skipped += pcm.length
        if (fresh.length > 0) {
          position += fresh.length
          yield fresh
        }
        if (ended) return
      }
    } catch (error) {
      if (!isLost(error) || attempt === attempts) throw error
      stream = undefined
    } finally {
      if (stream !== undefined) ear.call('sound.close', { stream }).catch(() => undefined) // gone already
    }
  }
}

export interface SoundLength {
  readonly seconds: number
  /** It ends before it says it does. */
  readonly cutOff: boolean
}

/**
 * @returns its length as the file says, else as decoding it shows
 * @throws {AppError} what the decoder has against the file
 */
export async function soundLength(ear: Ear, bytes: Uint8Array, signal?: AbortSignal): Promise<SoundLength> {
  const { stream, seconds, cutOff } = await ear.call('sound.open', { bytes }, signal)
  await ear.call('sound.close', { stream })
  if (seconds > 0) return { seconds, cutOff }
  let samples = 0
  for await (const pcm of fileSound(ear, bytes, signal)) samples += pcm.length
  return { seconds: samples / hearingRate, cutOff }
}
