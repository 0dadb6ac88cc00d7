/** FLAC by libFLAC, compiled: frame by frame, mixed to one channel. */
import { AppError } from '../../rpc/failure.ts'
import { flacFrames, flacHead } from './flac-frames.ts'
import { mixed } from './sound.ts'
import type { SoundRun } from './sound-run.ts'
import { id3Bytes } from './id3-head.ts'

/** Samples gathered before they are given. */
const least = 16_384
/** Damaged frames after which a file is given up. */
const mostDamaged = 200

/** @returns undefined where it is no FLAC */
export async function openFlac(bytes: Uint8Array): Promise<SoundRun | undefined> {
  const head = flacHead(bytes, id3Bytes(bytes))
  if (!head) return undefined
  if (head.rate === 0) throw new AppError('damaged', 'The FLAC file does not say how fast its sound is.')
  const { FLACDecoder } = await import('@wasm-audio-decoders/flac')
  const decoder = new FLACDecoder()
  await decoder.ready
  // Frames may leave rate and width to this block, which is told to be the last one.
  const start = new Uint8Array(8 + head.info.length)
  start.set([0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, head.info.length])
  start.set(head.info, 8)
  await decoder.decodeFrames([start])
  const frames = flacFrames(bytes, head)
  let damaged = 0
  let whole = 0

  return {
    rate: head.rate,
    seconds: head.samples / head.rate,
    async next() {
      const parts: Int16Array[] = []
      let gathered = 0
      while (gathered < least) {
        const { value: frame, done } = frames.next()
        if (done) break
        const part = frame.bytes ? await decodeFrame(decoder, frame.bytes) : undefined
        if (part) whole++
        else if (++damaged > mostDamaged) throw broken()
        parts.push(part ?? new Int16Array(frame.samples))
        gathered += frame.samples
      }
      if (gathered === 0) {
        if (whole === 0) throw broken()
        return undefined
      }
      return joined(parts)
    },
    close: () => decoder.free(),
  }
}

const broken = () => new AppError('damaged', 'The FLAC file is damaged.', { reason: 'sound-damaged' })

async function decodeFrame(
  decoder: {
    decodeFrames(frames: Uint8Array[]): Promise<{ channelData: Float32Array[]; samplesDecoded: number }>
  },
  bytes: Uint8Array,
): Promise<Int16Array | undefined> {
  const { channelData, samplesDecoded } = await decoder.decodeFrames([bytes])
  return samplesDecoded > 0 ? mixed(channelData, 0, samplesDecoded) : undefined
}

function joined(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
