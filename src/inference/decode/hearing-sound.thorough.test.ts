import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { hearingRate } from '../../contract/hearing.ts'
import { isAppError } from '../../rpc/failure.ts'
import { createOpus } from '../dsp/opus.ts'
import { resample } from '../dsp/resample.ts'
import { wavHeader } from '../dsp/wav.ts'
import { openHearingSound } from './hearing-sound.ts'
import { compared, tone as toneAt } from './sound-fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-hearing-'))
afterAll(() => rmSync(folder, { recursive: true }))
const ffmpeg = spawnSync('ffmpeg', ['-version']).status === 0

const joined = (parts: readonly Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts))
const wavOf = (pcm: Int16Array, rate = hearingRate): Uint8Array =>
  joined([wavHeader(rate, pcm.length * 2), new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength)])

/** All of a recording, read in pieces that fit nothing. */
async function whole(bytes: Uint8Array, piece = 7_919): Promise<Int16Array> {
  const sound = await openHearingSound(bytes)
  const parts: Int16Array[] = []
  while (!sound.ended) {
    const part = await sound.read(piece)
    if (!sound.ended) expect(part).toHaveLength(piece)
    parts.push(part)
  }
  expect(await sound.read(10)).toHaveLength(0)
  sound.close()
  const pcm = new Int16Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    pcm.set(part, at)
    at += part.length
  }
  return pcm
}

const tone = (seconds: number, rate = hearingRate) => toneAt(seconds, rate)
/** How alike two sounds are at their best lag of some samples: 1 is the same. */
const likeness = (found: Int16Array, wanted: Int16Array, reach = 60) =>
  compared(found, wanted, reach).likeness

const original = tone(9.3)
const refused = (bytes: Uint8Array, code: 'damaged' | 'unsupported-format') =>
  expect(whole(bytes)).rejects.toSatisfy((error) => isAppError(error, code))

const coded: [name: string, ending: string, ...args: string[]][] = [
  ['FLAC of 16 bits', 'flac', '-ar', '16000'],
  ['FLAC of 24 bits, stereo, 44.1 kHz', 'flac', '-ac', '2', '-ar', '44100', '-sample_fmt', 's32', '-bits_per_raw_sample', '24'],
  ['FLAC of 48 kHz and six channels', 'flac', '-ac', '6', '-ar', '48000'],
  ['FLAC of a rate that frames name themselves', 'flac', '-ar', '11130'],
  ['MP3 of 44.1 kHz', 'mp3', '-ac', '2', '-ar', '44100', '-b:a', '96k'],
  ['MP3 of 16 kHz', 'mp3', '-ar', '16000', '-b:a', '32k'],
  ['Ogg Opus', 'opus', '-ar', '48000', '-c:a', 'libopus', '-b:a', '48k'],
  ['WebM Opus', 'webm', '-ar', '48000', '-c:a', 'libopus', '-b:a', '48k'],
  ['WebM Opus, stereo, as a browser streams it', 'webm', '-ac', '2', '-c:a', 'libopus', '-b:a', '48k', '-live', '1', '-f', 'webm'],
  ['Matroska Opus', 'mka', '-c:a', 'libopus', '-b:a', '48k'],
  ['WAV of 8 bits', 'wav', '-c:a', 'pcm_u8'],
  ['WAV of 24 bits, three channels', 'wav', '-ac', '3', '-ar', '48000', '-c:a', 'pcm_s24le'],
  ['WAV of 32 bits', 'wav', '-ar', '96000', '-c:a', 'pcm_s32le'],
  ['WAV of floating point', 'wav', '-ar', '22050', '-c:a', 'pcm_f32le'],
  ['WAV of double precision', 'wav', '-ar', '8000', '-c:a', 'pcm_f64le'],
  ['WAV of A-law', 'wav', '-ar', '8000', '-c:a', 'pcm_alaw'],
  ['WAV of µ-law', 'wav', '-ar', '8000', '-c:a', 'pcm_mulaw'],
  ['RF64', 'wav', '-rf64', 'always', '-c:a', 'pcm_s16le'],
] // prettier-ignore

