import { expect, test } from 'vitest'
import { fakePack } from './pack-fake.ts'
import { changesWhatThereIs, packNews } from './pack-news.ts'

const total = 100_000_000
const fetching = (bytes: number, of = total) =>
  fakePack({ state: 'installing', progress: { stage: 'fetching', bytes, total: of } })
const absent = fakePack()
const here = fakePack({ state: 'installed' })

test('what is there when a page opens is no news', () => {
  expect(packNews(undefined, here)).toBeUndefined()
  expect(packNews(undefined, fakePack({ state: 'failed', problem: 'pack-space' }))).toBeUndefined()
  expect(changesWhatThereIs(undefined, here)).toBe(false)
})

test('of an installation its beginning, three quarters and its end are told, and nothing between', () => {
  const steps = [absent, fakePack({ state: 'installing', progress: { stage: 'waiting', bytes: 0 } })]
  for (let bytes = 0; bytes <= total; bytes += 1_000_000) steps.push(fetching(bytes))
  steps.push(fakePack({ state: 'installing', progress: { stage: 'checking', bytes: total, total } }), here)
  const news = steps.slice(1).map((now, at) => packNews(steps[at], now))
  expect(news.filter(Boolean)).toEqual([
    { what: 'begun' },
    { what: 'quarter', share: 0.25 },
    { what: 'quarter', share: 0.5 },
    { what: 'quarter', share: 0.75 },
    { what: 'installed' },
  ])
})

test('a fast network tells the last quarter it passed, not each', () => {
  expect(packNews(fetching(1), fetching(80_000_000))).toEqual({ what: 'quarter', share: 0.75 })
})

test('of a small download no quarters are told', () => {
  expect(packNews(fetching(0, 5_000_000), fetching(3_000_000, 5_000_000))).toBeUndefined()
})

test('a pause and a broken network are not the same', () => {
  expect(packNews(fetching(1), fakePack({ state: 'paused' }))).toEqual({ what: 'paused' })
  expect(packNews(fetching(1), fakePack({ state: 'paused', problem: 'pack-network' }))).toEqual({
    what: 'trouble',
  })
  expect(packNews(fetching(1), fakePack({ state: 'failed', problem: 'pack-checksum' }))).toEqual({
    what: 'trouble',
  })
})

test('going on is told, without the quarters that were told before', () => {
  const paused = fakePack({ state: 'paused' })
  expect(packNews(paused, fetching(60_000_000))).toEqual({ what: 'begun' })
})

test('throwing away and removing are told apart', () => {
  expect(packNews(fetching(1), absent)).toEqual({ what: 'cancelled' })
  expect(packNews(here, absent)).toEqual({ what: 'removed' })
  expect(packNews(fakePack({ state: 'damaged', problem: 'pack-damaged' }), absent)).toEqual({
    what: 'removed',
  })
})

test('damage that a check finds is told once', () => {
  const damaged = fakePack({ state: 'damaged', problem: 'pack-damaged' })
  expect(packNews(here, damaged)).toEqual({ what: 'trouble' })
  expect(packNews(damaged, damaged)).toBeUndefined()
})

test('voices and recognisers come and go with what is whole', () => {
  expect(changesWhatThereIs(absent, here)).toBe(true)
  expect(changesWhatThereIs(here, fakePack({ state: 'damaged' }))).toBe(true)
  expect(changesWhatThereIs(absent, fetching(1))).toBe(false)
})
