import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { soundRate } from '../../contract/inference.ts'
import { isAppError } from '../../rpc/failure.ts'
import { createMp3, mp3Delay } from '../dsp/mp3.ts'
import { OggStream, opusHead, opusTags } from '../dsp/ogg.ts'
import { createOpus, opusDelay } from '../dsp/opus.ts'
import { resample } from '../dsp/resample.ts'
import { wavHeader } from '../dsp/wav.ts'
import { type ByteSource, bytesSource } from './byte-source.ts'
import { packetSamples } from './decode-opus.ts'
import { frameHeader, Mp3Frames } from './mp3-frames.ts'
import { compared, tone } from './sound-fixture.ts'
import { clipOf, openSound, Sounds } from './sounds.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-decode-'))
afterAll(() => rmSync(folder, { recursive: true }))
const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0

const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))

async function ownMp3(pcm: Int16Array): Promise<Uint8Array> {
  const mp3 = await createMp3()
  const parts = [...mp3.encode(pcm), mp3.flush()]
  mp3.free()
  return joined(parts)
}

function ownOpus(pcm: Int16Array): Uint8Array {
  const opus = createOpus(soundRate, 32_000)
  const stream = new OggStream(7)
  const pages = [
    stream.page([opusHead(opusDelay, soundRate)], 0, 'first'),
    ...stream.header(opusTags('test', [])),
  ]
  const frame = 480
  for (let at = 0; at < pcm.length; at += 50 * frame) {
    const packets: Uint8Array[] = []
    for (let from = at; from < Math.min(pcm.length, at + 50 * frame); from += frame) {
      const part = new Int16Array(frame)
      part.set(pcm.subarray(from, from + frame))
      packets.push(opus.encode(part))
    }
    pages.push(stream.page(packets, 2 * Math.min(at + packets.length * frame, pcm.length + opusDelay / 2)))
  }
  opus.free()
  return joined(pages)
}

const seconds = 30
const original = tone(seconds)
const stretches = [
  [0, 1],
  [3.337, 4.911],
  [27.5, 29.5],
  [12, 20.25],
] as const

/** @param lag samples that are allowed: the filters of Opus' voice mode shift low tones by half a millisecond */
async function exactly(bytes: Uint8Array, delay = 0, likeness = 0.98, lag = 1): Promise<void> {
  const sound = await openSound(bytesSource(bytes))
  for (const [start, end] of stretches) {
    const pcm = clipOf(sound, start + delay, end + delay)
    expect(pcm.length).toBe(Math.round((end - start) * soundRate))
    const found = compared(pcm, original.subarray(Math.round(start * soundRate), Math.round(end * soundRate)))
    expect(Math.abs(found.lag), `${start} to ${end}`).toBeLessThanOrEqual(lag)
    expect(found.likeness).toBeGreaterThan(likeness)
  }
  sound.close()
}

describe('stretches are cut to the sample, wherever they lie', () => {
  test('in MP3', async () => exactly(await ownMp3(original), mp3Delay / soundRate))
  test('in Opus', async () => exactly(ownOpus(original)))
  test('in WAV', async () => {
    const wav = joined([wavHeader(soundRate, original.length * 2), new Uint8Array(original.buffer)])
    await exactly(wav, 0, 0.9999)
  })

  const coded: [name: string, ending: string, ...args: string[]][] = [
    ['MP3 of a constant rate, stereo', 'mp3', '-ac', '2', '-ar', '44100', '-b:a', '64k'],
    ['MP3 of a changing rate', 'mp3', '-ar', '22050', '-q:a', '7'],
    ['MP3 of 48 kHz with a picture in its tag', 'mp3', '-ar', '48000', '-id3v2_version', '3', '-metadata', `comment=${'x'.repeat(50_000)}`],
    ['Opus of 60 ms frames, stereo', 'opus', '-ac', '2', '-ar', '48000', '-c:a', 'libopus', '-frame_duration', '60'],
    ['Opus in its voice mode', 'opus', '-c:a', 'libopus', '-application', 'voip', '-b:a', '24k'],
    ['WAV of 24 bits, stereo, 44.1 kHz', 'wav', '-ac', '2', '-ar', '44100', '-c:a', 'pcm_s24le'],
    ['WAV of floating point', 'wav', '-ar', '16000', '-c:a', 'pcm_f32le'],
  ] // prettier-ignore
  for (const [name, ending, ...args] of coded)
    test.skipIf(!ffmpeg)(`${name}, as ffmpeg writes it`, async () => {
      const raw = join(folder, 'raw.wav')
      writeFileSync(raw, joined([wavHeader(soundRate, original.length * 2), new Uint8Array(original.buffer)]))
      const file = join(folder, `a.${ending}`)
      execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', raw, ...args, file])
      await exactly(new Uint8Array(readFileSync(file)), 0, 0.97, args.includes('voip') ? 12 : 1)
    })
})

