import { expect, test } from 'vitest'
import { createReadBack, sayings } from './read-back.ts'

test('a text is said sentence by sentence, long ones cut between words, and nothing that has no words', () => {
  expect(sayings('One. Two!\n\n—\n', 'en')).toEqual(['One.', 'Two!'])
  const long = sayings(`${'word '.repeat(200)}`, 'en')
  expect(long.length).toBeGreaterThan(2)
  expect(long.every((part) => part.length <= 400 && /^word(?: word)*$/.test(part))).toBe(true)
  expect(sayings('x'.repeat(900), 'en').join('')).toBe('x'.repeat(900))
})

function reader() {
  const log: string[] = []
  const waits: (() => void)[] = []
  const readBack = createReadBack({
    client: {
      call: (async (_name: string, { text }: { text: string }) => {
        log.push(`ask ${text}`)
        return { pcm: new Int16Array(24_000), spoken: text }
      }) as never,
    },
    play: () => {
      log.push('play')
      return () => log.push('silence')
    },
    speaks: (speaking) => log.push(speaking ? 'speaks' : 'quiet'),
    wait: () => new Promise((resolve) => waits.push(resolve)),
  })
  const settle = () => new Promise((resolve) => setTimeout(resolve, 0))
  const goOn = async () => {
    waits.shift()?.()
    await settle()
  }
  return { readBack, log, goOn, settle }
}

test('the next sentence is made while one is heard, and the microphone is told of both ends', async () => {
  const { readBack, log, goOn, settle } = reader()
  const done = readBack.say('One. Two.', 'en')
  await settle()
  expect(log).toEqual(['speaks', 'ask One.', 'ask Two.', 'play'])
  await goOn()
  await goOn()
  await done
  expect(readBack.speaking()).toBe(false)
  await goOn()
  expect(log.slice(4)).toEqual(['play', 'quiet'])
})

test('stopping is heard at once, and nothing more is said', async () => {
  const { readBack, log, goOn, settle } = reader()
  const done = readBack.say('One. Two.', 'en')
  await settle()
  readBack.stop()
  await done
  expect(log.at(-1)).toBe('silence')
  await goOn()
  await goOn()
  expect(log.filter((entry) => entry === 'play')).toHaveLength(1)
  expect(log.at(-1)).toBe('quiet')
})
