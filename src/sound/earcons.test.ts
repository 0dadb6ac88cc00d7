import { expect, test } from 'vitest'
import { earcon, earcons, hearingEarcons } from './earcons.ts'

const all = [...earcons, ...hearingEarcons]

test('no two tones are the same, so that each can be told from the others', () => {
  const sounds = all.map((kind) => earcon(kind, 2_000).join(','))
  expect(new Set(sounds).size).toBe(all.length)
})

test('each is short: a third of a second at most, silence behind it included', () => {
  for (const kind of all) expect(earcon(kind, 2_000).length / 24_000, kind).toBeLessThan(0.36)
})

test('each begins and ends softly, and is never louder than the voice beside it', () => {
  for (const kind of all) {
    const pcm = earcon(kind, 2_000)
    expect(Math.abs(pcm[0] ?? 1), kind).toBeLessThan(20)
    expect(Math.abs(pcm.at(-1) ?? 1), kind).toBe(0)
    let sum = 0
    for (const sample of pcm) sum += sample * sample
    expect(Math.sqrt(sum / pcm.length), kind).toBeLessThan(2_000)
  }
})
