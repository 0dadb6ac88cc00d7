import { describe, expect, test } from 'vitest'
import { soundRate } from '../contract/inference.ts'
import { mp3Delay, mp3FrameBytes, mp3FrameSamples } from './dsp/mp3.ts'
import { lastPage, oggChecksum, OggStream, opusHead, opusTags } from './dsp/ogg.ts'
import { createOpus, opusDelay } from './dsp/opus.ts'
import { createStretcher } from './dsp/stretch.ts'
import { wavHeader, wavTail } from './dsp/wav.ts'
import { encoders, type SegmentStart } from './encoder.ts'

/** A voice-like tone with a pitch of 120 Hz whose loudness rises and falls 3 times a second. */
function voiced(seconds: number): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * soundRate) }, (_, n) => {
    const time = n / soundRate
    let sum = 0
    for (let harmonic = 1; harmonic <= 12; harmonic++)
      sum += Math.sin(2 * Math.PI * 120 * harmonic * time) / harmonic
    return Math.round(5_000 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 3 * time)))
  })
}
const energy = (pcm: Int16Array) => pcm.reduce((sum, sample) => sum + sample ** 2, 0)

type Format = 'wav' | 'opus' | 'mp3'

/** One segment. */
async function encode(format: Format, pcm: Int16Array, speed = 1, start?: SegmentStart) {
  const files = encoders()
  const { encoder } = await files.open({ format, speed, start })
  const parts: Uint8Array[] = []
  for (let at = 0, size = 1; at < pcm.length; at += size, size = (size * 13) % 30_011)
    parts.push(files.write(encoder, pcm.subarray(at, at + size)).bytes)
  const { bytes, ...end } = files.close(encoder)
  return { file: new Uint8Array(Buffer.concat([...parts, bytes])), ...end }
}

/** An Ogg Opus file of segments, as app/export puts it together. */
async function opusFile(segments: readonly Int16Array[]): Promise<Uint8Array> {
  const ogg = new OggStream(7)
  const parts = [ogg.page([opusHead(opusDelay, soundRate)], 0, 'first'), ...ogg.header(opusTags('test', []))]
  let samples = 0
  let pages = ogg.sequence
  let last = 0
  for (const pcm of segments) {
    const segment = await encode('opus', pcm, 1, { samples, pages, serial: 7 })
    parts.push(segment.file)
    samples += segment.samples
    pages += segment.pages
    last = segment.lastPage
  }
  const file = Buffer.concat(parts)
  file.set(lastPage(file.subarray(-last)), file.length - last)
  return new Uint8Array(file)
}

interface Page {
  flags: number
  granule: number
  sequence: number
  packets: Uint8Array[]
}
/** Pages of an Ogg file whose packets never span pages; checks every checksum. */
function pagesOf(file: Uint8Array): Page[] {
  const pages: Page[] = []
  for (let at = 0; at < file.length;) {
    const view = new DataView(file.buffer, file.byteOffset + at)
    expect(Buffer.from(file.subarray(at, at + 4)).toString('latin1')).toBe('OggS')
    const count = view.getUint8(26)
    const lacing = file.subarray(at + 27, at + 27 + count)
    const end = at + 27 + count + lacing.reduce((sum, size) => sum + size, 0)
    const copy = file.slice(at, end)
    copy.fill(0, 22, 26)
    expect(view.getUint32(22, true)).toBe(oggChecksum(copy))
    const packets: Uint8Array[] = []
    let from = at + 27 + count
    let length = 0
    for (const size of lacing) {
      length += size
      if (size === 255) continue
      packets.push(file.subarray(from, from + length))
      from += length
      length = 0
    }
    pages.push({
      flags: view.getUint8(5),
      granule: Number(view.getBigUint64(6, true)),
      sequence: view.getUint32(18, true),
      packets,
    })
    at = end
  }
  return pages
}

/** Decodes as RFC 7845 demands: the pre-skip is dropped at the start, what lies behind the last granule at the end. */
function decode(file: Uint8Array): Int16Array {
  const [head, , ...sound] = pagesOf(file)
  const preSkip = new DataView(head?.packets[0]?.slice().buffer ?? new ArrayBuffer(0)).getUint16(10, true)
  const opus = createOpus(soundRate, 32_000)
  const samples = sound.flatMap(({ packets }) => packets.flatMap((packet) => [...opus.decode(packet)]))
  opus.free()
  return Int16Array.from(samples.slice(preSkip / 2, (sound.at(-1)?.granule ?? 0) / 2))
}

