/** Pauses and hard spans in files: where each word is said to be, it is. */
import { expect, test } from 'vitest'
import type { SpokenUtterance } from '../../contract/app.ts'
import { soundRate } from '../../contract/inference.ts'
import { encoders } from '../../inference/encoder.ts'
import { plainTempo, type Tempo } from '../../sound/tempo.ts'
import { type EncoderClient, makeSegment } from './make-sound.ts'

const files = encoders()
const engine = {
  call: async (name: string, input: never) => {
    const { encoder, pcm, runs } = input as { encoder: number; pcm: Int16Array; runs: never }
    if (name === 'encoder.open') return files.open(input)
    return name === 'encoder.write' ? files.write(encoder, pcm, runs) : files.close(encoder)
  },
} as unknown as EncoderClient

/** Words of 0.4 s: the first of 140 Hz, the second of 280 Hz; a pause of 0.3 s between them, and one behind. */
function spoken(index: number): SpokenUtterance {
  const pcm = new Int16Array(1.1 * soundRate)
  for (let i = 0; i < pcm.length; i++) {
    const hertz = i < 0.4 * soundRate ? 140 : 280
    const silent = i >= 0.4 * soundRate && i < 0.7 * soundRate
    const edge = Math.min(1, Math.abs(i - 0.7 * soundRate) / 120)
    pcm[i] = silent ? 0 : Math.round(9_000 * edge * Math.sin((2 * Math.PI * hertz * i) / soundRate))
  }
  const position = { document: 'd'.repeat(64), block: index, offset: 0 }
  return {
    utterance: { position, end: 7, kind: 'text', blockStart: true, spoken: 'one two' },
    pcm,
    words: [
      { start: 0, end: 0.4, from: 0, to: 3 },
      { start: 0.7, end: 1.1, from: 4, to: 7 },
    ],
    pauseAfter: 0.35,
    tempo: [
      { from: 0.4, to: 0.7, what: ['pause'] },
      { from: 0.7, to: 1.1, what: ['number'] },
    ],
    voice: 'test',
    wordsPerMinute: 120,
  }
}

async function made(tempo: Tempo): Promise<{ pcm: Int16Array; starts: number[] }> {
  const bytes: Uint8Array[] = []
  const starts: number[] = []
  const utterances = (async function* () {
    for (let index = 0; index < 12; index++) yield spoken(index)
  })()
  for await (const event of makeSegment(engine, { format: 'wav', tempo, utterances }))
    if (event.type === 'bytes') bytes.push(event.bytes)
    else if (event.type === 'utterance')
      starts.push(...event.spoken.words.map(({ start }) => event.at(start)))
  const whole = Buffer.concat(bytes)
  return {
    pcm: new Int16Array(whole.buffer.slice(whole.byteOffset, whole.byteOffset + whole.length)),
    starts,
  }
}

/** Where sound sets in after a silence, in seconds; at slow speeds a soft onset has holes of its own. */
function onsets(pcm: Int16Array, speed: number): number[] {
  const found: number[] = []
  let quiet = Number.POSITIVE_INFINITY
  for (const [index, sample] of pcm.entries()) {
    if (Math.abs(sample) < 600) quiet++
    else {
      if (quiet > (0.02 / speed) * soundRate) found.push(index / soundRate)
      quiet = 0
    }
  }
  return found
}

test.each([
  [1, 'normal'],
  [1, 'scan'],
  [2, 'study'],
  [3, 'scan'],
  [3, 'study'],
  [0.5, 'study'],
] as const)('at %s times, %s: each word is where the file says', async (speed, pauses) => {
  const { pcm, starts } = await made({ speed, pauses, slow: { number: 0.6 } })
  const heard = onsets(pcm, speed)
  expect(heard).toHaveLength(24)
  const errors = heard.map((at, index) => Math.abs(at - (starts[index] as number)))
  expect(Math.max(...errors)).toBeLessThan(0.03)
  const gap = (heard[2] as number) - (starts[1] as number) - 0.4 / speed / 0.6
  if (pauses === 'study') expect(Math.abs(gap - 0.35)).toBeLessThan(0.03)
  if (pauses === 'scan') expect(gap).toBeLessThan(0.12)
})

test('scanning makes a shorter file, and studying at speed a longer one', async () => {
  const seconds = async (pauses: Tempo['pauses']) =>
    (await made({ speed: 2, pauses, slow: {} })).pcm.length / soundRate
  const [scan, normal, study] = [await seconds('scan'), await seconds('normal'), await seconds('study')]
  expect(normal).toBeCloseTo((12 * 1.45) / 2, 2)
  expect(study).toBeCloseTo(12 * (0.8 / 2 + 0.65), 2)
  expect(scan).toBeLessThan(12 * (0.8 / 2 + 0.12))
})

test('a voice that cannot speak ends the file with a reason, rather than having another one in it', async () => {
  const instead = { voice: 'Heart (Kokoro)', code: 'damaged', reason: 'voice-damaged' }
  const utterances = (async function* () {
    yield spoken(0)
    yield { ...spoken(1), instead }
  })()
  const make = async () => {
    const tempo = plainTempo(1)
    for await (const _event of makeSegment(engine, { format: 'wav', tempo, utterances }));
  }
  await expect(make()).rejects.toMatchObject({
    code: 'damaged',
    reason: 'voice-damaged',
    message: expect.stringContaining('are damaged') as string,
    data: { name: 'Heart (Kokoro)' },
  })
})
