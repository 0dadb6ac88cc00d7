/** German words for numbers. Digits come as strings, so that numbers of any length are exact. */

const small = [
  'null', 'eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf',
  'dreizehn', 'vierzehn', 'fünfzehn', 'sechzehn', 'siebzehn', 'achtzehn', 'neunzehn',
] as const // prettier-ignore
const tens = [
  '', '', 'zwanzig', 'dreißig', 'vierzig', 'fünfzig', 'sechzig', 'siebzig', 'achtzig', 'neunzig',
] as const // prettier-ignore
const scales = [
  ['Million', 'Millionen'],
  ['Milliarde', 'Milliarden'],
  ['Billion', 'Billionen'],
  ['Billiarde', 'Billiarden'],
  ['Trillion', 'Trillionen'],
  ['Trilliarde', 'Trilliarden'],
  ['Quadrillion', 'Quadrillionen'],
] as const
const irregular: Readonly<Record<number, string>> = { 1: 'erst', 3: 'dritt', 7: 'siebt', 8: 'acht' }

/** Each digit by itself: "007" is "null null sieben". Anything else in `text` is a pause. */
export function digitsGerman(text: string): string {
  return text
    .trim()
    .split(/\D+/)
    .filter(Boolean)
    .map((group) => Array.from(group, (digit) => small[Number(digit)]).join(' '))
    .join(', ')
}

/** Below a thousand, as the front of a longer word: "ein", not "eins". */
function front(value: number): string {
  if (value === 1) return 'ein'
  return belowThousand(value)
}

function belowHundred(value: number): string {
  if (value < 20) return small[value]!
  const unit = value % 10
  return (unit ? `${unit === 1 ? 'ein' : small[unit]}und` : '') + tens[Math.floor(value / 10)]!
}

function belowThousand(value: number): string {
  if (value < 100) return belowHundred(value)
  const rest = value % 100
  return `${front(Math.floor(value / 100))}hundert${rest ? belowHundred(rest) : ''}`
}

function belowMillion(value: number): string {
  const rest = value % 1000
  if (value < 1000) return belowThousand(value)
  return `${front(Math.floor(value / 1000))}tausend${rest ? belowThousand(rest) : ''}`
}

/** A whole number in words. Leading zeros, and numbers of more than 27 digits, are said digit by digit. */
export function cardinalGerman(digits: string): string {
  if (digits.length > 27 || (digits.length > 1 && digits.startsWith('0'))) return digitsGerman(digits)
  if (digits === '0') return 'null'
  const words: string[] = []
  const head = digits.slice(0, -6)
  for (let group = Math.ceil(head.length / 3) - 1; group >= 0; group--) {
    const value = Number(head.slice(Math.max(0, head.length - 3 * group - 3), head.length - 3 * group))
    if (value === 0) continue
    words.push(value === 1 ? `eine ${scales[group]![0]}` : `${belowThousand(value)} ${scales[group]![1]}`)
  }
  const tail = Number(digits.slice(-6))
  if (tail) words.push(belowMillion(tail))
  return words.join(' ')
}

export type Gender = 'm' | 'f' | 'n'

/** A number before a noun: only one is different, "ein Meter", "eine Stunde". */
export function countGerman(digits: string, gender: Gender | undefined): string {
  if (digits === '1' && gender) return gender === 'f' ? 'eine' : 'ein'
  return cardinalGerman(digits)
}

/** The ordinal without its ending: 3 "dritt", 19 "neunzehnt", 20 "zwanzigst". */
export function ordinalStemGerman(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '')
  const low = Number(plain.slice(-2))
  const known = irregular[low]
  if (known) {
    const whole = cardinalGerman(plain)
    return whole.slice(0, whole.length - small[low]!.length) + known
  }
  const words = cardinalGerman(plain)
  if (low === 0 || low >= 20) return `${words.replace(/ (Million|Milliarde)en$/, '$1')}st`
  return `${words}t`
}

/** A year as years are said: 1984 "neunzehnhundertvierundachtzig"; 1066 and 2024 as ordinary numbers. */
export function yearGerman(digits: string): string {
  const plain = digits.replace(/^0+(?=\d)/, '')
  const year = Number(plain)
  if (year < 1100 || year > 1999) return cardinalGerman(plain)
  const rest = year % 100
  return `${belowHundred(Math.floor(year / 100))}hundert${rest ? belowHundred(rest) : ''}`
}

/** Fractions: (3, 4) "drei Viertel". A half is "ein halb". Undefined for denominators nobody says so. */
export function fractionGerman(numerator: number, denominator: number): string | undefined {
  if (denominator < 2 || denominator > 100 || numerator < 1) return undefined
  const count = numerator === 1 ? 'ein' : cardinalGerman(String(numerator))
  if (denominator === 2) return numerator === 1 ? 'ein halb' : `${count} Halbe`
  const stem = ordinalStemGerman(String(denominator))
  return `${count} ${stem[0]!.toUpperCase()}${stem.slice(1)}el`
}