describe('Opus files', () => {
  test('decode to the same sound at the same time, with nothing lost at the end', async () => {
    const pcm = voiced(3.0037)
    const heard = decode(await opusFile([pcm]))
    expect(heard.length).toBeGreaterThanOrEqual(pcm.length)
    expect(heard.length - pcm.length).toBeLessThan(soundRate / 25)
    const difference = pcm.map((sample, n) => (heard[n] ?? 0) - sample)
    expect(10 * Math.log10(energy(pcm) / energy(difference))).toBeGreaterThan(12)
    const tail = pcm.length - soundRate / 50
    const loud = energy(heard.subarray(tail, pcm.length)) / energy(pcm.subarray(tail))
    expect(10 * Math.log10(loud)).toBeCloseTo(0, 0)
  })

  test('segments follow each other at whole frames, each at its time', async () => {
    const loud = voiced(1.0123)
    const quiet = new Int16Array(soundRate / 4)
    const parts = [loud, quiet, loud]
    const heard = decode(await opusFile(parts))
    const starts: number[] = []
    let samples = 0
    for (const part of parts) {
      starts.push(samples)
      samples += (await encode('opus', part)).samples
    }
    expect(heard).toHaveLength(samples - opusDelay / 2)
    const again = heard.subarray(starts[2], (starts[2] ?? 0) + loud.length)
    const difference = again.map((sample, n) => sample - (loud[n] ?? 0))
    expect(10 * Math.log10(energy(loud) / energy(difference))).toBeGreaterThan(12)
    const between = heard.subarray((starts[1] ?? 0) + 480, (starts[2] ?? 0) - 480)
    expect(energy(between) / between.length).toBeLessThan(100)
  })

  test('the pre-skip is the delay that the codec really has', () => {
    const opus = createOpus(soundRate, 64_000)
    const pcm = voiced(1).map((sample, n) => (n < 9_600 ? 0 : sample))
    const heard: number[] = []
    for (let at = 0; at < pcm.length; at += 480)
      heard.push(...opus.decode(opus.encode(pcm.subarray(at, at + 480))))
    opus.free()
    let best = { lag: -1, match: 0 }
    for (let lag = 0; lag < 400; lag++) {
      let match = 0
      for (let n = 9_000; n < 14_000; n++) match += (pcm[n] ?? 0) * (heard[n + lag] ?? 0)
      if (match > best.match) best = { lag, match }
    }
    expect(best.lag * 2).toBe(opusDelay)
  })

  test('pages are numbered, checked, a second long, and begin and end the stream', async () => {
    const pages = pagesOf(await opusFile([voiced(2.5), voiced(0.5)]))
    expect(pages.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4, 5])
    expect(pages.map(({ flags }) => flags)).toEqual([2, 0, 0, 0, 0, 4])
    // 2.5 s are 125 frames, and one for what the codec holds back.
    expect(pages.map(({ granule }) => granule)).toEqual([0, 0, 48_000, 96_000, 120_960, 145_920])
  })

  test.each([0, 1, 479, 480, 24_000 - 60])(
    '%i samples are there, and less than two frames more',
    async (count) => {
      const heard = decode(await opusFile([voiced(1).subarray(0, count)]))
      expect(heard.length).toBeGreaterThanOrEqual(count)
      expect(heard.length).toBeLessThan(count + 2 * 480)
    },
  )

  test('tags of any length lie on pages of their own', () => {
    for (const length of [30, 254, 255, 65_024, 65_025, 65_026, 200_000]) {
      const ogg = new OggStream(1)
      const packet = opusTags('v', ['TITLE=x'], length)
      const pages = ogg.header(packet)
      let bytes = 0
      for (const [index, page] of pages.entries()) {
        const view = new DataView(page.buffer)
        const segments = view.getUint8(26)
        const lacing = page.subarray(27, 27 + segments)
        bytes += page.length - 27 - segments
        const last = index === pages.length - 1
        expect(view.getUint8(5)).toBe(index === 0 ? 0 : 1)
        expect(view.getBigUint64(6, true)).toBe(last ? 0n : 0xffff_ffff_ffff_ffffn)
        expect((lacing.at(-1) ?? 255) < 255).toBe(last)
      }
      expect(bytes).toBe(length)
    }
    expect(() => opusTags('v', ['TITLE=a long title'], 30)).toThrow(RangeError)
  })
})

