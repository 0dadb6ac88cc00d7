import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findRecognisers } from './recogniser-packs.ts'

function folder(files: Readonly<Record<string, readonly string[]>>): string {
  const root = mkdtempSync(join(tmpdir(), 'lectern-packs-'))
  for (const [name, list] of Object.entries(files)) {
    mkdirSync(join(root, name), { recursive: true })
    for (const file of list) writeFileSync(join(root, name, file), '')
  }
  return root
}
const whole = ['encoder.onnx', 'decoder.onnx', 'joiner.onnx', 'tokens.txt']

test('a folder that holds packs, and one that is a pack, are both found', () => {
  const root = folder({ 'zipformer-en-3.3m': whole, other: ['readme.txt'] })
  const [pack, more] = findRecognisers([root])
  expect(more).toBeUndefined()
  expect(pack?.about).toMatchObject({
    id: 'zipformer:zipformer-en-3.3m',
    name: 'Pocket English',
    languages: ['en'],
    state: 'ready',
  })
  expect(findRecognisers([join(root, 'zipformer-en-3.3m')])).toEqual([pack])
  expect(findRecognisers([root, join(root, 'zipformer-en-3.3m')])).toHaveLength(1)
})

test('the publisher’s file names are taken as they are, 8-bit ones before full ones', () => {
  const name = 'sherpa-onnx-kws-zipformer-gigaspeech-3.3M-2024-01-01'
  const published = 'epoch-12-avg-2-chunk-16-left-64'
  const root = folder({
    [name]: [
      `encoder-${published}.onnx`,
      `encoder-${published}.int8.onnx`,
      `decoder-${published}.onnx`,
      `joiner-${published}.onnx`,
      `joiner-${published}.int8.onnx`,
      'tokens.txt',
      'bpe.model',
    ],
  })
  const [pack] = findRecognisers([root])
  expect(pack?.about.name).toBe('Pocket English')
  expect(pack?.pack.files).toEqual({
    encoder: join(root, name, `encoder-${published}.int8.onnx`),
    decoder: join(root, name, `decoder-${published}.onnx`),
    joiner: join(root, name, `joiner-${published}.int8.onnx`),
    tokens: join(root, name, 'tokens.txt'),
    pieces: join(root, name, 'bpe.model'),
  })
})

test('half a pack is told as broken, with what is missing', () => {
  const root = folder({
    'a-en': ['encoder.onnx', 'joiner.onnx', 'tokens.txt'],
    'b-en': ['encoder.onnx', 'decoder.onnx', 'joiner.onnx'],
    'c-en': ['tokens.txt'],
  })
  expect(findRecognisers([root]).map(({ about }) => [about.id, about.state, about.problem])).toEqual([
    ['zipformer:a-en', 'broken', 'missing-decoder'],
    ['zipformer:b-en', 'broken', 'missing-tokens'],
  ])
})

test('a whole pack counts before a broken one of the same name', () => {
  const broken = folder({ 'x-de': ['encoder.onnx', 'tokens.txt'] })
  const good = folder({ 'x-de': whole })
  const [pack] = findRecognisers([broken, good])
  expect(pack?.about).toMatchObject({ state: 'ready', languages: ['de'], name: 'x-de' })
})

test('languages are read from the folder’s name, and are English where it names none', () => {
  const root = folder({ 'streaming-bilingual-zh-en-2023': whole, 'my-model': whole })
  expect(findRecognisers([root]).map(({ about }) => about.languages)).toEqual([['en'], ['zh', 'en']])
})

test('links are followed, and folders that are not there hold nothing', () => {
  const root = folder({ real: whole, links: [] })
  symlinkSync(join(root, 'real'), join(root, 'links', 'linked-fr'))
  expect(
    findRecognisers([join(root, 'links'), join(root, 'nowhere'), join(root, 'real', 'tokens.txt')]),
  ).toMatchObject([{ about: { id: 'zipformer:linked-fr', languages: ['fr'] } }])
})

test('Whisper and Moonshine are told by their files and what these say; half of one is broken', () => {
  const root = folder({
    'whisper-tiny/onnx': [
      'encoder_model.onnx',
      'encoder_model_fp16.onnx',
      'encoder_model_quantized.onnx',
      'decoder_model_merged_quantized.onnx',
      'decoder_with_past_model.onnx',
    ],
    'whisper-tiny': ['tokenizer.json', 'generation_config.json', 'config.json'],
    'whisper-half': ['tokenizer.json', 'generation_config.json', 'config.json'],
    'moonshine-base-es': ['encoder_model.ort', 'decoder_model_merged.ort', 'tokenizer.bin'],
    'moonshine-half-en': ['encoder_model.ort', 'tokenizer.bin'],
    'moonshine-tiny-streaming-en': ['frontend.ort', 'encoder.ort', 'adapter.ort', 'streaming_config.json'],
    'some-translator/onnx': ['encoder_model.onnx', 'decoder_model_merged.onnx'],
    'some-translator': ['tokenizer.json', 'config.json'],
  })
  for (const [name, type] of [
    ['whisper-tiny', 'whisper'],
    ['whisper-half', 'whisper'],
    ['some-translator', 'marian'],
  ] as const)
    writeFileSync(join(root, name, 'config.json'), JSON.stringify({ model_type: type }))
  writeFileSync(
    join(root, 'whisper-tiny/generation_config.json'),
    JSON.stringify({ lang_to_id: { '<|en|>': 1, '<|yue|>': 2 } }),
  )
  const found = findRecognisers([root])
  expect(
    found.map(({ about: { id, state, problem, languages } }) => [id, state, problem, languages]),
  ).toEqual([
    ['moonshine:moonshine-base-es', 'ready', undefined, ['es']],
    ['moonshine:moonshine-half-en', 'broken', 'files-missing', ['en']],
    ['moonshine:moonshine-tiny-streaming-en', 'broken', 'files-missing', ['en']],
    ['whisper:whisper-half', 'broken', 'files-missing', ['en']],
    ['whisper:whisper-tiny', 'ready', undefined, ['en', 'yue']],
  ])
  expect(found.at(-1)?.pack.files).toMatchObject({
    encoder: join(root, 'whisper-tiny/onnx/encoder_model_quantized.onnx'),
    decoder: join(root, 'whisper-tiny/onnx/decoder_model_merged_quantized.onnx'),
  })
})

test('a pack that was removed while it was in use is no longer found, though its files are there', () => {
  const root = folder({ gone: [...whole, '.removed'], there: whole })
  expect(findRecognisers([root]).map(({ about }) => about.id)).toEqual(['zipformer:there'])
})
