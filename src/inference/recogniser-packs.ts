/** Recognisers among the packs: how their files lie, and what can be expected of each. */
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs'
import { languageTag } from '../contract/document.ts'
import type { Recogniser } from '../contract/hearing.ts'
import { AppError } from '../rpc/failure.ts'
import { chooseFile, findPacks, type FoundPack, type Laid, type Layout } from './packs.ts'
import type { MoonshineFiles } from './moonshine/model.ts'
import type { MoonshineStreamingFiles } from './moonshine/streaming.ts'
import type { WhisperFiles } from './whisper/model.ts'
import type { ZipformerFiles } from './zipformer/model.ts'

/** Zipformers that we have measured, by what their folders are called. */
const known: readonly (readonly [RegExp, { readonly name: string; readonly wordErrorPercent: number }])[] = [
  [/zipformer.*(^|[^\d.])3\.3m/i, { name: 'Pocket English', wordErrorPercent: 12 }],
]

/** @param found in the order in which a missing one is told @param optional what may be absent */
function laid(found: Readonly<Record<string, string | undefined>>, ...optional: readonly string[]): Laid {
  const files = Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return {
    files: Object.fromEntries(files),
    missing: Object.keys(found).filter((role) => found[role] === undefined && !optional.includes(role)),
  }
}
const exact = (names: readonly string[], name: string) => names.find((each) => each.toLowerCase() === name)

const zipformer: Layout = {
  kind: 'recogniser',
  architecture: 'zipformer',
  lay(names) {
    const top = names.filter((name) => !name.includes('/'))
    const encoder = chooseFile(top, /^encoder\b.*\.onnx$/i)
    const decoder = chooseFile(top, /^decoder\b.*\.onnx$/i)
    const joiner = chooseFile(top, /^joiner\b.*\.onnx$/i)
    const tokens = exact(top, 'tokens.txt')
    // What has no encoder of ours may be anything; one that also has tokens is taken for a pack.
    if (!encoder && !(tokens && (decoder || joiner))) return undefined
    return laid({ encoder, decoder, joiner, tokens, pieces: exact(top, 'bpe.model') }, 'pieces')
  },
}

/** Whether `config.json` says that this is a model of a type. */
function isOfType(read: (name: string) => string, type: string): boolean {
  try {
    return (JSON.parse(read('config.json')) as { model_type?: unknown }).model_type === type
  } catch {
    return false
  }
}

/** As Optimum exports it: huggingface.co/onnx-community/whisper-tiny. */
const whisper: Layout = {
  kind: 'recogniser',
  architecture: 'whisper',
  lay(names, read) {
    if (!isOfType(read, 'whisper')) return undefined
    return laid({
      encoder: chooseFile(names, /^encoder_model.*\.onnx$/i),
      decoder: chooseFile(names, /^decoder_model_merged.*\.onnx$/i),
      tokenizer: exact(names, 'tokenizer.json'),
      generation: exact(names, 'generation_config.json'),
    })
  },
}

/** The publisher's own files, download.moonshine.ai/model/tiny-en, or those that Optimum exports. */
const moonshine: Layout = {
  kind: 'recogniser',
  architecture: 'moonshine',
  lay(names, read) {
    const published = names.includes('encoder_model.ort') || names.includes('decoder_model_merged.ort')
    if (!published && !isOfType(read, 'moonshine')) return undefined
    // The one with attention writes the same words, and tells when they were said.
    const attention = exact(names, 'decoder_with_attention.ort')
    return laid({
      encoder: exact(names, 'encoder_model.ort') ?? chooseFile(names, /^encoder_model.*\.onnx$/i),
      decoder:
        attention ??
        exact(names, 'decoder_model_merged.ort') ??
        chooseFile(names, /^decoder_model_merged.*\.onnx$/i),
      tokenizer: exact(names, 'tokenizer.bin') ?? exact(names, 'tokenizer.json'),
    })
  },
}

/** download.moonshine.ai/model/tiny-streaming-en. */
const moonshineStreaming: Layout = {
  kind: 'recogniser',
  architecture: 'moonshine-streaming',
  lay(names) {
    const config = exact(names, 'streaming_config.json')
    const frontend = exact(names, 'frontend.ort')
    if (!config && !frontend) return undefined
    return laid({
      frontend,
      encoder: exact(names, 'encoder.ort'),
      adapter: exact(names, 'adapter.ort'),
      cross: exact(names, 'cross_kv.ort'),
      decoder: exact(names, 'decoder_kv_with_attention.ort') ?? exact(names, 'decoder_kv.ort'),
      config,
      tokenizer: exact(names, 'tokenizer.bin'),
    })
  },
}

/** Of more than one that fits, the first: Moonshine's streaming encoder is called as the Zipformer's. */
const layouts: readonly Layout[] = [moonshineStreaming, whisper, moonshine, zipformer]

