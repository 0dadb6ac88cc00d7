/** The player's core with the real stretcher, quantum by quantum, without a browser. */
import Sonic from '@echogarden/sonic-wasm'
import { describe, expect, test } from 'vitest'
import { plainTempo } from '../../sound/tempo.ts'
import { Playback } from './playback.ts'
import { Stretcher } from './stretcher.ts'

const rate = 24_000
const quantum = 128
const sonic = await Sonic()

function player(): Playback {
  return new Playback(new Stretcher(sonic, rate), rate, quantum)
}

function render(playback: Playback, quanta: number): Float32Array {
  const all = new Float32Array(quanta * quantum)
  for (let i = 0; i < quanta; i++) playback.render(all.subarray(i * quantum, (i + 1) * quantum))
  return all
}

/** Renders until everything has been heard, and notes the source position before each quantum. */
function renderAll(playback: Playback): { samples: Float32Array; sources: number[] } {
  const parts: Float32Array[] = []
  const sources: number[] = []
  for (let i = 0; i < 20_000 && !playback.report(0).drained; i++) {
    sources.push(playback.report(0).source)
    parts.push(render(playback, 1))
  }
  const samples = new Float32Array(parts.length * quantum)
  parts.forEach((part, index) => samples.set(part, index * quantum))
  return { samples, sources }
}

function tone(seconds: number, hertz = 140, level = 0.3): Int16Array {
  return Int16Array.from({ length: Math.round(seconds * rate) }, (_, i) =>
    Math.round(level * 32_767 * Math.sin((2 * Math.PI * hertz * i) / rate)),
  )
}

/** A sound whose every sample says where it stands: value 1 per sample. */
function ramp(samples: number): Int16Array {
  return Int16Array.from({ length: samples }, (_, i) => i - 16_000)
}

const rms = (samples: Float32Array) => Math.sqrt(samples.reduce((sum, x) => sum + x * x, 0) / samples.length)
/** The quietest stretch of two periods of 140 Hz. */
function quietest(samples: Float32Array, from: number, to: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let at = from; at + 342 < to; at += 57) least = Math.min(least, rms(samples.subarray(at, at + 342)))
  return least
}
function largestStep(samples: ArrayLike<number>): number {
  let most = 0
  for (let i = 1; i < samples.length; i++)
    most = Math.max(most, Math.abs((samples[i] as number) - (samples[i - 1] as number)))
  return most
}
const lastAudible = (samples: Float32Array) => samples.findLastIndex((x) => Math.abs(x) > 1e-4) + 1

describe.each([0.25, 0.5, 1, 1.5, 2, 3, 4])('at %s times', (speed) => {
  test('the sound is as long as it should be, within 1.5 per cent, and its last word is not cut', () => {
    const playback = player()
    playback.obey({ type: 'begin', run: 1 })
    playback.obey({ type: 'tempo', tempo: plainTempo(speed) })
    playback.obey({ type: 'push', pcm: tone(6), silence: 0, spans: [] })
    playback.obey({ type: 'finish' })
    playback.obey({ type: 'play' })
    const { samples } = renderAll(playback)
    expect(Math.abs(lastAudible(samples) / rate / (6 / speed) - 1)).toBeLessThan(0.015)
    expect(playback.report(0).source).toBe(6 * rate)
  })

  test('the reported position is within 5 ms of what is heard, 2 ms in the middle', () => {
    const playback = player()
    playback.obey({ type: 'begin', run: 1 })
    playback.obey({ type: 'tempo', tempo: plainTempo(speed) })
    playback.obey({ type: 'push', pcm: ramp(32_000), silence: 0, spans: [] })
    playback.obey({ type: 'finish' })
    playback.obey({ type: 'play' })
    const { samples, sources } = renderAll(playback)
    const errors: number[] = []
    // The stretcher's first and last steps have nothing before or after them to overlap with.
    for (let i = 20; i < sources.length - 20; i++) {
      const heard = (samples[i * quantum] as number) * 32_767 + 16_000
      errors.push((Math.abs(heard - (sources[i] as number)) / rate) * 1_000)
    }
    errors.sort((a, b) => a - b)
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(2)
    expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThan(5)
  })

  test('joins between utterances are gapless', () => {
    const playback = player()
    const whole = tone(3)
    playback.obey({ type: 'begin', run: 1 })
    playback.obey({ type: 'tempo', tempo: plainTempo(speed) })
    for (let at = 0; at < whole.length; at += 14_400)
      playback.obey({ type: 'push', pcm: whole.slice(at, at + 14_400), silence: 0, spans: [] })
    playback.obey({ type: 'finish' })
    playback.obey({ type: 'play' })
    const { samples } = renderAll(playback)
    const end = lastAudible(samples) - 1_200
    const level = rms(samples.subarray(1_200, end))
    expect(quietest(samples, 1_200, end)).toBeGreaterThan(0.8 * level)
  })

  test('a pause between sentences is in proportion', () => {
    const playback = player()
    playback.obey({ type: 'begin', run: 1 })
    playback.obey({ type: 'tempo', tempo: plainTempo(speed) })
    playback.obey({ type: 'push', pcm: tone(1), silence: rate / 2, spans: [] })
    playback.obey({ type: 'push', pcm: tone(1), silence: 0, spans: [] })
    playback.obey({ type: 'finish' })
    playback.obey({ type: 'play' })
    const { samples } = renderAll(playback)
    let longest = 0
    let current = 0
    for (const sample of samples) {
      current = Math.abs(sample) < 0.002 ? current + 1 : 0
      longest = Math.max(longest, current)
    }
    expect(longest / rate).toBeGreaterThan((0.5 / speed) * 0.8 - 0.02)
    expect(longest / rate).toBeLessThan((0.5 / speed) * 1.2 + 0.02)
  })
})

