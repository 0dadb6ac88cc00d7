import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { TextReader, Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { afterAll, expect, test } from 'vitest'
import { type PackEntry, packEntry } from '../../contract/packs.ts'
import { readManifest } from './manifest.ts'
import { Packs, type PacksOptions } from './packs.ts'
import { sha256, someBytes } from './server-fixture.ts'

const root = mkdtempSync(join(tmpdir(), 'lectern-from-disk-'))
afterAll(() => rmSync(root, { recursive: true }))
const never = new AbortController().signal
let number = 0

const encoder = someBytes(50_000)
const tokens = Buffer.from('a 0\nb 1\n')
const entry = (id: string, files: PackEntry['files']): PackEntry =>
  packEntry.parse({
    id,
    kind: 'recogniser',
    architecture: 'zipformer',
    name: `The ${id}`,
    model: id,
    snapshot: `lectern-${id}-2026-11-22`,
    languages: ['en'],
    files,
    licence: { id: 'MIT', conditions: 'notice' },
    diskBytes: 50_008,
    memoryBytes: 1,
    verified: true,
  })
const url = (name: string) => `https://huggingface.co/a/b/resolve/main/${name}`
const archive = entry('archive', [
  {
    path: 'release.tar.bz2',
    url: url('release.tar.bz2'),
    members: [
      { member: 'encoder.onnx', path: 'encoder.onnx', bytes: 3_200 },
      { member: 'tokens.txt', path: 'tokens.txt', bytes: 8, sha256: sha256(tokens) },
    ],
  },
])
const plain = entry('plain', [
  {
    path: 'onnx/encoder.onnx',
    url: url('onnx/encoder.onnx'),
    bytes: encoder.length,
    sha256: sha256(encoder),
  },
  { path: 'config.json', url: url('config.json'), about: 20 },
])
const larger = entry('larger', [
  { path: 'onnx/encoder.onnx', url: url('l/onnx/encoder.onnx'), bytes: 80_000 },
  { path: 'config.json', url: url('l/config.json'), about: 20 },
])
const single = entry('single', [
  { path: 'turn.onnx', url: url('turn.onnx'), bytes: encoder.length, sha256: sha256(encoder) },
])
const entries = [larger, plain, archive, single]

function packs(options: Partial<PacksOptions> = {}) {
  const folder = join(root, `packs-${++number}`)
  const made = new Packs({
    folder,
    entries,
    network: () => {
      throw new Error('nothing may be fetched')
    },
    machine: () => ({ languages: ['en'], providers: () => ({ providers: ['cpu'] }) }),
    space: async () => 10_000_000_000,
    report: () => undefined,
    ...options,
  })
  return { made, folder }
}

function given(files: Record<string, Buffer>, name = `given-${++number}`): string {
  const folder = join(root, name)
  for (const [path, bytes] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  return folder
}

/** Made with Python's tarfile: release/encoder.onnx ("encoder " 400 times), release/test/README, release/tokens.txt. */
const bz2 = Buffer.from(
  'QlpoOTFBWSZTWZfBetcABurfgMuQQAH3gCYHEAB+DZ7CCAgwANmgw0MmQMjEGJk0NMEaSNNNAA0Bo0AARSJlT1PEjDUyA9RiZ6p6mts+2xuhgx0kAZXoAU4cP1zdg51NzDeqwhEOceE360mqgO2O0ubvb3HCQBPBumK/OmiQA1WCgayWZVWIQDQDTWsPX5yOSTjcY+9YGBvYIEGVkBB9mzX4fVVAcMrdEBBr44AiDFZfeVkBBr3nc0QEHvrfSjTV/sd4V8zHV3XeXFB/xdyRThQkJfBetcA=',
  'base64',
)
const config = Buffer.from('{"model_type":"a"}  ')
const plainFiles = { 'deep/onnx/encoder.onnx': encoder, 'deep/config.json': config, 'deep/other.txt': tokens }

test('a folder is recognised by its files’ names and sizes, checked, and copied', async () => {
  const { made, folder } = packs()
  expect(await made.installFrom(given(plainFiles), undefined, never)).toMatchObject({
    state: 'installed',
    entry: { id: 'plain' },
  })
  expect(readdirSync(join(folder, 'plain')).sort()).toEqual(['config.json', 'onnx', 'pack.json'])
  const { files } = JSON.parse(readFileSync(join(folder, 'plain', 'pack.json'), 'utf8'))
  expect(files).toMatchObject([
    { path: 'onnx/encoder.onnx', checked: 'manifest' },
    { path: 'config.json', checked: 'given', sha256: sha256(config) }, // nothing was known of it: pinned as it came
  ])
  expect(await made.verify('plain', never)).toMatchObject([{ state: 'installed' }])
})

test('what lies somewhere is told without anything being copied', async () => {
  const { made, folder } = packs()
  expect(await made.recognise(given(plainFiles), undefined, never)).toMatchObject({
    state: 'absent',
    entry: { id: 'plain' },
  })
  expect(existsSync(folder)).toBe(false)
  await expect(made.recognise(root + '/nowhere', undefined, never)).rejects.toMatchObject({
    reason: 'pack-path',
  })
})

test('the publisher’s archive, a zip of a folder, and a single file will do as well', async () => {
  const { made } = packs()
  const release = join(given({ 'my download.tar.bz2': bz2 }), 'my download.tar.bz2')
  expect(await made.installFrom(release, undefined, never)).toMatchObject({ entry: { id: 'archive' } })
  const unpacked = given({ 'encoder.onnx': Buffer.from('encoder '.repeat(400)), 'tokens.txt': tokens })
  expect(await packs().made.installFrom(unpacked, undefined, never)).toMatchObject({
    entry: { id: 'archive' },
  })

  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  await writer.add('pack/onnx/encoder.onnx', new Uint8ArrayReader(encoder))
  await writer.add('pack/config.json', new TextReader(config.toString()))
  const zipped = join(given({ 'pack.zip': Buffer.from(await writer.close()) }), 'pack.zip')
  expect(await made.installFrom(zipped, undefined, never)).toMatchObject({ entry: { id: 'plain' } })

  const file = join(given({ 'turn.onnx': encoder }), 'turn.onnx')
  expect(await made.installFrom(file, undefined, never)).toMatchObject({ entry: { id: 'single' } })
})

// Windows lets only administrators make links; whoever is root reads every folder.
test.skipIf(process.platform === 'win32')(
  'links to files count as files, as in a cache of Hugging Face; what cannot be read is left out',
  async () => {
    const { made, folder } = packs()
    const blobs = given({ one: encoder, two: config })
    const cache = given({ 'secret/other.txt': tokens })
    mkdirSync(join(cache, 'onnx'))
    symlinkSync(join(blobs, 'one'), join(cache, 'onnx/encoder.onnx'))
    symlinkSync(join(blobs, 'two'), join(cache, 'config.json'))
    symlinkSync(join(blobs, 'three'), join(cache, 'leads-nowhere'))
    symlinkSync(cache, join(cache, 'leads-back'))
    chmodSync(join(cache, 'secret'), 0)
    expect(await made.installFrom(cache, undefined, never)).toMatchObject({ entry: { id: 'plain' } })
    expect(lstatSync(join(folder, 'plain/onnx/encoder.onnx')).isFile()).toBe(true)
    expect(await made.verify('plain', never)).toMatchObject([{ state: 'installed' }])
    chmodSync(join(cache, 'secret'), 0o700)
  },
)

test('a wrong file is refused, and what was installed stays', async () => {
  const { made, folder } = packs()
  await made.installFrom(given(plainFiles), 'plain', never)
  const wrong = given({ ...plainFiles, 'deep/onnx/encoder.onnx': someBytes(encoder.length, 5) })
  await expect(made.installFrom(wrong, 'plain', never)).rejects.toMatchObject({ reason: 'pack-checksum' })
  expect(readFileSync(join(folder, 'plain/onnx/encoder.onnx')).equals(encoder)).toBe(true)
  expect((await made.status('plain')).state).toBe('installed')
  expect(readdirSync(join(folder, '.incoming'))).toEqual([])
})

test('what is missing is named; what is no pack is said to be none', async () => {
  const { made } = packs()
  const half = given({ 'onnx/encoder.onnx': encoder })
  await expect(made.installFrom(half, 'plain', never)).rejects.toMatchObject({
    reason: 'pack-files-missing',
    message: 'Files of The plain are missing there, config.json for one.',
    data: { name: 'The plain', file: 'config.json' },
  })
  const other = given({ 'letters.txt': tokens })
  await expect(made.installFrom(other, undefined, never)).rejects.toMatchObject({
    reason: 'pack-unrecognised',
  })
  // Whoever says which model it should be is told what of that is not there.
  await expect(made.installFrom(other, 'plain', never)).rejects.toMatchObject({
    reason: 'pack-files-missing',
    data: { name: 'The plain' },
  })
  const nowhere = join(root, 'nowhere')
  await expect(made.installFrom(nowhere, undefined, never)).rejects.toMatchObject({ reason: 'pack-path' })
  await expect(made.installFrom(half, 'nothing', never)).rejects.toMatchObject({ reason: 'pack-unknown' })
})

test('of a model in another size than ours the nearest is named, by its own files and not by those that all have', async () => {
  const shipped = packs({ entries: readManifest('').packs }).made
  const small = (names: string[]) => Object.fromEntries(names.map((name) => [name, Buffer.alloc(1_000)]))
  const common = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json']
  const nets = ['encoder_model_quantized.onnx', 'decoder_model_merged_quantized.onnx']
  const whisper = given(small([...common, 'preprocessor_config.json', ...nets.map((name) => `onnx/${name}`)]))
  await expect(shipped.installFrom(whisper, undefined, never)).rejects.toMatchObject({
    reason: 'pack-nearest',
    message: expect.stringContaining('The nearest is Whisper') as string,
    data: {
      name: expect.stringContaining('Whisper') as string,
      file: expect.stringContaining('.onnx') as string,
    },
  })
  // Most of one's bytes are there.
  const begun = given({ 'onnx/encoder.onnx': encoder })
  await expect(packs().made.installFrom(begun, undefined, never)).rejects.toMatchObject({
    reason: 'pack-files-missing',
    data: { name: 'The plain', file: 'config.json' },
  })
})

test('a pack’s folder of another machine is held to the checksums of its note', async () => {
  const first = packs()
  await first.made.installFrom(given(plainFiles), 'plain', never)
  const copy = join(root, 'stick')
  cpSync(join(first.folder, 'plain'), copy, { recursive: true })
  expect(await packs().made.installFrom(copy, undefined, never)).toMatchObject({ state: 'installed' })
  writeFileSync(join(copy, 'config.json'), '{"model_type":"b"}  ')
  await expect(packs().made.installFrom(copy, undefined, never)).rejects.toMatchObject({
    reason: 'pack-checksum',
  })
})

test('too little space is told before anything is copied', async () => {
  const { made, folder } = packs({ space: async () => 64_009_000 }) // not quite 65 MB
  await expect(made.installFrom(given(plainFiles), 'plain', never)).rejects.toMatchObject({
    reason: 'pack-space',
    message: expect.stringMatching(/ 6[5-9] MB are needed, 64 MB are free\.$/),
  })
  expect(existsSync(join(folder, 'plain'))).toBe(false)
  expect((await made.status('plain')).state).toBe('absent')
})

const testdata = join(import.meta.dirname, '../../../../shared/testdata/models')
test.skipIf(!existsSync(testdata) && 'skipped: ../shared/testdata is not here')(
  'the real letters’ network is recognised by its file alone',
  async () => {
    const { made } = packs({ entries: readManifest('').packs })
    const file = join(testdata, 'moonshine-spelling/spelling_cnn_letters_digits_mel.shrunk.onnx')
    expect(await made.installFrom(file, undefined, never)).toMatchObject({
      state: 'installed',
      entry: { id: 'moonshine-spelling' },
    })
  },
)
