/**
 * A word letter by letter, for an ear that has to know how it is written: capitals and accents named, signs by their
 * names, and on request each letter with a word that begins with it.
 *
 * English and German are put into words. In other languages each letter is given to the voice as it is: it knows their
 * names better than a table would.
 */
import { baseLanguage } from './languages.ts'

export type SpellBy = 'letters' | 'alphabet'

interface SpellingWords {
  readonly capital: (letter: string) => string
  readonly as: (letter: string, word: string) => string
  readonly marks: Readonly<Record<string, string>>
  readonly letters: Readonly<Record<string, string>>
  readonly signs: Readonly<Record<string, string>>
  readonly alphabet: Readonly<Record<string, string>>
}

const english: SpellingWords = {
  capital: (letter) => `capital ${letter}`,
  as: (letter, word) => `${letter} as in ${word}`,
  marks: {
    '\u0300': 'grave', '\u0301': 'acute', '\u0302': 'circumflex', '\u0303': 'tilde', '\u0304': 'macron', '\u0306': 'breve',
    '\u0307': 'with a dot', '\u0308': 'umlaut', '\u030a': 'with a ring', '\u030b': 'double acute', '\u030c': 'caron',
    '\u0327': 'cedilla', '\u0328': 'ogonek', '\u0323': 'with a dot below',
  },
  letters: { ß: 'sharp S', æ: 'A E, as one letter', œ: 'O E, as one letter', ø: 'O with a stroke', ł: 'L with a stroke', đ: 'D with a stroke', ð: 'eth', þ: 'thorn', ı: 'I without a dot' },
  signs: { ' ': 'space', '-': 'hyphen', '–': 'dash', '—': 'long dash', "'": 'apostrophe', '.': 'full stop', ',': 'comma', ':': 'colon', ';': 'semicolon', '!': 'exclamation mark', '?': 'question mark', '/': 'slash', '\\': 'backslash', '@': 'at sign', '&': 'ampersand', '(': 'open bracket', ')': 'close bracket', '"': 'quotation mark', _: 'underscore', '#': 'hash', '+': 'plus', '*': 'asterisk', '%': 'percent sign', '=': 'equals sign' },
  alphabet: { A: 'Alfa', B: 'Bravo', C: 'Charlie', D: 'Delta', E: 'Echo', F: 'Foxtrot', G: 'Golf', H: 'Hotel', I: 'India', J: 'Juliett', K: 'Kilo', L: 'Lima', M: 'Mike', N: 'November', O: 'Oscar', P: 'Papa', Q: 'Quebec', R: 'Romeo', S: 'Sierra', T: 'Tango', U: 'Uniform', V: 'Victor', W: 'Whiskey', X: 'X-ray', Y: 'Yankee', Z: 'Zulu' },
} // prettier-ignore

const german: SpellingWords = {
  capital: (letter) => `großes ${letter}`,
  as: (letter, word) => `${letter} wie ${word}`,
  marks: {
    '\u0300': 'Gravis', '\u0301': 'Akut', '\u0302': 'Zirkumflex', '\u0303': 'Tilde', '\u0304': 'Makron', '\u0306': 'Breve',
    '\u0307': 'mit Punkt', '\u0308': 'mit Trema', '\u030a': 'mit Ring', '\u030b': 'mit Doppelakut', '\u030c': 'Hatschek',
    '\u0327': 'Cedille', '\u0328': 'Ogonek', '\u0323': 'mit Punkt darunter',
  },
  letters: { ß: 'Eszett', ä: 'Ä', ö: 'Ö', ü: 'Ü', æ: 'A E als ein Buchstabe', œ: 'O E als ein Buchstabe', ø: 'O mit Schrägstrich', ł: 'L mit Schrägstrich', đ: 'D mit Querstrich', ð: 'Eth', þ: 'Thorn', ı: 'I ohne Punkt' },
  signs: { ' ': 'Leerzeichen', '-': 'Bindestrich', '–': 'Gedankenstrich', '—': 'langer Strich', "'": 'Apostroph', '.': 'Punkt', ',': 'Komma', ':': 'Doppelpunkt', ';': 'Strichpunkt', '!': 'Ausrufezeichen', '?': 'Fragezeichen', '/': 'Schrägstrich', '\\': 'umgekehrter Schrägstrich', '@': 'at', '&': 'Und-Zeichen', '(': 'Klammer auf', ')': 'Klammer zu', '"': 'Anführungszeichen', _: 'Unterstrich', '#': 'Raute', '+': 'Plus', '*': 'Stern', '%': 'Prozentzeichen', '=': 'Gleichheitszeichen' },
  alphabet: { A: 'Anton', B: 'Berta', C: 'Cäsar', D: 'Dora', E: 'Emil', F: 'Friedrich', G: 'Gustav', H: 'Heinrich', I: 'Ida', J: 'Julius', K: 'Kaufmann', L: 'Ludwig', M: 'Martha', N: 'Nordpol', O: 'Otto', P: 'Paula', Q: 'Quelle', R: 'Richard', S: 'Samuel', T: 'Theodor', U: 'Ulrich', V: 'Viktor', W: 'Wilhelm', X: 'Xanthippe', Y: 'Ypsilon', Z: 'Zacharias', Ä: 'Ärger', Ö: 'Ökonom', Ü: 'Übermut', ß: 'Eszett' },
} // prettier-ignore

const wordsFor: Readonly<Record<string, SpellingWords>> = { en: english, de: german }
const mostLetters = 60

function letterWords(sign: string, words: SpellingWords, by: SpellBy): string {
  const plain = sign === '’' || sign === 'ʼ' ? "'" : sign === '‐' || sign === '‑' ? '-' : sign
  const named = words.signs[plain]
  if (named !== undefined) return named
  if (!/\p{L}/u.test(sign)) return sign
  const small = sign.toLowerCase()
  const own = words.letters[small]
  const [base = sign, ...marks] = sign.normalize('NFD')
  // A lone capital is read as the name of the letter, a small "a" as the article.
  const letter =
    own ?? [base.toUpperCase(), ...marks.map((mark) => words.marks[mark] ?? '')].filter(Boolean).join(' ')
  const word = words.alphabet[own === undefined || own.length > 1 ? base.toUpperCase() : own]
  const spelt = by === 'alphabet' && word ? words.as(letter, word) : letter
  return sign !== small ? words.capital(spelt) : spelt
}

/** What is said for each letter of `text`, in order; at most 60 letters. @param language BCP 47 tag of the text */
export function spelled(text: string, language: string, by: SpellBy): string[] {
  const words = wordsFor[baseLanguage(language)]
  const signs = Array.from(
    text
      .normalize('NFC')
      .replace(/[\u00ad\u200b-\u200d\u2060]/g, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  return signs
    .slice(0, mostLetters)
    .map((sign) => (words ? letterWords(sign, words, by) : sign))
    .filter((spoken) => spoken.trim() !== '')
}
