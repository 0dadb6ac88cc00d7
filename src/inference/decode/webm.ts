/**
 * Opus packets of a WebM or Matroska file (RFC 9559): as browsers record them, with clusters of unknown size and
 * without an index, and as tools write them, with lacing and block groups.
 */
import { AppError } from '../../rpc/failure.ts'
import { type Element, elementAt, float, size, unsigned } from './ebml.ts'

const ids = {
  ebml: 0x1a_45_df_a3,
  segment: 0x18_53_80_67,
  info: 0x15_49_a9_66,
  timestampScale: 0x2a_d7_b1,
  duration: 0x44_89,
  tracks: 0x16_54_ae_6b,
  track: 0xae,
  number: 0xd7,
  kind: 0x83,
  codec: 0x86,
  codecPrivate: 0x63_a2,
  encodings: 0x6d_80,
  cluster: 0x1f_43_b6_75,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
  discard: 0x75_a2,
} as const
/** What stands in a segment only, and so ends a cluster of unknown size. */
const ofSegment: ReadonlySet<number> = new Set([
  ids.cluster, ids.info, ids.tracks, 0x1c_53_bb_6b, 0x11_4d_9b_74, 0x12_54_c3_67, 0x19_41_a4_69, 0x10_43_a7_70,
]) // prettier-ignore
const audio = 2
/** Bytes that are stepped over to find the next cluster in a damaged file. */
const longestJunk = 4_194_304

export interface WebmOpus {
  /** The `OpusHead` of the track; undefined where there is none. */
  readonly head: Uint8Array | undefined
  readonly seconds: number
  /** Each packet in its order; `discard`: nanoseconds at its end that are no sound. */
  packets(): Generator<{ readonly packet: Uint8Array; readonly discard: number }>
}

/**
 * @returns undefined where it is no EBML
 * @throws {AppError} `unsupported-format` without a track of Opus
 */
export function readWebm(bytes: Uint8Array): WebmOpus | undefined {
  const ebml = elementAt(bytes, 0, bytes.length)
  if (ebml?.id !== ids.ebml) return undefined
  const segment = elementAt(bytes, ebml.end, bytes.length)
  if (segment?.id !== ids.segment)
    throw new AppError('damaged', 'The file has no sound.', { reason: 'sound-damaged' })
  let track: { number: number; head: Uint8Array | undefined } | undefined
  let scale = 1_000_000
  let duration = 0
  for (const element of within(bytes, segment.at, segment.end)) {
    if (element.id === ids.cluster) break
    if (element.id === ids.tracks) track ??= opusTrack(bytes, element)
    if (element.id === ids.info)
      for (const fact of within(bytes, element.at, element.end)) {
        if (fact.id === ids.timestampScale) scale = unsigned(bytes, fact)
        if (fact.id === ids.duration) duration = float(bytes, fact)
      }
  }
  if (!track)
    throw new AppError('unsupported-format', 'The file holds no Opus sound.', { reason: 'sound-format' })
  const { number, head } = track
  const seconds = (duration * scale) / 1e9
  return {
    head,
    seconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 0,
    packets: () => packetsOf(bytes, segment.at, segment.end, number),
  }
}

/** The elements from `at` on; stops at what is none. One of unknown size ends where the next of a segment begins. */
function* within(bytes: Uint8Array, at: number, end: number): Generator<Element> {
  for (let next = at; next < end;) {
    const element = elementAt(bytes, next, end)
    if (!element) return
    yield element
    if (!element.sized && element.id === ids.cluster) return // its reader goes on
    next = element.end
  }
}

