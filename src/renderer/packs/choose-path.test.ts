import { expect, test } from 'vitest'
import { pathChooser } from './choose-path.ts'

/** A window of the desktop shell, whose preload answers by hand. */
function fakePage(protocol: string) {
  const listeners = new Set<(event: MessageEvent<unknown>) => void>()
  const asked: unknown[] = []
  const page = {
    location: { protocol, origin: `${protocol}//lectern` },
    postMessage: (message: unknown) => void asked.push(message),
    addEventListener: (_type: string, listener: (event: MessageEvent<unknown>) => void) =>
      void listeners.add(listener),
    removeEventListener: (_type: string, listener: (event: MessageEvent<unknown>) => void) =>
      void listeners.delete(listener),
  } as unknown as NonNullable<Parameters<typeof pathChooser>[0]>
  const say = (data: unknown, source: unknown = page) => {
    for (const listener of listeners) listener({ source, data } as MessageEvent<unknown>)
  }
  return { page, asked, listeners, say }
}

test('in a browser no path can be chosen', () => {
  expect(pathChooser(fakePage('http:').page)).toBeUndefined()
})

test('the desktop gives the path that was chosen, or none, and nobody else can', async () => {
  const { page, asked, listeners, say } = fakePage('app:')
  const choose = pathChooser(page)
  const folder = choose?.('folder')
  expect(asked).toEqual([{ type: 'lectern-choose', what: 'folder' }])
  say({ type: 'lectern-chosen', command: '/elsewhere' }, { another: 'frame' })
  say({ type: 'lectern-open', command: 'x' })
  say({ type: 'lectern-chosen', command: '/media/stick/models' })
  expect(await folder).toBe('/media/stick/models')
  const file = choose?.('file')
  say({ type: 'lectern-chosen', command: '' })
  expect(await file).toBeUndefined()
  expect(listeners.size).toBe(0)
})
