import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { PackEntry, PackFile } from '../../contract/packs.ts'
import { readManifest } from './manifest.ts'

const { packs, dated } = readManifest('')
const research = join(import.meta.dirname, '../../../../shared/research')
const files = (entry: PackEntry): PackFile[] => entry.files

test('the list follows its schema, and every name is there once', () => {
  expect(packs.length).toBeGreaterThan(15)
  expect(new Set(packs.map(({ id }) => id)).size).toBe(packs.length)
  for (const entry of packs) {
    expect(entry.snapshot, entry.id).toBe(`lectern-${entry.id}-${dated}`)
    const paths = files(entry).flatMap((file) => file.members?.map(({ path }) => path) ?? [file.path])
    expect(new Set(paths).size, entry.id).toBe(paths.length)
    expect(paths.length === 0, entry.id).toBe(entry.embedded)
  }
})

test('what the issue names is in the list', () => {
  const ids = packs.map(({ id }) => id)
  for (const id of [
    'silero-vad',
    'pocket-english',
    'smart-turn-v3.2',
    'moonshine-base-en',
    'moonshine-tiny-en',
    'moonshine-tiny-streaming-en',
    'moonshine-small-streaming-en',
    'moonshine-medium-streaming-en',
    'whisper-tiny',
    'whisper-base',
    'whisper-small',
    'kokoro-82m',
    'kitten-nano-0.1',
    'qwen3-0.6b',
    'smollm2-360m-instruct',
    'lfm2-1.2b-tool',
  ])
    expect(ids).toContain(id)
  expect(packs.some(({ architecture }) => architecture === 'piper')).toBe(true)
  expect(
    packs.filter(({ kind }) => kind === 'speech-to-speech').every(({ experimental }) => experimental),
  ).toBe(true)
  expect(packs.find(({ kind }) => kind === 'recogniser')?.id).toBe('pocket-english') // the default for English
})

test('a pack is only called verified if every file has its size and a checksum', () => {
  for (const entry of packs.filter(({ verified }) => verified))
    for (const file of files(entry)) {
      const checked = file.members ?? [file]
      for (const each of checked)
        expect(
          each.bytes !== undefined &&
            (each.sha256 !== undefined || ('crc32c' in each && each.crc32c !== undefined)),
          `${entry.id} ${each.path}`,
        ).toBe(true)
    }
})

test('a file whose checksum must be learnt comes from a publisher who gives one', () => {
  for (const entry of packs)
    for (const file of files(entry)) {
      if (file.sha256 ?? file.crc32c ?? file.members?.every(({ sha256 }) => sha256 !== undefined)) continue
      expect(file.url, `${entry.id} ${file.path}`).toMatch(
        /^https:\/\/huggingface\.co\/[^/]+\/[^/]+\/resolve\/[^/]+\//,
      )
    }
})

const moonshine = join(research, 'moonshine-files.tsv')
const sums = join(research, 'model-checksums.tsv')
const absent = !existsSync(moonshine) && 'skipped: ../shared/research is not here'

test.skipIf(absent)('Moonshine’s sizes and checksums are those of its own list', () => {
  const rows = new Map(
    readFileSync(moonshine, 'utf8')
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'))
      .map(([url = '', bytes, , crc]) => [url, { bytes: Number(bytes), crc32c: crc }]),
  )
  const listed = packs.flatMap(files).filter(({ url }) => url.startsWith('https://download.moonshine.ai/'))
  expect(listed.length).toBeGreaterThan(20)
  for (const { url, bytes, crc32c } of listed) expect({ bytes, crc32c }, url).toEqual(rows.get(url))
})

test.skipIf(absent)('checksums of other files are those that were found for that very file', () => {
  const known = readFileSync(sums, 'utf8')
  const manifest = readFileSync(join(research, '../testdata/models/MANIFEST.md'), 'utf8')
  // Found in the copies of the publisher's page or repository that docs/MODELS.md names.
  const elsewhere = new Set(['whisper-base', 'moonshine-spelling'])
  for (const entry of packs.filter(({ id }) => !elsewhere.has(id)))
    for (const file of files(entry))
      for (const { sha256 = '', path } of file.members ?? [file])
        if (sha256 !== '')
          expect(known.includes(sha256) || manifest.includes(sha256), `${entry.id} ${path}`).toBe(true)
})

test('another list that is not there, is no JSON or no list is told as one that cannot be read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-manifest-'))
  try {
    const file = join(folder, 'list.json')
    const refused = expect.objectContaining({ code: 'damaged', reason: 'pack-manifest' }) as unknown
    expect(() => readManifest(file)).toThrow(refused as Error)
    for (const text of ['{', '{"packs":[]}']) {
      writeFileSync(file, text)
      expect(() => readManifest(file)).toThrow(refused as Error)
    }
    writeFileSync(file, JSON.stringify({ dated, packs: [] }))
    expect(readManifest(file).packs).toEqual([])
  } finally {
    rmSync(folder, { recursive: true })
  }
})
