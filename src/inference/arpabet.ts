/**
 * Sounds of the International Phonetic Alphabet as phones of the acoustic models (ARPABET for en-us, the model's own names
 * for fr-fr), so that a grammar can hold words that no dictionary has.
 *
 * A sound that a speaker may make in several ways, or that the model has no phone for, has several replacements; the
 * likeliest combinations of them become pronunciations of their own, because a decoder picks the one that fits best.
 * docs/adr/0028-grammar-and-rejection.md says how the tables were checked.
 */
import { germanPhones } from './arpabet-german.ts'
import { englishPhones, frenchPhones, type PhoneTable } from './arpabet-tables.ts'
import type { AcousticModel } from './grammar/soundswallower.ts'
import { transcription } from './ipa.ts'

interface Choice {
  readonly phones: readonly string[]
  readonly cost: number
}

/** Pronunciations beyond this add more confusion than they find; fewer in German, where every word has several. */
const mostPronunciations = 6
const mostGerman = 3

const tables = new Map<PhoneTable, ReadonlyMap<string, readonly (readonly string[])[]>>()
function parsed(table: PhoneTable): ReadonlyMap<string, readonly (readonly string[])[]> {
  let found = tables.get(table)
  if (!found) {
    found = new Map(
      Object.entries(table).map(([sound, written]) => [
        sound.normalize('NFD').replace(/c\u0327/g, 'ç'),
        written.split('|').map((each) => each.split(' ').filter(Boolean)),
      ]),
    )
    tables.set(table, found)
  }
  return found
}

/** @param language a tag, of which the first part counts */
function tableFor(model: AcousticModel, language: string): PhoneTable {
  if (model === 'en-us') return englishPhones
  return language.toLowerCase().startsWith('de') ? germanPhones : frenchPhones
}

/**
 * Pronunciations of a word, likeliest first, each as phones with a space between; none where nothing of it can be said.
 *
 * @param ipa stress and spaces are allowed and make no difference
 * @param most how many at most. Default 6, of German words 3
 */
export function phonesOf(
  ipa: string,
  model: AcousticModel,
  language: string,
  most = tableFor(model, language) === germanPhones ? mostGerman : mostPronunciations,
): string[] {
  const table = parsed(tableFor(model, language))
  const { words } = transcription(ipa, (sound) => table.has(sound))
  let choices: Choice[] = [{ phones: [], cost: 0 }]
  const sounds = words.flat()
  sounds.forEach(({ name }, index) => {
    const last = index === sounds.length - 1
    const own = (last ? table.get(`${name}_`) : undefined) ?? table.get(name) ?? []
    const before = index > 0 && vowel.test(sounds[index - 1]!.name)
    const after = !last && vowel.test(sounds[index + 1]!.name)
    const coda = before && !after ? table.get(`_${name}`) : undefined
    const replacements = coda ?? own
    choices = choices
      .flatMap(({ phones, cost }) =>
        replacements.map((each, rank) => ({ phones: [...phones, ...each], cost: cost + rank })),
      )
      .toSorted((one, other) => one.cost - other.cost)
      .slice(0, most * 4)
  })
  // A final consonant of French is often released with a vowel, which the model's dictionary notes for half of its words.
  const end = sounds.at(-1)
  if (table === parsed(frenchPhones) && end && !vowel.test(end.name))
    choices = choices
      .flatMap((choice) => [choice, { phones: [...choice.phones, 'ee'], cost: choice.cost + 1 }])
      .toSorted((one, other) => one.cost - other.cost)
  const written = choices
    .map(({ phones }) => phones.filter((phone, index) => phone !== phones[index - 1]).join(' '))
    .filter((phones) => phones !== '')
  return [...new Set(written)].slice(0, most)
}
const vowel = /^[aeiouyæøœɐɑɒɔəɚɛɜɪɨʊʉʌʏᵻ]/u

/** A model's phone as a sound; undefined for silence and noise. */
export function soundOf(phone: string, model: AcousticModel): string | undefined {
  return (model === 'fr-fr' ? frenchSounds : englishSounds)[phone]
}

/** As the model's own phoneset.json has them, in the signs that this app uses. */
const englishSounds: Readonly<Record<string, string>> = {
  AA: 'ɑː', AE: 'æ', AH: 'ʌ', AO: 'ɔː', AW: 'aʊ', AY: 'aɪ', B: 'b', CH: 'tʃ', D: 'd', DH: 'ð', EH: 'ɛ', ER: 'ɜː', EY: 'eɪ',
  F: 'f', G: 'ɡ', HH: 'h', IH: 'ɪ', IY: 'iː', JH: 'dʒ', K: 'k', L: 'l', M: 'm', N: 'n', NG: 'ŋ', OW: 'oʊ', OY: 'ɔɪ', P: 'p',
  R: 'ɹ', S: 's', SH: 'ʃ', T: 't', TH: 'θ', UH: 'ʊ', UW: 'uː', V: 'v', W: 'w', Y: 'j', Z: 'z', ZH: 'ʒ',
} // prettier-ignore
const frenchSounds: Readonly<Record<string, string>> = {
  aa: 'a', ai: 'ɛ', an: 'ɑ̃', au: 'o', bb: 'b', ch: 'ʃ', dd: 'd', ee: 'ə', ei: 'e', eu: 'ø', ff: 'f', gg: 'ɡ', gn: 'ɲ', ii: 'i',
  in: 'ɛ̃', jj: 'ʒ', kk: 'k', ll: 'l', mm: 'm', nn: 'n', oe: 'œ', on: 'ɔ̃', oo: 'ɔ', ou: 'u', pp: 'p', rr: 'ʁ', ss: 's', tt: 't',
  un: 'œ̃', uu: 'y', uy: 'ɥ', vv: 'v', ww: 'w', yy: 'j', zz: 'z',
} // prettier-ignore

/** The phones of a model, without silence and noise. */
export const phoneNames = (model: AcousticModel): string[] =>
  Object.keys(model === 'fr-fr' ? frenchSounds : englishSounds)
