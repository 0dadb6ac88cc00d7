import { expect, test } from 'vitest'
import { soundRate } from '../contract/inference.ts'
import { fliteVoices, speakFlite } from './flite.ts'
import { runFlite } from './flite-module.ts'

const never = new AbortController().signal

test('words are cut exactly at the ends of the sounds that Flite itself prints', () => {
  // `flite -voice kal16 -psdur` for this text: pau:0.220 … k:3.624 pau:3.844 …; word by word:
  const { words, rate } = runFlite("Dr. Smith paid $3.50 for the well-known book, didn't he?", 'kal16')
  expect(rate).toBe(16_000)
  expect(words.map(({ token }) => token)).toEqual([
    'Dr',
    'Smith',
    'paid',
    '$3.50',
    'for',
    'the',
    'well-known',
    'book',
    "didn't",
    'he',
  ])
  const ends = words.map(({ end }) => Number(end.toFixed(3)))
  expect(ends.slice(0, 8)).toEqual([0.53, 0.93, 1.186, 2.609, 2.804, 2.883, 3.286, 3.624])
  expect(words[8]?.start).toBeCloseTo(3.844, 3)
  expect(words[3]?.sounds).toHaveLength(18)
})

test.each(fliteVoices.map(({ id }) => id))('%s speaks, every word in its place', async (voice) => {
  const text = '“Café naïve” — he said it’s a well-known… façade, isn’t it? 😀'
  const { pcm, words } = await speakFlite({ voice, text }, never)
  expect(words.map(({ from, to }) => text.slice(from, to))).toEqual(text.split(' '))
  let before = 0
  for (const { start, end } of words) {
    expect(start).toBeGreaterThanOrEqual(before)
    expect(end).toBeGreaterThanOrEqual(start)
    before = end
  }
  const loud = (from: number, to: number) =>
    Math.max(...pcm.subarray(Math.round(from * soundRate), Math.round(to * soundRate)).map(Math.abs))
  const first = words[0]
  expect(loud(first?.start ?? 0, first?.end ?? 0)).toBeGreaterThan(1_000)
  expect(first?.start).toBeLessThan(0.02)
  expect(pcm.length / soundRate).toBeCloseTo(before, 1)
})

test('text that Flite cannot read at all is silence, and a voice it has not is missing', async () => {
  expect((await speakFlite({ voice: 'flite:slt', text: '你好' }, never)).pcm).toHaveLength(0)
  await expect(speakFlite({ voice: 'flite:bob', text: 'Hi' }, never)).rejects.toMatchObject({
    code: 'voice-missing',
  })
})

test('a cancelled synthesis stops', async () => {
  await expect(speakFlite({ voice: 'flite:slt', text: 'Hi' }, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  })
})
