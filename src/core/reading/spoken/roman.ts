/** Roman numerals: their values, and which strings are likely to be one at all. */

const values: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100, D: 500, M: 1000 }
const wellFormed = /^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/

/** The value of a well-formed numeral in capitals, 1 to 3999; undefined for anything else. */
export function romanValue(text: string): number | undefined {
  if (text.length === 0 || text.length > 15 || !wellFormed.test(text)) return undefined
  let sum = 0
  for (let index = 0; index < text.length; index++) {
    const value = values[text[index]!]!
    sum += value < (values[text[index + 1] ?? ''] ?? 0) ? -value : value
  }
  return sum
}

/** Well-formed numerals that are oftener something else: abbreviations, sizes, words. */
const rather = new Set([
  'I', 'V', 'X', 'L', 'C', 'D', 'M', 'MIX', 'MI', 'MD', 'DC', 'CD', 'CV', 'CC', 'DI', 'DL', 'DM', 'DIM', 'LI', 'MC', 'MM',
  'CM', 'CL', 'XL', 'ML', 'DX', 'CI', 'MV', 'LCD', 'MDC', 'CIV', 'CX', 'XXX', 'LX', 'CVI', 'MCI', 'DCI', 'MIV', 'LV', 'MX',
]) // prettier-ignore

/** True for a numeral that can be read as one without a cue such as "Chapter" before it. */
export function plainlyRoman(text: string): boolean {
  return /^[IVX]+$/.test(text) && text.length > 1 && !rather.has(text) && romanValue(text) !== undefined
}
