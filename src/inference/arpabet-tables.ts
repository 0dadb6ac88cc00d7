/** What each sound is in the phones of the English and the French acoustic model: replacements, likeliest first. */

/**
 * From a sound in IPA to its replacements with `|` between, each of phones with a space between.
 * `x_` is for the sound at the end of a word, `_x` for it behind a vowel that no other follows.
 */
export type PhoneTable = Readonly<Record<string, string>>

export const englishPhones: PhoneTable = {
  // Vowels
  ɑː: 'AA', ɑ: 'AA', ɑːɹ: 'AA R', a: 'AA', aː: 'AA', æ: 'AE', æɹ: 'AE R|EH R', ʌ: 'AH', ɐ: 'AH', ə: 'AH|IH', ɚ: 'ER', ɚɹ: 'ER|ER R', ɜː: 'ER', ɜ: 'ER', ɛ: 'EH', ɛɹ: 'EH R', e: 'EH|EY',
  eː: 'EY', eɪ: 'EY', ɪ: 'IH', ɪɹ: 'IH R|IY R', ᵻ: 'IH|AH', i: 'IY', iː: 'IY', iə: 'IY AH', ɔː: 'AO|AA', ɔ: 'AO|AA', ɔːɹ: 'AO R', oː: 'AO|OW', oːɹ: 'AO R', ɔɪ: 'OY',
  o: 'OW', oʊ: 'OW', əʊ: 'OW', ɒ: 'AA|AO', ʊ: 'UH', ʊɹ: 'UH R', u: 'UW', uː: 'UW', aɪ: 'AY', aʊ: 'AW', aɪɚ: 'AY ER', aɪə: 'AY AH',
  y: 'UW|IY', yː: 'UW|IY', ø: 'ER|EY', œ: 'ER|EH', ɑ\u0303: 'AA N|AA', ɛ\u0303: 'AE N|AE', ɔ\u0303: 'OW N|AO N', œ\u0303: 'AH N',
  // Consonants
  b: 'B', d: 'D', dʒ: 'JH', ð: 'DH', f: 'F', ɡ: 'G', h: 'HH', j: 'Y', k: 'K', l: 'L', l\u0329: 'AH L', m: 'M', m\u0329: 'AH M', n: 'N', n\u0329: 'AH N',
  ŋ: 'NG', p: 'P', ɹ: 'R', s: 'S', ʃ: 'SH', t: 'T', tʃ: 'CH', θ: 'TH', v: 'V', w: 'W', ʍ: 'W', z: 'Z', ʒ: 'ZH', ɾ: 'T|D', ʔ: 'T', x: 'K|HH', ç: 'HH|SH',
  ɬ: 'L', ʁ: 'R', r: 'R', ts: 'T S', pf: 'P F|F',
} // prettier-ignore

export const frenchPhones: PhoneTable = {
  // Vowels
  a: 'aa', ɑ: 'aa', ɑː: 'aa', æ: 'aa', ɑ\u0303: 'an', ɛ: 'ai', ɛː: 'ai', e: 'ai|ei', e_: 'ei|ai', ɛ\u0303: 'in', ə: 'ee', i: 'ii', ɪ: 'ii', o: 'oo|au', o_: 'au|oo', ɔ: 'oo|au',
  ɔ\u0303: 'on', œ: 'oe', ø: 'eu', œ\u0303: 'un|in', u: 'ou', ʊ: 'ou', y: 'uu', yi: 'uy ii|uu ii', ʌ: 'oe|aa', ɐ: 'aa', ɜː: 'oe', ɚ: 'oe', ɒ: 'oo',
  aɪ: 'aa yy', aʊ: 'aa ou', eɪ: 'ai yy|ei', oʊ: 'au', ɔɪ: 'oo yy',
  // Consonants
  b: 'bb', d: 'dd', f: 'ff', ɡ: 'gg', ʒ: 'jj', k: 'kk', l: 'll', m: 'mm', n: 'nn', ɲ: 'gn|nn yy', nj: 'gn|nn yy', ŋ: 'nn gg|nn', p: 'pp', ʁ: 'rr', ɹ: 'rr', s: 'ss', ʃ: 'ch', t: 'tt',
  v: 'vv', z: 'zz', j: 'yy', w: 'ww', ɥ: 'uy', tʃ: 'tt ch', dʒ: 'dd jj', ts: 'tt ss', θ: 'ss', ð: 'zz', h: '', x: 'rr|kk', ɾ: 'rr',
} // prettier-ignore
