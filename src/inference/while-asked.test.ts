import { expect, test } from 'vitest'
import { whileAsked } from './while-asked.ts'

const never = new AbortController().signal

function source() {
  const seen = { ended: 0, aborted: false }
  async function* make(signal: AbortSignal): AsyncGenerator<number, void, undefined> {
    signal.addEventListener('abort', () => (seen.aborted = true))
    try {
      for (let item = 1; item <= 3; item++) yield item
    } finally {
      seen.ended++
    }
  }
  return { seen, make }
}
const soon = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('all comes to who asks for it, and what made it is ended once', async () => {
  const { seen, make } = source()
  const items: number[] = []
  for await (const item of whileAsked(make, never, 60_000)) items.push(item)
  expect(items).toEqual([1, 2, 3])
  expect(seen).toEqual({ ended: 1, aborted: false })
})

test('who leaves ends it at once', async () => {
  const { seen, make } = source()
  for await (const _ of whileAsked(make, never, 60_000)) break
  expect(seen.ended).toBe(1)
})

test('who asks for nothing more lets it go; who comes back is told that it was cancelled', async () => {
  const { seen, make } = source()
  const items = whileAsked(make, never, 10)
  expect(await items.next()).toEqual({ done: false, value: 1 })
  while (seen.ended === 0) await soon(2)
  expect(seen.aborted).toBe(true)
  await expect(items.next()).rejects.toMatchObject({ code: 'cancelled' })
  expect(await items.next()).toMatchObject({ done: true })
})

test('with the last item it is let go, and a late reader is told nothing bad', async () => {
  const { seen, make } = source()
  const items = whileAsked(make, never, 10, (item) => item === 2)
  await items.next()
  expect(await items.next()).toEqual({ done: false, value: 2 })
  expect(seen.ended).toBe(1)
  await soon(30)
  expect(await items.next()).toMatchObject({ done: true })
})