test('a sound ends where it ends, and what lies behind is refused', async () => {
  const file = join(folder, 'short.mp3')
  const mp3 = await ownMp3(tone(2))
  writeFileSync(file, joined([new Uint8Array(1_000), mp3])) // within a larger file
  const place = { file, at: 1_000, size: mp3.length }
  const sounds = new Sounds()
  expect((await sounds.clip(place, 1.5, undefined)).length / soundRate).toBeCloseTo(0.55, 1)
  expect((await sounds.clip(place, 1.5, 2.2)).length).toBeGreaterThan(0.5 * soundRate)
  for (const [start, end] of [
    [5, 6],
    [1.9, 20],
    [0, 5_000],
  ] as const)
    // prettier-ignore
    await expect(sounds.clip(place, start, end)).rejects.toSatisfy((error) => isAppError(error, 'bad-input'))
})

test('what is no sound, or one of another kind, is refused; a missing file is not found', async () => {
  const refused = (bytes: Uint8Array) =>
    expect(openSound(bytesSource(bytes))).rejects.toSatisfy((error) =>
      isAppError(error, 'unsupported-format'),
    )
  await refused(new Uint8Array(0))
  await refused(new Uint8Array(5_000))
  await refused(new TextEncoder().encode('<html>not found</html>'.repeat(100)))
  await refused(Uint8Array.from({ length: 200_000 }, (_, index) => (index * 7_919 + (index >> 3)) & 0xff))
  await expect(new Sounds().clip({ file: join(folder, 'none'), at: 0, size: 9 }, 0, 1)).rejects.toSatisfy(
    (error) => isAppError(error, 'not-found'),
  )
})

test('torn and dirty files give what is whole', async () => {
  const mp3 = await ownMp3(original)
  const junk = Uint8Array.from({ length: 3_000 }, (_, index) => (index % 17 === 0 ? 0xff : 0xe3))
  const half = Math.floor(mp3.length / 2 / 144) * 144
  const dirty = joined([junk, mp3.subarray(0, half), junk, mp3.subarray(half, mp3.length - 70)])
  const sound = await openSound(bytesSource(dirty))
  const delay = mp3Delay / soundRate
  expect(
    compared(clipOf(sound, 3 + delay, 5 + delay), original.subarray(3 * soundRate, 5 * soundRate)).likeness,
  ).toBeGreaterThan(0.98)
  expect(
    compared(clipOf(sound, 20 + delay, 22 + delay), original.subarray(20 * soundRate, 22 * soundRate))
      .likeness,
  ).toBeGreaterThan(0.98)
  const opus = ownOpus(original)
  const torn = await openSound(bytesSource(opus.subarray(0, opus.length - 100)))
  expect(clipOf(torn, 5, 6)).toHaveLength(soundRate)
})

test('an hour of MP3 is not decoded for a sentence at its end', async () => {
  const minute = await ownMp3(tone(60))
  const hour = joined(Array.from({ length: 60 }, () => minute))
  const file = join(folder, 'hour.mp3')
  writeFileSync(file, hour)
  const sounds = new Sounds()
  await sounds.clip({ file, at: 0, size: hour.length }, 0, 1) // loads the decoder
  const other = join(folder, 'hour-too.mp3')
  writeFileSync(other, hour)
  const began = performance.now()
  const pcm = await sounds.clip({ file: other, at: 0, size: hour.length }, 3_500, 3_505)
  expect(pcm).toHaveLength(5 * soundRate)
  expect(performance.now() - began).toBeLessThan(1_000)
})

test('headers and packets are measured as the standards say', () => {
  expect(frameHeader(Uint8Array.of(0xff, 0xfb, 0x90, 0xc4))).toEqual({
    bytes: 417,
    samples: 1_152,
    rate: 44_100,
    channels: 1,
    mpeg1: true,
  })
  expect(frameHeader(Uint8Array.of(0xff, 0xf3, 0x64, 0xc4))?.samples).toBe(576)
  for (const bytes of [
    [0xff, 0xfb, 0xf0, 0],
    [0xff, 0xfb, 0x9c, 0],
    [0xff, 0xfd, 0x90, 0],
    [0, 0, 0, 0],
  ])
    expect(frameHeader(Uint8Array.from(bytes))).toBeUndefined()
  expect(Mp3Frames.find(bytesSource(new Uint8Array(100)))).toBeUndefined()
  expect([[0xfc], [0xe0], [0x08], [0x03, 6]].map((bytes) => packetSamples(Uint8Array.from(bytes)))).toEqual([
    960, 120, 960, 2_880,
  ])
})

