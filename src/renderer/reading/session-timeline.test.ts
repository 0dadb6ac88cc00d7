import { expect, test } from 'vitest'
import type { SpokenUtterance } from '../../contract/app.ts'
import { soundRate } from '../../contract/inference.ts'
import { next } from './session-machine.ts'
import { initial, type Machine } from './session-state.ts'
import {
  append,
  cutBefore,
  frameOf,
  litAt,
  pieceAt,
  soundFrom,
  type Timeline,
  wordStart,
} from './session-timeline.ts'

const document = 'd'.repeat(64)
const at = (block: number, offset: number) => ({ document, block, offset })

/** Words of four letters and half a second each, with spaces between them; half a second of pause. */
function spoken(block: number, offset: number, count: number): SpokenUtterance {
  return {
    utterance: {
      position: at(block, offset),
      end: offset + count * 5,
      kind: 'text',
      blockStart: offset === 0,
      spoken: '',
    },
    pcm: new Int16Array((count * soundRate) / 2),
    words: Array.from({ length: count }, (_, i) => ({
      start: i / 2,
      end: (i + 1) / 2,
      from: offset + i * 5,
      to: offset + i * 5 + 4,
    })),
    pauseAfter: 0.5,
    voice: 'test',
    wordsPerMinute: 120,
  }
}
const seconds = (value: number) => value * soundRate
const built = (...list: SpokenUtterance[]) => list.reduce<Timeline>(append, [])
const two = built(spoken(3, 0, 4), spoken(3, 21, 2)) // 0 to 2 s, 2.5 s to 3.5 s, 4 s

test('pieces lie end to end, pauses included, and keep their places when the beginning is cut', () => {
  expect(two.map(({ start, soundEnd, end }) => [start, soundEnd, end])).toEqual([
    [0, seconds(2), seconds(2.5)],
    [seconds(2.5), seconds(3.5), seconds(4)],
  ])
  const cut = append(cutBefore(two, seconds(3)), spoken(4, 0, 1))
  expect(cut.map(({ index, start }) => [index, start])).toEqual([
    [1, seconds(2.5)],
    [2, seconds(4)],
  ])
})

test('an utterance that comes twice is there once, and one out of order is not lost', () => {
  expect(append(two, spoken(3, 21, 2))).toBe(two)
  expect(append(two, spoken(3, 10, 2))).toHaveLength(3)
})

test('a place is said where its word begins, a hair early', () => {
  expect(frameOf(two, at(3, 0))).toBe(0)
  expect(frameOf(two, at(3, 11))).toBe(seconds(1 - 0.01)) // inside the third word
  expect(frameOf(two, at(3, 9))).toBe(seconds(1 - 0.01)) // the space before it
  expect(frameOf(two, at(3, 19))).toBe(seconds(1.5 - 0.01)) // behind the last word, still in the sentence
  expect(frameOf(two, at(3, 20))).toBe(seconds(2.5)) // the space between the sentences
  expect(frameOf(two, at(2, 5))).toBeUndefined()
  expect(frameOf(two, at(3, 31))).toBeUndefined()
  expect(frameOf(two, at(4, 0))).toBeUndefined()
})

test('what is lit at the frame of a place is the word at that place', () => {
  for (const offset of [0, 5, 10, 15, 21, 26]) {
    const frame = frameOf(two, at(3, offset)) ?? -1
    const piece = pieceAt(two, frame)
    expect(piece && litAt(piece, frame).place.offset).toBe(offset)
  }
})

test('a skip lands on the beginning of a word, and from a pause on the next sentence', () => {
  expect(wordStart(two, seconds(0.7))).toBe(seconds(0.5 - 0.01))
  expect(wordStart(two, seconds(2.2))).toBe(seconds(2.5))
  expect(wordStart(two, seconds(3.9))).toBe(seconds(3 - 0.01)) // the last pause: its last word
})

test('sound from the middle of a piece has the rest of it and its whole pause', () => {
  const [first] = two
  expect(first && soundFrom(first, seconds(1.5)).pcm.length).toBe(seconds(0.5))
  expect(first && soundFrom(first, seconds(1.5)).silence).toBe(seconds(0.5))
  expect(first && soundFrom(first, seconds(2.2))).toMatchObject({ silence: seconds(0.3) })
  expect(first && soundFrom(first, seconds(2.2)).pcm.length).toBe(0)
})

test('an utterance without sound or words is passed over without harm', () => {
  const silent = { ...spoken(3, 0, 0), pauseAfter: 0 }
  const line = built(silent, spoken(4, 0, 2))
  expect(frameOf(line, at(4, 0))).toBe(0)
  expect(pieceAt(line, 0)?.index).toBe(1)
})

test('an hour at four times keeps no more than a minute behind the ear and 16 s before it', () => {
  let machine: Machine = initial
  let now = 0
  let block = 0
  let longest = 0
  let left = 0
  const send = (event: Parameters<typeof next>[1]) => {
    const [after, effects] = next(machine, event, now)
    machine = after
    for (const effect of effects) {
      if (effect.do === 'begin') left = 0
      if (effect.do !== 'stream' && effect.do !== 'ask') continue
      send({ type: 'arrived', stream: machine.stream, spoken: spoken(block++, 0, 9) })
    }
  }
  send({ type: 'open', document, place: undefined })
  send({ type: 'speed', speed: 4 })
  send({ type: 'play' })
  const { id } = machine.run
  for (let tick = 0; tick < 3_600 * 10; tick++) {
    now += 100
    left += seconds(0.4)
    send({ type: 'tick', heard: { run: id, source: left, left, drained: false, starved: false } })
    const first = machine.timeline[0]
    const last = machine.timeline.at(-1)
    longest = Math.max(longest, (last?.end ?? 0) - (first?.start ?? 0))
  }
  expect(machine.status).toBe('playing')
  expect(block).toBeGreaterThan(2_800)
  expect(longest).toBeLessThan(seconds(60 + 16 + 2 * 5))
})

test('going to a word lights that word, whatever fraction of a frame it begins at', () => {
  const plain = spoken(3, 0, 40)
  const odd = built({
    ...plain,
    words: plain.words.map((word, i) => ({ ...word, start: i * 0.31337 + i / 7e6, end: (i + 1) * 0.31337 })),
  })
  const [piece] = odd
  for (const { from } of plain.words)
    expect(litAt(piece!, frameOf(odd, at(3, from))!).place.offset).toBe(from)
})
