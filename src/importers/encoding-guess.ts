/**
 * Guesses a legacy encoding by likelihood: each candidate is decoded, and the one whose letters are those of some
 * language, in places where that language has them, wins.
 *
 * The model is per byte beyond ASCII, so that one- and two-byte encodings compare. The usual detectors count letter
 * pairs and need kilobytes; a title page or a note has a dozen such bytes, and then the alphabet and a few frequent
 * words are better evidence.
 */
import {
  hangul,
  japaneseKanji,
  languages,
  simplifiedChinese,
  traditionalChinese,
  type Language,
} from './letters.ts'

type Decode = (bytes: Uint8Array, encoding: string) => string
export interface Guess {
  readonly encoding: string
  /** Mean natural logarithm of the probability of each byte beyond ASCII. */
  readonly score: number
  /** Bytes beyond ASCII that it was judged by. */
  readonly bytes: number
}

/** In order of preference: of encodings that decode the sample alike the first is named. The later half is rare. */
const candidates = [
  'windows-1252', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256',
  'windows-1257', 'windows-1258', 'windows-874', 'iso-8859-2', 'iso-8859-5', 'iso-8859-6', 'iso-8859-7', 'iso-8859-3',
  'iso-8859-4', 'iso-8859-10', 'iso-8859-13', 'iso-8859-14', 'iso-8859-15', 'iso-8859-16', 'koi8-r', 'koi8-u', 'ibm866',
  'cp850', 'cp437', 'cp852', 'cp865', 'cp861', 'cp855', 'cp737', 'cp857', 'cp862', 'macintosh', 'x-mac-cyrillic', 'shift_jis',
  'euc-jp', 'gb18030', 'big5', 'euc-kr',
] as const // prettier-ignore

/** Encodings that hardly a file is in must be likelier than the usual ones by this many nats. */
const rare = new Set([
  'iso-8859-3',
  'iso-8859-4',
  'iso-8859-10',
  'iso-8859-14',
  'iso-8859-16',
  'cp855',
  'cp861',
  'cp857',
])
const rarity = 3
/** Bytes of lines with bytes beyond ASCII that all candidates are tried on, and then the best few. */
const evidenceLength = 1_500
const finalLength = 12_000
const finalists = 4

/** Whole lines (or stretches of 400 bytes) that hold bytes beyond ASCII, from all over the text. */
function evidence(bytes: Uint8Array, wanted: number): Uint8Array {
  const parts: Uint8Array[] = []
  let length = 0
  for (let at = 0; at < bytes.length && length < wanted;) {
    if (bytes[at]! < 0x80) {
      at++
      continue
    }
    let from = at
    while (from > 0 && at - from < 200 && bytes[from - 1] !== 10 && bytes[from - 1] !== 13) from--
    let to = at
    while (to < bytes.length && to - at < 800 && bytes[to] !== 10 && bytes[to] !== 13) to++
    const part = bytes.subarray(from, to)
    parts.push(part, Uint8Array.of(10))
    length += part.length + 1
    at = to + 1
  }
  const all = new Uint8Array(length)
  let offset = 0
  for (const part of parts) {
    all.set(part, offset)
    offset += part.length
  }
  return all
}

/** Log probability of the letter of rank `rank` (from 0) among `count`: Zipf with an offset, as letter counts are. */
function rankProbability(rank: number, count: number): number {
  let sum = 0
  for (let index = 0; index < count; index++) sum += 1 / (index + 2)
  return Math.log(0.94 / (rank + 2) / sum)
}

const models: readonly {
  readonly language: Language
  readonly letters: ReadonlyMap<string, number>
  readonly words: ReadonlySet<string>
}[] = languages.map((language) => {
  const letters = Array.from(language.letters)
  return {
    language,
    letters: new Map(letters.map((letter, rank) => [letter, rankProbability(rank, letters.length)])),
    words: new Set(language.words),
  }
})
const ideographs = new Map<string, readonly [Set<string>, number]>(
  (
    [
      ['gb18030', simplifiedChinese],
      ['big5', traditionalChinese],
      ['shift_jis', japaneseKanji],
      ['euc-jp', japaneseKanji],
      ['euc-kr', hangul],
    ] as const
  ).map(([encoding, characters]) => [encoding, [new Set(characters), Math.log(0.6 / 300)]]),
)

const unlikely = Math.log(2e-5)
const impossible = -14
/** Punctuation that texts in any language hold, and how likely it is. */
const punctuation = new Map<string, number>([
  ...Array.from('’“”', (sign) => [sign, Math.log(0.04)] as const),
  ...Array.from('–—„«»‘…\u00A0', (sign) => [sign, Math.log(0.02)] as const),
  ...Array.from('°§€£©®·•½¼¾‚×™¿¡ºª²³', (sign) => [sign, Math.log(0.003)] as const),
])
const isLetter = (character: string | undefined) => character !== undefined && /\p{L}/u.test(character)
const isUpper = (character: string) => character !== character.toLowerCase()

/** What one place of the decoded text says, before any language is asked: a log probability, or undefined for a letter. */
function sign(text: string, at: number, character: string): number | undefined {
  const code = character.codePointAt(0)!
  if (code === 0xfffd || (code >= 0x80 && code < 0xa0) || (code >= 0xe000 && code <= 0xf8ff))
    return impossible
  const before = text[at - 1]
  const after = text[at + character.length]
  const known = punctuation.get(character)
  if (known !== undefined) {
    const inside = isLetter(before) && isLetter(after)
    return inside && character !== '’' && character !== '\u00A0' && character !== '·' && character !== '—'
      ? unlikely - 2
      : known
  }
  return /[\p{L}\p{M}]/u.test(character) ? undefined : unlikely
}