/** Bytes at the end of a graph's file in which its outputs are declared: they follow the weights. */
const tail = 1 << 18

/** Whether a graph gives out its cross-attentions, from which the times of words are told. */
function hasAttention(path: string): boolean {
  if (/with_attention\.ort$/i.test(path)) return true
  if (!path.endsWith('.onnx')) return false
  try {
    const file = openSync(path, 'r')
    try {
      const { size } = fstatSync(file)
      const bytes = Buffer.alloc(Math.min(size, tail))
      readSync(file, bytes, 0, bytes.length, size - bytes.length)
      return bytes.includes('cross_attentions.0')
    } finally {
      closeSync(file)
    }
  } catch {
    return false
  }
}

/** The languages of a Whisper: its own list, `mul` and what is no language tag left out. */
function whisperLanguages({ files, languages }: FoundPack): string[] {
  const own = languages.filter((tag) => tag !== 'mul')
  try {
    const text = readFileSync(files['generation'] ?? '', 'utf8')
    const { lang_to_id: ids } = JSON.parse(text) as { lang_to_id?: Record<string, number> }
    if (!ids) return ['en']
    const tags = Object.keys(ids).map((name) => name.replace(/^<\|(.*)\|>$/, '$1'))
    return [...new Set([...own, ...tags])].filter((tag) => languageTag.safeParse(tag).success)
  } catch {
    return own // told when it is opened
  }
}

const worded = new Set(['encoder', 'decoder', 'joiner', 'tokens'].map((part) => `missing-${part}`))

function describe(pack: FoundPack): Recogniser {
  const { id, architecture, problem, installed } = pack
  const measured = known.find(([pattern]) => pattern.test(id))?.[1]
  const wordErrorPercent = installed?.wordErrorPercent ?? measured?.wordErrorPercent
  const transducer = architecture === 'zipformer'
  return {
    id: `${architecture === 'moonshine-streaming' ? 'moonshine' : architecture}:${id}`,
    name: installed?.name ?? measured?.name ?? id,
    kind: transducer ? 'transducer' : 'sequence',
    languages: architecture === 'whisper' ? whisperLanguages(pack) : [...pack.languages],
    streaming: true, // those of sequences, too: they hear what is growing again and again
    wordTimes: transducer || hasAttention(pack.files['decoder'] ?? ''),
    alternatives: true,
    hotWords: true,
    dictation: true,
    state: problem === undefined ? 'ready' : 'broken',
    ...(problem === undefined
      ? {}
      : {
          problem:
            worded.has(problem) && transducer
              ? problem
              : problem === 'files-changed'
                ? problem
                : 'files-missing',
        }),
    ...(wordErrorPercent === undefined ? {} : { wordErrorPercent }),
  }
}

export interface RecogniserPack {
  readonly about: Recogniser
  readonly pack: FoundPack
}

/** All recognisers in some folders, ready and broken ones. */
export function findRecognisers(folders: readonly string[]): RecogniserPack[] {
  return findPacks(folders, layouts).map((pack) => ({ about: describe(pack), pack }))
}

/** A part’s path. @throws {AppError} `damaged` where the pack lacks it */
function fileOf({ files, name }: FoundPack, role: string): string {
  const path = files[role]
  if (path === undefined)
    throw new AppError('damaged', `Files of the recogniser “${name}” are missing.`, {
      reason: 'pack-incomplete',
      data: { name },
    })
  return path
}

export const zipformerFiles = (pack: FoundPack): ZipformerFiles => ({
  encoder: fileOf(pack, 'encoder'),
  decoder: fileOf(pack, 'decoder'),
  joiner: fileOf(pack, 'joiner'),
  tokens: fileOf(pack, 'tokens'),
  ...(pack.files['pieces'] === undefined ? {} : { pieces: pack.files['pieces'] }),
})

export const whisperFiles = (pack: FoundPack): WhisperFiles => ({
  encoder: fileOf(pack, 'encoder'),
  decoder: fileOf(pack, 'decoder'),
  tokenizer: fileOf(pack, 'tokenizer'),
  generation: fileOf(pack, 'generation'),
})

export const moonshineFiles = (pack: FoundPack): MoonshineFiles => ({
  encoder: fileOf(pack, 'encoder'),
  decoder: fileOf(pack, 'decoder'),
  tokenizer: fileOf(pack, 'tokenizer'),
})

export const moonshineStreamingFiles = (pack: FoundPack): MoonshineStreamingFiles => ({
  frontend: fileOf(pack, 'frontend'),
  encoder: fileOf(pack, 'encoder'),
  adapter: fileOf(pack, 'adapter'),
  cross: fileOf(pack, 'cross'),
  decoder: fileOf(pack, 'decoder'),
  config: fileOf(pack, 'config'),
  tokenizer: fileOf(pack, 'tokenizer'),
})