/**
 * Seconds after which a change of speed must have acted, if it acted all at once, to explain how far the sound is
 * half a second later. Robust against the stretcher's steps of a pitch period.
 */
function changeDelay(before: number, after: number, hertz: number): number {
  const playback = player()
  playback.obey({ type: 'begin', run: 1 })
  playback.obey({ type: 'tempo', tempo: plainTempo(before) })
  playback.obey({ type: 'push', pcm: tone(20, hertz), silence: 0, spans: [] })
  playback.obey({ type: 'play' })
  render(playback, 190)
  playback.obey({ type: 'tempo', tempo: plainTempo(after) })
  const from = playback.report(0).source
  const quanta = 94
  render(playback, quanta)
  const passed = (quanta * quantum) / rate
  return ((playback.report(0).source - from) / rate - after * passed) / (before - after)
}

test.each([
  [1, 2],
  [1, 4],
  [4, 1],
  [1, 0.25],
  [0.25, 4],
  [2, 0.5],
])('a change of speed from %s to %s is heard within 100 ms', (before, after) => {
  const delays = [80, 140, 220].map((hertz) => changeDelay(before, after, hertz))
  expect(Math.max(...delays)).toBeLessThan(0.03)
})

test.each([
  [0.25, 4],
  [0.25, 0.3],
  [0.4, 1],
  [1, 0.25],
  [1, 4],
])('a change of speed from %s to %s makes no click and no gap', (before, after) => {
  for (let quanta = 40; quanta < 60; quanta++) {
    const playback = player()
    playback.obey({ type: 'begin', run: 1 })
    playback.obey({ type: 'tempo', tempo: plainTempo(before) })
    playback.obey({ type: 'push', pcm: tone(5), silence: 0, spans: [] })
    playback.obey({ type: 'play' })
    const first = render(playback, quanta)
    playback.obey({ type: 'tempo', tempo: plainTempo(after) })
    const samples = Float32Array.from([...first.subarray(-2_048), ...render(playback, 40)])
    expect(largestStep(samples)).toBeLessThan(0.03)
    expect(quietest(samples, 0, samples.length)).toBeGreaterThan(0.15) // 0.21 when undisturbed
  }
})

test('a pause falls silent within a quantum, without a click, and reading goes on where it was', () => {
  const playback = player()
  playback.obey({ type: 'begin', run: 1 })
  playback.obey({ type: 'push', pcm: tone(2), silence: 0, spans: [] })
  playback.obey({ type: 'play' })
  const before = render(playback, 100)
  playback.obey({ type: 'pause' })
  const after = render(playback, 3)
  const joined = [...before.subarray(-quantum), ...after]
  expect(largestStep(joined)).toBeLessThan(0.03)
  expect(rms(after.subarray(quantum))).toBe(0)
  const source = playback.report(0).source
  expect(source).toBe(100 * quantum + 72)
  playback.obey({ type: 'play' })
  const again = render(playback, 2)
  expect(Math.abs(again[0] as number)).toBe(0)
  expect(playback.report(0).source).toBe(source + 2 * quantum)
})

test('a jump drops what was prepared and fades from one sound to the other', () => {
  const playback = player()
  playback.obey({ type: 'begin', run: 1 })
  playback.obey({ type: 'push', pcm: tone(2, 140), silence: 0, spans: [] })
  playback.obey({ type: 'play' })
  const before = render(playback, 50)
  playback.obey({ type: 'begin', run: 2 })
  playback.obey({ type: 'push', pcm: tone(2, 220), silence: 0, spans: [] })
  const after = render(playback, 50)
  const joined = [...before.subarray(-quantum), ...after]
  expect(largestStep(joined)).toBeLessThan(0.04)
  expect(playback.report(0)).toMatchObject({ run: 2, source: 50 * quantum, playing: true })
})

test('a late utterance is waited for in silence, after the tail of the one before', () => {
  const playback = player()
  playback.obey({ type: 'begin', run: 1 })
  playback.obey({ type: 'tempo', tempo: plainTempo(2) })
  playback.obey({ type: 'push', pcm: tone(1), silence: 0, spans: [] })
  playback.obey({ type: 'play' })
  const first = render(playback, 110)
  expect(lastAudible(first) / rate).toBeGreaterThan(0.49)
  expect(playback.report(0)).toMatchObject({ starved: true, drained: false, source: rate })
  playback.obey({ type: 'push', pcm: tone(1), silence: 0, spans: [] })
  const second = render(playback, 60)
  expect(rms(second.subarray(quantum * 10))).toBeGreaterThan(0.15)
  expect(playback.report(0).starved).toBe(false)
})
