/**
 * Finds packs of any kind that were put into folders: a folder is a pack itself, or holds packs.
 *
 * What a pack is shows in its files: each architecture has a layout, which knows the publisher's file names. Where the
 * pack was installed by us, `pack.json` tells more, and files that are not what they were then make it a broken one.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { languageTag } from '../contract/document.ts'
import { installedPack, type InstalledPack, type PackArchitecture, type PackKind } from '../contract/packs.ts'

/** What a layout makes of a folder's files. */
export interface Laid {
  /** By what they are to the architecture: paths inside the folder. */
  readonly files: Readonly<Record<string, string>>
  /** What the architecture cannot do without. */
  readonly missing: readonly string[]
}

export interface Layout {
  readonly kind: PackKind
  readonly architecture: PackArchitecture
  /**
   * @param names of all files, those of folders inside as `onnx/model.onnx`, sorted
   * @param read the text of one of them, empty where it cannot be read; for what names alone do not tell
   * @returns undefined where these are files of something else
   */
  lay(names: readonly string[], read: (name: string) => string): Laid | undefined
}

export interface FoundPack {
  /** The name of its folder. */
  readonly id: string
  readonly folder: string
  readonly kind: PackKind
  readonly architecture: PackArchitecture
  readonly name: string // as a person would call it; the folder's where nothing is known
  readonly languages: readonly string[]
  /** Absolute paths. */
  readonly files: Readonly<Record<string, string>>
  /** Why it cannot be used: `missing-<what>`, `files-missing` or `files-changed`. */
  readonly problem?: string
  /** What our own installation wrote down. */
  readonly installed?: InstalledPack
}

/** In a pack that was removed while a program had it open, which Windows deletes later (app/packs/shelf.ts). */
const removed = '.removed'

/** Folders inside a pack that hold files of it: publishers put graphs and voices there. */
const inside = /^(?:onnx|voices)$/i

function list(folder: string): { readonly files: string[]; readonly folders: string[] } {
  try {
    const entries = readdirSync(folder, { withFileTypes: true })
    const sorted = (names: string[]) => names.sort((a, b) => a.localeCompare(b))
    return {
      // A link may lead to either.
      files: sorted(entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name)),
      folders: sorted(
        entries.filter((entry) => entry.isDirectory() || entry.isSymbolicLink()).map(({ name }) => name),
      ),
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

function readInstalled(read: (name: string) => string, names: readonly string[]): InstalledPack | undefined {
  if (!names.includes('pack.json')) return undefined
  try {
    return installedPack.safeParse(JSON.parse(read('pack.json'))).data
  } catch {
    return undefined // not ours: what the files are shows in their names
  }
}

function changed(folder: string, { damaged, files }: InstalledPack): string | undefined {
  if (damaged) return 'files-changed'
  for (const { path, bytes } of files) {
    const stat = statSync(join(folder, path), { throwIfNoEntry: false })
    if (!stat) return 'files-missing'
    if (stat.size !== bytes) return 'files-changed'
  }
  return undefined
}

function packIn(folder: string, layouts: readonly Layout[]): FoundPack | undefined {
  const top = list(folder)
  const names = [
    ...top.files,
    ...top.folders
      .filter((name) => inside.test(name))
      .flatMap((name) => list(join(folder, name)).files.map((file) => `${name}/${file}`)),
  ]
  if (names.length === 0 || names.includes(removed)) return undefined
  const read = (name: string): string => {
    try {
      return readFileSync(join(folder, name), 'utf8')
    } catch {
      return ''
    }
  }
  const installed = readInstalled(read, names)
  for (const layout of layouts) {
    if (installed && installed.architecture !== layout.architecture) continue
    const laid = layout.lay(names, read) ?? (installed ? { files: {}, missing: ['files'] } : undefined)
    if (!laid) continue
    const { kind, architecture } = layout
    const [missing] = laid.missing
    const problem =
      (installed ? changed(folder, installed) : undefined) ??
      (missing === undefined ? undefined : missing === 'files' ? 'files-missing' : `missing-${missing}`)
    const id = basename(folder)
    return {
      id,
      folder,
      kind,
      architecture,
      name: installed?.name ?? id,
      languages: installed?.languages ?? languagesOf(id),
      files: Object.fromEntries(Object.entries(laid.files).map(([role, name]) => [role, join(folder, name)])),
      ...(problem === undefined ? {} : { problem }),
      ...(installed ? { installed } : {}),
    }
  }
  return undefined
}

/**
 * @param folders looked at in their order; of packs of the same architecture and name the first counts, unless broken
 * @param layouts the first that fits a folder counts: those that ask for more go first
 * @returns packs, ready and broken ones
 */
export function findPacks(folders: readonly string[], layouts: readonly Layout[]): FoundPack[] {
  const packs = new Map<string, FoundPack>()
  for (const folder of folders) {
    const path = resolve(folder)
    for (const each of [path, ...list(path).folders.map((name) => join(path, name))]) {
      const pack = packIn(each, layouts)
      if (!pack) continue
      const key = `${pack.architecture}:${pack.id}`
      const known = packs.get(key)
      if (!known || known.problem !== undefined) packs.set(key, pack)
    }
  }
  return [...packs.values()]
}

/** Bytes of a pack's files. @param roles those alone, if given */
export function bytesOf({ files }: FoundPack, roles: readonly string[] = Object.keys(files)): number {
  const size = (role: string) =>
    files[role] === undefined ? 0 : (statSync(files[role], { throwIfNoEntry: false })?.size ?? 0)
  return roles.reduce((total, role) => total + size(role), 0)
}

/**
 * The file for one part of a model, of those that differ in their precision: 8-bit ones, then full ones, then the rest;
 * of equal ones the shortest name. @param pattern of names, without their folder
 */
export function chooseFile(names: readonly string[], pattern: RegExp): string | undefined {
  const rank = (name: string): number => {
    if (/[._-](?:int8|quantized|uint8|q8)\b/i.test(name)) return 0
    return /[._-](?:fp16|q4f16|q4|bnb4)\b/i.test(name) ? 2 : 1
  }
  return names
    .filter((name) => pattern.test(basename(name)))
    .toSorted((a, b) => rank(a) - rank(b) || a.length - b.length || a.localeCompare(b))[0]
}
