/**
 * German sounds as American phones: there is no German model in the package, so its words are heard with English ears.
 *
 * Replacements are what a phone loop of the English model hears most, and what Germans' English accent suggests; see
 * docs/adr/0028-grammar-and-rejection.md for how well that does.
 */
import type { PhoneTable } from './arpabet-tables.ts'

export const germanPhones: PhoneTable = {
  // Vowels
  a: 'AA|AH', aː: 'AA', ɑ: 'AA', ɑː: 'AA', ɛ: 'EH', ɛː: 'EH|EY', e: 'EY|IY', eː: 'EY|IY', ɪ: 'IH', i: 'IY', iː: 'IY', ɔ: 'AO|AA', o: 'OW|AO', oː: 'OW|AO',
  ʊ: 'UH', u: 'UW', uː: 'UW', ʏ: 'UH|IH', y: 'UW|IY', yː: 'UW|IY', œ: 'ER|EH', ø: 'ER|UH', øː: 'ER|UH', ə: 'AH|IH', ɐ: 'AH|ER', ɜ: 'AH|ER',
  aɪ: 'AY', aʊ: 'AW', ɔø: 'OY', ɔɪ: 'OY', ɔʏ: 'OY', ɑ\u0303: 'AA N|AA NG', ɛ\u0303: 'EH N|AE NG', ɔ\u0303: 'AO N|AO NG', œ\u0303: 'AH N',
  // Consonants
  b: 'B', d: 'D', f: 'F', ɡ: 'G', h: 'HH', j: 'Y', k: 'K', l: 'L', l\u0329: 'AH L', m: 'M', m\u0329: 'AH M', n: 'N', n\u0329: 'AH N', ŋ: 'NG', p: 'P', s: 'S',
  ʃ: 'SH', t: 'T', tʃ: 'CH', dʒ: 'JH|CH', v: 'V', w: 'W', z: 'Z|S', ʒ: 'ZH', ts: 'T S', pf: 'P F|F', ç: 'SH|HH', x: 'K|HH', θ: 'TH', ð: 'DH', ʔ: '',
  r: 'R', _r: 'AH|R|ER', ɹ: 'R', ʁ: 'R', _ʁ: 'AH|R|ER', ɾ: 'R',
} // prettier-ignore
