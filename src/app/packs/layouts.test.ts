/** What the list puts into a pack's folder is what the engines look for there. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { PackEntry } from '../../contract/packs.ts'
import { languageModelLayout } from '../../inference/language-model/layout.ts'
import { voiceLayouts } from '../../inference/neural-voices/index.ts'
import { findPacks } from '../../inference/packs.ts'
import { findRecognisers } from '../../inference/recogniser-packs.ts'
import { noteFor } from './install.ts'
import { readManifest } from './manifest.ts'
import { type FileRecord, targetsOf } from './plan.ts'

const root = mkdtempSync(join(tmpdir(), 'lectern-layouts-'))
afterAll(() => rmSync(root, { recursive: true }))

/** What the publishers' `config.json` say of the kind of network: the only text that a layout reads. */
const configs: Readonly<Record<string, object>> = {
  'whisper-tiny': { model_type: 'whisper' },
  'whisper-base': { model_type: 'whisper' },
  'whisper-small': { model_type: 'whisper' },
  'kokoro-82m': { model_type: 'style_text_to_speech_2' },
  'qwen3-0.6b': { model_type: 'qwen3', architectures: ['Qwen3ForCausalLM'] },
  'smollm2-360m-instruct': { model_type: 'llama', architectures: ['LlamaForCausalLM'] },
  'lfm2-1.2b-tool': { model_type: 'lfm2', architectures: ['Lfm2ForCausalLM'] },
}

/** A folder as an installation leaves it, its files of the right sizes and of nothing but holes. */
function place(entry: PackEntry): void {
  const done: Record<string, FileRecord> = {}
  for (const file of entry.files)
    for (const { path, expected } of targetsOf(file)) {
      const text = path === 'config.json' ? JSON.stringify(configs[entry.id] ?? {}) : ''
      const bytes = text.length || (expected.bytes ?? file.about ?? 1)
      const at = join(root, entry.id, ...path.split('/'))
      mkdirSync(dirname(at), { recursive: true })
      writeFileSync(at, text)
      truncateSync(at, bytes)
      done[path] = { bytes, sha256: '0'.repeat(64), checked: 'manifest' }
    }
  writeFileSync(join(root, entry.id, 'pack.json'), JSON.stringify(noteFor(entry, done)))
}

const runnable = readManifest('').packs.filter(({ embedded, runs }) => !embedded && runs)
for (const entry of runnable) place(entry)
const idsOf = (...kinds: PackEntry['kind'][]) =>
  runnable
    .filter(({ kind }) => kinds.includes(kind))
    .map(({ id }) => id)
    .sort()

test('every recogniser of the list is found ready, under its name', () => {
  const found = findRecognisers([root])
  const ready = found.filter(({ pack }) => pack?.problem === undefined)
  expect(ready.map(({ pack }) => pack.id).sort()).toEqual(idsOf('recogniser'))
  for (const { pack, about } of found) {
    expect(about.name).toBe(runnable.find(({ id }) => id === pack.id)?.name)
    expect(about.state).toBe('ready')
  }
})

test('every voice and every language model of the list is found ready', () => {
  const ready = (layouts: typeof voiceLayouts) =>
    findPacks([root], layouts)
      .filter(({ problem }) => problem === undefined)
      .map(({ id }) => id)
      .sort()
  expect(ready(voiceLayouts)).toEqual(idsOf('voice'))
  expect(ready([languageModelLayout])).toEqual(idsOf('language-model'))
})
