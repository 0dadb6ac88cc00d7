/**
 * Recordings as the ear hears them: mono, 16 bit, at `hearingRate`, from the beginning to the end.
 *
 * What a recording is, its bytes say. It is decoded as it is read, some seconds at a time, so that an hour of sound is
 * never held whole.
 */
import { hearingRate } from '../../contract/hearing.ts'
import { AppError, isAppError } from '../../rpc/failure.ts'
import { createResampler } from '../dsp/resample.ts'
import { bytesSource } from './byte-source.ts'
import { openFlac } from './decode-flac.ts'
import { openMp3 } from './decode-mp3.ts'
import { openOpus } from './decode-opus.ts'
import { openWav } from './decode-wav.ts'
import { openWebm } from './decode-webm.ts'
import { runOf, type SoundRun } from './sound-run.ts'

export interface HearingSound {
  /** As far as the file says; 0 where it does not. */
  readonly seconds: number
  /** Whether all has been read. */
  readonly ended: boolean
  /**
   * The next samples: as many as asked for, fewer only at the end.
   * @throws {AppError} `damaged`
   */
  read(samples: number): Promise<Int16Array>
  close(): void
}

const slowest = 1_000
const fastest = 768_000
/** Pieces without a sample in a row: a file of nothing else would never come to its end. */
const mostEmpty = 1_000

/**
 * @param bytes WAV (also RF64), FLAC, MP3, Ogg Opus, WebM or Matroska Opus; kept until it is closed
 * @throws {AppError} `unsupported-format` for what is none of these, `damaged` for what cannot be decoded
 */
export async function openHearingSound(bytes: Uint8Array): Promise<HearingSound> {
  // Between processes bytes arrive as Node's Buffer, whose `slice` is no copy.
  const run = await openRun(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const rate = resampledFrom(run.rate)
  const resampler = rate === hearingRate ? undefined : createResampler(rate, hearingRate)
  let ready: Int16Array[] = []
  let held = 0
  let over = false

  async function fill(): Promise<void> {
    for (let empty = 0; empty < mostEmpty; empty++) {
      const piece = await run.next()
      over = piece === undefined
      const pcm = !resampler ? piece : over ? resampler.flush() : resampler.write(piece as Int16Array)
      if (pcm && pcm.length > 0) {
        ready.push(pcm)
        held += pcm.length
        return
      }
      if (over) return
    }
    throw new AppError('damaged', 'The recording is empty.', { reason: 'sound-damaged' })
  }
  await fill()

  return {
    seconds: run.seconds,
    get ended() {
      return over && held === 0
    },
    async read(samples) {
      // One more than is asked for tells whether there is more.
      while (!over && held <= samples) await fill()
      const pcm = new Int16Array(Math.min(samples, held))
      let at = 0
      while (at < pcm.length) {
        const [first] = ready as [Int16Array]
        const part = first.subarray(0, pcm.length - at)
        pcm.set(part, at)
        at += part.length
        if (part.length === first.length) ready.shift()
        else ready[0] = first.subarray(part.length)
      }
      held -= pcm.length
      return pcm
    },
    close() {
      ready = []
      held = 0
      over = true
      run.close()
    },
  }
}

async function openRun(bytes: Uint8Array): Promise<SoundRun> {
  const run = (await openFlac(bytes)) ?? openWebm(bytes) ?? (await openAny(bytes))
  if (!run)
    throw new AppError(
      'unsupported-format',
      'This is no recording that can be listened to. WAV, FLAC, MP3, Ogg Opus and WebM Opus can.',
      { reason: 'sound-format' },
    )
  if (run.rate < slowest || run.rate > fastest)
    throw new AppError('unsupported-format', `A recording of ${run.rate} samples a second is not decoded.`, {
      reason: 'sound-format',
    })
  return run
}

async function openAny(bytes: Uint8Array): Promise<SoundRun | undefined> {
  try {
    const source = bytesSource(bytes)
    const sound = openWav(source) ?? openOpus(source) ?? (await openMp3(source))
    return sound && runOf(sound)
  } catch (error) {
    if (isAppError(error)) throw error
    throw new AppError('damaged', 'The recording is damaged.', { cause: error, reason: 'sound-damaged' })
  }
}

/** Rates that have little in common with ours would make a large filter: a hundredth of a percent is given away. */
function resampledFrom(rate: number): number {
  let [a, b] = [rate, hearingRate as number]
  while (b > 0) [a, b] = [b, a % b]
  return a >= 8 ? rate : Math.max(10, Math.round(rate / 10) * 10)
}
