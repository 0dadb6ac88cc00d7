/** Numbers as commands need them: counts, percentages, speeds, page labels, numbers of chapters. */
import type { CommandLanguage } from '../../../contract/hearing.ts'
import { readNumber } from '../../numerals/index.ts'
import type { ReadValue, Reading, Sentence } from './value.ts'

/** What recognisers write for number words that sound alike. Only where a number is bound to come. */
const soundAlikes: Readonly<Record<CommandLanguage, Readonly<Record<string, number>>>> = {
  en: { to: 2, too: 2, for: 4, fore: 4, forward: 4, won: 1, ate: 8, tree: 3, free: 3, sex: 6, tin: 10, sixth: 6, fife: 5 },
  de: { nein: 9, dry: 3, fear: 4, zwo: 2, ein: 1, zähn: 10, all: 11 },
  fr: { deu: 2, sang: 5, cet: 7, sète: 7, set: 7, neufs: 9, dise: 10, onzes: 11, trios: 3, cis: 6 },
} // prettier-ignore

const several: Readonly<Record<CommandLanguage, readonly (readonly [string, number])[]>> = {
  en: [['a couple of', 2], ['a couple', 2], ['couple of', 2], ['a few', 3], ['several', 3], ['a dozen', 12], ['a', 1], ['an', 1], ['another', 1], ['once', 1], ['twice', 2]],
  de: [['ein paar', 2], ['ein dutzend', 12], ['einmal', 1], ['zweimal', 2], ['dreimal', 3], ['einen', 1], ['einem', 1], ['einer', 1], ['eine', 1], ['ein', 1], ['noch eine', 1], ['noch einen', 1]],
  fr: [['quelques', 3], ['une', 1], ['un', 1], ['une douzaine de', 12], ['encore une', 1], ['encore un', 1]],
} // prettier-ignore

export function phraseAt(words: readonly string[], at: number, phrase: string): number {
  const parts = phrase.split(' ')
  return parts.every((part, index) => words[at + index] === part) ? parts.length : 0
}

interface Numeric {
  readonly value: number
  readonly length: number
  readonly cost: number
  readonly text: string
  readonly kind: string
}

/** The number at a place, if there is one; homophones at a price. */
export function numberAt({ words, language }: Sentence, at: number, alikes = true): Numeric | undefined {
  const found = readNumber(words, at, language)
  if (found) {
    return { value: found.value, length: found.words, cost: 0, text: found.text, kind: found.kind }
  }
  const alike = alikes ? soundAlikes[language][words[at] ?? ''] : undefined
  return alike === undefined
    ? undefined
    : { value: alike, length: 1, cost: 0.12, text: String(alike), kind: 'cardinal' }
}

/** A whole number of things: 1 to 1000. */
export const readCount: ReadValue = (sentence, at) => {
  const readings: Reading[] = []
  const found = numberAt(sentence, at)
  if (found && found.kind === 'cardinal' && Number.isInteger(found.value) && found.value >= 1) {
    readings.push({ length: found.length, value: found.value, cost: found.cost })
  }
  for (const [phrase, value] of several[sentence.language]) {
    const length = phraseAt(sentence.words, at, phrase)
    if (length > 0 && !readings.some((reading) => reading.length === length)) {
      readings.push({ length, value, cost: 0 })
    }
  }
  return readings
}

const percentWords: Readonly<Record<CommandLanguage, readonly string[]>> = {
  en: ['percent', 'per cent', 'percents'],
  de: ['prozent'],
  fr: ['pour cent', 'pourcent', 'pourcents'],
}

/** A number, its unit said: “fifty percent”, “half”, “a quarter”, “three quarters”. */
export const readPercent: ReadValue = (sentence, at) => {
  const found = numberAt(sentence, at, false)
  if (!found || found.value < 0) return []
  const after = at + found.length
  for (const unit of percentWords[sentence.language]) {
    const length = phraseAt(sentence.words, after, unit)
    if (length > 0) return [{ length: found.length + length, value: found.value, cost: 0 }]
  }
  return found.kind === 'fraction' ? [{ length: found.length, value: found.value * 100, cost: 0 }] : []
}

