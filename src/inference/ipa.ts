/**
 * Sounds written in the International Phonetic Alphabet, cut into what a voice can say.
 *
 * Each voice has its own sounds; one that it lacks is replaced by the nearest that it has ("ʍ" by "w", "ɒ" by "ɔ"). What
 * has no near neighbour either is left out and told.
 */

export interface Sound {
  readonly name: string // as the voice has it
  readonly stress: 0 | 1 | 2 // primary, secondary; on vowels only
  readonly vowel: boolean
}

export interface Transcription {
  /** Words of sounds. */
  readonly words: readonly (readonly Sound[])[]
  /** Signs that cannot be said, once each. */
  readonly unknown: readonly string[]
}

/** For each sound its neighbours, nearest first; a space stands between the sounds of a replacement that has several. */
const neighbours: Readonly<Record<string, string>> = {
  // Vowels
  a: 'a æ ɑ ɑː aː', aː: 'aː ɑː a', ɑ: 'ɑ ɑː a', ɑː: 'ɑː aː ɑ', ɒ: 'ɒ ɔ ɑː', ɒː: 'ɔː', æ: 'æ ɛ a', æː: 'æ', ɐ: 'ɐ ɜ ʌ ə a',
  ʌ: 'ʌ ɐ a', ɛ: 'ɛ e', ɛː: 'ɛː ɛ eː', e: 'e ɛ eː eɪ', eː: 'eː eɪ e', ɪ: 'ɪ i', i: 'i iː ɪ', iː: 'iː i', ɨ: 'ɨ ᵻ ɪ', ᵻ: 'ᵻ ɪ',
  ɔ: 'ɔ ɔː o ɒ', ɔː: 'ɔː oː ɔ', o: 'o oː oʊ ɔ', oː: 'oː oʊ əʊ o', ʊ: 'ʊ u', u: 'u uː ʊ', uː: 'uː u', ʉ: 'ʉ uː', ʉː: 'ʉː uː',
  ɯ: 'ɯ u uː', ɤ: 'ɤ ʌ', ə: 'ə ɐ', əː: 'ɜː ə', ɘ: 'ə', ɜ: 'ɜ ɜː ə', ɜː: 'ɜː œ ɛː', ɝ: 'ɜː ɚ', ɝː: 'ɜː', ɚ: 'ɚ ɜː ɐ ə', ɵ: 'ɵ ø ə',
  y: 'y ʏ yː uː', yː: 'yː y uː', ʏ: 'ʏ y ɪ', ø: 'ø øː œ ɜː', øː: 'øː ø œ ɜː', œ: 'œ ø øː ɜː ɛ', œː: 'œ', ɶ: 'œ',
  aɪ: 'aɪ', ɑɪ: 'aɪ', ai: 'aɪ', aʊ: 'aʊ', au: 'aʊ', ɑʊ: 'aʊ', ɔɪ: 'ɔɪ ɔø ɔʏ', ɔʏ: 'ɔʏ ɔø ɔɪ', ɔʏ̯: 'ɔø ɔɪ', ɔø: 'ɔø ɔɪ', oɪ: 'ɔɪ ɔø',
  eɪ: 'eɪ ɛɪ eː', ei: 'eɪ ɛɪ eː', ɛɪ: 'ɛɪ eɪ', oʊ: 'oʊ əʊ oː', əʊ: 'əʊ oʊ oː', ou: 'oʊ əʊ oː', ɪə: 'iə', eə: 'eə', ɛə: 'eə', ʊə: 'ʊə',
  ɪɹ: 'ɪɹ iə', ʊɹ: 'ʊɹ', ɛɹ: 'ɛɹ eə', ɔːɹ: 'ɔːɹ', ɑːɹ: 'ɑːɹ', ɑ̃: 'ɑ̃', ɛ̃: 'ɛ̃', ɔ̃: 'ɔ̃', œ̃: 'œ̃',
  'a\u0303': 'ɑ\u0303', 'o\u0303': 'ɔ\u0303', 'e\u0303': 'ɛ\u0303', 'æ\u0303': 'ɛ\u0303 ɑ\u0303',
  // Consonants
  g: 'ɡ', ɡ: 'ɡ', r: 'ɹ r ʁ ɾ ʀ', ɹ: 'ɹ r ʁ ɾ', ɻ: 'ɹ r', ʁ: 'ʁ r ʀ ɹ ɾ', ʀ: 'ʀ ʁ r ɹ ɾ', ɾ: 'ɾ ɹ r ʁ', ɽ: 'ɾ ɹ',
  x: 'x χ k', χ: 'χ x k', ç: 'ç x ʃ', ħ: 'h', ɦ: 'h', ɫ: 'l', ʍ: 'w', ʋ: 'ʋ v', β: 'β b', ɸ: 'ɸ f', ɱ: 'm', ɴ: 'ŋ', ɣ: 'ɣ ɡ', ʝ: 'ʝ j', ɥ: 'ɥ j',
  ʈ: 't', ɖ: 'd', ʂ: 'ʂ ʃ', ʐ: 'ʐ ʒ', ɕ: 'ɕ ʃ', ʑ: 'ʑ ʒ', tɕ: 'tɕ tʃ', dʑ: 'dʑ dʒ', q: 'q k', c: 'c k', ɟ: 'ɟ dʒ', ɬ: 'ɬ l', ɭ: 'ɭ l', ɳ: 'n',
  ʒ: 'ʒ ʃ', dʒ: 'dʒ tʃ', θ: 'θ s', ð: 'ð d', tʃ: 'tʃ', ts: 'ts', pf: 'pf', ɲ: 'ɲ', ʎ: 'ʎ', ʔ: 'ʔ',
  n̩: 'n̩', l̩: 'l̩', m̩: 'm̩',
} // prettier-ignore
/** In several sounds, where none of the neighbours is at hand. */
const compounds: Readonly<Record<string, readonly string[]>> = {
  iə: ['ɪ', 'ə'], eə: ['ɛ', 'ə'], ʊə: ['ʊ', 'ə'], ɪɹ: ['ɪ', 'ɹ'], ʊɹ: ['ʊ', 'ɹ'], ɛɹ: ['ɛ', 'ɹ'], ɔːɹ: ['ɔː', 'ɹ'], ɑːɹ: ['ɑː', 'ɹ'],
  tʃ: ['t', 'ʃ'], dʒ: ['d', 'ʒ'], ts: ['t', 's'], pf: ['p', 'f'], ɲ: ['n', 'j'], ʎ: ['l', 'j'], n̩: ['ə', 'n'], l̩: ['ə', 'l'], m̩: ['ə', 'm'],
  ɑ̃: ['ɑ', 'n'], ɛ̃: ['ɛ', 'n'], ɔ̃: ['ɔ', 'n'], œ̃: ['ɜː', 'n'], aɪ: ['a', 'ɪ'], aʊ: ['a', 'ʊ'], ɔɪ: ['ɔ', 'ɪ'], eɪ: ['e', 'ɪ'], oʊ: ['o', 'ʊ'],
  ɔʏ: ['ɔ', 'ʏ'],
} // prettier-ignore
/** These may go without a word: a voice that lacks them says the rest well enough. */
const dropped = new Set([
  'ʔ',
  'ʕ',
  'ˑ',
  'ʰ',
  'ʷ',
  'ʲ',
  'ˠ',
  'ˤ',
  'ʼ',
  'ⁿ',
  '‿',
  '-',
  '|',
  '‖',
  '.',
  '·',
  '(',
  ')',
  '/',
  '[',
  ']',
])
const diacritic = /^[\u0300-\u036f]/u
const stresses: Readonly<Record<string, 1 | 2>> = { ˈ: 1, "'": 1, '’': 1, ˌ: 2, ',': 2 }
const vowelSign = /^[aeiouyæøœɐɑɒɔɘəɚɛɜɝɞɤɨɪɯɵɶʉʊʌʏᵻ]|^[nlm]̩/u

