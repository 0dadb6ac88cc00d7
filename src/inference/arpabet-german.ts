/**
 * German sounds in the phones of the French model: there is no German one in the package.
 *
 * The French one has German's rounded vowels and its r, and lacks h, ch and the open ending -er; with the American one,
 * which lacks the former, 139 instead of 169 of 224 commands of eSpeak’s German voices were understood, and 22 instead of
 * 10 errors made in 20 words of three people (docs/adr/0028-grammar-and-rejection.md).
 */
import type { PhoneTable } from './arpabet-tables.ts'

export const germanPhones: PhoneTable = {
  a: 'aa', aː: 'aa', ɑ: 'aa', ɑː: 'aa', ɛ: 'ai', ɛː: 'ai', e: 'ei', eː: 'ei|ii', ɪ: 'ii|ei', i: 'ii', iː: 'ii', ɔ: 'oo', o: 'au|oo', oː: 'au|ou',
  ʊ: 'ou|oo', u: 'ou', uː: 'ou', ʏ: 'uu|eu', y: 'uu', yː: 'uu', œ: 'oe', ø: 'eu', øː: 'eu', ə: 'ee|', ɐ: 'aa|oe', ɜ: 'aa|oe',
  aɪ: 'aa yy|aa ai', aʊ: 'aa ou|aa oo', ɔø: 'oo yy|oo ai', ɔɪ: 'oo yy', ɔʏ: 'oo yy', ɑ\u0303: 'an', ɛ\u0303: 'in', ɔ\u0303: 'on', œ\u0303: 'un',
  b: 'bb', d: 'dd', f: 'ff', ɡ: 'gg', h: '', j: 'yy', k: 'kk', l: 'll', l\u0329: 'ee ll|ll', m: 'mm', m\u0329: 'ee mm|mm', n: 'nn', n\u0329: 'ee nn|nn', ŋ: 'nn|nn gg', p: 'pp', s: 'ss',
  ʃ: 'ch', t: 'tt', tʃ: 'tt ch', dʒ: 'dd jj', v: 'vv', w: 'ww', z: 'zz', ʒ: 'jj', ts: 'tt ss', pf: 'pp ff', ç: 'ch|ss', x: 'rr|kk', θ: 'ss', ð: 'zz', ʔ: '',
  r: 'rr', _r: 'aa|rr|', ɹ: 'rr', ʁ: 'rr', _ʁ: 'aa|rr|', ɾ: 'rr',
} // prettier-ignore