/** A percentage whose unit may be left out: “volume sixty”. */
export const readLevel: ReadValue = (sentence, at) => {
  const readings = [...readPercent(sentence, at)]
  const found = numberAt(sentence, at)
  if (found && found.kind !== 'ordinal' && found.kind !== 'fraction' && found.value >= 0) {
    readings.push({ length: found.length, value: found.value, cost: found.cost + 0.02 })
  }
  return readings
}

/** A plain number of any size. */
export const readPlain: ReadValue = (sentence, at) => {
  const found = numberAt(sentence, at)
  return found && found.kind !== 'ordinal'
    ? [{ length: found.length, value: found.value, cost: found.cost }]
    : []
}

const speedNames: Readonly<Record<CommandLanguage, readonly (readonly [string, number])[]>> = {
  en: [['double', 2], ['twice', 2], ['triple', 3], ['three times', 3], ['half', 0.5], ['quarter', 0.25], ['normal', 1], ['regular', 1], ['standard', 1], ['default', 1], ['single', 1], ['full', 1], ['original', 1], ['one and a quarter', 1.25]],
  de: [['doppelte', 2], ['doppelter', 2], ['doppelt', 2], ['zweifache', 2], ['dreifache', 3], ['dreifacher', 3], ['dreifach', 3], ['vierfacher', 4], ['halbe', 0.5], ['halber', 0.5], ['halb', 0.5], ['normale', 1], ['normalen', 1], ['doppelten', 2], ['halben', 0.5], ['einfachen', 1], ['anderthalbfachen', 1.5], ['eineinhalbfachen', 1.5], ['dreifachen', 3], ['normaler', 1], ['normales', 1], ['normal', 1], ['einfache', 1], ['einfacher', 1], ['anderthalbfache', 1.5], ['anderthalbfacher', 1.5], ['anderthalbfach', 1.5], ['eineinhalbfache', 1.5], ['eineinhalbfacher', 1.5], ['eineinhalbfach', 1.5], ['zweifacher', 2], ['zweifach', 2], ['anderthalb', 1.5]],
  fr: [['double', 2], ['triple', 3], ['demi', 0.5], ['moitié', 0.5], ['normale', 1], ['normal', 1], ['réelle', 1]],
} // prettier-ignore
const timesWords: Readonly<Record<CommandLanguage, readonly string[]>> = {
  en: ['times', 'x', 'time', 'fold'],
  de: ['fach', 'fache', 'facher', 'mal', 'x'],
  fr: ['fois', 'x'],
}

/** A speed by its name: “double”, “half”, “normal”. */
export const readNamedSpeed: ReadValue = (sentence, at) =>
  speedNames[sentence.language].flatMap(([phrase, value]) => {
    const length = phraseAt(sentence.words, at, phrase)
    return length > 0 ? [{ length, value, cost: 0 }] : []
  })

/** A speed whose “times” is said. */
export const readTimes: ReadValue = (sentence, at) =>
  readSpeed(sentence, at).filter(({ length }) => {
    const last = sentence.words[at + length - 1] ?? ''
    return last === 'twice' || timesWords[sentence.language].includes(last) || /fach/.test(last)
  })