const known = new Set([...Object.keys(neighbours), ...Object.keys(compounds)])

/** Tie bars go; a colon is a length mark; letters and their marks are apart, save for nasal vowels and syllabic consonants. */
const plain = (ipa: string): string =>
  ipa
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0361\u035c]/g, '')
    .replace(/c\u0327/g, 'ç')
    .replaceAll(':', 'ː')
    .replaceAll('̯', '')

/** @param has the sounds of the voice, as it names them @returns what stands for `name` there */
function resolve(name: string, has: (sound: string) => boolean): readonly string[] | undefined {
  if (has(name)) return [name]
  const near = (neighbours[name] ?? '').split(' ').find((sound) => sound !== '' && has(sound))
  if (near !== undefined) return [near]
  const parts = compounds[name]?.map((part) => resolve(part, has))
  if (parts && !parts.includes(undefined)) return parts.flatMap((part) => part ?? [])
  // Longer or shorter is a smaller fault than silence.
  if (name.endsWith('ː')) return resolve(name.slice(0, -1), has)
  return undefined
}

const longestName = 4

/**
 * The sounds of a transcription. Without any mark of stress it lies on the first vowel.
 *
 * @param has true for the sounds of the voice, in IPA without stress
 */
export function transcription(ipa: string, has: (sound: string) => boolean): Transcription {
  const unknown = new Set<string>()
  const words = plain(ipa)
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => wordSounds(word, has, unknown))
    .filter((sounds) => sounds.length > 0)
  return { words, unknown: [...unknown] }
}

function wordSounds(word: string, has: (sound: string) => boolean, unknown: Set<string>): Sound[] {
  const sounds: Sound[] = []
  let stress: 0 | 1 | 2 = 0
  for (let at = 0; at < word.length;) {
    const mark = stresses[word[at]!]
    if (mark !== undefined) {
      stress = mark
      at += 1
      continue
    }
    let length = Math.min(longestName, word.length - at)
    for (; length > 1; length--) {
      const name = word.slice(at, at + length)
      if (has(name) || known.has(name)) break
    }
    const name = word.slice(at, at + length)
    at += length
    const found = resolve(name, has)
    if (!found) {
      if (!dropped.has(name) && !diacritic.test(name) && name !== 'ː') unknown.add(name)
      continue
    }
    for (const each of found) {
      const vowel = vowelSign.test(each)
      sounds.push({ name: each, stress: vowel ? stress : 0, vowel })
      if (vowel) stress = 0
    }
  }
  if (sounds.some((sound) => sound.stress === 1)) return sounds
  const first = sounds.findIndex(({ vowel }) => vowel)
  return sounds.map((sound, index) => (index === first ? { ...sound, stress: 1 } : sound))
}
