import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createFeedbackVoice } from './feedback-voice.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function room(status: 'playing' | 'paused' = 'paused') {
  const log: string[] = []
  let now = status
  const voice = createFeedbackVoice({
    client: {
      call: async (_name: string, { text }: { text: string }) => {
        if (text === 'broken') throw new Error('no voice')
        return { pcm: new Int16Array(24_000), spoken: text } // a second
      },
    } as never,
    session: {
      getState: () => ({ status: now }),
      pause: () => {
        now = 'paused'
        log.push('pause')
      },
      play: async () => {
        now = 'playing'
        log.push('play')
      },
    } as never,
    language: () => 'en',
    play: () => {
      log.push('say')
      return () => log.push('silence')
    },
    now: () => Date.now(),
  })
  return { voice, log }
}

test('reading rests while an answer is said, and goes on after it', async () => {
  const { voice, log } = room('playing')
  const said = voice.say('Page 4.')
  await vi.advanceTimersByTimeAsync(500)
  expect(log).toEqual(['pause', 'say'])
  await vi.advanceTimersByTimeAsync(600)
  await said
  expect(log).toEqual(['pause', 'say', 'play'])
})

test('reading that rested before rests after', async () => {
  const { voice, log } = room('paused')
  void voice.say('Page 4.')
  await vi.advanceTimersByTimeAsync(1_500)
  expect(log).toEqual(['say'])
})

test('a newer answer takes the place of the older one, and reading still goes on at the end', async () => {
  const { voice, log } = room('playing')
  void voice.say('One.')
  await vi.advanceTimersByTimeAsync(300)
  void voice.say('Two.')
  await vi.advanceTimersByTimeAsync(1_500)
  expect(log).toEqual(['pause', 'say', 'silence', 'say', 'play'])
})

test('silenced, it stops at once and leaves reading at rest: that is what stop means', async () => {
  const { voice, log } = room('playing')
  void voice.say('A long answer.')
  await vi.advanceTimersByTimeAsync(300)
  voice.silence({ rest: true })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(log).toEqual(['pause', 'say', 'silence'])
})

test('spoken into, it stops and reading goes on', async () => {
  const { voice, log } = room('playing')
  void voice.say('A long answer.')
  await vi.advanceTimersByTimeAsync(300)
  expect(voice.text()).toBe('A long answer.')
  voice.silence()
  await vi.advanceTimersByTimeAsync(2_000)
  expect(log).toEqual(['pause', 'say', 'silence', 'play'])
  expect(voice.text()).toBe('')
})

test('it counts as speaking until the room’s echo has died away', async () => {
  const { voice } = room()
  void voice.say('Yes.')
  expect(voice.speaking()).toBe(true)
  await vi.advanceTimersByTimeAsync(1_100)
  expect(voice.speaking()).toBe(true)
  await vi.advanceTimersByTimeAsync(500)
  expect(voice.speaking()).toBe(false)
})

test('what cannot be said stops nothing', async () => {
  const { voice, log } = room('playing')
  await voice.say('broken')
  expect(log).toEqual([])
  expect(voice.speaking()).toBe(false)
})