function opusTrack(
  bytes: Uint8Array,
  tracks: Element,
): { number: number; head: Uint8Array | undefined } | undefined {
  for (const entry of within(bytes, tracks.at, tracks.end)) {
    if (entry.id !== ids.track) continue
    let [number, kind, codec] = [0, audio as number, '']
    let head: Uint8Array | undefined
    let encoded = false
    for (const fact of within(bytes, entry.at, entry.end)) {
      if (fact.id === ids.number) number = unsigned(bytes, fact)
      if (fact.id === ids.kind) kind = unsigned(bytes, fact)
      if (fact.id === ids.codec) codec = new TextDecoder('latin1').decode(bytes.subarray(fact.at, fact.end))
      if (fact.id === ids.codecPrivate) head = bytes.subarray(fact.at, fact.end)
      if (fact.id === ids.encodings) encoded = true // compressed or encrypted on top
    }
    if (kind === audio && codec.replace(/\0+$/, '') === 'A_OPUS' && !encoded) return { number, head }
  }
  return undefined
}

function* packetsOf(
  bytes: Uint8Array,
  from: number,
  end: number,
  track: number,
): ReturnType<WebmOpus['packets']> {
  let at = from
  let inCluster = false
  while (at < end) {
    const element = elementAt(bytes, at, end)
    if (!element || (inCluster && !element.sized && !ofSegment.has(element.id))) {
      const next = nextCluster(bytes, at + 1, end)
      if (next === undefined) return
      at = next
      continue
    }
    if (element.id === ids.cluster) {
      inCluster = true
      at = element.at // its blocks are read as if they stood beside it
      continue
    }
    if (element.id === ids.simpleBlock) {
      for (const packet of blockPackets(bytes, element, track)) yield { packet, discard: 0 }
    } else if (element.id === ids.blockGroup) {
      let block: Element | undefined
      let discard = 0
      for (const part of within(bytes, element.at, element.end)) {
        if (part.id === ids.block) block = part
        if (part.id === ids.discard) discard = Math.max(0, unsigned(bytes, part))
      }
      if (block) {
        const packets = blockPackets(bytes, block, track)
        for (const [index, packet] of packets.entries())
          yield { packet, discard: index === packets.length - 1 ? discard : 0 }
      }
    }
    at = element.end
  }
}

function nextCluster(bytes: Uint8Array, from: number, end: number): number | undefined {
  const limit = Math.min(end - 4, from + longestJunk)
  for (let at = bytes.indexOf(0x1f, from); at >= 0 && at < limit; at = bytes.indexOf(0x1f, at + 1))
    if (bytes[at + 1] === 0x43 && bytes[at + 2] === 0xb6 && bytes[at + 3] === 0x75) return at
  return undefined
}

/** The frames of a block of the track: without lacing, or with that of Xiph, of EBML, or of equal lengths. */
function blockPackets(bytes: Uint8Array, { at, end }: Element, track: number): readonly Uint8Array[] {
  const number = size(bytes, at)
  if (!number || number[0] !== track) return []
  let next = at + number[1] + 3 // behind the time and the flags
  const lacing = ((bytes[next - 1] ?? 0) >> 1) & 3
  if (next >= end) return []
  if (lacing === 0) return [bytes.subarray(next, end)]
  const count = (bytes[next++] ?? 0) + 1
  const lengths: number[] = []
  if (lacing === 2) {
    const length = Math.floor((end - next) / count)
    for (let index = 0; index < count - 1; index++) lengths.push(length)
  } else
    for (let index = 0; index < count - 1; index++) {
      if (lacing === 1) {
        let length = 0
        let byte = 255
        while (byte === 255 && next < end) length += byte = bytes[next++] as number
        lengths.push(length)
        continue
      }
      const read = size(bytes, next)
      if (!read) return []
      next += read[1]
      // All but the first are differences, with a sign: half the range is taken away.
      lengths.push(
        index === 0 ? read[0] : (lengths[index - 1] as number) + read[0] - (2 ** (7 * read[1] - 1) - 1),
      )
    }
  const packets: Uint8Array[] = []
  for (const length of lengths) {
    if (!(length >= 0) || next + length > end) return packets
    packets.push(bytes.subarray(next, next + length))
    next += length
  }
  if (next < end) packets.push(bytes.subarray(next, end))
  return packets
}
