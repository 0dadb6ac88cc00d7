import { expect, test } from 'vitest'
import { createStreams } from './streams.ts'

test('what is asked of one stream is done in order, whatever takes how long', async () => {
  const streams = createStreams<string[]>()
  const stream = streams.open([])
  const slow = streams.use(stream, async (log) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    log.push('slow')
  })
  const quick = streams.use(stream, (log) => log.push('quick'))
  const end = streams.close(stream, (log) => log)
  await Promise.all([slow, quick])
  expect(await end).toEqual(['slow', 'quick'])
})

test('a stream that is closed, or never was, is not found', async () => {
  const streams = createStreams<number>()
  const stream = streams.open(1)
  const closing = streams.close(stream, (value) => value)
  await expect(streams.use(stream, () => 2)).rejects.toMatchObject({ code: 'not-found' })
  await expect(streams.use(99, () => 2)).rejects.toMatchObject({ code: 'not-found' })
  expect(await closing).toBe(1)
})

test('a call that fails leaves the stream to the next one', async () => {
  const streams = createStreams<number>()
  const stream = streams.open(1)
  await expect(streams.use(stream, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await streams.use(stream, (value) => value)).toBe(1)
})