describe('a recording is heard as it was, whatever it is kept in', () => {
  for (const [name, ending, ...args] of coded)
    test.skipIf(!ffmpeg)(`${name}, as ffmpeg writes it`, async () => {
      const raw = join(folder, 'raw.wav')
      writeFileSync(raw, wavOf(original))
      const file = join(folder, `a.${ending}`)
      execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', raw, ...args, file])
      const pcm = await whole(new Uint8Array(readFileSync(file)))
      expect(Math.abs(pcm.length - original.length)).toBeLessThan(0.12 * hearingRate)
      // Encoders of MP3 put some hundred samples before the sound, which is nothing to whoever listens.
      const reach = ending === 'mp3' ? 1_200 : 60
      expect(likeness(pcm, original, reach)).toBeGreaterThan(0.97)
      const sound = await openHearingSound(new Uint8Array(readFileSync(file)))
      if (!args.includes('-live')) expect(Math.abs(sound.seconds - 9.3)).toBeLessThan(0.15)
    })

  test('WAV at its own rate, to the sample', async () => {
    expect(await whole(wavOf(original))).toEqual(original)
  })
  test('whose bytes lie within others, as in a buffer of Node', async () => {
    const wav = wavOf(original)
    const larger = Buffer.alloc(wav.length + 11)
    larger.set(wav, 11)
    expect(await whole(larger.subarray(11))).toEqual(original)
  })
  test('at rates that have nothing in common with ours', async () => {
    for (const rate of [7_919, 44_056, 11_025, 191_999]) {
      const pcm = await whole(wavOf(tone(3, rate), rate))
      expect(Math.abs(pcm.length / hearingRate - 3)).toBeLessThan(0.01)
      if (rate !== 7_919) expect(likeness(pcm, tone(3)), String(rate)).toBeGreaterThan(0.98)
    }
  })
  test('with chunks of odd lengths before the sound, with and without their filling byte', async () => {
    const wav = wavOf(original)
    const odd = new TextEncoder().encode('LIST\u0003\0\0\0abc')
    for (const filler of [0, 1])
      expect(
        await whole(joined([wav.subarray(0, 36), odd, new Uint8Array(filler), wav.subarray(36)])),
      ).toEqual(original)
  })
  test('where the recorder never wrote how long it is', async () => {
    for (const length of [0, 0xffff_ffff]) {
      const wav = wavOf(original)
      new DataView(wav.buffer).setUint32(40, length, true)
      expect(await whole(wav)).toEqual(original)
    }
  })
})

/** An element of EBML; `undefined` as its size leaves it open. */
function element(id: number, content: Uint8Array, sized = true): Uint8Array {
  const hex = id.toString(16)
  const name = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  const size = new Uint8Array(8)
  new DataView(size.buffer).setUint32(4, content.length)
  size[0] = 1
  return joined([name, sized ? size : Uint8Array.of(1, 255, 255, 255, 255, 255, 255, 255), content])
}
const number = (id: number, value: number) => element(id, Uint8Array.of(value >> 8, value & 255))
const rate = 24_000

/** WebM as Chromium's MediaRecorder writes it: sizes unknown, no cues. `lacing`: as in the block's flags. */
function webm(pcm: Int16Array, lacing: 0 | 1 | 2 | 3 = 0): { bytes: Uint8Array; clusters: number[] } {
  const opus = createOpus(rate, 32_000)
  const head = joined([
    new TextEncoder().encode('OpusHead'),
    Uint8Array.of(1, 1, 120, 0, 0xc0, 0x5d, 0, 0, 0, 0, 0),
  ])
  const track = element(0xae, joined([
    number(0xd7, 1), number(0x83, 2), element(0x86, new TextEncoder().encode('A_OPUS')), element(0x63a2, head),
  ])) // prettier-ignore
  const parts = [
    element(0x1a45dfa3, element(0x4282, new TextEncoder().encode('webm'))),
    element(0x18538067, joined([element(0x1549a966, number(0x2ad7b1, 1_000)), element(0x1654ae6b, track)]), false),
  ] // prettier-ignore
  const packets: Uint8Array[] = []
  for (let at = 0; at < pcm.length; at += 480) {
    const frame = new Int16Array(480)
    frame.set(pcm.subarray(at, at + 480))
    packets.push(opus.encode(frame))
  }
  opus.free()
  const clusters: number[] = []
  let length = parts.reduce((sum, part) => sum + part.length, 0)
  for (let at = 0; at < packets.length; at += 50) {
    const blocks: Uint8Array[] = [number(0xe7, at)]
    const all = packets.slice(at, at + 50)
    for (let from = 0; from < all.length; from += lacing ? 5 : 1) {
      const laced = lacing ? all.slice(from, from + 5) : all.slice(from, from + 1)
      const content = joined([Uint8Array.of(0x81, 0, 0, lacing << 1), lengths(laced, lacing), ...laced])
      blocks.push(lacing === 1 ? element(0xa0, element(0xa1, content)) : element(0xa3, content))
    }
    clusters.push(length)
    const cluster = element(0x1f43b675, joined(blocks), false)
    parts.push(cluster)
    length += cluster.length
  }
  return { bytes: joined(parts), clusters }
}

function lengths(packets: readonly Uint8Array[], lacing: 0 | 1 | 2 | 3): Uint8Array {
  if (lacing === 0) return new Uint8Array(0)
  const count = packets.length - 1
  if (lacing === 2) return Uint8Array.of(count)
  const all = packets.slice(0, -1).map(({ length }) => length)
  if (lacing === 1)
    return Uint8Array.from([count, ...all.flatMap((length) => [...Array.from({ length: Math.floor(length / 255) }, () => 255), length % 255])]) // prettier-ignore
  const two = (value: number) => [0x40 | (value >> 8), value & 255]
  return Uint8Array.from([
    count,
    ...all.flatMap((length, index) => two(index === 0 ? length : length - (all[index - 1] ?? 0) + 8_191)),
  ])
}

