/**
 * Sounds for Flite: as an addition to its dictionary, in which each transcription has a made-up word of its own.
 *
 * Flite speaks American English only, so its sounds are those of the CMU dictionary; others become their neighbours.
 */
import { transcription } from './ipa.ts'

/** Phones of the CMU dictionary by their sounds. Those of vowels take a digit for stress. */
const phones: Readonly<Record<string, string>> = {
  ɑː: 'aa', ɑ: 'aa', æ: 'ae', ʌ: 'ah', ɔː: 'ao', ɔ: 'ao', aʊ: 'aw', ə: 'ax', aɪ: 'ay', ɛ: 'eh', ɜː: 'er', ɚ: 'er', eɪ: 'ey',
  ɪ: 'ih', iː: 'iy', i: 'iy', oʊ: 'ow', ɔɪ: 'oy', ʊ: 'uh', uː: 'uw', u: 'uw',
  b: 'b', tʃ: 'ch', d: 'd', ð: 'dh', f: 'f', ɡ: 'g', h: 'hh', dʒ: 'jh', k: 'k', l: 'l', m: 'm', n: 'n', ŋ: 'ng', p: 'p', ɹ: 'r',
  s: 's', ʃ: 'sh', t: 't', θ: 'th', v: 'v', w: 'w', j: 'y', z: 'z', ʒ: 'zh',
} // prettier-ignore

export interface FliteSpelling {
  /** As Flite's dictionary has it; '' where nothing of it can be said. */
  readonly phones: string
  readonly unknown: readonly string[]
}

export function flitePhones(ipa: string): FliteSpelling {
  const { words, unknown } = transcription(ipa, (sound) => Object.hasOwn(phones, sound))
  const spelt = words.flatMap((sounds) =>
    sounds.map(({ name, stress, vowel }) => {
      // The murmured vowel is never stressed.
      const phone = name === 'ə' && stress > 0 ? 'ah' : phones[name]!
      return vowel ? `${phone}${stress === 1 ? 1 : 0}` : phone
    }),
  )
  return { phones: spelt.join(' '), unknown }
}

/** A word that stands for the transcription with this number: letters only, and nothing that Flite knows. */
export const fliteWord = (number: number): string =>
  `quizzel${String(number).replace(/\d/g, (digit) => 'bcdfghjkmp'[Number(digit)]!)}a`
