/**
 * WAV (RIFF, and RF64 for more than 4 GB): PCM of 8, 16, 24 or 32 bits, floating point of 32 or 64, A-law and µ-law, any
 * number of channels.
 */
import type { ByteSource } from './byte-source.ts'
import { mixed, type Sound } from './sound.ts'

const kinds = { pcm: 1, float: 3, aLaw: 6, muLaw: 7, extensible: 0xff_fe } as const
const mostChannels = 32
const highestRate = 768_000
/** What is before the samples: a file of nothing but empty chunks is no sound, and would take minutes. */
const mostChunks = 1_000
/** Samples that are mixed at a time, so that many channels take no more memory than one. */
const batch = 65_536
/** What stands for a length that was not known, or is told elsewhere (RF64). */
const noLength = 0xffff_ffff

interface Format {
  readonly kind: number
  readonly channels: number
  readonly rate: number
  readonly bits: number
}

/** @returns undefined where it is no WAV, or one of a compressed kind */
export function openWav(source: ByteSource): Sound | undefined {
  const word = (at: number): string => String.fromCharCode(...source.read(at, 4))
  if (!['RIFF', 'RF64', 'BW64'].includes(word(0)) || word(8) !== 'WAVE') return undefined
  let format: Format | undefined
  let long: number | undefined
  for (let at = 12, chunks = 0; at + 8 <= source.size && chunks < mostChunks; chunks++) {
    // Some programs leave out the byte that makes a chunk's length even.
    if (at > 12 && !isId(word(at)) && isId(word(at - 1))) at--
    const id = word(at)
    const head = source.read(at + 4, 4)
    if (head.length < 4) return undefined // shorter than the archive says
    const length = new DataView(head.buffer, head.byteOffset, 4).getUint32(0, true)
    if (id === 'ds64' && length >= 24) {
      const bytes = source.read(at + 8, 16).slice()
      if (bytes.length === 16) long = Number(new DataView(bytes.buffer).getBigUint64(8, true))
    } else if (id === 'fmt ') {
      const bytes = source.read(at + 8, Math.min(40, length)).slice()
      if (bytes.length < 16) return undefined
      const view = new DataView(bytes.buffer)
      const kind = view.getUint16(0, true)
      format = {
        kind: kind === kinds.extensible && bytes.length >= 26 ? view.getUint16(24, true) : kind,
        channels: view.getUint16(2, true),
        rate: view.getUint32(4, true),
        bits: view.getUint16(14, true),
      }
    } else if (id === 'data' && format) {
      const rest = source.size - at - 8
      // A recorder that was cut off has not told the length: then all that is left is sound.
      const told = length === noLength ? (long ?? rest) : length === 0 && !isId(word(at + 8)) ? rest : length
      return wavSound(source, at + 8, Math.min(told, rest), format)
    }
    at += 8 + length + (length % 2)
  }
  return undefined
}

const isId = (word: string): boolean => /^[\x20-\x7e]{4}$/.test(word)

/** Bytes of a sample, by kind and bits; undefined for what is not decoded. */
function widthOf({ kind, bits }: Format): number | undefined {
  if (kind === kinds.pcm) return bits >= 1 && bits <= 32 ? Math.ceil(bits / 8) : undefined
  if (kind === kinds.float) return bits === 32 || bits === 64 ? bits / 8 : undefined
  return (kind === kinds.aLaw || kind === kinds.muLaw) && bits === 8 ? 1 : undefined
}

/** Reads the sample at a byte as −1..1. */
function reader({ kind, bits }: Format): (view: DataView, at: number) => number {
  if (kind === kinds.aLaw) return (view, at) => aLaw(view.getUint8(at)) / 32_768
  if (kind === kinds.muLaw) return (view, at) => muLaw(view.getUint8(at)) / 32_768
  if (kind === kinds.float)
    return bits === 32
      ? (view, at) => finite(view.getFloat32(at, true))
      : (view, at) => finite(view.getFloat64(at, true))
  if (bits <= 8) return (view, at) => (view.getUint8(at) - 128) / 128
  if (bits <= 16) return (view, at) => view.getInt16(at, true) / 32_768
  if (bits <= 24) return (view, at) => ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8_388_608
  return (view, at) => view.getInt32(at, true) / 2_147_483_648
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0)

/** ITU-T G.711: 13 bits on a bent scale, here as 16. */
function aLaw(byte: number): number {
  const code = byte ^ 0x55
  const exponent = (code >> 4) & 7
  const mantissa = code & 15
  const value = exponent === 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1)
  return code & 0x80 ? value : -value
}
/** ITU-T G.711: 14 bits on a bent scale, here as 16. */
function muLaw(byte: number): number {
  const code = ~byte & 0xff
  const value = ((((code & 15) << 3) + 0x84) << ((code >> 4) & 7)) - 0x84
  return code & 0x80 ? -value : value
}

function wavSound(source: ByteSource, begin: number, length: number, format: Format): Sound | undefined {
  const { channels, rate } = format
  const width = widthOf(format)
  if (width === undefined || channels < 1 || channels > mostChannels || rate < 1_000 || rate > highestRate)
    return undefined
  const inFrame = width * channels
  const count = Math.floor(length / inFrame)
  const sample = reader(format)
  const most = Math.ceil(batch / channels)
  return {
    rate,
    seconds: () => count / rate,
    samples(from, to) {
      const first = Math.max(0, Math.min(count, from))
      const last = Math.max(first, Math.min(count, to))
      const pcm = new Int16Array(last - first)
      const list = Array.from({ length: channels }, () => new Float32Array(Math.min(most, pcm.length)))
      for (let done = 0; done < pcm.length; done += most) {
        const bytes = source.read(begin + (first + done) * inFrame, most * inFrame)
        const frames = Math.min(pcm.length - done, Math.floor(bytes.length / inFrame))
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
        for (const [channel, samples] of list.entries())
          for (let index = 0; index < frames; index++)
            samples[index] = sample(view, index * inFrame + channel * width)
        pcm.set(mixed(list, 0, frames), done)
        if (frames < Math.min(most, pcm.length - done)) return pcm.subarray(0, done + frames)
      }
      return pcm
    },
    close: () => source.close(),
  }
}
