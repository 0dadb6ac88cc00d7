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
  const cancelled: string[] = []
  const client = {
    call: async (name: string, { document }: { document: string }) => {
      if (name === 'library.cancel') cancelled.push(document)
    },
    stream: (_name: string, input: { name: string }, signal: AbortSignal) => script(input, signal),
  } as unknown as AppClient
  return { ...createImportQueue(client), cancelled }
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

test('cancelling stops the work in the core, and the next file is begun', async () => {
  const { cancelled, ...queue } = queueWith(async function* ({ name }, signal) {
    if (name === 'next') return yield* good()
    yield { type: 'accepted', document: id, known: false }
    if (signal.aborted) throw new AppError('cancelled', 'x') // as the client does
    await new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('cancelled', 'x')))
    })
  })
  queue.add([file('slow'), file('slow too'), file('next')])
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['running', 'running', 'waiting']))
  await vi.waitFor(() => expect(queue.items.get()[0]?.document).toBe(id))
  queue.cancel(1)
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['cancelled', 'running', 'done']))
  expect(cancelled).toEqual([id])
})

test('what is cancelled before the core has named it is stopped when it has, and never opened', async () => {
  let accept = () => undefined as void
  const { cancelled, ...queue } = queueWith(async function* () {
    await new Promise<void>((resolve) => (accept = resolve))
    yield { type: 'accepted', document: id, known: false }
    yield { type: 'ready', document: id, blocks: 1 } // the core ends the stream so, with what was read
  })
  const readable = vi.fn()
  queue.listen({ readable })
  queue.add([file('slow')])
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['running']))
  queue.cancel(1)
  await new Promise((resolve) => setTimeout(resolve))
  accept()
  await vi.waitFor(() => expect(states(queue.items.get())).toEqual(['cancelled']))
  expect(cancelled).toEqual([id])
  expect(readable).not.toHaveBeenCalled()
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
