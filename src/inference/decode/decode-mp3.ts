/** MP3 by mpg123, compiled: only the frames that a stretch needs, and a few before them. */
import type { MPEGDecoder } from 'mpg123-decoder'
import { AppError } from '../../rpc/failure.ts'
import type { ByteSource } from './byte-source.ts'
import { Mp3Frames } from './mp3-frames.ts'
import { mixed, type Sound } from './sound.ts'

/**
 * A frame's bits may begin up to 511 bytes before it, and its window reaches into the frame before: so much is decoded
 * and thrown away before a stretch.
 */
const reservoirBytes = 1_024
const fewestBefore = 4
/** Frames decoded at a time, so that memory stays small. */
const batch = 256

/** One decoder serves all files: a stretch begins with frames that are thrown away, whatever was decoded before. */
let shared: Promise<MPEGDecoder> | undefined

/** @returns undefined where it is no MP3 */
export async function openMp3(source: ByteSource): Promise<Sound | undefined> {
  const frames = Mp3Frames.find(source)
  if (!frames) return undefined
  shared ??= import('mpg123-decoder').then(async ({ MPEGDecoder: Decoder }) => {
    const made = new Decoder({ enableGapless: false })
    await made.ready
    return made
  })
  const decoder = await shared
  const { samples: inFrame, rate } = frames.first

  return {
    rate,
    samples(from, to) {
      const begin = Math.max(0, from) + frames.delay
      const end = Math.max(0, to) + frames.delay
      const first = Math.floor(begin / inFrame)
      const last = Math.ceil(end / inFrame)
      const known = frames.upTo(last)
      if (first >= known) return new Int16Array(0)
      let before = first
      for (let bytes = 0; before > 0 && (bytes < reservoirBytes || first - before < fewestBefore); before--)
        bytes += frames.length(before - 1)
      const pcm = new Int16Array(Math.min(end, known * inFrame) - begin)
      for (let at = before; at < Math.min(last, known); at += batch) {
        const until = Math.min(last, known, at + batch)
        const list: Uint8Array[] = []
        for (let frame = at; frame < until; frame++) list.push(frames.bytes(frame).slice())
        const { channelData, samplesDecoded } = decoder.decodeFrames(list)
        if (samplesDecoded !== (until - at) * inFrame)
          throw new AppError('damaged', 'The recording is damaged here.', {
            data: { expected: (until - at) * inFrame, decoded: samplesDecoded },
          })
        const start = at * inFrame
        const cutFrom = Math.max(begin, start)
        const cutTo = Math.min(begin + pcm.length, start + samplesDecoded)
        if (cutTo > cutFrom)
          pcm.set(
            mixed(channelData.slice(0, frames.first.channels), cutFrom - start, cutTo - start),
            cutFrom - begin,
          )
      }
      return pcm
    },
    seconds: () => Math.max(0, frames.upTo(Infinity) * inFrame - frames.delay) / rate,
    close: () => source.close(),
  }
}
