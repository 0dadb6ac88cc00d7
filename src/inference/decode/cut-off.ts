/**
 * Whether a recording ends before it says it does: a copy that was interrupted, a disk that was full. Nothing is
 * decoded for it; what its form says about its length is held against the bytes that are there.
 */
import { bytesSource } from './byte-source.ts'
import { elementAt } from './ebml.ts'
import { flacFrames, flacHead } from './flac-frames.ts'
import { id3Bytes } from './id3-head.ts'
import { frameHeader, Mp3Frames } from './mp3-frames.ts'
import { OggReader } from './ogg-reader.ts'

/** @param bytes what `openHearingSound` takes @returns false, too, where the file tells nothing about its length */
export function isCutOff(bytes: Uint8Array): boolean {
  const word = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4))
  const flac = flacHead(bytes, id3Bytes(bytes))
  if (flac) {
    let there = 0
    for (const { samples } of flacFrames(bytes, flac)) there += samples
    return there < flac.samples
  }
  if (word(0) === 'RIFF' && word(8) === 'WAVE') return wavCutOff(bytes, word)
  if (word(0) === 'OggS') return oggCutOff(bytes)
  if (word(0) === '\u001aE\u00df\u00a3') return webmCutOff(bytes)
  return mp3CutOff(bytes)
}

/** Lengths from here are what programs write that cannot go back to say how long it became. */
const noLength = 0x7fff_0000

function wavCutOff(bytes: Uint8Array, word: (at: number) => string): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = 12; at + 8 <= bytes.length;) {
    const length = view.getUint32(at + 4, true)
    if (word(at) === 'data') return length < noLength && at + 8 + length > bytes.length
    at += 8 + length + (length % 2)
  }
  return false
}

/** Bit of a page's head that the last page of a stream has (RFC 3533, 6). */
const endOfStream = 4

function oggCutOff(bytes: Uint8Array): boolean {
  const ogg = new OggReader(bytesSource(bytes))
  let count = 0
  while (ogg.page(count)) count++
  const last = ogg.page(count - 1)
  return last !== undefined && ((bytes[last.at + 5] ?? 0) & endOfStream) === 0
}

/** Segment and Cluster (RFC 9559), whose size a browser that records does not know. */
const opened: ReadonlySet<number> = new Set([0x18_53_80_67, 0x1f_43_b6_75])
/** Bytes of an element's head at most. */
const longestHead = 12

function webmCutOff(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length;) {
    const element = elementAt(bytes, at, Infinity)
    if (!element) return at + longestHead > bytes.length
    if (element.sized && element.end > bytes.length) return true
    if (!element.sized && !opened.has(element.id)) return false
    at = element.sized ? element.end : element.at
  }
  return false
}

function mp3CutOff(bytes: Uint8Array): boolean {
  const frames = Mp3Frames.find(bytesSource(bytes))
  if (!frames) return false
  const count = frames.upTo(Infinity)
  if (count < frames.told) return true
  const last = frames.bytes(count - 1)
  const end = last.byteOffset - bytes.byteOffset + last.length
  const next = frameHeader(bytes, end)
  if (end + 4 > bytes.length) return bytes[end] === 0xff // within a header
  return next !== undefined && next.rate === frames.first.rate && end + next.bytes > bytes.length
}
