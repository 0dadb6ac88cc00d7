/** Reads Ogg (RFC 3533): pages of one logical stream, and their packets from any page on. */
import { AppError } from '../../rpc/failure.ts'
import type { ByteSource } from './byte-source.ts'

export interface OggPage {
  readonly at: number
  readonly bytes: number
  /** Samples that can be decoded when this page has been read; undefined where no packet ends on it. */
  readonly granule: number | undefined
  /** Bytes of its table of lengths, which follows its head. */
  readonly segments: number
  readonly continued: boolean
}

const noGranule = 0xffff_ffff_ffff_ffffn
const headerBytes = 27
const mostLacing = 255
/** Bytes that are stepped over to find the next page in a damaged file. */
const longestJunk = 262_144
/** A week in pages of a second. A stream of more ends there, before its list takes all memory. */
const mostPages = 600_000
/** Bytes of a packet: a cover among the comments is the longest that there is. */
const longestPacket = 64 * 1024 * 1024

export class OggReader {
  readonly #source: ByteSource
  readonly #pages: OggPage[] = []
  #serial: number | undefined
  #next = 0
  #ended = false

  constructor(source: ByteSource) {
    this.#source = source
  }

  /** Page number `index` of the first stream, or undefined behind the last. */
  page(index: number): OggPage | undefined {
    while (!this.#ended && this.#pages.length <= index && this.#pages.length < mostPages) this.#step()
    return this.#pages[index]
  }

  #step(): void {
    for (let at = this.#next; at + headerBytes <= this.#source.size && at < this.#next + longestJunk; at++) {
      const head = this.#source.read(at, headerBytes + mostLacing)
      if (head[0] !== 0x4f || head[1] !== 0x67 || head[2] !== 0x67 || head[3] !== 0x53) continue
      const view = new DataView(head.buffer, head.byteOffset, head.byteLength)
      const serial = view.getUint32(14, true)
      const granule = view.getBigUint64(6, true)
      const segments = head[26] ?? 0
      const lacing = head.subarray(headerBytes, headerBytes + segments)
      let bytes = headerBytes + segments
      for (const part of lacing) bytes += part
      this.#next = at + bytes
      this.#serial ??= serial
      if (serial !== this.#serial) {
        at = this.#next - 1 // another stream, such as a cover
        continue
      }
      if (this.#next > this.#source.size) break
      this.#pages.push({
        at,
        bytes,
        granule: granule === noGranule ? undefined : Number(granule),
        segments,
        continued: ((head[5] ?? 0) & 1) !== 0,
      })
      return
    }
    this.#ended = true
  }

  /** The packets from page `index` on, whole ones only; each with the page that it ends on. */
  *packets(index: number): Generator<{ readonly packet: Uint8Array; readonly page: number }> {
    let open: Uint8Array[] | undefined
    let held = 0
    for (let number = index; ; number++) {
      const page = this.page(number)
      if (!page) return
      // The rest of a packet whose beginning lies before is left out.
      let skip = page.continued && open === undefined
      if (!page.continued) open = undefined
      if (open === undefined) held = 0
      const whole = this.#source.read(page.at, page.bytes).slice()
      const lacing = whole.subarray(headerBytes, headerBytes + page.segments)
      const body = whole.subarray(headerBytes + page.segments)
      let at = 0
      let length = 0
      for (const part of lacing) {
        length += part
        if (part === 255) continue
        const piece = body.subarray(at, at + length)
        at += length
        length = 0
        if (skip) {
          skip = false
          continue
        }
        const packet = open ? joined([...open, piece]) : piece
        open = undefined
        held = 0
        yield { packet, page: number }
      }
      if (length === 0 || skip) continue
      const rest = body.subarray(at)
      held += rest.length
      if (held > longestPacket) throw new AppError('damaged', 'A packet of the recording has no end.')
      if (open) open.push(rest)
      else open = [rest]
    }
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