test('MP3 frames are of one length, and each segment is whole frames of sound behind its delay', async () => {
  for (const seconds of [0.01, 1, 2.5]) {
    const pcm = voiced(seconds)
    const { file, samples } = await encode('mp3', pcm)
    expect(file.length % mp3FrameBytes).toBe(0)
    expect(samples).toBe((file.length / mp3FrameBytes) * mp3FrameSamples)
    expect(samples).toBeGreaterThanOrEqual(pcm.length + mp3Delay)
    expect(samples).toBeLessThan(pcm.length + mp3Delay + 3 * mp3FrameSamples)
    for (let at = 0; at < file.length; at += mp3FrameBytes)
      // MPEG-2 Layer III without a checksum, 48 kbit/s at 24 kHz, no padding, mono.
      expect([file[at], file[at + 1], (file[at + 2] ?? 0) & 0xfe, (file[at + 3] ?? 0) >> 6]).toEqual([
        0xff, 0xf3, 0x64, 3,
      ])
  }
})

test('WAV samples are untouched, and its head and tail count right', async () => {
  const pcm = voiced(1.5)
  const { file, samples } = await encode('wav', pcm)
  expect(new Int16Array(file.buffer, file.byteOffset, file.length / 2)).toEqual(pcm)
  expect(samples).toBe(pcm.length)
  const tail = wavTail({ INAM: 'Ein Bücherwurm' }, [{ at: 12, title: 'Odd' }])
  const whole = Buffer.concat([wavHeader(soundRate, file.length, tail.length), file, tail])
  expect(whole.readUInt32LE(4)).toBe(whole.length - 8)
  expect(whole.readUInt32LE(24)).toBe(soundRate)
  expect(whole.readUInt32LE(40)).toBe(pcm.byteLength)
  const chunks: string[] = []
  for (
    let at = 12;
    at < whole.length;
    at += 8 + whole.readUInt32LE(at + 4) + (whole.readUInt32LE(at + 4) % 2)
  )
    chunks.push(whole.toString('latin1', at, at + 4))
  expect(chunks).toEqual(['fmt ', 'data', 'LIST', 'cue ', 'LIST'])
  expect(tail.length % 2).toBe(0)
})

test.each([0.25, 0.5, 0.8, 1.25, 2, 3, 4])(
  'at %fx the file is as long as it should be, at the same pitch',
  async (speed) => {
    const pcm = voiced(8)
    const { file } = await encode('wav', pcm, speed)
    const heard = new Int16Array(file.buffer, file.byteOffset, file.length / 2)
    expect(Math.abs(heard.length - pcm.length / speed)).toBeLessThan(0.01 * (pcm.length / speed))
    // The pitch: the lag at which the middle second is most like itself.
    const middle = Math.floor(heard.length / 2)
    let best = { lag: 0, match: 0 }
    for (let lag = 100; lag < 300; lag++) {
      let match = 0
      for (let n = middle; n < middle + 12_000; n++) match += (heard[n] ?? 0) * (heard[n + lag] ?? 0)
      if (match > best.match) best = { lag, match }
    }
    expect(Math.abs(soundRate / best.lag - 120)).toBeLessThan(2)
  },
)

test.each([0.25, 4])(
  'at %fx a long file never strays from its time by more than 50 ms of sound',
  async (speed) => {
    const stretcher = await createStretcher(soundRate, speed)
    const second = voiced(1)
    let given = 0
    for (let passed = 1; passed <= 60; passed++) {
      given += stretcher.write(second).length
      expect(Math.abs(given - (passed * soundRate) / speed) / soundRate).toBeLessThan(0.05 + 0.04 / speed)
    }
    stretcher.free()
  },
)

test('a segment that is not open is not found, and only the newest eight stay open', async () => {
  const files = encoders()
  const first = await files.open({ format: 'opus', speed: 1 })
  for (let count = 0; count < 8; count++) await files.open({ format: 'wav', speed: 2 })
  expect(() => files.write(first.encoder, new Int16Array(1))).toThrow(
    expect.objectContaining({ code: 'not-found' }),
  )
  expect(() => files.close(-1)).toThrow(expect.objectContaining({ code: 'not-found' }))
})
