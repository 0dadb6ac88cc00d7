import { expect, test, vi } from 'vitest'
import { listenForTalkKey } from './push-to-talk.ts'

type Listener = (event: never) => void

/** A window whose keys a test presses. */
function keyboard() {
  const listeners = new Map<string, Set<Listener>>()
  const target = {
    addEventListener: (type: string, listener: Listener) => {
      listeners.set(type, (listeners.get(type) ?? new Set()).add(listener))
    },
    removeEventListener: (type: string, listener: Listener) => listeners.get(type)?.delete(listener),
  }
  let open = false
  let time = 0
  const done: string[] = []
  const stop = listenForTalkKey(
    {
      keys: () => ['Ctrl+Shift+F8'],
      isOpen: () => open,
      open: () => {
        open = true
        done.push('open')
      },
      stay: () => done.push('stay'),
      close: () => {
        open = false
        done.push('close')
      },
      now: () => time,
    },
    target as never,
  )
  const fire = (type: string, event: object = {}) => {
    const prevented = vi.fn()
    for (const listener of listeners.get(type) ?? [])
      listener({ preventDefault: prevented, stopImmediatePropagation: () => {}, ...event } as never)
    return prevented.mock.calls.length > 0
  }
  const f8 = { key: 'F8', code: 'F8', ctrlKey: true, shiftKey: true, altKey: false, metaKey: false }
  return {
    done,
    stop,
    wait: (ms: number) => (time += ms),
    down: (more: object = {}) => fire('keydown', { ...f8, ...more }),
    up: (code = 'F8', key = code) => fire('keyup', { code, key }),
    blur: () => fire('blur'),
  }
}

test('a short press opens the microphone and leaves it open; the next one closes it', () => {
  const keys = keyboard()
  keys.down()
  keys.wait(120)
  keys.up()
  expect(keys.done).toEqual(['open', 'stay'])
  keys.down()
  keys.up()
  expect(keys.done).toEqual(['open', 'stay', 'close'])
})

test('held down, it is open until it is let go, however often the key repeats', () => {
  const keys = keyboard()
  keys.down()
  for (let i = 0; i < 20; i++) {
    keys.wait(50)
    keys.down({ repeat: true })
  }
  expect(keys.done).toEqual(['open'])
  keys.up()
  expect(keys.done).toEqual(['open', 'close'])
})

test('whichever key of the chord goes up first ends it, once', () => {
  const keys = keyboard()
  keys.down()
  keys.wait(900)
  keys.up('ShiftLeft', 'Shift')
  keys.up('F8')
  keys.up('ControlLeft', 'Control')
  expect(keys.done).toEqual(['open', 'close'])
})

test('a window that loses the focus while the key is held closes the microphone', () => {
  const keys = keyboard()
  keys.down()
  keys.wait(900)
  keys.blur()
  expect(keys.done).toEqual(['open', 'close'])
})

test('other keys are left alone', () => {
  const keys = keyboard()
  expect(keys.down({ shiftKey: false })).toBe(false)
  expect(keys.down()).toBe(true)
  expect(keys.done).toEqual(['open'])
})
