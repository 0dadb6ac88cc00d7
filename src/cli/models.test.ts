import { expect, test } from 'vitest'
import { progressWords, size, terms } from './models.ts'
import { packStatus } from '../contract/packs.ts'

test('bytes are told in the unit that a person would use', () => {
  expect([622, 9_999, 2_368_679, 51_000_000, 999_000_000, 1_217_650_688].map(size)).toEqual([
    '1 kB',
    '10 kB',
    '2.4 MB',
    '51 MB',
    '1.0 GB',
    '1.2 GB',
  ])
})

test('progress is a line: how much, how fast, how long', () => {
  expect(
    progressWords({ stage: 'fetching', bytes: 12e6, total: 51e6, bytesPerSecond: 2.1e6, secondsLeft: 18.6 }),
  ).toBe('12 MB of 51 MB, 2.1 MB/s, 19 s left')
  expect(progressWords({ stage: 'fetching', bytes: 1e9, bytesPerSecond: 1e6, secondsLeft: 600 })).toBe(
    '1.0 GB, 1.0 MB/s, 10 min left',
  )
  expect(progressWords({ stage: 'checking', bytes: 1, total: 1 })).toBe('checking')
})

test('the terms say what is fetched from where, its licence, and what is not known of it', () => {
  const status = packStatus.parse({
    entry: {
      id: 'lfm2-1.2b-tool',
      kind: 'language-model',
      architecture: 'causal-lm',
      name: 'LFM2',
      model: 'x',
      snapshot: 'lectern-x-2026-11-22',
      languages: ['en'],
      files: [{ path: 'a', url: 'https://huggingface.co/a/b/resolve/main/a' }],
      licence: { id: 'LFM-1.0', conditions: 'lfm' },
      diskBytes: 1e9,
      memoryBytes: 2e9,
      verified: false,
    },
    state: 'absent',
    downloadBytes: 1e9,
    offered: false,
  })
  const text = terms(status)
  expect(text).toContain('about 1.0 GB from huggingface.co')
  expect(text).toContain('10 million US dollars')
  expect(text).toContain('Not all of its checksums are known')
})
