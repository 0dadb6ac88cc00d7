import { expect, test } from 'vitest'
import { followOwnWords } from './own-words.ts'

function reader() {
  let state = {
    status: 'playing',
    muted: false,
    volume: 100,
    visiting: undefined,
    sentence: undefined as object | undefined,
  }
  let tell = () => {}
  let time = 0
  const own = followOwnWords(
    {
      getState: () => state,
      subscribe: (listener: () => void) => {
        tell = listener
        return () => {}
      },
    } as never,
    (sentence) => (sentence as unknown as { text: string }).text,
    () => time,
  )
  return {
    own,
    read: (text: string | undefined, more: object = {}) => {
      state = { ...state, ...more, sentence: text === undefined ? undefined : { text } }
      tell()
    },
    wait: (ms: number) => (time += ms),
  }
}

test('what is being read counts, and what was read in the last six seconds', () => {
  const { own, read, wait } = reader()
  read('One.')
  wait(20_000)
  expect(own.text()).toBe('One.')
  read('Two.')
  wait(4_000)
  expect(own.text()).toBe('One. Two.')
  read('Three.')
  wait(3_000)
  expect(own.text()).toBe('Two. Three.')
})

test('what only lights up in silence was not said', () => {
  const { own, read } = reader()
  read('One.', { status: 'paused' })
  expect(own.text()).toBe('')
  expect(own.audible()).toBe(false)
  read('Two.', { status: 'playing', muted: true })
  expect(own.audible()).toBe(false)
})
