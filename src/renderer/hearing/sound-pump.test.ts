import { expect, test, vi } from 'vitest'
import type { HearingEvent } from '../../contract/hearing.ts'
import { SoundPump } from './sound-pump.ts'

const frame = (value: number) => new Int16Array(512).fill(value)
const speech = (speaking: boolean): HearingEvent => ({ type: 'speech', speaking, at: 0 })
const final: HearingEvent = {
  type: 'final',
  utterance: 1,
  hypothesis: { text: 'so', words: [], stable: 2, confidence: 1 },
  alternatives: [],
  seconds: 1,
}

/** A core whose answers a test gives by hand. */
function slowCore() {
  const calls: {
    pcm: Int16Array
    answer: (events: HearingEvent[]) => void
    refuse: (cause: Error) => void
  }[] = []
  const ports = {
    send: vi.fn(
      (pcm: Int16Array) =>
        new Promise<HearingEvent[]>((answer, refuse) => {
          calls.push({ pcm, answer, refuse })
        }),
    ),
    events: vi.fn(),
    failed: vi.fn(),
    behind: vi.fn(),
  }
  const answer = async (at: number, events: HearingEvent[] = []) => {
    calls[at]?.answer(events)
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }
  const refuse = async (at: number) => {
    calls[at]?.refuse(new Error('gone'))
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }
  /** The frames that were sent, by the value they are filled with. */
  const sent = () => calls.map(({ pcm }) => Array.from({ length: pcm.length / 512 }, (_, i) => pcm[i * 512]))
  return { calls, ports, answer, refuse, sent }
}

test('one call at a time; what comes meanwhile goes with the next, in order', async () => {
  const core = slowCore()
  const pump = new SoundPump(core.ports)
  for (const value of [1, 2, 3]) pump.push(frame(value))
  expect(core.sent()).toEqual([[1]])
  await core.answer(0)
  expect(core.sent()).toEqual([[1], [2, 3]])
})

test('a call holds a second at most', async () => {
  const core = slowCore()
  const pump = new SoundPump(core.ports)
  for (let value = 0; value < 80; value++) pump.push(frame(value))
  await core.answer(0)
  await core.answer(1)
  await core.answer(2)
  expect(core.sent().map((frames) => frames.length)).toEqual([1, 31, 31, 17])
})

test('it is told once when more than two seconds wait, and once when it has caught up', async () => {
  const core = slowCore()
  const pump = new SoundPump(core.ports)
  for (let value = 0; value < 70; value++) pump.push(frame(value))
  expect(core.ports.behind.mock.calls).toEqual([[true]])
  for (let at = 0; at < 4; at++) await core.answer(at)
  expect(core.ports.behind.mock.calls).toEqual([[true], [false]])
})

test('what was being said when the core was lost is sent again, and what was said meanwhile after it', async () => {
  const core = slowCore()
  const pump = new SoundPump(core.ports)
  pump.push(frame(1))
  await core.answer(0, [speech(true)])
  pump.push(frame(2))
  await core.answer(1)
  pump.push(frame(3))
  await core.refuse(2)
  expect(core.ports.failed).toHaveBeenCalledTimes(1)
  pump.push(frame(4))
  expect(core.calls).toHaveLength(3)
  pump.resume()
  expect(core.sent().at(-1)).toEqual([1, 2, 3, 4])
})

test('an utterance of a minute is not lost, though nothing was recognised of it yet', async () => {
  const core = slowCore()
  const pump = new SoundPump(core.ports)
  const count = 60 * 31
  for (let value = 0; value < count; value++) {
    pump.push(frame(value % 1_000))
    await core.answer(value, value === 0 ? [speech(true)] : [])
  }
  pump.push(frame(7))
  await core.refuse(count)
  pump.resume()
  for (let at = count + 1; core.calls[at]; at++) await core.answer(at)
  expect(
    core
      .sent()
      .slice(count + 1)
      .flat(),
  ).toHaveLength(count + 1)
})

test('the end of speech is not the end of its sound: it is kept until the recogniser has answered', async () => {
  const core = slowCore()
  const pump = new SoundPump(core.ports)
  pump.push(frame(1))
  await core.answer(0, [speech(true)])
  for (let value = 2; value < 60; value++) {
    pump.push(frame(value))
    await core.answer(value - 1, value === 30 ? [speech(false)] : [])
  }
  pump.push(frame(60))
  await core.refuse(59)
  pump.resume()
  expect(core.sent().at(-1)?.[0]).toBe(1)
})

test('what has become an event is not sent again, but for half a second that the next may begin in', async () => {
  const core = slowCore()
  const pump = new SoundPump(core.ports)
  for (let value = 0; value < 100; value++) {
    pump.push(frame(value))
    await core.answer(value, value === 1 ? [speech(true)] : value === 98 ? [speech(false), final] : [])
  }
  pump.push(frame(100))
  await core.refuse(100)
  pump.resume()
  expect(core.sent().at(-1)).toHaveLength(17)
})

test('a pump that has ended sends and tells nothing more', async () => {
  const core = slowCore()
  const pump = new SoundPump(core.ports)
  pump.push(frame(1))
  pump.push(frame(2))
  pump.end()
  await core.answer(0, [speech(true)])
  pump.push(frame(3))
  expect(core.calls).toHaveLength(1)
  expect(core.ports.events).not.toHaveBeenCalled()
})

test('who fails over what was heard is not taken for a core that is gone', async () => {
  const core = slowCore()
  core.ports.events.mockImplementationOnce(() => {
    throw new Error('a mistake')
  })
  const pump = new SoundPump(core.ports)
  pump.push(frame(1))
  const drained = pump.drained()
  await core.answer(0)
  await expect(drained).rejects.toThrow('a mistake')
  expect(core.ports.failed).not.toHaveBeenCalled()
  pump.push(frame(2))
  expect(core.sent()).toEqual([[1], [2]])
})
