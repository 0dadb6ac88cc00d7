import { expect, test } from 'vitest'
import manifest from '../../../models/manifest.json' with { type: 'json' }
import { packManifest } from '../../contract/packs.ts'
import { englishParts } from '../../core/commands/phrases/english-parts.ts'
import { fakePack } from './pack-fake.ts'
import { findPack } from './find-pack.ts'
import { bestFor } from './pack-hint.tsx'

const named = (id: string, name: string, more = {}) => fakePack({ entry: { id, name, ...more } })
const list = [
  named('whisper-base', 'Whisper base'),
  named('whisper-small', 'Whisper small'),
  named('kokoro-82m', 'Kokoro 82M'),
  named('silero-vad', 'Silero', { embedded: true }),
]
const idOf = (name: string) => findPack(name, list)?.entry.id

test('a pack is found by its name, its id, or words of its name', () => {
  expect(idOf('whisper small')).toBe('whisper-small')
  expect(idOf('kokoro-82m')).toBe('kokoro-82m')
  expect(idOf('Kokoro')).toBe('kokoro-82m')
  expect(idOf('whisper')).toBe('whisper-base')
  expect(idOf('windows')).toBeUndefined()
})

test('what comes with Lectern is neither installed nor removed', () => {
  expect(idOf('Silero')).toBeUndefined()
})

const voice = (id: string, languages: string[], more: Parameters<typeof fakePack>[0] = {}) =>
  fakePack({ offered: false, ...more, entry: { id, languages, ...more.entry } })

test('where something is missing, the suggested pack for the language comes before others', () => {
  const voices = [voice('a', ['en']), voice('b', ['en-US'], { offered: true }), voice('c', ['de-DE'])]
  expect(bestFor('voice', 'en', voices)?.entry.id).toBe('b')
  expect(bestFor('voice', 'de', voices)?.entry.id).toBe('c')
  expect(bestFor('voice', 'fr', voices)).toBeUndefined()
  expect(bestFor('recogniser', 'en', voices)).toBeUndefined()
})

test('what is being fetched stays in sight, and what is installed or too large is not offered', () => {
  const begun = voice('b', ['en'], { state: 'paused' })
  expect(bestFor('voice', 'en', [voice('a', ['en'], { offered: true }), begun])?.entry.id).toBe('b')
  expect(bestFor('voice', 'en', [voice('a', ['en'], { state: 'installed' })])).toBeUndefined()
  expect(bestFor('voice', 'en', [voice('a', ['en'], { fits: 'no' })])).toBeUndefined()
  expect(bestFor('voice', 'en', [voice('a', ['en'], { entry: { runs: false } })])).toBeUndefined()
})

test('of several that fit, the one suggested here is taken; for removal, the one that is here', () => {
  const voices = [
    fakePack({ offered: false, state: 'installed', entry: { id: 'piper-en', name: 'Piper LJ' } }),
    fakePack({ offered: true, entry: { id: 'piper-de', name: 'Piper Thorsten' } }),
  ]
  expect(findPack('piper', voices)?.entry.id).toBe('piper-de')
  expect(findPack('piper', voices, ({ state }) => state === 'installed')?.entry.id).toBe('piper-en')
})

test('every model that can be named aloud is one that can be installed', () => {
  const shipped = packManifest.parse(manifest).packs.map((entry) => fakePack({ entry }))
  const named = (englishParts.lists['model'] ?? []).map(([name]) => String(name))
  expect(named.length).toBeGreaterThan(5)
  expect(named.filter((name) => !findPack(name, shipped))).toEqual([])
})
