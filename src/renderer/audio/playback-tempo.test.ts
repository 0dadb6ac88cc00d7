/** Pauses, hard spans and tones through the real stretcher: what comes out, and what it is said to be. */
import Sonic from '@echogarden/sonic-wasm'
import { describe, expect, test } from 'vitest'
import type { PausePreset } from '../../contract/listening.ts'
import type { SampleSpan, Tempo } from '../../sound/tempo.ts'
import { Playback } from './playback.ts'
import { Stretcher } from './stretcher.ts'

const rate = 24_000
const quantum = 128
const sonic = await Sonic()
/** Voices set in over some milliseconds. */
const attack = 0.005 * rate

/** Words are a voice of 140 Hz; a pause is a faint hiss, as in a recording. */
function recording(parts: readonly (readonly ['word' | 'pause' | 'number', number])[]): {
  pcm: Int16Array
  spans: SampleSpan[]
} {
  const spans: SampleSpan[] = []
  const samples: number[] = []
  let seed = 1
  for (const [kind, seconds] of parts) {
    const from = samples.length
    for (let i = 0; i < seconds * rate; i++) {
      seed = (seed * 16_807) % 2_147_483_647
      const noise = (seed / 2_147_483_647 - 0.5) * 40
      const edge = Math.min(1, i / attack, (seconds * rate - i) / attack)
      const voice = kind === 'pause' ? 0 : edge * Math.sin((2 * Math.PI * 140 * samples.length) / rate)
      samples.push(9_000 * voice + noise)
    }
    if (kind !== 'word') spans.push({ from, to: samples.length, what: [kind] })
  }
  return { pcm: Int16Array.from(samples, Math.round), spans }
}

interface Rendered {
  readonly samples: Float32Array
  /** What the playback says is heard, before each quantum. */
  readonly sources: number[]
}
function renderAll(
  tempo: Tempo,
  sound: ReturnType<typeof recording>,
  silence = 0,
  during?: (playback: Playback, at: number) => void,
): Rendered {
  const playback = new Playback(new Stretcher(sonic, rate), rate, quantum)
  playback.obey({ type: 'begin', run: 1 })
  playback.obey({ type: 'tempo', tempo })
  playback.obey({ type: 'push', ...sound, silence })
  playback.obey({ type: 'finish' })
  playback.obey({ type: 'play' })
  const samples: number[] = []
  const sources: number[] = []
  const block = new Float32Array(quantum)
  for (let i = 0; i < 9_000 && !playback.report(0).drained; i++) {
    during?.(playback, i)
    sources.push(playback.report(0).source)
    playback.render(block)
    samples.push(...block)
  }
  return { samples: Float32Array.from(samples), sources }
}

/** Silences between sounds, in seconds. */
function silences(samples: Float32Array): number[] {
  const found: number[] = []
  let last = -1
  for (const [index, sample] of samples.entries()) {
    if (Math.abs(sample) < 0.02) continue
    if (last >= 0 && index - last > 0.015 * rate) found.push((index - last) / rate)
    last = index
  }
  return found
}
/** The output sample at which a source sample is said to be heard. */
function outputAt(sources: readonly number[], source: number): number {
  const after = sources.findIndex((each) => each >= source)
  const [from, to] = [sources[after - 1]!, sources[after]!]
  return (after - 1 + (source - from) / (to - from)) * quantum
}
const largestStep = (samples: Float32Array) =>
  samples.reduce(
    (most, sample, at) => (at === 0 ? 0 : Math.max(most, Math.abs(sample - samples[at - 1]!))),
    0,
  )

const sentence = recording([
  ['word', 0.6],
  ['pause', 0.2],
  ['word', 0.5],
  ['pause', 0.35],
  ['word', 0.6],
])

describe.each([0.5, 1, 1.5, 2, 3, 4])('at %s times', (speed) => {
  const heard = (pauses: PausePreset) => silences(renderAll({ speed, pauses, slow: {} }, sentence).samples)

  test('studying keeps every pause as long as at 1x, within 15 ms', () => {
    const [first, second] = heard('study')
    expect(Math.abs((first ?? 0) - 0.2)).toBeLessThan(0.015)
    expect(Math.abs((second ?? 0) - 0.35)).toBeLessThan(0.015)
  })

  test('scanning leaves a gap that can be heard, and no more', () => {
    const found = heard('scan')
    expect(found).toHaveLength(2)
    for (const silence of found) {
      expect(silence).toBeGreaterThan(0.018)
      expect(silence).toBeLessThan(0.07)
    }
  })

  test.each(['normal', 'study', 'scan'] as const)(
    '%s: what is said to be heard is heard, and no click comes of it',
    (pauses) => {
      const { samples, sources } = renderAll({ speed, pauses, slow: { number: 0.5 } }, sentence)
      expect(largestStep(samples)).toBeLessThan(0.03)
      // Where the second and third word begin: seen in the sound, and in what the playback says of that moment.
      const begins = [0.8, 1.65].map((seconds) => seconds * rate)
      let quiet = 0
      const errors: number[] = []
      for (const [index, sample] of samples.entries()) {
        if (Math.abs(sample) < 0.02) quiet++
        else {
          const begin = quiet > 0.015 * rate && index > 0.1 * rate ? begins.shift() : undefined
          if (begin !== undefined) errors.push(((index - outputAt(sources, begin)) / rate) * 1_000)
          quiet = 0
        }
      }
      expect(errors).toHaveLength(2)
      expect(Math.max(...errors.map(Math.abs))).toBeLessThan(15)
    },
  )
})

test.each([1, 2, 3])('at %s times a number is heard at its share of the speed', (speed) => {
  const sound = recording([
    ['word', 1],
    ['number', 1],
    ['word', 1],
  ])
  const { sources } = renderAll({ speed, pauses: 'normal', slow: { number: 0.5 } }, sound)
  const seconds = (sources.length * quantum) / rate
  expect(seconds).toBeGreaterThan(4 / speed - 0.06)
  expect(seconds).toBeLessThan(4 / speed + 0.06)
  const inside = sources.filter((source) => source > 1.1 * rate && source < 1.9 * rate).length
  expect(((inside * quantum) / rate) * speed * 0.5).toBeGreaterThan(0.77)
  expect(((inside * quantum) / rate) * speed * 0.5).toBeLessThan(0.83)
})

test('a preset that changes acts at once, also within a pause', () => {
  const long = recording([
    ['word', 0.5],
    ['pause', 2],
    ['word', 0.5],
  ])
  const change = (playback: Playback, at: number) => {
    if (at === 150) playback.obey({ type: 'tempo', tempo: { speed: 1, pauses: 'scan', slow: {} } })
  }
  const { samples } = renderAll({ speed: 1, pauses: 'study', slow: {} }, long, 0, change)
  expect(largestStep(samples)).toBeLessThan(0.03)
  // 150 quanta are 0.8 s: the pause had lasted 0.3 s; what is left of it is crushed.
  const [pause] = silences(samples)
  expect(pause).toBeGreaterThan(0.3)
  expect(pause).toBeLessThan(0.37)
})

test('a change of preset in the middle of a word leaves no mark on it', () => {
  const sound = recording([['word', 2]])
  const tempo: Tempo = { speed: 2, pauses: 'normal', slow: {} }
  const plain = renderAll(tempo, sound)
  const changed = renderAll(tempo, sound, 0, (playback, at) => {
    if (at % 20 === 10)
      playback.obey({ type: 'tempo', tempo: { ...tempo, pauses: at % 40 === 10 ? 'scan' : 'study' } })
  })
  expect(changed.samples).toEqual(plain.samples)
})
