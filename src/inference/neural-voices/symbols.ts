/** From sounds in IPA to the numbers that a voice was trained on. */
import type { Spot } from './spots.ts'

export interface Symbols {
  /** False for what is not one sound, and for one of which the voice has no sign at all. */
  has(sound: string): boolean
  /** The numbers of one spot; empty where the voice has no sign for it. */
  of(spot: Spot): readonly number[]
}

export interface SymbolsOf {
  readonly numbers: ReadonlyMap<string, number | readonly number[]>
  /** Rewrites a sound as the voice's authors write it; as it is, if absent. */
  readonly spelling?: (sound: string) => string
  /** How letters with marks are listed. */
  readonly form: 'NFC' | 'NFD'
  /** KittenTTS reads marks with a space on either side. */
  readonly markApart?: boolean
}

/** Where a vocabulary lacks a sign: what stands for it. Tried in order. */
const stands: Readonly<Record<string, readonly string[]>> = {
  g: ['ɡ'], ɡ: ['g'], ɝ: ['ɜɹ'], ɚ: ['əɹ'], ɫ: ['l'], r: ['ɹ', 'ɾ'], ɹ: ['r'], ʤ: ['dʒ'], ʧ: ['tʃ'], ʦ: ['ts'], ʣ: ['dz'], ä: ['a'], ɱ: ['m'],
  ɬ: ['l'], ɦ: ['h'], ħ: ['h'], ɵ: ['ø', 'ə'], ʉ: ['u'], ɘ: ['ə'], ᵻ: ['ɪ'], ʏ: ['y'], ɶ: ['œ'], ɫ̩: ['l'], ʍ: ['w'], ʀ: ['ʁ'], ʑ: ['ʒ'], ʐ: ['ʒ'],
  ɭ: ['l'], ʟ: ['l'], ɮ: ['l'], ʕ: ['ʔ'], ʙ: ['b'], ɓ: ['b'], ɗ: ['d'], ɠ: ['ɡ'], ʛ: ['ɡ'], ʄ: ['ɟ'], ʡ: ['ʔ'], ʢ: ['ʔ'], ɺ: ['l'], ɧ: ['ʃ'], '—': ['-', ','],
  '“': ['"'], '”': ['"'], '«': ['"', '“'], '»': ['"', '”'], '…': ['.'], 'ˑ': ['ː'],
} // prettier-ignore

/** One sound, and not several that happen to be known each. */
const single = /^(?:\p{L}|aɪ|aʊ|eɪ|oʊ|əʊ|ɔɪ|tʃ|dʒ|ts|dz|pf)[\u0300-\u036fːˑʲʰʷ]*$/u

export function symbols({
  numbers,
  spelling = (sound) => sound,
  form,
  markApart = false,
}: SymbolsOf): Symbols {
  const kept = new Map<string, readonly number[]>()
  const one = (sign: string): readonly number[] => {
    const found = numbers.get(sign)
    if (found !== undefined) return typeof found === 'number' ? [found] : found
    for (const other of stands[sign] ?? []) {
      const ids = Array.from(other).map((each) => numbers.get(each))
      if (!ids.includes(undefined)) return ids.flatMap((id) => id ?? [])
    }
    return []
  }
  const spell = (written: string): readonly number[] => {
    let ids = kept.get(written)
    if (!ids) {
      // A letter with a mark that is not listed as one is looked for in its parts, and the mark may go.
      ids = Array.from(written.normalize(form)).flatMap((sign) => {
        const whole = one(sign)
        return whole.length > 0 ? whole : Array.from(sign.normalize('NFD')).flatMap((part) => one(part))
      })
      kept.set(written, ids)
    }
    return ids
  }
  const space = one(' ')
  return {
    has: (sound) => single.test(sound) && spell(spelling(sound)).length > 0,
    of(spot) {
      if (spot.kind === 'sound') return spell(spelling(spot.ipa))
      if (spot.kind === 'space') return space
      const ids = one(spot.sign)
      return markApart && ids.length > 0 ? [...space, ...ids] : ids
    },
  }
}

/**
 * How Kokoro's authors write what eSpeak says: misaki's tables (hexgrad/misaki, EN_PHONES.md "From espeak to Misaki" and
 * espeak.py), where diphthongs and affricates are one sign, Americans have no length mark and an r after ɜ, the British Q.
 */
const everywhere: readonly (readonly [RegExp, string])[] = [
  [/aɪ/g, 'I'],
  [/aʊ/g, 'W'],
  [/ɔɪ/g, 'Y'],
  [/eɪ/g, 'A'],
  [/dʒ/g, 'ʤ'],
  [/tʃ/g, 'ʧ'],
]
const english: readonly (readonly [RegExp, string])[] = [
  ...everywhere,
  [/ʔˌ?n\u0329/g, 'tᵊn'],
  [/ʔn/g, 'tᵊn'],
  [/əl/g, 'ᵊl'],
  [/(\S)\u0329/g, 'ᵊ$1'],
  [/\u0303/g, ''],
  [/e(?!ə)/g, 'A'],
  [/[xç]/g, 'k'],
  [/r/g, 'ɹ'],
  [/ɐ/g, 'ə'],
  [/ɚ/g, 'əɹ'],
  [/ɬ/g, 'l'],
  [/ʔ/g, 't'],
  [/ʲ/g, ''],
]
const american: typeof english = [
  ...english,
  [/oʊ/g, 'O'],
  [/ɜːɹ|ɜː/g, 'ɜɹ'],
  [/ɪə/g, 'iə'],
  [/eə/g, 'ɛ'],
  [/ː/g, ''],
]
const british: typeof english = [...english, [/eə/g, 'ɛː'], [/iə/g, 'ɪə'], [/əʊ/g, 'Q']]
/** Of the languages that misaki takes from eSpeak as they are (`EspeakG2P`). */
const others: typeof english = [
  ...everywhere,
  [/oʊ/g, 'O'],
  [/əʊ/g, 'Q'],
  [/dz/g, 'ʣ'],
  [/ts/g, 'ʦ'],
  [/-/g, ''],
]

/** @param language of a Kokoro voice, as its voices are listed: `en-us`, `en-gb`, … */
export function misakiSpelling(language: string): (sound: string) => string {
  const table = language === 'en-us' ? american : language === 'en-gb' ? british : others
  return (sound) => table.reduce((written, [from, to]) => written.replace(from, to), sound.normalize('NFC'))
}
