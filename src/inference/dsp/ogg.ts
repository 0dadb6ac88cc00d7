/** Ogg pages around Opus packets: RFC 3533 (Ogg) and RFC 7845 (Opus in Ogg). */

/** Opus in Ogg counts time in samples at this rate, whatever was encoded. */
export const granuleRate = 48_000

/** Ogg's checksum: polynomial 0x04c11db7, not reflected, from 0, not inverted. */
const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24
  for (let bit = 0; bit < 8; bit++) value = value & 0x8000_0000 ? (value << 1) ^ 0x04c1_1db7 : value << 1
  return value >>> 0
})
export function oggChecksum(bytes: Uint8Array): number {
  let crc = 0
  for (const byte of bytes) crc = ((crc << 8) ^ (crcTable[((crc >>> 24) ^ byte) & 0xff] as number)) >>> 0
  return crc
}

const flags = { continued: 1, first: 2, last: 4 } as const
type PageFlag = keyof typeof flags
const segmentsPerPage = 255
/** Says that no packet ends on a page. */
const noGranule = 0xffff_ffff_ffff_ffffn

/** One logical stream of pages; pages must be taken in the order they are made. */
export class OggStream {
  readonly #serial: number
  #sequence: number

  /** @param sequence number of the first page, where the stream goes on with what another wrote */
  constructor(serial: number, sequence = 0) {
    this.#serial = serial
    this.#sequence = sequence
  }

  /** Number of the next page. */
  get sequence(): number {
    return this.#sequence
  }

  /**
   * A page of whole packets.
   *
   * @param packets at most 255 segments of 255 bytes together: 50 packets of our size are far below
   * @param granule samples at `granuleRate`, pre-skip included, that can be decoded when this page has been read
   */
  page(packets: readonly Uint8Array[], granule: number, flag?: PageFlag): Uint8Array {
    const lacing: number[] = []
    for (const packet of packets) {
      for (let rest = packet.length; ; rest -= 255) {
        lacing.push(Math.min(rest, 255))
        if (rest < 255) break
      }
    }
    if (lacing.length > segmentsPerPage) throw new RangeError('too many segments for one Ogg page')
    return this.#page(lacing, packets, BigInt(granule), flag)
  }

  /** A header packet of any length on pages of its own; its last page ends with it, as RFC 7845 demands. */
  header(packet: Uint8Array): Uint8Array[] {
    const perPage = segmentsPerPage * 255
    const pages: Uint8Array[] = []
    for (let at = 0; ; at += perPage) {
      const rest = packet.length - at
      const body = packet.subarray(at, at + perPage)
      const last = rest < perPage
      const lacing = Array.from({ length: Math.floor(body.length / 255) }, () => 255)
      if (last) lacing.push(body.length % 255)
      pages.push(this.#page(lacing, [body], last ? 0n : noGranule, at > 0 ? 'continued' : undefined))
      if (last) return pages
    }
  }

  #page(
    lacing: readonly number[],
    packets: readonly Uint8Array[],
    granule: bigint,
    flag: PageFlag | undefined,
  ): Uint8Array {
    const header = 27 + lacing.length
    const page = new Uint8Array(packets.reduce((sum, packet) => sum + packet.length, header))
    const view = new DataView(page.buffer)
    page.set([0x4f, 0x67, 0x67, 0x53, 0, flag === undefined ? 0 : flags[flag]]) // "OggS", version 0
    view.setBigUint64(6, granule, true)
    view.setUint32(14, this.#serial, true)
    view.setUint32(18, this.#sequence++, true)
    page[26] = lacing.length
    page.set(lacing, 27)
    let at = header
    for (const packet of packets) {
      page.set(packet, at)
      at += packet.length
    }
    return sealed(page)
  }
}

/** Writes the checksum into a page. */
function sealed(page: Uint8Array): Uint8Array {
  page.fill(0, 22, 26)
  new DataView(page.buffer, page.byteOffset).setUint32(22, oggChecksum(page), true)
  return page
}

/** The page as the last one of its stream: which it is, is known only when no further one has come. */
export function lastPage(page: Uint8Array): Uint8Array {
  const copy = page.slice()
  copy[5] = (copy[5] ?? 0) | flags.last
  return sealed(copy)
}

/** RFC 7845, 5.1. @param preSkip samples at 48 kHz that the decoder drops at the start */
export function opusHead(preSkip: number, inputRate: number): Uint8Array {
  const packet = new Uint8Array(19)
  const view = new DataView(packet.buffer)
  packet.set(new TextEncoder().encode('OpusHead'))
  packet[8] = 1 // version
  packet[9] = 1 // channels
  view.setUint16(10, preSkip, true)
  view.setUint32(12, inputRate, true)
  return packet // gain 0, mapping family 0
}

/**
 * RFC 7845, 5.2. Comments are `NAME=value` in UTF-8.
 *
 * @param room length of the packet, filled up with zeros, so that it can be replaced when the times are known
 * @throws {RangeError} when the comments need more than `room`
 */
export function opusTags(vendor: string, comments: readonly string[], room?: number): Uint8Array {
  const texts = [vendor, ...comments].map((text) => new TextEncoder().encode(text))
  const needed = texts.reduce((sum, text) => sum + 4 + text.length, 8 + 4)
  if (room !== undefined && needed > room) throw new RangeError('the tags outgrew their place')
  const packet = new Uint8Array(room ?? needed)
  const view = new DataView(packet.buffer)
  packet.set(new TextEncoder().encode('OpusTags'))
  let at = 8
  for (const [index, text] of texts.entries()) {
    view.setUint32(at, text.length, true)
    packet.set(text, at + 4)
    at += 4 + text.length
    if (index > 0) continue
    view.setUint32(at, comments.length, true)
    at += 4
  }
  return packet
}
