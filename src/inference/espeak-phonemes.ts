/**
 * What eSpeak NG calls each sound, for every voice: its own tables are read, and each of its phonemes is spoken once to
 * hear which sign of the IPA it is.
 *
 * Nothing about a language is written down here, so that all of eSpeak's can take sounds. Asking takes some 60 ms a
 * table, once, and only for those who have sounds in their dictionary.
 */
import type { Phonemes } from '../contract/inference.ts'
import type { EspeakModule } from './espeak-module.ts'
import { transcription } from './ipa.ts'

interface Table {
  readonly name: string
  readonly includes: number // index of the table it is built on; -1 for none
  readonly phonemes: readonly { readonly code: number; readonly type: number; readonly mnemonic: string }[]
}

/** Types of phonemes that are sounds: vowel, liquid, stop, voiced stop, fricative, voiced fricative, nasal. */
const vowelType = 2
const lastType = 8

/** The file `phontab` as eSpeak's compiledict.c writes it: a count; for each table its size, base, name, and entries of 16 bytes. */
function readTables(bytes: Uint8Array): Table[] {
  const text = (from: number, most: number): string => {
    let end = from
    while (end < from + most && bytes[end] !== 0) end++
    return String.fromCharCode(...bytes.subarray(from, end))
  }
  const tables: Table[] = []
  let at = 4
  for (let table = 0; table < (bytes[0] ?? 0); table++) {
    const count = bytes[at] ?? 0
    const includes = (bytes[at + 1] ?? 0) - 1
    const name = text(at + 4, 32)
    at += 36
    const phonemes = Array.from({ length: count }, (_, index) => {
      const entry = at + index * 16
      return { mnemonic: text(entry, 4), code: bytes[entry + 10] ?? 0, type: bytes[entry + 11] ?? 0 }
    })
    at += count * 16
    tables.push({ name, includes, phonemes })
  }
  return tables
}

/** The name of a phoneme without marks of its own ("I#", "t2", "@-") is the ordinary one. */
function better(one: string, other: string, long: boolean): boolean {
  const odd = (name: string): number => name.replace(/[A-Za-z@:~]/g, '').length * 2 + name.length
  const fits = (name: string): number => (name.includes(':') === long ? 0 : 10)
  return fits(one) + odd(one) < fits(other) + odd(other)
}

/** From a sound in IPA to eSpeak's mnemonic. */
export type SoundNames = ReadonlyMap<string, string>

/** @param table name of the voice's phoneme table @param identifier the voice, which must be set in the module */
function soundNames(module: EspeakModule, tables: readonly Table[], table: string): SoundNames {
  const names = new Map<string, string>()
  const seen = new Set<number>()
  const own = tables.findIndex(({ name }) => name === table)
  module.setRate(fastest)
  for (let index = own; index >= 0; index = tables[index]!.includes)
    for (const { code, type, mnemonic } of tables[index]!.phonemes) {
      if (type < vowelType || type > lastType || mnemonic === '' || seen.has(code)) continue
      seen.add(code)
      // A consonant is tried before a vowel: at the end of a word it may sound otherwise.
      const [first = '', ...rest] = module.sounds(
        type === vowelType ? `[['${mnemonic}]]` : `[[${mnemonic}|'a]]`,
      )
      const sound = first
        .replace(/[ˈˌ]/gu, '')
        .normalize('NFD')
        .replace(/c\u0327/g, 'ç')
      if (sound === '' || sound.includes('\ufffd') || (type === vowelType && rest.length > 0)) continue
      const known = names.get(sound)
      if (known === undefined || better(mnemonic, known, sound.endsWith('ː'))) names.set(sound, mnemonic)
    }
  // A language has one r, and whichever is written is meant by it; the others would sound like a foreigner's.
  const ownNames = new Set(tables[own]?.phonemes.map(({ mnemonic }) => mnemonic))
  if (ownNames.has('r'))
    for (const sound of ['ʁ', 'ʀ', 'ɹ', 'r']) if (!ownNames.has(names.get(sound) ?? '')) names.set(sound, 'r')
  return names
}
/** Words a minute; the sound is thrown away. */
const fastest = 450

export interface Spelling {
  /** eSpeak's own notation, to stand between double brackets; '' where nothing of it can be said. */
  readonly mnemonics: string
  readonly unknown: readonly string[]
}

/** @param ipa without brackets @param names of the voice */
export function spellSounds(ipa: string, names: SoundNames): Spelling {
  const { words, unknown } = transcription(ipa, (sound) => names.has(sound))
  const marks = ['', "'", ','] as const
  const mnemonics = words
    // The bar keeps two names from being read as a longer one.
    .map((sounds) => sounds.map(({ name, stress }) => marks[stress] + names.get(name)!).join('|'))
    .join('||')
  return { mnemonics, unknown }
}

export interface EspeakSounds {
  /** @param identifier the voice, which must be set in the module */
  spell(ipa: string, identifier: string): Spelling
}

export function espeakSounds(module: EspeakModule): EspeakSounds {
  let tables: readonly Table[] | undefined
  const byTable = new Map<string, SoundNames>()
  const spelt = new Map<string, Spelling>()
  const names = (identifier: string): SoundNames => {
    tables ??= readTables(module.phonemeTables())
    const table =
      module.phonemeTableNames(identifier).find((name) => tables!.some((each) => each.name === name)) ?? ''
    let found = byTable.get(table)
    if (!found) byTable.set(table, (found = soundNames(module, tables, table)))
    return found
  }
  return {
    spell(ipa, identifier) {
      const key = `${identifier} ${ipa}`
      let found = spelt.get(key)
      if (!found) {
        if (spelt.size > mostSpelt) spelt.clear()
        spelt.set(key, (found = spellSounds(ipa, names(identifier))))
      }
      return found
    },
  }
}
const mostSpelt = 10_000

/** What of `phonemes` lies within a piece of the text, in order; offsets stay those of the whole text. */
export function within(
  phonemes: readonly Phonemes[] | undefined,
  from: number,
  length: number,
): readonly Phonemes[] {
  return (phonemes ?? []).filter((each) => each.from >= from && each.to <= from + length)
}
