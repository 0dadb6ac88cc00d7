/**
 * Where the frames of a FLAC file begin and end (RFC 9639, sections 8 and 9).
 *
 * A frame does not say how long it is. It ends where another begins (or the file does) and its checksum comes out as
 * nothing, so that only whole frames ever reach the decoder.
 */

export interface FlacHead {
  readonly rate: number
  readonly channels: number
  readonly bits: number
  /** Samples of each channel; 0 where the encoder did not know. */
  readonly samples: number
  /** The 34 bytes of STREAMINFO. */
  readonly info: Uint8Array
  /** Where the first frame begins. */
  readonly frames: number
}

const infoBytes = 34
const mostBlocks = 10_000

/** @returns undefined where it is no FLAC */
export function flacHead(bytes: Uint8Array, at = 0): FlacHead | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (at + 8 + infoBytes > bytes.length || view.getUint32(at) !== 0x66_4c_61_43) return undefined
  let info: Uint8Array | undefined
  let next = at + 4
  for (let blocks = 0; blocks < mostBlocks && next + 4 <= bytes.length; blocks++) {
    const first = view.getUint8(next)
    const length = view.getUint32(next) & 0xff_ff_ff
    if ((first & 0x7f) === 0 && length >= infoBytes && next + 4 + infoBytes <= bytes.length)
      info ??= bytes.subarray(next + 4, next + 4 + infoBytes)
    next += 4 + length
    if (first & 0x80) break
  }
  if (!info) return undefined
  const facts = new DataView(info.buffer, info.byteOffset, infoBytes)
  const packed = facts.getUint32(10)
  return {
    rate: packed >>> 12,
    channels: ((packed >>> 9) & 7) + 1,
    bits: ((packed >>> 4) & 31) + 1,
    samples: (packed & 15) * 2 ** 32 + facts.getUint32(14),
    info,
    frames: next,
  }
}

export interface FlacFrame {
  /** Whole and unharmed; null for one that is damaged. */
  readonly bytes: Uint8Array | null
  readonly samples: number
}

/** Polynomial x⁸ + x² + x + 1, from 0. */
const crc8 = Uint8Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 0x80 ? (value << 1) ^ 0x107 : value << 1
  return value
})
/** Polynomial x¹⁶ + x¹⁵ + x² + 1, from 0. */
const crc16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 8
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000 ? (value << 1) ^ 0x1_80_05 : value << 1
  return value
})

const shortestFrame = 8
const longestHeader = 16

/** Samples in the frame whose header is at `at`; undefined where there is no sound header. */
function headerAt(bytes: Uint8Array, at: number): number | undefined {
  const byte = (index: number): number => bytes[at + index] ?? 0
  if (byte(0) !== 0xff || (byte(1) & 0xfe) !== 0xf8) return undefined
  const size = byte(2) >> 4
  const rate = byte(2) & 15
  if (size === 0 || rate === 15 || byte(3) >> 4 > 10 || byte(3) & 1) return undefined
  let length = 5
  // The number is written as UTF-8 writes characters: as many leading ones as bytes.
  if (byte(4) >= 0xc0) length += Math.clz32(~(byte(4) << 24)) - 1
  let samples = size === 1 ? 192 : size < 6 ? 576 << (size - 2) : 256 << (size - 8)
  if (size === 6) samples = byte(length++) + 1
  if (size === 7) {
    samples = byte(length) * 256 + byte(length + 1) + 1
    length += 2
  }
  length += rate === 12 ? 1 : rate > 12 ? 2 : 0
  if (length >= longestHeader || at + length >= bytes.length) return undefined
  let check = 0
  for (let index = 0; index < length; index++) check = crc8[check ^ byte(index)] as number
  return check === byte(length) ? samples : undefined
}

/** Every frame in its order. A damaged one is given without its bytes, for silence of its length. */
export function* flacFrames(bytes: Uint8Array, { frames, channels, bits }: FlacHead): Generator<FlacFrame> {
  let at = frames
  while (at < bytes.length) {
    const samples = headerAt(bytes, at)
    if (samples === undefined) {
      const next = bytes.indexOf(0xff, at + 1)
      if (next < 0) return
      at = next
      continue
    }
    // Unpacked is the longest that an encoder would write; the difference of two channels takes a bit more.
    const longest = Math.ceil((samples * channels * (bits + 1)) / 8) + 64 * channels + longestHeader
    const limit = Math.min(bytes.length, at + longest)
    let check = 0
    let end: number | undefined
    let another: number | undefined // where something like a frame begins, if this one turns out as damaged
    let clean: number | undefined // where the checksum came out last
    for (let place = at; place < limit; place++) {
      if (place >= at + shortestFrame && bytes[place] === 0xff && headerAt(bytes, place) !== undefined) {
        another ??= place
        if (check === 0) {
          end = place
          break
        }
      }
      check = (((check << 8) & 0xffff) ^ (crc16[(check >> 8) ^ (bytes[place] as number)] as number)) & 0xffff
      if (check === 0 && place >= at + shortestFrame) clean = place + 1
    }
    // The last frame: some programs write tags of their own behind it.
    end ??= limit === bytes.length && another === undefined ? clean : undefined
    yield { bytes: end === undefined ? null : bytes.subarray(at, end), samples }
    at = end ?? another ?? limit
  }
}
