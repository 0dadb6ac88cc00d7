import { expect, test } from 'vitest'
import type { ReadingSession } from '../reading/session-types.ts'
import { keepOneVoice } from './one-voice.ts'

function fakeSession() {
  let status = 'idle'
  const listeners = new Set<() => void>()
  const become = (next: string) => {
    status = next
    for (const listener of listeners) listener()
  }
  const session = {
    getState: () => ({ status }),
    subscribe: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)),
    pause: () => become('paused'),
  } as unknown as ReadingSession
  return { session, become, status: () => status }
}

/** Channels of one name: a message reaches all but its sender. */
function channels(count: number) {
  const targets = Array.from({ length: count }, () => new EventTarget())
  return targets.map(
    (target) =>
      Object.assign(target, {
        postMessage: (data: unknown) => {
          for (const other of targets)
            if (other !== target) other.dispatchEvent(new MessageEvent('message', { data }))
        },
      }) as unknown as BroadcastChannel,
  )
}

test('reading that begins in one window pauses the other, and a stall in it does not take the voice back', () => {
  const [first, second] = [fakeSession(), fakeSession()]
  const [one, two] = channels(2)
  keepOneVoice(first.session, one)
  keepOneVoice(second.session, two)
  first.become('loading')
  first.become('playing')
  second.become('loading')
  expect(first.status()).toBe('paused')
  second.become('playing')
  expect([first.status(), second.status()]).toEqual(['paused', 'playing'])
  second.become('loading')
  second.become('playing')
  expect(second.status()).toBe('playing')
})
