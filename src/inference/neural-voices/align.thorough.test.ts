/** Alignment against sound whose times are known: of eSpeak, of Flite, and of a network that tells them. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { soundRate } from '../../contract/inference.ts'
import { loadEspeak } from '../espeak-module.ts'
import { findPacks } from '../packs.ts'
import { loadVoices } from '../voices.ts'
import { align, kindOf, type Unit } from './align.ts'
import { voiceLayouts } from './index.ts'
import { kittenVoices } from './kitten.ts'
import { toPcm } from './finish.ts'
import { type Spot, spotsOf } from './spots.ts'
import { fixtures } from './tones.cases.ts'

const never = new AbortController().signal
const english = 'gmw/en-US'
const texts = [
  'She sells sea shells by the sea shore, but the shells she sells are surely not from here.',
  'Please call Stella and ask her to bring these things with her from the store.',
  'In the beginning there was nothing; and nobody, so far as we know, complained about it.',
  'All human beings are born free and equal in dignity and rights.',
]
const unitOf = (spot: Spot): Unit => ({
  kind: spot.kind === 'sound' ? kindOf(spot.ipa) : 'silence',
  seconds: spot.seconds,
})
const share = (errors: number[], part: number): number =>
  errors.toSorted((a, b) => a - b)[Math.floor(errors.length * part)]!

const module = await loadEspeak()
const voices = loadVoices()
const spotsIn = (text: string) =>
  spotsOf(module, { text, from: 0, language: english, phonemes: undefined, has: () => true }).spots

test.each([
  // Measured 2026-11-22 over 125 words of eight texts: medians 8, 6, 16 and 11 ms; 90 % within 41, 34, 68 and 57 ms.
  ['espeak:en-us', 0.015, 0.06],
  ['espeak:en-us+f3', 0.015, 0.06],
  ['flite:slt', 0.03, 0.12],
  ['flite:awb', 0.03, 0.12],
])('the words of %s are found where it says they are', async (voice, median, most) => {
  const errors: number[] = []
  for (const text of texts) {
    const { pcm, words } = await voices.speak({ voice, text }, never)
    const spots = spotsIn(text)
    const spans = align(pcm, soundRate, spots.map(unitOf))
    for (const word of words) {
      const first = spots.findIndex((spot) => spot.kind === 'sound' && spot.at === word.from)
      if (first >= 0) errors.push(Math.abs(spans[first]!.start - word.start))
    }
  }
  expect(errors.length).toBeGreaterThan(50)
  expect(share(errors, 0.5)).toBeLessThan(median)
  expect(share(errors, 0.9)).toBeLessThan(most)
})

test('sounds are found where a network says that it made them', async () => {
  const pack = findPacks([join(fixtures, 'kitten-tones')], voiceLayouts)[0]!
  const bella = kittenVoices(pack)[0]!
  const symbols = bella.symbols()
  const shared = await bella.source.load(never)
  const errors: number[] = []
  for (const text of texts) {
    const spots = spotsIn(text)
    const ids = spots.map((spot) => symbols.of(spot))
    const { samples, shares } = await shared.as('expr-voice-2-f').speak(ids.flat(), text.length)
    const seconds = samples.length / soundRate
    const spans = align(toPcm(samples), soundRate, spots.map(unitOf))
    let at = 0
    let before = shares![0]!
    for (const [index, mine] of ids.entries()) {
      if (spots[index]!.kind === 'sound') errors.push(Math.abs(spans[index]!.start - before * seconds))
      for (let left = mine.length; left > 0; left--) before += shares![++at]!
    }
  }
  await shared.release()
  expect(errors.length).toBeGreaterThan(150)
  expect(share(errors, 0.5)).toBeLessThan(0.03)
  expect(share(errors, 0.9)).toBeLessThan(0.08)
})

test('units are in order and fill the sound between its silences', () => {
  const pcm = new Int16Array(soundRate)
  for (let at = 6_000; at < 18_000; at++) pcm[at] = 8_000 * Math.sin(at / 6)
  const spans = align(pcm, soundRate, [
    { kind: 'vowel', seconds: 0.2 },
    { kind: 'vowel', seconds: 0.2 },
  ])
  expect(spans[0]!.start).toBeCloseTo(0.25, 1)
  expect(spans[1]!.start).toBe(spans[0]!.end)
  expect(spans[1]!.end).toBeCloseTo(0.75, 1)
  expect(align(new Int16Array(0), soundRate, [{ kind: 'vowel', seconds: 0.1 }])).toHaveLength(1)
  expect(align(pcm, soundRate, [])).toEqual([])
})
