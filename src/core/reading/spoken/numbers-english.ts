/** English words for numbers. Digits come as strings, so that numbers of any length are exact. */

const small = [
  'zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve',
  'thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen',
] as const // prettier-ignore
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const
const scales = [
  '', 'thousand', 'million', 'billion', 'trillion', 'quadrillion', 'quintillion', 'sextillion', 'septillion',
  'octillion', 'nonillion', 'decillion',
] as const // prettier-ignore
const irregular: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
}

/** Each digit by itself: "007" is "zero zero seven". Anything else in `text` is a pause. */
export function digitsEnglish(text: string): string {
  return text
    .trim()
    .split(/\D+/)
    .filter(Boolean)
    .map((group) => Array.from(group, (digit) => small[Number(digit)]).join(' '))
    .join(', ')
}

function belowHundred(value: number): string {
  if (value < 20) return small[value]!
  const unit = value % 10
  return tens[Math.floor(value / 10)]! + (unit ? `-${small[unit]}` : '')
}

function belowThousand(value: number, and: boolean): string {
  if (value < 100) return belowHundred(value)
  const rest = value % 100
  const hundreds = `${small[Math.floor(value / 100)]} hundred`
  return rest ? `${hundreds} ${and ? 'and ' : ''}${belowHundred(rest)}` : hundreds
}

/**
 * A whole number in words. Leading zeros, and numbers beyond the decillions, are said digit by digit.
 * @param and British "one hundred and five"; American "one hundred five" without it.
 */
export function cardinalEnglish(digits: string, and = false): string {
  if (digits.length > 36 || (digits.length > 1 && digits.startsWith('0'))) return digitsEnglish(digits)
  if (digits === '0') return 'zero'
  const words: string[] = []
  const groups = Math.ceil(digits.length / 3)
  for (let group = groups - 1; group >= 0; group--) {
    const value = Number(digits.slice(Math.max(0, digits.length - 3 * group - 3), digits.length - 3 * group))
    if (value === 0) continue
    const joined = and && group === 0 && value < 100 && words.length > 0
    words.push((joined ? 'and ' : '') + belowThousand(value, and) + (group ? ` ${scales[group]}` : ''))
  }
  return words.join(' ')
}

/** "twenty-one" becomes "twenty-first". */
export function toOrdinal(cardinal: string): string {
  const cut = Math.max(cardinal.lastIndexOf(' '), cardinal.lastIndexOf('-')) + 1
  const last = cardinal.slice(cut)
  const ordinal = irregular[last] ?? (last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}th`)
  return cardinal.slice(0, cut) + ordinal
}

/** As `cardinalEnglish`, but "first", "second" … */
export function ordinalEnglish(digits: string, and = false): string {
  return toOrdinal(cardinalEnglish(digits.replace(/^0+(?=\d)/, ''), and))
}

/** A year of one to four digits as years are said: 1984 "nineteen eighty-four", 1905 "nineteen oh five". */
export function yearEnglish(digits: string, and = false): string {
  const year = Number(digits)
  if (digits.length !== 4 || digits.startsWith('0'))
    return cardinalEnglish(digits.replace(/^0+(?=\d)/, ''), and)
  const high = Math.floor(year / 100)
  const low = year % 100
  if (high % 10 === 0 && low < 10) return cardinalEnglish(digits, and)
  if (low === 0) return `${belowHundred(high)} hundred`
  return `${belowHundred(high)} ${low < 10 ? `oh ${small[low]}` : belowHundred(low)}`
}

/** "nineteen eighties", "two thousands": the plural of the last word. */
export function pluralEnglish(words: string): string {
  if (words.endsWith('y')) return `${words.slice(0, -1)}ies`
  return words.endsWith('x') ? `${words}es` : `${words}s`
}

/** Fractions: (3, 4) "three quarters", (1, 2) "one half". Undefined for denominators nobody says so. */
export function fractionEnglish(numerator: number, denominator: number): string | undefined {
  if (denominator < 2 || denominator > 100 || numerator < 1) return undefined
  const one = numerator === 1
  const part =
    denominator === 2
      ? one
        ? 'half'
        : 'halves'
      : denominator === 4
        ? 'quarter'
        : ordinalEnglish(String(denominator))
  return `${cardinalEnglish(String(numerator))} ${part}${one || denominator === 2 ? '' : 's'}`
}
