/** When a sequence recogniser listens again, with a network that writes how often it was asked. */
import { expect, test } from 'vitest'
import type { Memory, SequenceNetwork } from './network.ts'
import { openSequenceStream } from './stream.ts'
import type { Vocabulary } from './vocabulary.ts'

/** Tokens are words; 0 ends a text. */
const words = ['', 'one', 'two', 'three', 'four', 'five']
const vocabulary: Vocabulary = {
  size: words.length,
  bytes: (token) => new TextEncoder().encode(` ${words[token]}`),
  cut: () => undefined,
  special: () => undefined,
}

/** Hears a word in each half second that is loud; `took` milliseconds pass with each guess. */
function setUp(took: number) {
  let time = 0
  let guesses = 0
  const memoryOf = (count: number): Memory => ({
    frame: 0.02,
    frames: 10,
    prompt(tokens) {
      const step = (written: number) => {
        const logits = new Float32Array(words.length)
        logits[written < count ? written + 1 : 0] = 20
        return { logits, next: () => Promise.resolve(step(written + 1)) }
      }
      return Promise.resolve({ step: step(tokens.length - 1), rows: new Float32Array(0) })
    },
  })
  const network: SequenceNetwork = {
    vocabulary,
    end: 0,
    most: 100,
    longest: 30,
    begin() {
      let loud = 0
      return {
        hear(sound) {
          loud += sound.reduce((sum, value) => sum + (Math.abs(value) > 0.1 ? 1 : 0), 0)
          return Promise.resolve()
        },
        memory() {
          guesses++
          time += took
          return Promise.resolve(memoryOf(Math.floor(loud / 8_000)))
        },
      }
    },
    open: () => Promise.resolve({ tokens: [9], never: [], notFirst: [] }),
    release: () => Promise.resolve(),
  }
  const open = () =>
    openSequenceStream(network, { language: 'en', hotWords: [], alternatives: 0, clock: () => time })
  return { open, guesses: () => guesses }
}
const loud = (seconds: number) => new Int16Array(seconds * 16_000).fill(10_000)
const still = (seconds: number) => new Int16Array(seconds * 16_000)

async function hear(stream: ReturnType<ReturnType<typeof setUp>['open']>, sound: Int16Array) {
  for (let at = 0; at < sound.length; at += 1_600) await stream.hear(sound.subarray(at, at + 1_600))
}

test('it listens again every half second, and words become stable that two guesses agree on', async () => {
  const { open, guesses } = setUp(10)
  const stream = open()
  await hear(stream, loud(2.5))
  expect(guesses()).toBe(5)
  const { text, stable } = await stream.peek()
  expect(text).toBe('one two three four five')
  expect(text.slice(0, stable)).toBe('one two three')
})

test('a slow machine listens less often, one that is slower only when it is asked', async () => {
  const slow = setUp(500)
  const first = slow.open()
  await hear(first, loud(2.5)) // the first guess does not count, so 0.5, 1.0, 2.0 s
  expect(slow.guesses()).toBe(3)
  expect((await first.end())[0]?.text).toBe('one two three four five')

  const slower = setUp(2_000)
  await hear(slower.open(), loud(2.5))
  const before = slower.guesses()
  const second = slower.open()
  await hear(second, loud(1.5))
  expect(slower.guesses()).toBe(before)
  expect((await second.peek()).text).toBe('one two three')
  await hear(second, loud(0.5))
  expect((await second.end())[0]?.text).toBe('one two three four')
})

test('silence that is added is not heard again', async () => {
  const { open, guesses } = setUp(10)
  const stream = open()
  await hear(stream, loud(1))
  await hear(stream, still(0.1))
  expect((await stream.peek()).text).toBe('one two')
  const before = guesses()
  await hear(stream, still(0.3))
  expect((await stream.peek()).text).toBe('one two')
  expect((await stream.end())[0]?.text).toBe('one two')
  expect(guesses()).toBe(before)
})

/** Hears each half second by its level: word number n is n thousandths loud. Four seconds at most. */
function levels(): SequenceNetwork {
  const names = ['', ...Array.from('abcdefghijklmnopqrstuvwxyz')]
  const heard = (sound: readonly number[]) => {
    const found: number[] = []
    for (let from = 0, to = 0; from < sound.length; from = to) {
      while (to < sound.length && sound[to] === sound[from]) to++
      if (to - from >= 4_000 && sound[from]! > 0) found.push(sound[from]!)
    }
    return found
  }
  return {
    vocabulary: {
      size: names.length,
      bytes: (token) => new TextEncoder().encode(` ${names[token]}`),
      cut: () => undefined,
      special: () => undefined,
    },
    end: 0,
    most: 100,
    longest: 4,
    begin() {
      const sound: number[] = []
      return {
        hear(more) {
          for (const value of more) sound.push(Math.round(value * 1_000))
          return Promise.resolve()
        },
        memory() {
          const tokens = heard(sound)
          const step = (written: number) => {
            const logits = new Float32Array(names.length)
            logits[tokens[written] ?? 0] = 20
            return { logits, next: () => Promise.resolve(step(written + 1)) }
          }
          return Promise.resolve({
            frame: 0.02,
            frames: 10,
            prompt: (written) =>
              Promise.resolve({ step: step(written.length - 1), rows: new Float32Array(0) }),
          })
        },
      }
    },
    open: () => Promise.resolve({ tokens: [9], never: [], notFirst: [] }),
    release: () => Promise.resolve(),
  }
}

test('an utterance that is cut before words that were agreed on has each of them once', async () => {
  const said = 14
  const rest = new Int16Array(3_200)
  const sound = Array.from({ length: said }, (_, at) => [
    ...new Int16Array(8_000).fill(Math.round(((at + 1) / 1_000) * 32_768)),
    // Quietest where three words more have been heard before it is cut.
    ...(at === 4 || at === 9 ? rest : []),
  ]).flat()
  const stream = openSequenceStream(levels(), {
    language: 'en',
    hotWords: [],
    alternatives: 0,
    clock: () => 0,
  })
  await hear(stream, Int16Array.from(sound))
  expect((await stream.end())[0]?.text).toBe('a b c d e f g h i j k l m n')
})
