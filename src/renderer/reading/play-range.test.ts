import { expect, test, vi } from 'vitest'
import { playRange } from './play-range.ts'
import type { ReadingSession, SessionState } from './session-types.ts'

function fakeSession() {
  let listener: () => void = () => undefined
  let state = { status: 'paused', place: undefined, word: undefined } as unknown as SessionState
  const pause = vi.fn()
  const play = vi.fn(async () => undefined)
  const stopped = vi.fn()
  const session = {
    getState: () => state,
    subscribe: (given: () => void) => {
      listener = given
      return () => {
        listener = () => undefined
        stopped()
      }
    },
    play,
    pause,
  } as unknown as ReadingSession
  const hear = (block: number, start: number, end: number, status = 'playing') => {
    state = {
      status,
      place: { document: 'd', block, offset: start },
      word: { block, start, end },
    } as unknown as SessionState
    listener()
  }
  return { session, hear, play, pause, stopped }
}

test('reading begins with the selection and pauses at the first word behind it', () => {
  const { session, hear, play, pause } = fakeSession()
  playRange(session, 'd', { block: 2, start: 10, end: 20 })
  expect(play).toHaveBeenCalledWith({ document: 'd', block: 2, offset: 10 })
  hear(0, 0, 5, 'loading') // where it was before
  hear(2, 10, 14)
  hear(2, 15, 20)
  expect(pause).not.toHaveBeenCalled()
  hear(2, 21, 25)
  expect(pause).toHaveBeenCalledTimes(1)
})

test('going elsewhere or pausing by hand ends the watch', () => {
  const { session, hear, pause, stopped } = fakeSession()
  playRange(session, 'd', { block: 2, start: 10, end: 20 })
  hear(2, 10, 14)
  hear(1, 0, 4) // back a paragraph
  expect(stopped).toHaveBeenCalled()
  hear(2, 21, 25)
  expect(pause).not.toHaveBeenCalled()
})
