/** Opus in Ogg (RFC 7845), decoded to mono at 24 kHz by libopus itself, whatever was encoded. */
import { AppError } from '../../rpc/failure.ts'
import { granuleRate } from '../dsp/ogg.ts'
import { createOpus } from '../dsp/opus.ts'
import type { ByteSource } from './byte-source.ts'
import { OggReader } from './ogg-reader.ts'
import type { Sound } from './sound.ts'

const rate = 24_000
const perGranule = granuleRate / rate
/** Samples at `granuleRate` that are decoded before a stretch until the decoder has settled (RFC 7845, 4.6). */
const preRoll = 3_840
const headPackets = 2
const anyBitrate = 32_000
/** Samples at `granuleRate` before a stretch that are decoded for it at most; pages that say when they end need none. */
const longestWay = 600 * granuleRate
/** Packets without sound in one stretch: a stream of nothing else would never come to its end. */
const mostEmpty = 1_000

/** Samples at `granuleRate` in a packet (RFC 6716, 3.1 and 3.2). */
export function packetSamples(packet: Uint8Array): number {
  const first = packet[0]
  if (first === undefined) return 0
  const config = first >> 3
  const frame =
    config < 12
      ? ([480, 960, 1_920, 2_880][config & 3] ?? 0)
      : config < 16
        ? config & 1
          ? 960
          : 480
        : 120 << (config & 3)
  const code = first & 3
  const frames = code === 0 ? 1 : code === 3 ? (packet[1] ?? 0) & 63 : 2
  return frame * frames
}

/** @returns undefined where it is no Opus in Ogg */
export function openOpus(source: ByteSource): Sound | undefined {
  const ogg = new OggReader(source)
  const head = ogg.packets(0).next().value?.packet
  if (!head || new TextDecoder('latin1').decode(head.subarray(0, 8)) !== 'OpusHead' || head.length < 19)
    return undefined
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
  if (head[18] !== 0)
    throw new AppError('unsupported-format', 'Opus of more than two channels is not decoded.')
  const preSkip = view.getUint16(10, true)
  const gain = 10 ** (view.getInt16(16, true) / 256 / 20)
  const codec = createOpus(rate, anyBitrate)
  let firstPage = 0
  {
    let passed = 0
    for (const { page } of ogg.packets(0)) {
      firstPage = page
      if (++passed > headPackets) break
    }
  }

  /** The last page that ends before a granule; the first of the sound, if there is none. */
  const pageBefore = (granule: number): number => {
    let found = firstPage
    for (let index = firstPage; ; index++) {
      const page = ogg.page(index)
      if (!page || (page.granule !== undefined && page.granule > granule)) return found
      if (page.granule !== undefined) found = index + 1
    }
  }
  /** Granule at which the first whole packet of a page begins. */
  const beginOf = (index: number): number => {
    if (index <= firstPage) return firstGranule()
    return ogg.page(index - 1)?.granule ?? 0
  }
  const firstGranule = (): number => {
    const end = ogg.page(firstPage)?.granule
    if (end === undefined) return 0
    let length = 0
    for (const { packet, page } of ogg.packets(firstPage)) {
      if (page > firstPage) break
      length += packetSamples(packet)
    }
    // A first page that holds more than it says is one that ends early; else the stream was cut out of another.
    return Math.max(0, end - length)
  }
  const origin = firstGranule()

  return {
    rate,
    samples(from, to) {
      const begin = origin + preSkip + Math.max(0, from) * perGranule
      const end = origin + preSkip + Math.max(0, to) * perGranule
      let start = pageBefore(Math.max(origin, begin - preRoll))
      while (start > firstPage && (ogg.page(start)?.continued || ogg.page(start - 1)?.granule === undefined))
        start--
      let at = beginOf(start)
      if (begin - at > longestWay)
        throw new AppError('damaged', 'The recording does not say where this stretch is.')
      let empty = 0
      const pcm = new Int16Array(Math.max(0, Math.round((end - begin) / perGranule)))
      let written = 0
      for (const { packet, page } of ogg.packets(start)) {
        const length = packetSamples(packet)
        if (at >= end) break
        if (length === 0) {
          if (++empty > mostEmpty) throw new AppError('damaged', 'The recording is empty here.')
          continue
        }
        const decoded = codec.decode(packet)
        // The last page may end before its last packet does.
        const limit = ogg.page(page + 1) ? Infinity : (ogg.page(page)?.granule ?? Infinity)
        for (let index = 0; index < decoded.length; index++) {
          const granule = at + index * perGranule
          if (granule < begin || granule >= end || granule >= limit) continue
          const value = Math.round((decoded[index] ?? 0) * gain)
          pcm[written++] = Math.max(-32_768, Math.min(32_767, value))
        }
        at += length
      }
      return pcm.subarray(0, Math.min(written, pcm.length))
    },
    seconds() {
      let last = origin + preSkip
      for (let index = firstPage; ; index++) {
        const page = ogg.page(index)
        if (!page) break
        last = Math.max(last, page.granule ?? 0)
      }
      return (last - origin - preSkip) / granuleRate
    },
    close() {
      codec.free()
      source.close()
    },
  }
}
