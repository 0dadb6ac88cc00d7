/** What a Piper voice's own file may say of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { voice } from '../../contract/inference.ts'
import type { FoundPack } from '../packs.ts'
import { piperVoices } from './piper.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-piper-'))
afterAll(() => rmSync(folder, { recursive: true }))
const path = join(folder, 'en_US-amy-low.onnx.json')
const pack: FoundPack = {
  id: 'amy',
  folder,
  kind: 'voice',
  architecture: 'piper',
  name: 'amy',
  languages: ['en'],
  files: { 'config:en_US-amy-low': path, 'model:en_US-amy-low': join(folder, 'en_US-amy-low.onnx') },
}
const usual = {
  audio: { sample_rate: 16_000 },
  espeak: { voice: 'en-us' },
  phoneme_id_map: { _: [0], '^': [1], $: [2], a: [3] },
}

function listed(more: object) {
  writeFileSync(path, JSON.stringify({ ...usual, ...more }))
  return piperVoices(pack).map((each) => each.voice)
}

test('a voice that says little of itself is listed, at a narrator’s pace', () => {
  expect(listed({})).toMatchObject([
    { id: 'piper:amy:en_US-amy-low', language: 'en-us', wordsPerMinute: 165 },
  ])
  expect(listed({ inference: { length_scale: 1.5 } })).toMatchObject([{ wordsPerMinute: 110 }])
  expect(voice.array().safeParse(listed({ language: { code: 'en_US' } })).success).toBe(true)
})

test.each([
  ['a pace without an end', { inference: { length_scale: 0 } }],
  ['a pace backwards', { inference: { length_scale: -1 } }],
  ['minutes for a word', { inference: { length_scale: 1e6 } }],
  ['a language that is none', { language: { code: 'x'.repeat(200) } }],
  ['no sounds', { espeak: { voice: '' } }],
])('a voice with %s is not offered', (_what, more) => {
  expect(listed(more)).toEqual([])
})
