import { setImmediate as soon } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { AppError } from '../rpc/failure.ts'
import { createKeeper, type Keeper, type KeeperOptions, type ModelSource } from './keeper.ts'

const megabyte = 1_048_576
const gigabyte = 1024 * megabyte

/** Keeps an account of what is in memory and when. */
function desk(options: KeeperOptions = {}): {
  keeper: Keeper
  source: (key: string, bytes?: number, load?: ModelSource<string>['load']) => ModelSource<string>
  inMemory: Map<string, number>
  log: string[]
  most: () => number
} {
  const inMemory = new Map<string, number>()
  const log: string[] = []
  let most = 0
  const keeper = createKeeper({ total: () => 8 * gigabyte, available: () => 6 * gigabyte, ...options })
  return {
    keeper,
    inMemory,
    log,
    most: () => most,
    source: (key, bytes = 10 * megabyte, load) => ({
      key,
      name: key,
      bytes,
      async load(signal) {
        log.push(`load ${key}`)
        inMemory.set(key, (inMemory.get(key) ?? 0) + bytes)
        most = Math.max(
          most,
          [...inMemory.values()].reduce((a, b) => a + b, 0),
        )
        try {
          return load ? await load(signal) : (await soon(), key)
        } catch (error) {
          inMemory.delete(key)
          throw error
        }
      },
      release(model) {
        log.push(`release ${model}`)
        inMemory.delete(key)
      },
    }),
  }
}

afterEach(() => vi.useRealTimers())

test('ten who ask for a model at once share one load', async () => {
  const { keeper, source, log } = desk()
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => keeper.use(source('a'), (model) => model)),
  )
  expect(new Set(answers)).toEqual(new Set(['a']))
  expect(log).toEqual(['load a'])
  expect(keeper.models()).toEqual([{ key: 'a', name: 'a', bytes: 10 * megabyte, users: 0 }])
})

test('a model stays while it is used and goes five minutes after its last user', async () => {
  vi.useFakeTimers()
  const { keeper, source, inMemory } = desk()
  const [first, second] = await Promise.all([
    keeper.hold(source('a', 1, () => Promise.resolve('a'))),
    keeper.hold(source('a')),
  ])
  first.release()
  first.release() // twice is once
  await vi.advanceTimersByTimeAsync(20 * 60_000)
  expect(inMemory.has('a')).toBe(true)
  second.release()
  await vi.advanceTimersByTimeAsync(4 * 60_000)
  const third = await keeper.hold(source('a'))
  await vi.advanceTimersByTimeAsync(20 * 60_000)
  expect(inMemory.has('a')).toBe(true)
  third.release()
  await vi.advanceTimersByTimeAsync(5 * 60_000 + 1)
  expect(inMemory.size).toBe(0)
  expect(keeper.models()).toEqual([])
})

test('two models of 1 GB are never in memory together: the unused one goes before the other is loaded', async () => {
  const { keeper, source, log, most } = desk()
  await keeper.use(source('one', gigabyte), () => 0)
  await keeper.use(source('small'), () => 0)
  await keeper.use(source('two', gigabyte), () => 0)
  expect(log).toEqual(['load one', 'load small', 'release one', 'load two'])
  expect(most()).toBeLessThan(1.1 * gigabyte)
})

test('a second model of 1 GB waits until the first one’s user is done, and small ones do not wait with it', async () => {
  const { keeper, source, log, most } = desk()
  const first = await keeper.hold(source('one', gigabyte))
  const waiting = keeper.hold(source('two', gigabyte))
  const alsoWaiting = keeper.hold(source('three', gigabyte))
  await keeper.use(source('small'), () => 0)
  expect(log).toEqual(['load one', 'load small'])
  first.release()
  ;(await waiting).release()
  ;(await alsoWaiting).release()
  expect(log.filter((line) => line.startsWith('load'))).toEqual([
    'load one',
    'load small',
    'load two',
    'load three',
  ])
  expect(most()).toBeLessThan(1.1 * gigabyte)
})

test('who waits too long for another large model is told that it is busy', async () => {
  const { keeper, source } = desk({ patience: 20 })
  await keeper.hold(source('one', gigabyte))
  await expect(keeper.hold(source('two', gigabyte))).rejects.toMatchObject({
    code: 'busy',
    reason: 'model-busy',
    data: { name: 'two' },
  })
})

