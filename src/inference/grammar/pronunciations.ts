/** How the words of a grammar are said: by the dictionary, by the sounds that were given, or by their parts. */
import type { Pronounced } from '../../contract/ear.ts'
import { phonesOf } from '../arpabet.ts'
import type { Dictionary } from './dictionary.ts'
import type { AcousticModel, Entry } from './soundswallower.ts'

export interface Pronunciations {
  /** What the decoder's dictionary gets: every word, its other pronunciations with `(2)` and so on. */
  readonly entries: readonly Entry[]
  /** Words that nothing is known about. */
  readonly unknown: readonly string[]
}

/** Sounds of one's own that are taken besides the dictionary's, and besides each other. */
const mostGiven = 12

/**
 * @param words as the grammar writes them
 * @param given sounds for some of them; the same word may occur several times, and each adds to the dictionary's
 * @param own the model's dictionary, where it is of the language
 */
export async function pronunciations(
  words: ReadonlySet<string>,
  given: readonly Pronounced[],
  model: AcousticModel,
  language: string,
  own: Dictionary | undefined,
): Promise<Pronunciations> {
  const sounds = new Map<string, string[]>()
  for (const { written, ipa } of given) {
    if (!words.has(written)) continue
    const known = sounds.get(written)
    if (known) known.push(ipa)
    else sounds.set(written, [ipa])
  }
  const lower = (word: string): string => word.normalize('NFC').toLowerCase()
  const wanted = new Set<string>()
  for (const word of words) {
    wanted.add(lower(word))
    for (const part of partsOf(lower(word))) wanted.add(part)
  }
  const found = own ? await own.lookUp(wanted) : new Map<string, readonly string[]>()

  const entries: Entry[] = []
  const unknown: string[] = []
  for (const word of words) {
    const known = found.get(lower(word)) ?? []
    const ipas = sounds.get(word) ?? []
    // One variant of each where there is something better already.
    const each = known.length > 0 ? 1 : ipas.length > 1 ? 3 : undefined
    const said = ipas.flatMap((ipa) => phonesOf(ipa, model, language, each)).slice(0, mostGiven)
    const parts = known.length > 0 ? [] : joined(partsOf(lower(word)), found)
    const all = [...new Set([...known, ...parts, ...said])]
    if (all.length === 0) {
      unknown.push(word)
      entries.push([word, model === 'fr-fr' ? impossible('jj', 'un') : impossible('ZH', 'OY')])
    }
    all.forEach((phones, index) => entries.push([index === 0 ? word : `${word}(${index + 1})`, phones]))
  }
  return { entries, unknown }
}

/**
 * For words that nobody can say: the decoder refuses a grammar with a word that it lacks, and its `<VOID>` makes the whole
 * rule unusable and not only the alternative that it stands in.
 */
const impossible = (...phones: readonly string[]): string =>
  Array.from({ length: 20 }, () => phones.join(' ')).join(' ')

/** "well-known", "hey_lectern": words that are written as one. */
const partsOf = (word: string): string[] => (/[-_’]/u.test(word) ? word.split(/[-_’]+/u).filter(Boolean) : [])

/** The parts one after the other, in their two usual pronunciations; none where one of them is not known. */
function joined(parts: readonly string[], found: ReadonlyMap<string, readonly string[]>): string[] {
  if (parts.length === 0) return []
  return parts
    .reduce<string[]>(
      (before, part) =>
        before.flatMap((phones) => (found.get(part) ?? []).slice(0, 2).map((each) => `${phones} ${each}`)),
      [''],
    )
    .map((phones) => phones.trim())
    .slice(0, mostGiven)
}
