import { expect, test } from 'vitest'
import type { AppClient, OpenDocument } from '../../contract/app.ts'
import { AppError } from '../../rpc/failure.ts'
import { createPassage } from './passage.ts'

const id = 'a'.repeat(64)
const opened = (blockCount: number, chapters: readonly number[] = []): OpenDocument => ({
  summary: {
    id,
    format: 'text',
    title: 'A book',
    authors: [],
    hasCover: false,
    state: 'ready',
    progress: 0,
    words: 0,
    addedAt: 0,
  },
  metadata: { title: 'A book', authors: [] },
  toc: chapters.map((block) => ({ title: `At ${block}`, block, children: [] })),
  pages: [],
  blockCount,
  warnings: [],
})

/** A core with a document whose block n says "n". */
function fakeCore(size: { count: number }) {
  const asked: [number, number][] = []
  let broken = false
  const call = (name: string, input: { from: number; count: number }) => {
    if (broken) return Promise.reject(new AppError('closed', 'gone'))
    if (name === 'document.open') return Promise.resolve(opened(size.count))
    asked.push([input.from, input.count])
    const count = Math.max(0, Math.min(input.count, size.count - input.from))
    const blocks = Array.from({ length: count }, (_, at) => ({
      kind: 'paragraph',
      runs: [{ text: String(input.from + at) }],
    }))
    return Promise.resolve({ from: input.from, blocks })
  }
  return {
    client: { call } as unknown as AppClient,
    asked,
    break: (value: boolean) => {
      broken = value
    },
  }
}

const shown = (passage: ReturnType<typeof createPassage>) =>
  passage.state.get().pieces.flatMap(({ blocks }) => blocks.map(({ runs }) => Number(runs[0]?.text)))
const isRun = (numbers: readonly number[]) =>
  numbers.every((value, at) => at === 0 || value === (numbers[at - 1] ?? 0) + 1)

test('a place in the middle brings its piece and both neighbours, without holes', async () => {
  const core = fakeCore({ count: 1_000 })
  const passage = createPassage(core.client, opened(1_000))
  await passage.show(500)
  expect(passage.has(500)).toBe(true)
  expect(isRun(shown(passage))).toBe(true)
  expect(passage.state.get()).toMatchObject({ before: true, after: true })
  expect(shown(passage).length).toBeLessThan(400)
})

test('reading through a long book never holds all of it, and asks for no block twice in a row', async () => {
  const core = fakeCore({ count: 5_000 })
  const passage = createPassage(core.client, opened(5_000))
  for (let block = 0; block < 5_000; block += 40) {
    await passage.show(block)
    expect(passage.has(block)).toBe(true)
    expect(shown(passage).length).toBeLessThanOrEqual(9 * 120)
  }
  expect(core.asked.length).toBeLessThan(60)
})

test('going on at an end adds to what is there', async () => {
  const core = fakeCore({ count: 1_000 })
  const passage = createPassage(core.client, opened(1_000))
  await passage.show(500)
  const [first = 0] = shown(passage)
  await passage.extend('before')
  expect(shown(passage)[0]).toBeLessThan(first)
  expect(isRun(shown(passage))).toBe(true)
})

test('a document that grows shows its new end, and what was shown stays', async () => {
  const size = { count: 50 }
  const core = fakeCore(size)
  const passage = createPassage(core.client, opened(50))
  await passage.show(0)
  expect(shown(passage)).toHaveLength(50)
  size.count = 90
  await passage.grow(opened(90))
  expect(shown(passage)).toHaveLength(90)
})

test('a place beyond the end that was known is looked for in the document as it is now', async () => {
  const size = { count: 100 }
  const core = fakeCore(size)
  const passage = createPassage(core.client, opened(100))
  await passage.show(0)
  size.count = 2_000
  await passage.show(1_500)
  expect(passage.has(1_500)).toBe(true)
})

test('after a failure the same place can be shown again', async () => {
  const core = fakeCore({ count: 500 })
  const passage = createPassage(core.client, opened(500))
  core.break(true)
  await expect(passage.show(300)).rejects.toMatchObject({ code: 'closed' })
  core.break(false)
  await passage.show(300)
  expect(passage.has(300)).toBe(true)
})

test('a later place overtakes an earlier one that is still on its way', async () => {
  const core = fakeCore({ count: 3_000 })
  const passage = createPassage(core.client, opened(3_000))
  const early = passage.show(100)
  const late = passage.show(2_500)
  await Promise.all([early, late])
  expect(passage.has(2_500)).toBe(true)
  expect(passage.has(100)).toBe(false)
})
