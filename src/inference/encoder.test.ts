import { describe, expect, test } from 'vitest'
import { soundRate } from '../contract/inference.ts'
import { oggChecksum } from './dsp/ogg.ts'
import { createOpus, opusDelay } from './dsp/opus.ts'
import { createStretcher } from './dsp/stretch.ts'
import { encoders } from './encoder.ts'

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

async function encode(format: 'wav' | 'opus', pcm: Int16Array, speed = 1, title?: string) {
  const files = encoders()
  const { encoder } = await files.open({ format, speed, title })
  const parts: Uint8Array[] = []
  for (let at = 0, size = 1; at < pcm.length; at += size, size = (size * 13) % 30_011)
    parts.push(files.write(encoder, pcm.subarray(at, at + size)).bytes)
  const { bytes, head, seconds } = files.close(encoder)
  const file = new Uint8Array(Buffer.concat([...parts, bytes]))
  file.set(head)
  return { file, seconds }
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
  test('decode to the same length, the same sound, at the same time, to the last sample', async () => {
    const pcm = voiced(3.0037)
    const { file, seconds } = await encode('opus', pcm)
    expect(seconds).toBe(pcm.length / soundRate)
    const heard = decode(file)
    expect(heard).toHaveLength(pcm.length)
    const difference = heard.map((sample, n) => sample - (pcm[n] ?? 0))
    expect(10 * Math.log10(energy(pcm) / energy(difference))).toBeGreaterThan(12)
    const tail = -soundRate / 50
    expect(10 * Math.log10(energy(heard.subarray(tail)) / energy(pcm.subarray(tail)))).toBeCloseTo(0, 0)
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
    const pages = pagesOf((await encode('opus', voiced(2.5), 1, 'Ein Bücherwurm')).file)
    expect(pages.map(({ sequence }) => sequence)).toEqual([0, 1, 2, 3, 4])
    expect(pages.map(({ flags }) => flags)).toEqual([2, 0, 0, 0, 4])
    expect(pages.map(({ granule }) => granule)).toEqual([0, 0, 48_000, 96_000, opusDelay + 120_000])
    expect(new TextDecoder().decode(pages[1]?.packets[0])).toContain('TITLE=Ein Bücherwurm')
  })

  test.each([0, 1, 479, 480, 24_000 - 60])('%i samples are as many again', async (samples) => {
    expect(decode((await encode('opus', voiced(1).subarray(0, samples))).file)).toHaveLength(samples)
  })
})

test('a WAV file has the samples untouched and its lengths right once it is closed', async () => {
  const pcm = voiced(1.5)
  const { file, seconds } = await encode('wav', pcm)
  const view = new DataView(file.buffer)
  expect(Buffer.from(file.subarray(0, 4)).toString()).toBe('RIFF')
  expect(view.getUint32(4, true)).toBe(file.length - 8)
  expect(view.getUint32(24, true)).toBe(soundRate)
  expect(view.getUint32(40, true)).toBe(pcm.byteLength)
  expect(new Int16Array(file.buffer, 44)).toEqual(pcm)
  expect(seconds).toBe(1.5)
  expect((await encode('wav', new Int16Array(0))).file).toHaveLength(44)
})

test.each([0.25, 0.5, 0.8, 1.25, 2, 3, 4])(
  'at %fx the file is as long as it should be, at the same pitch',
  async (speed) => {
    const pcm = voiced(8)
    const { file } = await encode('wav', pcm, speed)
    const heard = new Int16Array(file.buffer, 44)
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

test('a file that is not open is not found, and only the newest eight stay open', async () => {
  const files = encoders()
  const first = await files.open({ format: 'opus', speed: 1 })
  for (let count = 0; count < 8; count++) await files.open({ format: 'wav', speed: 2 })
  expect(() => files.write(first.encoder, new Int16Array(1))).toThrow(
    expect.objectContaining({ code: 'not-found' }),
  )
  expect(() => files.close(-1)).toThrow(expect.objectContaining({ code: 'not-found' }))
})
