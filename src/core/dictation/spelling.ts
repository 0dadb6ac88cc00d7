/** Spelling: letters, the NATO/ITU alphabet, and the German ones (DIN 5009 of 1996 and of 2022). */
import { readNumber } from '../numerals/index.ts'

const nato: ReadonlyMap<string, string> = new Map(
  (
    [
      ['alpha', 'a'],
      ['alfa', 'a'],
      ['juliett', 'j'],
      ['juliet', 'j'],
      ['x-ray', 'x'],
      ['xray', 'x'],
      ['whisky', 'w'],
      ['whiskey', 'w'],
    ] as const
  ).concat(
    'bravo charlie delta echo foxtrot golf hotel india kilo lima mike november oscar papa quebec romeo sierra tango uniform victor yankee zulu'
      .split(' ')
      .map((word) => [word, word.charAt(0)] as never),
  ),
)
/** DIN 5009:1996, with the older names that people still say. */
const german: ReadonlyMap<string, string> = new Map(
  (
    [
      ['ärger', 'ä'],
      ['ökonom', 'ö'],
      ['ödipus', 'ö'],
      ['österreich', 'ö'],
      ['übermut', 'ü'],
      ['übel', 'ü'],
      ['eszett', 'ß'],
    ] as const
  ).concat(
    'anton berta cäsar dora emil friedrich gustav heinrich ida julius kaufmann konrad ludwig martha nordpol otto paula quelle richard samuel siegfried theodor ulrich viktor wilhelm xanthippe ypsilon zacharias zeppelin'
      .split(' ')
      .map((word) => [word, word.charAt(0)] as never),
  ),
)
/** DIN 5009:2022: towns. */
const towns: ReadonlyMap<string, string> = new Map(
  'aachen berlin chemnitz düsseldorf essen frankfurt goslar hamburg ingelheim jena köln leipzig münchen nürnberg offenbach potsdam quickborn rostock salzwedel tübingen unna völklingen wuppertal xanten ypsilon zwickau'
    .split(' ')
    .map((word) => [word, word.charAt(0)] as const),
)
/** Towns that are hardly ever listed for themselves. */
const rareTowns = new Set([
  'goslar',
  'ingelheim',
  'quickborn',
  'salzwedel',
  'unna',
  'völklingen',
  'xanten',
  'ypsilon',
  'zwickau',
  'offenbach',
])
const umlauts: Readonly<Record<string, string>> = { a: 'ä', o: 'ö', u: 'ü' }

const signs: Readonly<Record<string, string>> = {
  dash: '-',
  hyphen: '-',
  bindestrich: '-',
  dot: '.',
  period: '.',
  point: '.',
  punkt: '.',
  underscore: '_',
  unterstrich: '_',
  slash: '/',
  schrägstrich: '/',
  at: '@',
  apostrophe: "'",
  apostroph: "'",
  space: ' ',
  leerzeichen: ' ',
}

/** The names of letters in the NATO alphabet. */
export const alphabet = (): readonly string[] => [...nato.keys()]

/** English signs that are said among letters. */
export const signWords = ['dash', 'hyphen', 'dot', 'underscore', 'slash', 'apostrophe', 'space', 'at sign']

interface Letter {
  readonly text: string
  readonly words: number
  readonly sort: 'letter' | 'nato' | 'german' | 'town' | 'figure' | 'sign'
}

