/**
 * Where the frames of an MP3 begin (ISO 11172-3 and 13818-3, Layer III).
 *
 * Found by walking from header to header as far as they are wanted, never decoding: an hour is some 140,000 headers.
 * Bit rates may vary, and what is between frames (tags, pictures, torn frames) is stepped over.
 */
import type { ByteSource } from './byte-source.ts'

export interface FrameHeader {
  readonly bytes: number
  readonly samples: number
  /** Samples per second. */
  readonly rate: number
  readonly channels: 1 | 2
  readonly mpeg1: boolean
}

const rates = [
  [11_025, 12_000, 8_000], // MPEG 2.5
  [],
  [22_050, 24_000, 16_000], // MPEG 2
  [44_100, 48_000, 32_000], // MPEG 1
]
const kilobits1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const kilobits2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]

/** The header of a Layer III frame in the first four bytes; undefined where there is none. */
export function frameHeader(bytes: Uint8Array, at = 0): FrameHeader | undefined {
  const byte = (index: number): number => bytes[at + index] ?? 0
  const kind = byte(1)
  const rateByte = byte(2)
  if (byte(0) !== 0xff || (kind & 0xe0) !== 0xe0 || ((kind >> 1) & 3) !== 1) return undefined
  const version = (kind >> 3) & 3
  const rate = rates[version]?.[(rateByte >> 2) & 3]
  const mpeg1 = version === 3
  const kilobits = (mpeg1 ? kilobits1 : kilobits2)[rateByte >> 4]
  if (!rate || !kilobits) return undefined
  const bytesInFrame = Math.floor(((mpeg1 ? 144_000 : 72_000) * kilobits) / rate) + ((rateByte >> 1) & 1)
  return {
    bytes: bytesInFrame,
    samples: mpeg1 ? 1_152 : 576,
    rate,
    channels: byte(3) >> 6 === 3 ? 1 : 2,
    mpeg1,
  }
}

/** Bytes after which a file without a frame is no MP3, or has ended. */
const longestJunk = 1_000_000
const firstRoom = 4_096
/** Three days of the shortest frames: what is longer ends there, before its list takes all memory. */
const mostFrames = 12_000_000
const mostTags = 100

export class Mp3Frames {
  readonly #source: ByteSource
  readonly first: FrameHeader
  /** Samples at the beginning that encoder and decoder add; what lies behind is the sound. 0 where nothing says it. */
  readonly delay: number
  /** Frames of sound, as the file says; 0 where it does not. */
  readonly told: number
  #offsets = new Uint32Array(firstRoom)
  #lengths = new Uint16Array(firstRoom)
  #count = 0
  #next: number
  #ended = false

  /** @param at of the first frame */
  constructor(source: ByteSource, first: FrameHeader, at: number) {
    this.#source = source
    this.first = first
    const info = infoFrame(source.read(at, first.bytes), first)
    this.delay = info?.delay ?? 0
    this.told = info?.told ?? 0
    this.#next = info ? at + first.bytes : at // a frame that only describes the file is silent
  }

  /** The frames of a sound, or undefined where it is no MP3. */
  static find(source: ByteSource): Mp3Frames | undefined {
    const begin = tagBytes(source)
    for (let at = begin; at < Math.min(source.size, begin + longestJunk); at++) {
      const header = frameHeader(source.read(at, 4))
      if (!header) continue
      // Two in a row: four bytes alone occur by chance.
      const second = frameHeader(source.read(at + header.bytes, 4))
      if (second ? fits(second, header) : at + header.bytes >= source.size)
        return new Mp3Frames(source, header, at)
    }
    return undefined
  }

  /** How many frames there are up to number `wanted`, which is read as far as it takes. */
  upTo(wanted: number): number {
    while (!this.#ended && this.#count <= wanted) this.#step()
    return Math.min(this.#count, wanted + 1)
  }

  bytes(frame: number): Uint8Array {
    return this.#source.read(this.#offsets[frame] ?? 0, this.#lengths[frame] ?? 0)
  }
  length(frame: number): number {
    return this.#lengths[frame] ?? 0
  }

  #step(): void {
    const behind = Math.min(this.#source.size - 4, this.#next + longestJunk)
    for (let at = this.#next; at <= behind && this.#count < mostFrames; at++) {
      const header = frameHeader(this.#source.read(at, 4))
      if (!header || !fits(header, this.first)) continue
      if (at + header.bytes > this.#source.size) break // torn off
      if (at !== this.#next) {
        const second = frameHeader(this.#source.read(at + header.bytes, 4))
        if (at + header.bytes < this.#source.size && (!second || !fits(second, this.first))) continue
      }
      this.#add(at, header.bytes)
      this.#next = at + header.bytes
      return
    }
    this.#ended = true
  }

  #add(at: number, length: number): void {
    if (this.#count === this.#offsets.length) {
      const offsets = new Uint32Array(2 * this.#count)
      offsets.set(this.#offsets)
      this.#offsets = offsets
      const lengths = new Uint16Array(2 * this.#count)
      lengths.set(this.#lengths)
      this.#lengths = lengths
    }
    this.#offsets[this.#count] = at
    this.#lengths[this.#count] = length
    this.#count++
  }
}

const fits = (one: FrameHeader, other: FrameHeader): boolean =>
  one.rate === other.rate && one.mpeg1 === other.mpeg1

/** Length of the ID3v2 tags at the beginning. */
function tagBytes(source: ByteSource): number {
  let at = 0
  for (let tags = 0; ; tags++) {
    const head = source.read(at, 10)
    if (tags === mostTags || head.length < 10 || head[0] !== 0x49 || head[1] !== 0x44 || head[2] !== 0x33)
      return at
    const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6)
    at += 10 + ((a & 127) << 21) + ((b & 127) << 14) + ((c & 127) << 7) + (d & 127)
    if ((head[5] ?? 0) & 0x10) at += 10 // a footer
  }
}

/** Samples that every decoder of Layer III adds. */
const decoderDelay = 529

/** What the first frame says of the file, if it is one that Xing, Info or VBRI stands in. */
function infoFrame(
  frame: Uint8Array,
  header: FrameHeader,
): { readonly delay: number; readonly told: number } | undefined {
  const word = (at: number): string => String.fromCharCode(...frame.subarray(at, at + 4))
  if (word(36) === 'VBRI') return { delay: 0, told: 0 }
  const side = header.mpeg1 ? (header.channels === 1 ? 17 : 32) : header.channels === 1 ? 9 : 17
  const at = 4 + side
  if (word(at) !== 'Xing' && word(at) !== 'Info') return undefined
  const flags = frame[at + 7] ?? 0
  const told = flags & 1 ? frame.subarray(at + 8, at + 12).reduce((sum, byte) => sum * 256 + byte, 0) : 0
  const lame =
    at + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0)
  if (!/^(?:LAME|Lavc|Lavf|L3\.9)/.test(word(lame))) return { delay: 0, told }
  const delay = ((frame[lame + 21] ?? 0) << 4) | ((frame[lame + 22] ?? 0) >> 4)
  return { delay: delay > 0 ? delay + decoderDelay : 0, told }
}