/** How many times the voice's own rate: “one point five [times]”, “double”, “half”, “150 percent”. */
export const readSpeed: ReadValue = (sentence, at) => {
  const readings: Reading[] = []
  for (const [phrase, value] of speedNames[sentence.language]) {
    const length = phraseAt(sentence.words, at, phrase)
    if (length > 0) readings.push({ length, value, cost: 0 })
  }
  for (const { length, value } of readPercent(sentence, at)) {
    if (sentence.words[at + length - 1] && typeof value === 'number')
      readings.push({ length, value: value / 100, cost: 0 })
  }
  const glued = sentence.language === 'de' ? fachAt(sentence, at) : undefined
  if (glued) readings.push(glued)
  const found = numberAt(sentence, at, false)
  if (!found || found.kind === 'ordinal') return readings
  // “75” is meant in percent: no voice reads 75 times as fast
  const value = found.value > 10 ? found.value / 100 : found.value
  const unit = timesWords[sentence.language].includes(sentence.words[at + found.length] ?? '')
  if (unit) readings.push({ length: found.length + 1, value: found.value, cost: 0 })
  readings.push({ length: found.length, value, cost: found.value > 10 ? 0.1 : 0 })
  return readings
}

/** “dreifacher”, “1,5-facher”: a number glued to its ending. */
function fachAt(sentence: Sentence, at: number): Reading | undefined {
  const match = /^(.+?)-?fach(?:e|er|en|em|es)?$/.exec(sentence.words[at] ?? '')
  if (!match?.[1]) return undefined
  const found = readNumber([match[1]], 0, 'de')
  return found ? { length: 1, value: found.value, cost: 0 } : undefined
}

const wordsUnits: Readonly<Record<CommandLanguage, readonly string[]>> = {
  en: ['words per minute', 'words a minute', 'words each minute', 'words in a minute', 'words every minute', 'words'],
  de: ['wörter pro minute', 'worte pro minute', 'wörter in der minute', 'worte in der minute', 'wörter die minute', 'wörter je minute', 'wörtern pro minute', 'worten pro minute', 'wörtern in der minute'],
  fr: ['mots par minute', 'mots à la minute', 'mots minute'],
} // prettier-ignore

/** Words a minute, the unit said. */
export const readRate: ReadValue = (sentence, at) => {
  const found = numberAt(sentence, at, false)
  if (!found || !Number.isInteger(found.value)) return []
  for (const unit of wordsUnits[sentence.language]) {
    const length = phraseAt(sentence.words, at + found.length, unit)
    if (length > 0) return [{ length: found.length + length, value: found.value, cost: 0 }]
  }
  return []
}

const romanShape = /^(?=.)m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/
const romanOf = (value: number): string =>
  ([[1000, 'm'], [900, 'cm'], [500, 'd'], [400, 'cd'], [100, 'c'], [90, 'xc'], [50, 'l'], [40, 'xl'], [10, 'x'], [9, 'ix'], [5, 'v'], [4, 'iv'], [1, 'i']] as const)
    .reduce(([rest, text]: readonly [number, string], [size, sign]) => [rest % size, text + sign.repeat(Math.floor(rest / size))] as const, [value, ''] as const)[1] // prettier-ignore

/**
 * Recognisers write single letters as such or as their names. Only letters that page labels begin with and whose name is
 * no common word between “page” and a number.
 */
const letterNames: Readonly<Record<CommandLanguage, Readonly<Record<string, string>>>> = {
  en: { ay: 'a', bee: 'b', be: 'b', see: 'c', sea: 'c', dee: 'd', ef: 'f', gee: 'g', aitch: 'h', jay: 'j', kay: 'k', el: 'l', em: 'm', en: 'n', pee: 'p', ar: 'r', are: 'r', ess: 's', tea: 't', tee: 't', ex: 'x', eye: 'i', alpha: 'a', alfa: 'a', bravo: 'b', charlie: 'c', delta: 'd', echo: 'e', foxtrot: 'f' },
  de: { be: 'b', ce: 'c', de: 'd', ef: 'f', ge: 'g', ha: 'h', jot: 'j', ka: 'k', el: 'l', em: 'm', en: 'n', pe: 'p', er: 'r', es: 's', te: 't', ix: 'x', anton: 'a', berta: 'b', cäsar: 'c', dora: 'd', emil: 'e' },
  fr: { bé: 'b', cé: 'c', dé: 'd', effe: 'f', gé: 'g', hache: 'h', ka: 'k', pé: 'p', erre: 'r', esse: 's', té: 't', ixe: 'x', anatole: 'a', berthe: 'b', célestin: 'c', désiré: 'd' },
} // prettier-ignore
const romanWords: Readonly<Record<CommandLanguage, string>> = { en: 'roman', de: 'römisch', fr: 'romain' }
const dashWords = new Set(['dash', 'hyphen', 'minus', 'strich', 'bindestrich', 'tiret'])