/** A letter, or a sign or figure among letters, that begins at `at`. */
function letterAt(keys: readonly string[], at: number, language: 'en' | 'de'): Letter | undefined {
  const key = keys[at]
  if (key === undefined) return undefined
  if (language === 'de' && key === 'umlaut') {
    const next = letterAt(keys, at + 1, language)
    const marked = next && umlauts[next.text]
    return marked && next ? { text: marked, words: next.words + 1, sort: next.sort } : undefined
  }
  if (/^\p{L}$/u.test(key)) {
    if (language === 'de' && keys[at + 1] === 'umlaut' && umlauts[key]) {
      return { text: umlauts[key], words: 2, sort: 'letter' }
    }
    // “b as in boy”, “a for apple”, “d wie Dora”
    const link =
      keys[at + 1] === 'as' && keys[at + 2] === 'in'
        ? 2
        : /^(?:for|like|wie)$/.test(keys[at + 1] ?? '')
          ? 1
          : 0
    const example = keys[at + 1 + link] ?? ''
    return link > 0 && example.startsWith(key) && example.length > 1
      ? { text: key, words: link + 2, sort: 'letter' }
      : { text: key, words: 1, sort: 'letter' }
  }
  if (language === 'de' && key === 'scharfes' && keys[at + 1] === 's')
    return { text: 'ß', words: 2, sort: 'letter' }
  const sort = nato.has(key)
    ? 'nato'
    : language === 'de' && german.has(key)
      ? 'german'
      : language === 'de' && towns.has(key)
        ? 'town'
        : undefined
  const letter = nato.get(key) ?? german.get(key) ?? towns.get(key)
  if (sort && letter) return { text: letter, words: 1, sort }
  if (key === 'at' && keys[at + 1] === 'sign') return { text: '@', words: 2, sort: 'sign' }
  const sign = signs[key]
  if (sign !== undefined) return { text: sign, words: 1, sort: 'sign' }
  if (key === 'double' || key === 'triple' || key === 'doppel') {
    const next = letterAt(keys, at + 1, language)
    return (
      next && { text: next.text.repeat(key === 'triple' ? 3 : 2), words: next.words + 1, sort: next.sort }
    )
  }
  const figure = readNumber(keys.slice(at, at + 1), 0, language)
  return figure && figure.kind === 'cardinal' && /^\d+$/.test(figure.text)
    ? { text: figure.text, words: 1, sort: 'figure' }
    : undefined
}

export interface Spelled {
  readonly text: string
  readonly words: number
}

const begins: Readonly<Record<'en' | 'de', readonly string[]>> = {
  en: ['spell it', 'spell out', 'spell', 'start spelling', 'begin spelling'],
  de: ['buchstabiere', 'buchstabieren', 'ich buchstabiere'],
}
const ends: Readonly<Record<'en' | 'de', readonly string[]>> = {
  en: ['end spell', 'end spelling', 'stop spelling', 'stop spell', 'end of spelling', 'unspell'],
  de: [
    'ende buchstabieren',
    'buchstabieren ende',
    'ende der buchstabierung',
    'ende buchstabiere',
    'buchstabierung ende',
    'ende der buchstabieren',
  ],
}
const raises = /^(?:cap|capital|upper|groß)$/

function phraseOf(keys: readonly string[], at: number, phrases: readonly string[]): number {
  const found = phrases.find((phrase) => keys.slice(at, at + phrase.split(' ').length).join(' ') === phrase)
  return found === undefined ? 0 : found.split(' ').length
}

/** “spell s m i t h end spell”: lower case but for letters after “cap”. Without an end, as far as it can be spelled. */
export function readSpelling(
  keys: readonly string[],
  at: number,
  language: 'en' | 'de',
): Spelled | undefined {
  const begun = phraseOf(keys, at, begins[language])
  if (begun === 0) return undefined
  let next = at + begun
  let text = ''
  let count = 0
  let up = false
  let allUp = false
  while (next < keys.length) {
    const done = phraseOf(keys, next, ends[language])
    if (done > 0) return count > 0 ? { text, words: next + done - at } : undefined
    if (keys[next] === 'all' && keys[next + 1] === 'caps') {
      allUp = true
      next += 2
      continue
    }
    if (raises.test(keys[next] ?? '') && letterAt(keys, next + 1, language)) {
      up = true
      next++
      continue
    }
    const letter = letterAt(keys, next, language)
    if (!letter) break
    text += up || allUp ? letter.text.toLocaleUpperCase(language) : letter.text
    up = false
    count++
    next += letter.words
  }
  // without an end it must be plain that letters were meant: “spell check” and “spell a word” are words
  return count >= 2 && next > at + begun + 1 && /\p{L}/u.test(text) && !/^a$/.test(text)
    ? { text: text.trimEnd(), words: next - at }
    : undefined
}

/**
 * Words that are letters, figures and signs throughout, as one stretch of text: lower case but for letters after “cap”.
 *
 * @returns undefined where any of them is something else
 */
