/** Pauses in sound, with sound that is calculated and with the voices that are built in. */
import { describe, expect, test } from 'vitest'
import { soundRate } from '../../contract/inference.ts'
import { loadVoices } from '../../inference/voices.ts'
import { pausesIn } from './silence.ts'

/** Alternately sound and silence, in seconds; the silence is a room with some noise in it. */
function sound(room: number, ...lengths: number[]): Int16Array {
  const samples: number[] = []
  let seed = 7
  for (const [index, seconds] of lengths.entries())
    for (let i = 0; i < seconds * soundRate; i++) {
      seed = (seed * 16_807) % 2_147_483_647
      const noise = (seed / 1_073_741_824 - 1) * room
      samples.push(noise + (index % 2 === 0 ? 8_000 * Math.sin((2 * Math.PI * 140 * i) / soundRate) : 0))
    }
  return Int16Array.from(samples, Math.round)
}
const word = (start: number, end: number, from: number, to: number) => ({ start, end, from, to })

describe('a silence of 70 ms', () => {
  const pcm = sound(0, 0.5, 0.07, 0.5)
  test('is a pause after a comma', () => {
    const [pause] = pausesIn(pcm, [word(0, 0.5, 0, 3), word(0.57, 1, 5, 8)], 'one, two')
    expect(pause?.from).toBeCloseTo(0.5, 2)
    expect(pause?.to).toBeCloseTo(0.57, 2)
  })
  test('is none between words that belong together, nor within a word', () => {
    expect(pausesIn(pcm, [word(0, 0.5, 0, 3), word(0.57, 1, 4, 7)], 'one two')).toEqual([])
    expect(pausesIn(pcm, [word(0, 1, 0, 5)], 'spoke')).toEqual([])
  })
})

test('a room that hums does not hide a pause, and is not one', () => {
  const words = [word(0, 0.5, 0, 3), word(0.8, 1.3, 5, 8)]
  for (const room of [0, 100, 600])
    expect(pausesIn(sound(room, 0.5, 0.3, 0.5), words, 'one, two')).toHaveLength(1)
  expect(pausesIn(sound(600, 1.3), words, 'one, two')).toEqual([])
})

test('without words, as in a recording, long silences are pauses', () => {
  expect(pausesIn(sound(20, 0.5, 0.3, 0.5, 0.1, 0.5), [], '')).toHaveLength(1)
})

test('silence at both ends belongs to the pauses; silence alone is none', () => {
  expect(pausesIn(sound(0, 0, 0.3, 0.5, 0.3), [], '').map(({ from, to }) => to - from)).toEqual([
    0.3,
    expect.closeTo(0.3, 2),
  ])
  expect(pausesIn(new Int16Array(24_000), [], '')).toEqual([])
  expect(pausesIn(new Int16Array(0), [], '')).toEqual([])
})

describe.each([
  [
    'espeak:en-us',
    'en-us',
    'In the beginning, the committee met; it was cold, and nobody spoke. Then they (both) left: alone.',
  ],
  [
    'flite:slt',
    'en-us',
    'In the beginning, the committee met; it was cold, and nobody spoke. Then they (both) left: alone.',
  ],
  [
    'espeak:de',
    'de',
    'Am Anfang traf sich der Ausschuss; es war kalt, und niemand sprach. Dann – spät – gingen sie heim.',
  ],
])('%s', (voice, language, text) => {
  test('pauses where its text does, and nowhere else', async () => {
    const voices = loadVoices()
    const { pcm, words } = await voices.speak({ voice, language, text }, new AbortController().signal)
    const pauses = pausesIn(pcm, words, text)
    const marked = words.filter(
      ({ from }, index) => index > 0 && /[,;:.()–]\s*\(?$/.test(text.slice(words[index - 1]?.from, from)),
    )
    const met = (start: number) => pauses.some(({ from, to }) => start > from - 0.05 && start < to + 0.07)
    // A voice need not pause at each mark; it must not be said to where there is none.
    expect(marked.filter(({ start }) => met(start)).length).toBeGreaterThanOrEqual(4)
    expect(
      words.filter(
        (each) => /\p{L}/u.test(text.slice(each.from, each.to)) && met(each.start) && !marked.includes(each),
      ).length,
    ).toBeLessThanOrEqual(1)
    for (const { from, to } of pauses) expect(to - from).toBeGreaterThan(0.025)
  })
})
