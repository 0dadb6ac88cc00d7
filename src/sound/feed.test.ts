import { describe, expect, test } from 'vitest'
import { Feed, pauseSample, pieces } from './feed.ts'
import { heardSamples, plainTempo, sampleHeard, type Sound, type Tempo } from './tempo.ts'

const rate = 24_000
/** A second of words, half a second of pause, a second of words, 0.4 s of silence behind. */
function sound(more: Partial<Sound> = {}): Sound {
  const pcm = new Int16Array(2.5 * rate).map((_, index) => 1 + (index % 30_000))
  return {
    pcm,
    silence: 0.4 * rate,
    spans: [{ from: rate, to: 1.5 * rate, what: ['pause'] }],
    ...more,
  }
}
function all(feed: Feed): { samples: number[]; sources: number[] } {
  const block = new Int16Array(100)
  const samples: number[] = []
  const sources: number[] = []
  for (;;) {
    const at = feed.fed
    const count = feed.next(block, 100)
    if (count === 0) return { samples, sources }
    for (let i = 0; i < count; i++) {
      samples.push(block[i] as number)
      sources.push(feed.sourceAt(at + i))
    }
  }
}
const fed = (tempo: Tempo, given = sound()) => {
  const feed = new Feed(tempo)
  feed.push(given)
  return { feed, ...all(feed) }
}

describe('pauses', () => {
  test('go through untouched when they are normal', () => {
    const given = sound()
    const { samples, sources } = fed(plainTempo(2), given)
    expect(samples).toEqual([...given.pcm, ...new Int16Array(given.silence)])
    expect(sources[12_345]).toBe(12_345)
  })

  test.each([0.25, 0.5, 1, 2, 4])('are as long as at 1x when one studies at %s times', (speed) => {
    const { samples } = fed({ speed, pauses: 'study', slow: {} })
    expect(Math.abs(samples.length / speed - (2 * rate) / speed - 0.9 * rate)).toBeLessThan(2)
  })

  test.each([0.5, 1, 2, 4])('are a few hundredths of a second when one scans at %s times', (speed) => {
    const { samples } = fed({ speed, pauses: 'scan', slow: {} })
    const heard = (samples.length - 2 * rate) / speed / rate
    expect(heard).toBeGreaterThan(0.05)
    expect(heard).toBeLessThan(0.16)
  })

  test('that are short already are not cut', () => {
    const given = sound({ silence: 0, spans: [{ from: rate, to: 1.02 * rate, what: ['pause'] }] })
    expect(fed({ speed: 1, pauses: 'scan', slow: {} }, given).samples).toEqual([...given.pcm])
  })

  test('lead back to their source at both ends, and every word in between is where it was', () => {
    for (const pauses of ['study', 'scan'] as const) {
      const { samples, sources } = fed({ speed: 3, pauses, slow: {} })
      for (const [index, source] of sources.entries())
        if (source < rate || (source >= 1.5 * rate && source < 2.5 * rate))
          expect(samples[index]).toBe(1 + (Math.round(source) % 30_000))
      expect(sources.at(-1)).toBeGreaterThan(2.9 * rate - 12)
      expect(sources.every((source, index) => index === 0 || source >= (sources[index - 1] as number))).toBe(
        true,
      )
    }
  })

  test('change their length in the middle, when the preset does', () => {
    const feed = new Feed(plainTempo(2))
    feed.push(sound())
    const block = new Int16Array(1.25 * rate)
    let got = 0
    while (got < 1.25 * rate) got += feed.next(block, 1.25 * rate - got)
    feed.tempo = { speed: 2, pauses: 'study', slow: {} }
    // A quarter of a second of the pause is left: fed twice as long, and so is the silence behind.
    expect(all(feed).samples.length).toBe(Math.round((0.25 * 2 + 1 + 0.4 * 2) * rate))
    expect(feed.queued).toBe(0)
  })

  test('are fed without a step: going to and fro begins and ends where the pause goes on', () => {
    for (const [count, length] of [
      [5_000, 1_000],
      [1_001, 1_000],
      [777, 13],
      [90, 1],
    ] as const) {
      let before = 0
      for (let index = 0; index < count; index++) {
        const sample = pauseSample(index, count, length)
        expect(sample).toBeGreaterThanOrEqual(0)
        expect(sample).toBeLessThan(length)
        expect(Math.abs(sample - before)).toBeLessThanOrEqual(2)
        before = sample
      }
      expect(before).toBe(length - 1)
    }
  })
})

describe('hard spans and tones', () => {
  const spans: Sound['spans'] = [
    { from: 0, to: 0.1 * rate, what: ['tone'] },
    { from: rate, to: 2 * rate, what: ['quotation', 'number'] },
  ]
  test('are stretched at their own speed, and all else at the speed', () => {
    const tempo: Tempo = { speed: 2, pauses: 'normal', slow: { number: 0.5, quotation: 0.75 } }
    const parts = [...pieces(sound({ spans, silence: 0 }), tempo)]
    expect(parts.map(({ speed, pcm }) => [speed, pcm.length / rate])).toEqual([
      [1, 0.1],
      [2, 0.9],
      [1, 1],
      [2, 0.5],
    ])
  })

  test('a repetition that is slower is slower in all of its words, but a tone stays a tone', () => {
    const parts = [...pieces(sound({ spans, factor: 0.5 }), plainTempo(3))]
    expect(parts.map(({ speed }) => speed)).toEqual([1, 1.5])
    expect(heardSamples(sound({ spans: [], factor: 0.5 }), plainTempo(2))).toBe(2.9 * rate)
  })

  test('what is heard up to a sample, and the sample that is heard then, are each other’s inverse', () => {
    const tempo: Tempo = { speed: 3, pauses: 'study', slow: { number: 0.5 } }
    const given = sound({
      spans: [
        { from: 0, to: 2_400, what: ['tone'] },
        { from: 10_000, to: 14_000, what: ['number'] },
        { from: rate, to: 1.5 * rate, what: ['pause'] },
      ],
    })
    for (let at = 0; at < 2.9 * rate; at += 999)
      expect(sampleHeard(given, tempo, heardSamples(given, tempo, at))).toBeCloseTo(at, 3)
  })
})