const sample = join(import.meta.dirname, '../../../../shared/testdata/documents/epub/w3c_mol-navigation.epub')
test.skipIf(!ffmpeg || !existsSync(sample))(
  'the overlay of the W3C is decoded as ffmpeg decodes it',
  async () => {
    const { openArchive } = await import('../../importers/zip.ts')
    const archive = await openArchive(new Uint8Array(readFileSync(sample)))
    const bytes = (await archive.read('EPUB/audio/ch1.mp3')) ?? new Uint8Array(0)
    const file = join(folder, 'w3c.mp3')
    writeFileSync(file, bytes)
    const raw = execFileSync('ffmpeg', ['-loglevel', 'error', '-i', file, '-f', 's16le', '-ac', '1', '-'], {
      maxBuffer: 1e9,
    })
    const theirs = resample(
      new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length)),
      22_050,
      soundRate,
    )
    const sound = await openSound(bytesSource(bytes))
    const found = compared(
      clipOf(sound, 1.233, 7.603),
      theirs.subarray(Math.round(1.233 * soundRate), Math.round(7.603 * soundRate)),
    )
    expect(Math.abs(found.lag)).toBeLessThanOrEqual(1)
    expect(found.likeness).toBeGreaterThan(0.995) // they may be cut half a sample apart
  },
)

/** A file that begins with `head` and goes on with `rest` over and over for 100 MB; it counts how often it is read. */
function endless(head: Uint8Array, rest: Uint8Array): ByteSource & { reads: number } {
  const bytes = new Uint8Array(Buffer.concat([head, Buffer.alloc(100_000_000, rest)]))
  const plain = bytesSource(bytes)
  const counted = {
    ...plain,
    reads: 0,
    read(at: number, length: number) {
      counted.reads += 1
      return plain.read(at, length)
    },
  }
  return counted
}

describe('a file that means ill', () => {
  test('cannot write over the memory of other codecs with a packet of Opus', () => {
    const [ours, theirs] = [createOpus(soundRate, 32_000), createOpus(soundRate, 32_000)]
    for (const length of [1_277, 60_000, 62_000, 20_000_000])
      expect(() => theirs.decode(new Uint8Array(length).fill(0x5f))).toThrow(/packet/)
    expect(ours.decode(ours.encode(new Int16Array(480)))).toHaveLength(480)
    ours.free()
    theirs.free()
  })

  test('is not gone through where it holds chunks of nothing, tags before tags, or no frames', async () => {
    const chunks = endless(wavHeader(soundRate, 0).subarray(0, 12), new Uint8Array(8))
    await expect(openSound(chunks)).rejects.toThrow()
    const tags = endless(new Uint8Array(0), Uint8Array.of(0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 0))
    expect(Mp3Frames.find(tags)).toBeUndefined()
    const silence = endless(await ownMp3(tone(1)), new Uint8Array(1))
    expect(clipOf(await openSound(silence), 5_000, 5_001)).toHaveLength(0)
    for (const { reads } of [chunks, tags, silence]) expect(reads).toBeLessThan(3_000_000)
  })

  test('does not hold anybody up with a packet that never ends, or with packets of nothing', async () => {
    const head = ownOpus(tone(0.1))
    const page = (segments: readonly number[], continued = true) => {
      const bytes = new Uint8Array(27 + segments.length + segments.reduce((sum, each) => sum + each, 0))
      bytes.set(head.subarray(0, 26))
      bytes.fill(0xff, 6, 14) // no packet ends here
      bytes[5] = Number(continued)
      bytes[26] = segments.length
      bytes.set(segments, 27)
      return bytes
    }
    const one = endless(joined([head, page([255], false)]), page([255]))
    await expect(openSound(one)).rejects.toThrow(/no end/)
    const empty = await openSound(endless(head, page(Array.from({ length: 255 }, () => 0))))
    expect(() => clipOf(empty, 10, 11)).toThrow(/empty/)
  })
})

test('many channels at the highest rate are mixed piece by piece', async () => {
  const channels = 8
  const head = wavHeader(192_000, 1_000_000_000)
  const view = new DataView(head.buffer)
  view.setUint16(22, channels, true)
  const sound = await openSound(bytesSource(joined([head, new Uint8Array(200_000 * channels * 2).fill(1)])))
  const pcm = sound.samples(10, 200_000)
  expect(pcm).toHaveLength(199_990)
  expect(new Set(pcm)).toEqual(new Set([257]))
})
