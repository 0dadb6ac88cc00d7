/**
 * Sound files written segment by segment: stretched to a speed, then as WAV samples, Ogg Opus pages or MP3 frames.
 *
 * A segment is encoded by itself and ends at a whole frame, in the silence after an utterance: whoever writes the
 * file can stop after any of them and go on later, and the file is as if nothing had been. What stands before and
 * behind the sound (tags, chapters, lengths) is not written here, but where those are known: see app/exports.
 */
import { type SoundRun, soundRate } from '../contract/inference.ts'
import { AppError } from '../rpc/failure.ts'
import { createMp3, mp3FrameBytes, mp3FrameSamples } from './dsp/mp3.ts'
import { granuleRate, OggStream } from './dsp/ogg.ts'
import { createOpus, opusDelay } from './dsp/opus.ts'
import { createStretcher, type Stretcher } from './dsp/stretch.ts'

type SoundFormat = 'wav' | 'opus' | 'mp3'

/** Where in its file a segment begins. */
export interface SegmentStart {
  /** Samples at `soundRate` that lie before it. */
  readonly samples: number
  /** Ogg: pages that lie before it, and the number of the stream. */
  readonly pages: number
  readonly serial: number
}

interface SegmentEnd {
  readonly bytes: Uint8Array
  /** Samples that the segment adds to the file: those given, and what fills the last frame. */
  readonly samples: number
  readonly pages: number
  /** Bytes of the segment's last Ogg page. */
  readonly lastPage: number
}

interface SegmentWriter {
  write(pcm: Int16Array): Uint8Array
  close(): SegmentEnd
  free(): void
}

const nothing = new Uint8Array(0)
/** Bits per second; about 14 MB an hour. 40,000 would bring the sound 0.3 dB nearer (see ADR 15). */
const bitrate = 32_000
const frameSamples = soundRate / 50 // 20 ms
const framesPerPage = 50 // a page a second, so that players can seek by the second

function join(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1) return parts[0] as Uint8Array
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function wavWriter(): SegmentWriter {
  let samples = 0
  return {
    write(pcm) {
      samples += pcm.length
      // Little-endian, as all our machines are; a copy, for what is sent is given away.
      return new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength).slice()
    },
    close: () => ({ bytes: nothing, samples, pages: 0, lastPage: 0 }),
    free: () => undefined,
  }
}

/** Pages whose granule positions go on from where the file has come to. */
function opusWriter(start: SegmentStart): SegmentWriter {
  const opus = createOpus(soundRate, bitrate)
  const ogg = new OggStream(start.serial, start.pages)
  const perSample = granuleRate / soundRate
  const frame = new Int16Array(frameSamples)
  let filled = 0
  let samples = 0
  let frames = 0
  let packets: Uint8Array[] = []
  const pages: Uint8Array[] = []
  const page = () => {
    pages.push(ogg.page(packets, (start.samples + frames * frameSamples) * perSample))
    packets = []
  }
  function encode(): void {
    if (packets.length === framesPerPage) page()
    packets.push(opus.encode(frame))
    frames += 1
    filled = 0
  }
  return {
    write(pcm) {
      samples += pcm.length
      for (let from = 0; from < pcm.length;) {
        const count = Math.min(frameSamples - filled, pcm.length - from)
        frame.set(pcm.subarray(from, from + count), filled)
        filled += count
        from += count
        if (filled === frameSamples) encode()
      }
      return join(pages.splice(0))
    },
    close() {
      // What the codec still holds of the sound must be out: the next segment's codec begins without it.
      while (frames * frameSamples < samples + opusDelay / perSample || packets.length === 0) {
        frame.fill(0, filled)
        encode()
      }
      page()
      return {
        lastPage: pages.at(-1)?.length ?? 0,
        bytes: join(pages.splice(0)),
        samples: frames * frameSamples,
        pages: ogg.sequence - start.pages,
      }
    },
    free: () => opus.free(),
  }
}

async function mp3Writer(): Promise<SegmentWriter> {
  const mp3 = await createMp3()
  let written = 0
  const counted = (bytes: Uint8Array) => {
    written += bytes.length
    return bytes
  }
  return {
    write: (pcm) => counted(join(mp3.encode(pcm))),
    close() {
      const bytes = counted(mp3.flush())
      if (written % mp3FrameBytes !== 0) throw new AppError('internal', 'The MP3 encoder left half a frame.')
      return { bytes, samples: (written / mp3FrameBytes) * mp3FrameSamples, pages: 0, lastPage: 0 }
    },
    free: () => mp3.free(),
  }
}

interface OpenSegment {
  readonly stretcher: Stretcher
  readonly writer: SegmentWriter
}

/** More at once than anyone writes; a forgotten one would hold memory for ever. */
const mostOpen = 8

export interface Encoders {
  open(request: {
    format: SoundFormat
    speed: number
    start?: SegmentStart | undefined
  }): Promise<{ encoder: number }>
  write(encoder: number, pcm: Int16Array, runs?: readonly SoundRun[]): { bytes: Uint8Array }
  close(encoder: number): SegmentEnd
}

export function encoders(): Encoders {
  const open = new Map<number, OpenSegment>()
  // Starts anywhere, so that a number from before a crash never names another segment after it.
  let next = Math.floor(Math.random() * 2 ** 40)
  function get(encoder: number): OpenSegment {
    const segment = open.get(encoder)
    if (!segment)
      throw new AppError('not-found', 'The sound file is no longer being written.', {
        reason: 'encoder-lost',
      })
    return segment
  }
  function forget(encoder: number, segment: OpenSegment): void {
    open.delete(encoder)
    segment.stretcher.free()
    segment.writer.free()
  }
  return {
    async open({ format, speed, start = { samples: 0, pages: 0, serial: 1 } }) {
      const stretcher = await createStretcher(soundRate, speed)
      const writer =
        format === 'wav' ? wavWriter() : format === 'opus' ? opusWriter(start) : await mp3Writer()
      const oldest = open.entries().next().value
      if (open.size >= mostOpen && oldest) forget(...oldest)
      const encoder = next++
      open.set(encoder, { stretcher, writer })
      return { encoder }
    },
    write(encoder, pcm, runs) {
      const { stretcher, writer } = get(encoder)
      if (!runs) return { bytes: writer.write(stretcher.write(pcm)) }
      const parts: Uint8Array[] = []
      let at = 0
      for (const { samples, speed } of runs) {
        parts.push(writer.write(stretcher.write(pcm.subarray(at, at + samples), speed)))
        at += samples
      }
      return { bytes: join(parts) }
    },
    close(encoder) {
      const segment = get(encoder)
      try {
        const first = segment.writer.write(segment.stretcher.flush())
        const end = segment.writer.close()
        return { ...end, bytes: join([first, end.bytes]) }
      } finally {
        forget(encoder, segment)
      }
    },
  }
}
