/**
 * Finds recognisers that were put into folders: a folder is a pack itself, or holds packs.
 *
 * The publisher's file names are taken as they are (`encoder-epoch-12-avg-2-chunk-16-left-64.int8.onnx`) and the short
 * ones too. Half a pack is told as one that is broken, with what is missing.
 */
import { readdirSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { languageTag } from '../contract/document.ts'
import type { Recogniser } from '../contract/hearing.ts'
import type { ZipformerFiles } from './zipformer/model.ts'

export interface Pack {
  readonly about: Recogniser
  /** Absent for one that is broken. */
  readonly files?: ZipformerFiles
}

interface Known {
  readonly name: string
  readonly wordErrorPercent: number
}

/** Packs that we have measured, by what their folders are called. */
const known: readonly (readonly [RegExp, Known])[] = [
  [/zipformer.*(^|[^\d.])3\.3m/i, { name: 'Pocket English', wordErrorPercent: 12 }],
]

const parts = ['encoder', 'decoder', 'joiner'] as const
type Part = (typeof parts)[number]

/** Of several that fit: 8-bit ones before full ones, then the one with the shortest name. */
function choose(names: readonly string[], part: Part): string | undefined {
  const fitting = names.filter((name) => new RegExp(`^${part}\\b.*\\.onnx$`, 'i').test(name))
  const rank = (name: string) => (/[.-]int8\b/i.test(name) ? 0 : 1)
  return fitting.sort((a, b) => rank(a) - rank(b) || a.length - b.length || a.localeCompare(b))[0]
}

function list(folder: string): { readonly files: string[]; readonly folders: string[] } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    return {
      // A link may lead to either.
      files: entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name),
      folders: entries
        .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
        .map(({ name }) => name)
        .sort((a, b) => a.localeCompare(b)),
    }
  } catch {
    return { files: [], folders: [] } // not there, not readable, or a file
  }
}

/** `…-en-3.3m`, `…-zh-en-…`, `…_fr`: the languages that a folder is named after; English if none. */
function languagesOf(folder: string): string[] {
  const names = folder.toLowerCase().split(/[-_.]/)
  const found = names.filter((part) =>
    /^(ar|bn|cs|de|en|es|fa|fr|hi|it|ja|ko|nl|pl|pt|ru|th|tr|uk|vi|zh)$/.test(part),
  )
  return [...new Set(found.length > 0 ? found : ['en'])].filter((tag) => languageTag.safeParse(tag).success)
}

function packIn(folder: string): Pack | undefined {
  const { files } = list(folder)
  const found = Object.fromEntries(parts.map((part) => [part, choose(files, part)])) as Record<
    Part,
    string | undefined
  >
  const tokens = files.find((name) => name.toLowerCase() === 'tokens.txt')
  // What has no encoder of ours may be anything; one that also has tokens is taken for a pack.
  if (!found.encoder && !(tokens && (found.decoder || found.joiner))) return undefined
  const name = basename(folder)
  const measured = known.find(([pattern]) => pattern.test(name))?.[1]
  const missing = [...parts.filter((part) => !found[part]), ...(tokens ? [] : ['tokens'])]
  const pieces = files.find((each) => each.toLowerCase() === 'bpe.model')
  const about: Recogniser = {
    id: `zipformer:${name}`,
    name: measured?.name ?? name,
    kind: 'transducer',
    languages: languagesOf(name),
    streaming: true,
    wordTimes: true,
    alternatives: true,
    hotWords: true,
    dictation: true,
    state: missing.length === 0 ? 'ready' : 'broken',
    ...(missing.length === 0 ? {} : { problem: `missing-${missing[0]}` }),
    ...(measured ? { wordErrorPercent: measured.wordErrorPercent } : {}),
  }
  const { encoder, decoder, joiner } = found
  if (!encoder || !decoder || !joiner || !tokens) return { about }
  const at = (file: string) => join(folder, file)
  return {
    about,
    files: {
      encoder: at(encoder),
      decoder: at(decoder),
      joiner: at(joiner),
      tokens: at(tokens),
      ...(pieces === undefined ? {} : { pieces: at(pieces) }),
    },
  }
}

/**
 * @param folders looked at in their order; of packs with the same name the first counts, unless it is broken
 * @returns packs, ready and broken ones
 */
export function findPacks(folders: readonly string[]): Pack[] {
  const packs = new Map<string, Pack>()
  for (const folder of folders) {
    const path = resolve(folder)
    for (const each of [path, ...list(path).folders.map((name) => join(path, name))]) {
      const pack = packIn(each)
      if (!pack) continue
      const { id } = pack.about
      if (!packs.get(id)?.files) packs.set(id, pack)
    }
  }
  return [...packs.values()]
}