export function spelledOut(keys: readonly string[], language: 'en' | 'de'): string | undefined {
  let text = ''
  for (let at = 0; at < keys.length;) {
    const up = raises.test(keys[at] ?? '') && at + 1 < keys.length
    const letter = letterAt(keys, up ? at + 1 : at, language)
    if (!letter || /^\d{2}/.test(letter.text)) return undefined
    text += up ? letter.text.toLocaleUpperCase(language) : letter.text
    at += letter.words + Number(up)
  }
  return text === '' ? undefined : text
}

/** Initialisms of two letters, and those that an article may precede. */
const initialisms = new Set(
  'uk us eu un tv pc id ok hr pr it ai vr ip cd dj gp mp nhs bbc usa dvd cv phd ceo cfo cto ibm mit nasa nato usb pdf html css cia fia nba ira mba fda dna rna sca usda gps atm faq diy rsvp zdf ard eu cdu csu spd fdp dgb adac tüv lkw pkw kfz gmbh'.split(
    ' ',
  ),
)

/**
 * A run of letters that is not announced: “i b m”, “bravo charlie delta”. Capitals. Two letters must be a known
 * initialism or hold no article or pronoun; three or more names of an alphabet are one.
 */
export function readLetters(keys: readonly string[], at: number, language: 'en' | 'de'): Spelled | undefined {
  const letters: Letter[] = []
  let next = at
  while (next < keys.length) {
    const letter = letterAt(keys, next, language)
    if (!letter || letter.sort === 'sign' || letter.text.length > 2) break
    if (letter.sort === 'figure') {
      const after = letterAt(keys, next + letter.words, language)
      const among = letters.length > 0 && after && after.sort !== 'figure' && after.sort !== 'sign'
      if (!among || /^\d/.test(keys[next] ?? '')) break
    }
    if (letters.length > 0 && letters[0]?.sort !== letter.sort && letter.sort !== 'figure') {
      const named = (sort: string | undefined) => sort === 'german' || sort === 'nato'
      if (!(language === 'de' && named(letters[0]?.sort) && named(letter.sort))) break
    }
    letters.push(letter)
    next += letter.words
  }
  // “p s i am”: the pronoun or article at the end belongs to what follows
  const tail = letters.at(-1)
  const follows = keys[next] ?? ''
  const belongs =
    tail?.text === 'i'
      ? /^(?:am|was|have|had|do|did|will|would|can|could|should|may|might|must|think|know|want|hope|need|see|said|like|love|don't|didn't|can't|also|just|really|still|went|got)$/.test(
          follows,
        )
      : tail?.text === 'a' &&
        follows !== '' &&
        !/^(?:is|was|are|has|had|and|or|to|in|for|from|at|on|of|will|can|with|by|as|does|did)$/.test(follows)
  if (language === 'en' && belongs && letters.length > 1 && tail?.sort === 'letter' && tail.words === 1) {
    if (!initialisms.has(letters.map((letter) => letter.text).join(''))) {
      letters.pop()
      next--
    }
  }
  const first = letters[0]
  if (!first) return undefined
  const text = letters.map((letter) => letter.text).join('')
  // said as letters, written with points
  const latin = language === 'en' && letters.length >= 2 ? keys.slice(at, at + 2).join(' ') : ''
  if (latin === 'e g' || latin === 'i e') return { text: latin === 'e g' ? 'e.g.' : 'i.e.', words: 2 }
  const upper = {
    text: text.toLocaleUpperCase(language).replaceAll('SS', text.includes('ß') ? 'ẞ' : 'SS'),
    words: next - at,
  }
  const explained = letters.some((letter) => letter.words > 1 && letter.sort === 'letter')
  if (first.sort === 'letter') {
    if (letters.length === 1) return explained && /as|wie/.test(keys[at + 1] ?? '') ? upper : undefined
    if (letters.length === 2) {
      const open = /[aio]/.test(text) && language === 'en'
      return initialisms.has(text) || (!open && letters.every(({ sort }) => sort === 'letter'))
        ? upper
        : undefined
    }
    if (first.text === 'a' && language === 'en' && initialisms.has(text.slice(1))) return undefined // “a u k company”
    return new Set(text).size === 1 && /^[ai]+$/.test(text) ? undefined : upper
  }
  if (first.sort === 'town')
    return letters.length >= 3 && keys.slice(at, next).some((key) => rareTowns.has(key)) ? upper : undefined
  return letters.filter(({ sort }) => sort !== 'figure').length >= 3 ? upper : undefined
}