describe('WebM of a browser', () => {
  const pcm = tone(5, rate)
  const wanted = resample(pcm, rate, hearingRate)
  test('has sizes unknown and no index', async () => {
    const found = await whole(webm(pcm).bytes)
    expect(Math.abs(found.length - wanted.length)).toBeLessThan(400)
    expect(likeness(found, wanted)).toBeGreaterThan(0.97)
  })
  test('may have its packets laced in each way there is', async () => {
    const plain = await whole(webm(pcm).bytes)
    for (const lacing of [1, 3] as const) expect(await whole(webm(pcm, lacing).bytes)).toEqual(plain)
  })
  test('goes on behind a damaged stretch, and ends where it is torn', async () => {
    const { bytes, clusters } = webm(pcm)
    const torn = bytes.slice(0, bytes.length - 70)
    torn.fill(0, (clusters[2] ?? 0) - 300, (clusters[2] ?? 0) - 10)
    const found = await whole(torn)
    expect(found.length).toBeGreaterThan(0.85 * wanted.length)
    expect(found.length).toBeLessThanOrEqual(wanted.length)
  })
  test('is refused without a track of Opus, and without any sound', async () => {
    const { bytes, clusters } = webm(pcm)
    const vorbis = Buffer.from(bytes)
    vorbis.write('A_AACX', vorbis.indexOf('A_OPUS'))
    await refused(new Uint8Array(vorbis), 'unsupported-format')
    await refused(bytes.subarray(0, clusters[0]), 'damaged')
    await refused(bytes.subarray(0, 30), 'damaged')
  })
})

describe('FLAC', () => {
  const file = join(folder, 'own.flac')
  const coded = (): Uint8Array => {
    const raw = join(folder, 'own.wav')
    writeFileSync(raw, wavOf(original))
    execFileSync('ffmpeg', ['-loglevel', 'error', '-y', '-i', raw, file])
    return new Uint8Array(readFileSync(file))
  }
  test.skipIf(!ffmpeg)('is heard to the sample', async () => {
    expect(await whole(coded())).toEqual(original)
  })
  test.skipIf(!ffmpeg)('with tags before and behind it', async () => {
    const tag = joined([new TextEncoder().encode('ID3\u0004\0\0\0\0\0\u000a'), new Uint8Array(10)])
    const behind = joined([new TextEncoder().encode('TAG'), new Uint8Array(125).fill(0x20)])
    expect(await whole(joined([tag, coded(), behind]))).toEqual(original)
  })
  test.skipIf(!ffmpeg)('keeps its time where a frame is damaged, and ends where it is torn', async () => {
    const bytes = coded()
    bytes[Math.floor(bytes.length / 2)] = (bytes[Math.floor(bytes.length / 2)] ?? 0) ^ 0x55
    const found = await whole(bytes)
    expect(found).toHaveLength(original.length)
    expect(found.filter((sample, index) => sample !== original[index]).length).toBeLessThan(4_700)
    const torn = await whole(coded().subarray(0, Math.floor(bytes.length / 2)))
    expect(torn.length).toBeGreaterThan(0.4 * original.length)
  })
  test.skipIf(!ffmpeg)('is refused where nothing of it is whole', async () => {
    const bytes = coded()
    for (let index = 8_500; index < bytes.length; index += 97) bytes[index] = (bytes[index] ?? 0) ^ 0x10
    await refused(bytes.subarray(0, 8_400), 'damaged')
    await refused(joined([bytes.subarray(0, 8_192), bytes.subarray(8_500)]), 'damaged')
  })
})

test('what is no recording is refused', async () => {
  await refused(new Uint8Array(0), 'unsupported-format')
  await refused(new Uint8Array(5_000), 'unsupported-format')
  await refused(new TextEncoder().encode('<html>not found</html>'.repeat(100)), 'unsupported-format')
})

test('noise behind a good beginning ends in words or in silence, soon, for every kind', async () => {
  const starts = [
    wavOf(tone(0.2)),
    webm(tone(0.5, rate)).bytes,
    Uint8Array.of(0x66, 0x4c, 0x61, 0x43, 0x80, 0, 0, 34, 16, 0, 16, 0, 0, 0, 0, 0, 0, 0, 3, 232, 0, 240),
    new TextEncoder().encode('OggS\0\u0002'),
    Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0x80, 0x18, 0x53, 0x80, 0x67, 0x01, 255, 255, 255, 255, 255, 255, 255),
  ] // prettier-ignore
  let seed = 7
  const noise = Uint8Array.from({ length: 300_000 }, () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed >>> 24
  })
  const began = performance.now()
  for (const start of starts) {
    const result = await whole(joined([start, noise])).catch((error: unknown) => error)
    expect(result instanceof Int16Array || isAppError(result, 'damaged') || isAppError(result, 'unsupported-format')).toBe(true) // prettier-ignore
  }
  expect(performance.now() - began).toBeLessThan(10_000)
})

test('a long recording tells its length before it is decoded, and may be closed early', async () => {
  const sound = await openHearingSound(wavOf(new Int16Array(hearingRate * 600)))
  expect(sound.seconds).toBe(600)
  expect(await sound.read(100)).toHaveLength(100)
  expect(sound.ended).toBe(false)
  sound.close()
  expect(sound.ended).toBe(true)
})
