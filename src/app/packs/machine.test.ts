import { expect, test } from 'vitest'
import { type Machine, type PackEntry, packEntry } from '../../contract/packs.ts'
import { fit, offers } from './machine.ts'
import { readManifest } from './manifest.ts'

const GB = 1_000_000_000
const machine = (more: Partial<Machine> = {}): Machine => ({
  memoryBytes: 16 * GB,
  cores: 8,
  freeDiskBytes: 100 * GB,
  platform: 'linux',
  arch: 'x64',
  providers: ['cpu'],
  languages: ['en-gb'],
  ...more,
})
const pack = (id: string, more: Partial<PackEntry> = {}): PackEntry =>
  packEntry.parse({
    id,
    kind: 'recogniser',
    architecture: 'whisper',
    name: id,
    model: id,
    snapshot: `lectern-${id}-2026-11-22`,
    languages: ['en'],
    files: [],
    licence: { id: 'MIT', conditions: 'notice' },
    diskBytes: GB,
    memoryBytes: GB,
    verified: true,
    ...more,
  })

test('a model fits well, barely or not, by memory, disk and cores', () => {
  expect(fit(pack('a'), machine())).toBe('well')
  expect(fit(pack('a'), machine({ memoryBytes: 3 * GB }))).toBe('barely')
  expect(fit(pack('a'), machine({ memoryBytes: GB }))).toBe('no')
  expect(fit(pack('a'), machine({ freeDiskBytes: GB / 2 }))).toBe('no')
  const large = pack('large', { memoryBytes: 2 * GB })
  expect(fit(large, machine({ cores: 2 }))).toBe('barely')
  expect(fit(large, machine({ cores: 2, provider: 'webgpu' }))).toBe('well')
})

test('of each kind the first that fits well is offered, for each language of the machine', () => {
  const list = [
    pack('english'),
    pack('many', { languages: ['de', 'mul'] }),
    pack('voice', { kind: 'voice', languages: ['en-US'] }),
    pack('try', { kind: 'language-model', experimental: true }),
    pack('huge', { kind: 'turn-detector', memoryBytes: 9 * GB }),
    pack('within', { kind: 'voice-activity', embedded: true }),
  ]
  expect([...offers(list, machine())]).toEqual(['english', 'voice'])
  expect([...offers(list, machine({ languages: ['de', 'en'] }))]).toEqual(['many', 'english', 'voice'])
  expect([...offers(list, machine({ languages: ['eu'] }))]).toEqual(['many'])
})

test('what the real list offers suits the machine: small on a small one, nothing with conditions', () => {
  const { packs } = readManifest('')
  const offered = (more: Partial<Machine>) => [...offers(packs, machine(more))]
  const english = offered({})
  expect(english).toContain('pocket-english')
  expect(english).not.toContain('lfm2-1.2b-tool')
  expect(english).not.toContain('lfm2.5-audio-1.5b')
  const german = offered({ languages: ['de-de'] })
  expect(german).not.toContain('pocket-english')
  expect(german.some((id) => id.startsWith('whisper-'))).toBe(true)
  expect(german).toContain('piper-de-thorsten')
  const small = offered({ memoryBytes: 2 * GB, cores: 2 })
  const needed = packs.filter(({ id }) => small.includes(id)).map(({ memoryBytes }) => memoryBytes)
  expect(small).toContain('pocket-english')
  expect(Math.max(...needed)).toBeLessThan(GB / 2)
})
