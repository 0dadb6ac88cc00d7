import { expect, test, vi } from 'vitest'
import type { AppClient, ImportProgress } from '../../contract/app.ts'
import { AppError } from '../../rpc/failure.ts'
import { createImportQueue, type ImportItem } from './import-queue.ts'

const id = 'b'.repeat(64)
type Script = (
  input: { name: string; password?: string },
  signal: AbortSignal,
) => AsyncGenerator<ImportProgress>

function queueWith(script: Script) {
  const client = {
    stream: (_name: string, input: { name: string }, signal: AbortSignal) => script(input, signal),
  } as unknown as AppClient
  return createImportQueue(client)
}
const file = (name: string) => new File(['text'], name)
const states = (items: readonly ImportItem[]) => items.map(({ state }) => state)

async function* good(): AsyncGenerator<ImportProgress> {
  yield { type: 'accepted', document: id, known: false }
  yield { type: 'readable', document: id }
  yield { type: 'progress', document: id, done: 0.5, blocks: 3 }
  yield { type: 'ready', document: id, blocks: 6 }
}

test('a file chosen alone is said to be readable once, and to be alone', async () => {
  const queue = queueWith(good)
  const readable = vi.fn()
  queue.listen({ readable })
  queue.add([file('a.txt')])
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['done']))
  expect(readable).toHaveBeenCalledTimes(1)
  expect(readable.mock.calls[0]?.[1]).toBe(true)
})

test('of several files no more than two are imported at a time', async () => {
  let running = 0
  let most = 0
  const queue = queueWith(async function* () {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 10))
    running--
    yield* good()
  })
  queue.add(['a', 'b', 'c', 'd', 'e'].map(file))
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(Array(5).fill('done')))
  expect(most).toBe(2)
})

test('a wrong password is asked for again, the right one opens', async () => {
  const queue = queueWith(async function* ({ password }) {
    if (password !== 'sesame') throw new AppError('password-needed', 'x')
    yield* good()
  })
  queue.add([file('a.pdf')])
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['password']))
  expect(queue.items.get()[0]?.refused).toBe(false)
  queue.answer(1, 'wrong')
  await vi.waitFor(() => expect(queue.items.get()[0]?.refused).toBe(true))
  queue.answer(1, 'sesame')
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['done']))
})

test('cancelling aborts the work, and the next file is begun', async () => {
  const queue = queueWith(async function* ({ name }, signal) {
    if (name === 'next') return yield* good()
    if (signal.aborted) throw new AppError('cancelled', 'x') // as the client does
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('cancelled', 'x')))
    })
  })
  queue.add([file('slow'), file('slow too'), file('next')])
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['running', 'running', 'waiting']))
  queue.cancel(1)
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['cancelled', 'running', 'done']))
})

test('a failure is kept with its reason until it is dismissed', async () => {
  const queue = queueWith(async function* () {
    yield { type: 'accepted', document: id, known: false }
    throw new AppError('damaged', 'x', { reason: 'archive-damaged' })
  })
  queue.add([file('a.epub')])
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['failed']))
  expect(queue.items.get()[0]?.error).toMatchObject({ reason: 'archive-damaged' })
  queue.dismiss(1)
  expect(queue.items.get()).toEqual([])
})
