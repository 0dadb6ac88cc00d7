/** WAV (RIFF): PCM of 8, 16, 24 or 32 bits and 32-bit floating point, any number of channels. */
import type { ByteSource } from './byte-source.ts'
import { mixed, type Sound } from './sound.ts'

const formats = { pcm: 1, float: 3, extensible: 0xff_fe } as const
const mostChannels = 8
const highestRate = 192_000
/** What is before the samples: a file of nothing but empty chunks is no sound, and would take minutes. */
const mostChunks = 1_000
/** Frames that are mixed at a time, so that many channels take no more memory than one. */
const batch = 65_536

/** @returns undefined where it is no WAV, or one of a compressed kind */
export function openWav(source: ByteSource): Sound | undefined {
  const word = (at: number): string => String.fromCharCode(...source.read(at, 4))
  if (word(0) !== 'RIFF' || word(8) !== 'WAVE') return undefined
  let format: { kind: number; channels: number; rate: number; bits: number } | undefined
  for (let at = 12, chunks = 0; at + 8 <= source.size && chunks < mostChunks; chunks++) {
    const id = word(at)
    const head = source.read(at + 4, 4)
    if (head.length < 4) return undefined // shorter than the archive says
    const length = new DataView(head.buffer, head.byteOffset, 4).getUint32(0, true)
    if (id === 'fmt ') {
      const bytes = source.read(at + 8, 40).slice()
      if (bytes.length < 16) return undefined
      const view = new DataView(bytes.buffer)
      const kind = view.getUint16(0, true)
      format = {
        kind: kind === formats.extensible && bytes.length >= 26 ? view.getUint16(24, true) : kind,
        channels: view.getUint16(2, true),
        rate: view.getUint32(4, true),
        bits: view.getUint16(14, true),
      }
    } else if (id === 'data' && format)
      return wavSound(source, at + 8, Math.min(length, source.size - at - 8), format)
    at += 8 + length + (length % 2)
  }
  return undefined
}

function wavSound(
  source: ByteSource,
  begin: number,
  length: number,
  { kind, channels, rate, bits }: { kind: number; channels: number; rate: number; bits: number },
): Sound | undefined {
  const width = bits / 8
  const known = kind === formats.float ? bits === 32 : kind === formats.pcm && [8, 16, 24, 32].includes(bits)
  if (!known || channels < 1 || channels > mostChannels || rate < 1_000 || rate > highestRate)
    return undefined
  const inFrame = width * channels
  const count = Math.floor(length / inFrame)
  const sample = (view: DataView, at: number): number => {
    if (kind === formats.float) return view.getFloat32(at, true)
    if (bits === 8) return (view.getUint8(at) - 128) / 128
    if (bits === 16) return view.getInt16(at, true) / 32_768
    if (bits === 24) return ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608
    return view.getInt32(at, true) / 2_147_483_648
  }
  return {
    rate,
    samples(from, to) {
      const first = Math.max(0, Math.min(count, from))
      const last = Math.max(first, Math.min(count, to))
      const pcm = new Int16Array(last - first)
      const list = Array.from({ length: channels }, () => new Float32Array(Math.min(batch, pcm.length)))
      for (let done = 0; done < pcm.length; done += batch) {
        const bytes = source.read(begin + (first + done) * inFrame, batch * inFrame)
        const frames = Math.min(pcm.length - done, Math.floor(bytes.length / inFrame))
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        for (const [channel, samples] of list.entries())
          for (let index = 0; index < frames; index++)
            samples[index] = sample(view, index * inFrame + channel * width)
        pcm.set(mixed(list, 0, frames), done)
        if (frames < Math.min(batch, pcm.length - done)) return pcm.subarray(0, done + frames)
      }
      return pcm
    },
    close: () => source.close(),
  }
}
