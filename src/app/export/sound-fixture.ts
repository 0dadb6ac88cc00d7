/** Reads back what exports have written, for their tests: Ogg pages and tags, ID3 frames, decoded sound. */
import { execFileSync } from 'node:child_process'
import { soundRate } from '../../contract/inference.ts'
import { oggChecksum } from '../../inference/dsp/ogg.ts'
import { createOpus } from '../../inference/dsp/opus.ts'

export interface OggFile {
  readonly packets: Uint8Array[]
  readonly granule: number
  readonly comments: Record<string, string>
  readonly serials: Set<number>
}

/** @throws where a page is damaged, out of order, or no page ends the stream */
export function readOgg(file: Uint8Array): OggFile {
  const packets: Uint8Array[] = []
  const serials = new Set<number>()
  let pending: Uint8Array[] = []
  let granule = 0
  let sequence = 0
  let ended = false
  for (let at = 0; at < file.length;) {
    const view = new DataView(file.buffer, file.byteOffset + at)
    const count = view.getUint8(26)
    const lacing = file.subarray(at + 27, at + 27 + count)
    const end = at + 27 + count + lacing.reduce((sum, size) => sum + size, 0)
    const copy = new Uint8Array(file.subarray(at, end)) // a Buffer's own `slice` does not copy
    copy.fill(0, 22, 26)
    if (Buffer.from(copy.subarray(0, 4)).toString('latin1') !== 'OggS' || ended) throw new Error('no page')
    if (view.getUint32(22, true) !== oggChecksum(copy)) throw new Error(`page ${sequence} is damaged`)
    if (view.getUint32(18, true) !== sequence++) throw new Error(`page ${sequence} is out of order`)
    serials.add(view.getUint32(14, true))
    const here = view.getBigInt64(6, true)
    if (here >= 0) {
      if (Number(here) < granule) throw new Error('time runs backwards')
      granule = Number(here)
    }
    ended = (view.getUint8(5) & 4) !== 0
    let from = at + 27 + count
    for (const size of lacing) {
      pending.push(file.subarray(from, from + size))
      from += size
      if (size === 255) continue
      packets.push(Buffer.concat(pending))
      pending = []
    }
    at = end
  }
  if (!ended) throw new Error('no page ends the stream')
  return { packets, granule, comments: commentsOf(packets[1] ?? new Uint8Array()), serials }
}

function commentsOf(packet: Uint8Array): Record<string, string> {
  const bytes = Buffer.from(packet)
  const comments: Record<string, string> = {}
  let at = 8 + 4 + bytes.readUInt32LE(8)
  const count = bytes.readUInt32LE(at)
  at += 4
  for (let index = 0; index < count; index++) {
    const length = bytes.readUInt32LE(at)
    const [name = '', ...value] = bytes.toString('utf8', at + 4, at + 4 + length).split('=')
    comments[name] = value.join('=')
    at += 4 + length
  }
  return comments
}

/** Seconds of `01:02:03.456`. */
export const clockSeconds = (clock: string): number =>
  clock.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)

/** Samples as RFC 7845 demands them. */
export function decodeOpus(file: Uint8Array): Int16Array {
  const { packets, granule } = readOgg(file)
  const preSkip = Buffer.from(packets[0] ?? []).readUInt16LE(10)
  const opus = createOpus(soundRate, 32_000)
  const parts = packets.slice(2).map((packet) => opus.decode(packet).slice())
  opus.free()
  const samples = new Int16Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    samples.set(part, at)
    at += part.length
  }
  return samples.subarray(preSkip / 2, granule / 2)
}

export interface Id3Frame {
  readonly id: string
  readonly body: Buffer
}
export function readId3(file: Uint8Array): { frames: Id3Frame[]; length: number } {
  const bytes = Buffer.from(file)
  if (bytes.toString('latin1', 0, 3) !== 'ID3' || bytes[3] !== 3) throw new Error('no ID3v2.3 tag')
  const length = 10 + [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (bytes[at] ?? 0), 0)
  return { frames: framesOf(bytes.subarray(10, length)), length }
}
export function framesOf(bytes: Buffer): Id3Frame[] {
  const frames: Id3Frame[] = []
  for (let at = 0; at + 10 <= bytes.length && bytes[at] !== 0;) {
    const size = bytes.readUInt32BE(at + 4)
    frames.push({ id: bytes.toString('latin1', at, at + 4), body: bytes.subarray(at + 10, at + 10 + size) })
    at += 10 + size
  }
  return frames
}
export const id3Text = (body: Buffer): string => body.toString('utf16le', 3)

/** Loudness (root mean square) of a stretch, in seconds. */
export function loudness(pcm: Int16Array, from: number, to: number): number {
  const part = pcm.subarray(Math.max(0, Math.round(from * soundRate)), Math.round(to * soundRate))
  return Math.sqrt(part.reduce((sum, sample) => sum + sample ** 2, 0) / Math.max(1, part.length))
}

/** Whether a program is installed. */
export function installed(name: string): boolean {
  try {
    execFileSync('which', [name], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