test('room is made by letting go what was used longest ago, and only as much as is needed', async () => {
  const { keeper, source, log } = desk({ budget: 250 * megabyte })
  for (const key of ['a', 'b', 'a']) await keeper.use(source(key, 100 * megabyte), () => 0)
  await keeper.use(source('c', 100 * megabyte), () => 0)
  expect(log).toEqual(['load a', 'load b', 'release b', 'load c'])
})

test('a model beyond the machine’s memory is refused in words, and nothing else suffers', async () => {
  const { keeper, source, log } = desk({ available: () => 500 * megabyte })
  await expect(keeper.hold(source('huge', 5 * gigabyte))).rejects.toMatchObject({
    code: 'too-large',
    reason: 'model-memory',
    data: { name: 'huge', megabytes: 5120 },
  })
  expect(log).toEqual([])
  await keeper.use(source('a'), (model) => expect(model).toBe('a'))
})

test('when the machine runs short of memory, what nobody uses goes at once', async () => {
  let available = 6 * gigabyte
  const { keeper, source, inMemory } = desk({ available: () => available, lookEvery: 10 })
  const used = await keeper.hold(source('used'))
  await keeper.use(source('unused'), () => 0)
  available = 100 * megabyte
  await vi.waitFor(() => expect([...inMemory.keys()]).toEqual(['used']))
  used.release()
  await vi.waitFor(() => expect(inMemory.size).toBe(0))
})

test('a load that nobody waits for any more is not begun, or is let go when it is done', async () => {
  const { keeper, source, log, inMemory } = desk()
  let finish: (model: string) => void = () => undefined
  const slow = source('slow', 1, () => new Promise((resolve) => (finish = resolve)))
  const leaving = new AbortController()
  const first = keeper.hold(slow, leaving.signal)
  const second = keeper.hold(source('later'), leaving.signal)
  await vi.waitFor(() => expect(log).toEqual(['load slow']))
  leaving.abort()
  await expect(first).rejects.toMatchObject({ code: 'cancelled' })
  await expect(second).rejects.toMatchObject({ code: 'cancelled' })
  finish('slow')
  await vi.waitFor(() => expect(inMemory.size).toBe(0))
  expect(log).toEqual(['load slow', 'release slow'])
  // Who comes while it is on its way out gets one of their own.
  await keeper.use(source('slow'), (model) => expect(model).toBe('slow'))
})

test('one of two who leaves does not take the load away from the other', async () => {
  const { keeper, source } = desk()
  const leaving = new AbortController()
  const first = keeper.hold(source('a'), leaving.signal)
  const second = keeper.hold(source('a'))
  leaving.abort()
  await expect(first).rejects.toMatchObject({ code: 'cancelled' })
  expect((await second).model).toBe('a')
})

test('a load that fails is told to all who wait, and the next one tries anew', async () => {
  const { keeper, source } = desk()
  const broken = () => Promise.reject(new AppError('damaged', 'No model.'))
  const results = await Promise.allSettled([
    keeper.hold(source('a', 1, broken)),
    keeper.hold(source('a', 1, broken)),
  ])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  expect((await keeper.hold(source('a'))).model).toBe('a')
})

test('when another processor is chosen, a model is loaded anew as soon as nobody uses it', async () => {
  let choice = 'auto'
  const { keeper, source, log } = desk({ epoch: () => choice })
  const using = await keeper.hold(source('a'))
  choice = 'webgpu'
  await keeper.use(source('a'), () => 0) // not under the one who uses it
  expect(log).toEqual(['load a'])
  using.release()
  await keeper.use(source('a'), () => 0)
  await keeper.use(source('a'), () => 0)
  expect(log).toEqual(['load a', 'release a', 'load a'])
})

test('work that fails gives its model back', async () => {
  const { keeper, source } = desk()
  await expect(keeper.use(source('a'), () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(keeper.models()[0]?.users).toBe(0)
  await keeper.clear()
  expect(keeper.models()).toEqual([])
})

test('after the end nothing is held, and what was on its way is told', async () => {
  const { keeper, source, inMemory } = desk()
  await keeper.hold(source('a'))
  const coming = keeper.hold(source('b'))
  const told = expect(coming).rejects.toMatchObject({ code: 'unavailable' })
  await keeper.close()
  await told
  expect(inMemory.size).toBe(0)
  await expect(keeper.hold(source('a'))).rejects.toMatchObject({ code: 'unavailable' })
})