/** How unlikely a capital is where it stands. `aB` inside a word hardly occurs; whole words in capitals do. */
function capital(text: string, at: number, character: string): number {
  const before = text[at - 1]
  const after = text[at + character.length]
  if (!isLetter(before)) return Math.log(0.15)
  if (isUpper(before!)) return isLetter(after) && !isUpper(after!) ? Math.log(0.01) : Math.log(0.08)
  return Math.log(0.001)
}

function scoreAlphabetic(text: string, words: readonly string[]): number {
  let common = 0
  const letters = new Map<string, number>()
  let count = 0
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (character < '\x80') continue
    const value = sign(text, at, character)
    if (value !== undefined) {
      common += value
      continue
    }
    const lower = character.toLowerCase()
    if (lower !== character) common += capital(text, at, character)
    // A letter beside one of another script is a wrong guess.
    const before = text[at - 1]
    if (before !== undefined && isLetter(before) && mixed(character, before)) common -= 3
    letters.set(lower, (letters.get(lower) ?? 0) + 1)
    count++
  }
  let best = -Infinity
  for (const model of models) {
    let sum = 0
    for (const [letter, times] of letters)
      sum += times * (model.letters.get(letter) ?? (foreign(letter, model.language) ? -11 : -8))
    let hits = 0
    if (model.words.size > 0) for (const word of words) if (model.words.has(word)) hits++
    best = Math.max(best, sum + Math.min(hits, count) * 0.8)
  }
  return common + best
}

const latinLetter = /\p{Script=Latin}/u
const mixed = (a: string, b: string) => latinLetter.test(a) !== latinLetter.test(b) && !/\p{M}/u.test(a + b)
const foreign = (letter: string, language: Language) =>
  latinLetter.test(letter) !== latinLetter.test(language.letters[0] ?? 'a')

function scoreIdeographic(text: string, encoding: string): number {
  const [frequent, probability] = ideographs.get(encoding)!
  const japanese = encoding === 'shift_jis' || encoding === 'euc-jp'
  let sum = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    if (code < 0x80) continue
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || (code >= 0x80 && code < 0xa0))
      sum += impossible
    else if (frequent.has(character)) sum += probability
    else if (code >= 0x3041 && code <= 0x30fe) sum += japanese ? Math.log(0.55 / 90) : Math.log(0.01 / 180)
    else if (
      (code >= 0x3001 && code <= 0x3011) ||
      code === 0xff0c ||
      code === 0xff1a ||
      code === 0xff1b ||
      code === 0x3000
    )
      sum += Math.log(0.05)
    else if (code >= 0xac00 && code <= 0xd7a3)
      sum += encoding === 'euc-kr' ? Math.log(0.3 / 2_000) : impossible
    else if (code >= 0x4e00 && code <= 0x9fff)
      sum += encoding === 'euc-kr' ? Math.log(0.05 / 5_000) : Math.log(0.3 / 5_000)
    else if (code >= 0xff61 && code <= 0xff9f) sum += Math.log(0.01 / 60)
    else if (code >= 0xff00 && code <= 0xff60) sum += Math.log(0.05 / 90)
    else if (punctuation.has(character)) sum += Math.log(0.005)
    else sum += unlikely - 3
  }
  return sum
}

function score(
  sample: Uint8Array,
  encoding: string,
  decode: Decode,
  beyond: number,
  words: readonly string[],
): number {
  const text = decode(sample, encoding)
  const sum = ideographs.has(encoding)
    ? scoreIdeographic(text, encoding)
    : scoreAlphabetic(encoding === 'windows-1258' ? text.normalize('NFC') : text, words)
  return sum / Math.max(1, beyond)
}

const countBeyond = (sample: Uint8Array) => sample.reduce((count, byte) => count + (byte >= 0x80 ? 1 : 0), 0)
const asciiWords = (sample: Uint8Array) =>
  new TextDecoder('latin1')
    .decode(sample)
    .toLowerCase()
    .split(/[^a-z\x80-\u{FFFF}]+/u)
    .filter((word) => /^[a-z]+$/.test(word))

/** How likely `bytes` are in `encoding`; comparable with the score of `guessEncoding` for the same bytes. */
export function likelihood(bytes: Uint8Array, encoding: string, decode: Decode): number {
  const sample = evidence(bytes, finalLength)
  return score(sample, encoding, decode, countBeyond(sample), asciiWords(sample))
}

/** Candidates by score, the best first; those that decode alike stay in the order of preference. */
function rank(sample: Uint8Array, names: readonly string[], decode: Decode): Guess[] {
  const beyond = countBeyond(sample)
  const words = asciiWords(sample)
  return names
    .map((encoding) => ({
      encoding,
      bytes: beyond,
      score:
        score(sample, encoding, decode, beyond, words) -
        (rare.has(encoding) ? rarity / Math.max(1, beyond) : 0),
    }))
    .sort((a, b) => b.score - a.score)
}

/** The likeliest of the encodings we know, for bytes that are not UTF-8 and hold bytes beyond ASCII. */
export function guessEncoding(bytes: Uint8Array, decode: Decode): Guess {
  const first = rank(evidence(bytes, evidenceLength), candidates, decode).slice(0, finalists)
  const names = candidates.filter((name) => first.some(({ encoding }) => encoding === name))
  const [best] = rank(evidence(bytes, finalLength), names, decode)
  return best ?? { encoding: 'windows-1252', score: -Infinity, bytes: 0 }
}
