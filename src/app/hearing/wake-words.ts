/** Whether a wake phrase can be said at all, and whether it is long enough to be told from other speech. Pure. */
import { phones } from '../../core/hearing/sound-alike.ts'

/** Sounds that a phrase should have at least: VOICE-LAB.md section 3c. */
const enoughSounds = 6
/** Syllables of a word that stands alone, as “computer” has. */
const enoughSyllables = 3

/** Of English, German and French, whose accents are taken off before. */
const vowelLetter = /[aeiouyæœø]/
/** Said as words although they are written without a vowel. */
const abbreviations: ReadonlySet<string> = new Set(['mr', 'mrs', 'ms', 'dr', 'st'])
const vowels: ReadonlySet<string> = new Set('aeiouyɑɐɒæəɛɜɪᵻɔʊʌøœɶɨʉɯɘɵɤɚɝʏ')
/** Second halves of diphthongs by what may stand before them; what does not follow so is a syllable of its own. */
const glides: Readonly<Record<string, ReadonlySet<string>>> = {
  ɪ: new Set('aeɛɔɑʌʊ'),
  ʊ: new Set('aoəɑɔɛ'),
  ə: new Set('ɪeɛʊ'),
  ɐ: new Set('iɪyʏeɛøœuʊoɔɑa'),
  ø: new Set('ɔ'),
  ʏ: new Set('ɔ'),
  y: new Set('ɔ'),
}

/** How many syllables a pronunciation in IPA has: its vowels, diphthongs as one, and its syllabic consonants. */
export function syllables(ipa: string): number {
  let count = 0
  /** The vowel just before, where another may still glide from it. */
  let before = ''
  for (const sound of phones(ipa)) {
    const sign = sound[0] ?? ''
    if (!vowels.has(sign)) {
      before = ''
      if (sound.includes('\u0329')) count++
    } else if (before !== '' && glides[sign]?.has(before)) before = ''
    else {
      count++
      before = sign
    }
  }
  return count
}

/**
 * Whether a reader of English, German or French could say the word: Latin letters, and a vowel. Numbers and single letters
 * are read by their names. The synthesiser spells out what it cannot read, so that its sounds alone do not tell.
 */
export function canBeSaid(word: string): boolean {
  const letters = word.normalize('NFC').toLowerCase().match(/\p{L}/gu) ?? []
  if (letters.some((letter) => !/\p{Script=Latin}/u.test(letter))) return false
  if (letters.length <= 1 || abbreviations.has(letters.join(''))) return true
  return vowelLetter.test(letters.join('').normalize('NFD'))
}

/**
 * @param words the phrase's words as written, with their pronunciations in IPA (empty where there is none)
 * @returns `unknown` where a word cannot be said, `short` under six sounds (each half of a diphthong is one) or for one
 *   word of under three syllables
 */
export function phraseProblem(
  words: readonly { readonly written: string; readonly ipa: string }[],
): 'short' | 'unknown' | undefined {
  if (words.length === 0) return 'unknown'
  if (words.some(({ written, ipa }) => !canBeSaid(written) || syllables(ipa) === 0)) return 'unknown'
  const sounds = words.reduce((sum, { ipa }) => sum + phones(ipa).length, 0)
  if (sounds < enoughSounds) return 'short'
  const [only, ...others] = words
  return only && others.length === 0 && syllables(only.ipa) < enoughSyllables ? 'short' : undefined
}