/** A page's printed label: “12”, “xii”, “b4”. */
export const readPage: ReadValue = (sentence, at) => {
  const { words, language } = sentence
  const readings: Reading[] = []
  const found = numberAt(sentence, at)
  if (found && found.kind !== 'fraction' && found.value >= 0 && Number.isInteger(found.value)) {
    readings.push({ length: found.length, value: String(Number(found.text)), cost: found.cost })
  }
  if (words[at] === romanWords[language] || (words[at] === 'roman' && words[at + 1] === 'numeral')) {
    const from = at + (words[at + 1] === 'numeral' ? 2 : 1)
    const number = numberAt(sentence, from)
    if (number && Number.isInteger(number.value) && number.value > 0 && number.value < 4000) {
      readings.push({ length: from - at + number.length, value: romanOf(number.value), cost: 0 })
    }
  }
  let letters = ''
  for (
    let next = at;
    next < Math.min(words.length, at + 8) && /^[ivxlcdm]+$/.test(words[next] ?? '');
    next++
  ) {
    letters += words[next]
    // “I” by itself is a page; “mix” is a word, but after “page” the label is what counts
    if (romanShape.test(letters))
      readings.push({ length: next + 1 - at, value: letters, cost: next > at ? 0 : 0.01 })
  }
  const sign = words[at] ?? ''
  const letter = /^\p{L}$/u.test(sign) ? sign : letterNames[language][sign]
  if (letter) {
    const from = dashWords.has(words[at + 1] ?? '') ? at + 2 : at + 1
    const number = numberAt(sentence, from)
    if (number && Number.isInteger(number.value)) {
      readings.push({ length: from - at + number.length, value: `${letter.toUpperCase()}${from > at + 1 ? '-' : ''}${number.text}`, cost: 0 }) // prettier-ignore
    }
  }
  const glued = /^([a-z])-?(\d{1,4})$/.exec(sign)
  if (glued) readings.push({ length: 1, value: `${glued[1]?.toUpperCase()}${glued[2]}`, cost: 0 })
  return readings
}

/** The number of a chapter, as digits: “three”, “third”, “iii”. */
export const readNumberName: ReadValue = (sentence, at) => {
  const readings: Reading[] = []
  const found = numberAt(sentence, at)
  if (found && Number.isInteger(found.value) && found.value >= 0 && found.kind !== 'fraction') {
    readings.push({ length: found.length, value: String(found.value), cost: found.cost })
  }
  const word = sentence.words[at] ?? ''
  if (romanShape.test(word) && (word.length > 1 || /^[ivx]$/.test(word))) {
    readings.push({ length: 1, value: String(romanValue(word)), cost: 0.02 })
  }
  return readings
}

/** “third”, “3.”, “troisième”: a place in an order, and no count. */
export const readOrdinal: ReadValue = (sentence, at) => {
  const found = numberAt(sentence, at, false)
  return found && found.kind === 'ordinal' && found.value > 0
    ? [{ length: found.length, value: String(found.value), cost: 0 }]
    : []
}

const romanDigits: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 }
function romanValue(text: string): number {
  let sum = 0
  for (let at = 0; at < text.length; at++) {
    const value = romanDigits[text[at] ?? ''] ?? 0
    sum += value < (romanDigits[text[at + 1] ?? ''] ?? 0) ? -value : value
  }
  return sum
}
