/** Sound files written piece by piece: stretched to a speed, then WAV or Ogg Opus. */
import { soundRate } from '../contract/inference.ts'
import { AppError } from '../rpc/failure.ts'
import { granuleRate, OggStream, opusHead, opusTags } from './dsp/ogg.ts'
import { createOpus, opusDelay } from './dsp/opus.ts'
import { createStretcher, type Stretcher } from './dsp/stretch.ts'
import { wavHeader } from './dsp/wav.ts'

type SoundFormat = 'wav' | 'opus'

interface FileWriter {
  write(pcm: Int16Array): Uint8Array
  close(): { bytes: Uint8Array; head: Uint8Array }
  free(): void
}

const nothing = new Uint8Array(0)
/** Bits per second; about 14 MB an hour. 40,000 would bring the sound 0.3 dB nearer (see ADR 15). */
const bitrate = 32_000
const frameSamples = soundRate / 50 // 20 ms
const framesPerPage = 50 // a page a second, so that players can seek by the second

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function wavWriter(): FileWriter {
  let bytes = 0
  let begun = false
  return {
    write(pcm) {
      const head = begun ? nothing : wavHeader(soundRate, 0xffff_ffff)
      begun = true
      bytes += pcm.byteLength
      const body = new Uint8Array(pcm.byteLength)
      body.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)) // little-endian, as all our machines are
      return head.length === 0 ? body : join([head, body])
    },
    close() {
      return { bytes: nothing, head: wavHeader(soundRate, bytes) }
    },
    free: () => undefined,
  }
}

/** The stream ends exactly at the last sample: its final granule position tells the decoder what to drop. */
function opusWriter(title: string | undefined): FileWriter {
  const opus = createOpus(soundRate, bitrate)
  const ogg = new OggStream(Math.floor(Math.random() * 2 ** 32))
  const perFrame = (frameSamples * granuleRate) / soundRate
  const frame = new Int16Array(frameSamples)
  let filled = 0
  let samples = 0
  let granule = 0
  let packets: Uint8Array[] = []
  const pages: Uint8Array[] = [
    ogg.page([opusHead(opusDelay, soundRate)], 0, 'first'),
    ogg.page(
      [opusTags('Lectern', ['ENCODER=Lectern', ...(title ? [`TITLE=${title.slice(0, 1_000)}`] : [])])],
      0,
    ),
  ]
  function encode(): void {
    // A page is sent only when a further packet is sure to come, so that there is always one left to be the last.
    if (packets.length === framesPerPage) {
      pages.push(ogg.page(packets, granule))
      packets = []
    }
    packets.push(opus.encode(frame))
    granule += perFrame
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
      const end = opusDelay + (samples * granuleRate) / soundRate
      // The decoder drops its delay at the start, so as much must follow the last sample.
      while (granule < end || packets.length === 0) {
        frame.fill(0, filled)
        encode()
      }
      pages.push(ogg.page(packets, end, 'last'))
      return { bytes: join(pages.splice(0)), head: nothing }
    },
    free: () => opus.free(),
  }
}

interface OpenFile {
  readonly stretcher: Stretcher
  readonly writer: FileWriter
  samples: number
}

/** More files at once than anyone writes; a forgotten one would hold memory for ever. */
const mostOpen = 8

export interface Encoders {
  open(request: {
    format: SoundFormat
    speed: number
    title?: string | undefined
  }): Promise<{ encoder: number }>
  write(encoder: number, pcm: Int16Array): { bytes: Uint8Array }
  close(encoder: number): { bytes: Uint8Array; head: Uint8Array; seconds: number }
}

export function encoders(): Encoders {
  const files = new Map<number, OpenFile>()
  // Starts anywhere, so that a number from before a crash never names another file after it.
  let next = Math.floor(Math.random() * 2 ** 40)
  function get(encoder: number): OpenFile {
    const file = files.get(encoder)
    if (!file)
      throw new AppError('not-found', 'The sound file is no longer being written.', {
        reason: 'encoder-lost',
      })
    return file
  }
  function forget(encoder: number, file: OpenFile): void {
    files.delete(encoder)
    file.stretcher.free()
    file.writer.free()
  }
  return {
    async open({ format, speed, title }) {
      const stretcher = await createStretcher(soundRate, speed)
      const oldest = files.entries().next().value
      if (files.size >= mostOpen && oldest) forget(...oldest)
      const writer = format === 'wav' ? wavWriter() : opusWriter(title)
      const encoder = next++
      files.set(encoder, { stretcher, writer, samples: 0 })
      return { encoder }
    },
    write(encoder, pcm) {
      const file = get(encoder)
      const stretched = file.stretcher.write(pcm)
      file.samples += stretched.length
      return { bytes: file.writer.write(stretched) }
    },
    close(encoder) {
      const file = get(encoder)
      const rest = file.stretcher.flush()
      file.samples += rest.length
      const first = file.writer.write(rest)
      const { bytes, head } = file.writer.close()
      forget(encoder, file)
      return { bytes: join([first, bytes]), head, seconds: file.samples / soundRate }
    },
  }
}
