/** Numbers as they are written: grouping, decimals, vulgar fractions. Shared by the languages. */
import { matchAt } from './scan.ts'

export interface Figure {
  /** Offset behind it. */
  readonly end: number
  /** The whole part without grouping; '' when there is a vulgar fraction alone. */
  readonly whole: string
  /** Digits behind the decimal mark. */
  readonly decimals?: string
  readonly vulgar?: readonly [number, number]
  /** Grouping marks were written, so it is an amount and no year, code or telephone number. */
  readonly grouped: boolean
  /** A full stop was the decimal mark where the language writes a comma. */
  readonly foreignPoint?: boolean
}

export const vulgarFractions: Readonly<Record<string, readonly [number, number]>> = {
  '½': [1, 2], '⅓': [1, 3], '⅔': [2, 3], '¼': [1, 4], '¾': [3, 4], '⅕': [1, 5], '⅖': [2, 5], '⅗': [3, 5], '⅘': [4, 5],
  '⅙': [1, 6], '⅚': [5, 6], '⅐': [1, 7], '⅛': [1, 8], '⅜': [3, 8], '⅝': [5, 8], '⅞': [7, 8], '⅑': [1, 9], '⅒': [1, 10],
} // prettier-ignore

const groupedEnglish =
  /(\d{1,3}(?:,\d{3}){1,12}(?![\d])|\d{1,3}(?:'\d{3}){1,12}(?!\d)|[1-9]\d{0,2}(?: \d{3}){1,12}(?![\d]|,\d{3})|\d{1,3}(?:\.\d{3}){2,12}(?!\d))(?:\.(\d{1,40})(?!\d))?/y
const groupedGerman =
  /([1-9]\d{0,2}(?:\.\d{3}){1,12}(?!\d)|\d{1,3}(?:'\d{3}){1,12}(?!\d)|[1-9]\d{0,2}(?: \d{3}){1,12}(?!\d|\.\d{3})|\d{1,3}(?:,\d{3}){2,12}(?!\d))(?:,(\d{1,40})(?!\d))?/y
const groupedSwiss = /(\d{1,3}(?:['.]\d{3}){1,12}(?!\d))(?:[.,](\d{1,40})(?!\d))?/y
const apostrophes = /^\d{1,3}'\d/
const plainEnglish = /(\d+)(?:\.(\d+)(?!\.?\d))?/y
const plainGerman = /(\d+)(?:([,.])(\d+)(?![.,]?\d))?/y
const mixed = / ?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒])/y
const mixedSlash = / ([1-9])\/([2-9]|1[0-6])(?![\d/])/y

/** The number that begins at `at`, which has to be a digit or a vulgar fraction; undefined otherwise. */
export function readFigure(text: string, at: number, base: string, region = ''): Figure | undefined {
  const alone = vulgarFractions[text[at] ?? '']
  if (alone) return { end: at + 1, whole: '', vulgar: alone, grouped: false }
  const german = base === 'de'
  const grouped =
    (region === 'ch' || apostrophes.test(text.slice(at, at + 5))
      ? matchAt(groupedSwiss, text, at)
      : undefined) ?? matchAt(german ? groupedGerman : groupedEnglish, text, at)
  if (grouped && !(/ /.test(grouped[1]!) && !spacesGroup(text, at, grouped[1]!))) {
    const figure = { end: at + grouped[0].length, whole: grouped[1]!.replace(/\D/g, ''), grouped: true }
    return grouped[2] ? { ...figure, decimals: grouped[2] } : figure
  }
  const plain = matchAt(german ? plainGerman : plainEnglish, text, at)
  if (!plain) return undefined
  const decimals = german ? plain[3] : plain[2]
  const end = at + plain[0].length
  const whole = plain[1]!
  if (decimals !== undefined)
    return german && plain[2] === '.' && region !== 'ch'
      ? { end, whole, decimals, grouped: false, foreignPoint: true }
      : { end, whole, decimals, grouped: false }
  const part = matchAt(mixed, text, end)
  if (part) return { end: end + part[0].length, whole, vulgar: vulgarFractions[part[1]!]!, grouped: false }
  const slash = whole.length < 4 ? matchAt(mixedSlash, text, end) : undefined
  if (slash && Number(slash[1]) < Number(slash[2]))
    return { end: end + slash[0].length, whole, vulgar: [Number(slash[1]), Number(slash[2])], grouped: false }
  return { end, whole, grouped: false }
}

/** Digits in threes with spaces: an amount, unless they go on like a telephone number or a row of numbers. */
function spacesGroup(text: string, at: number, digits: string): boolean {
  return (
    !/[\d]$/.test(text.slice(Math.max(0, at - 2), at).trim()) &&
    !/^ \d/.test(text.slice(at + digits.length, at + digits.length + 2))
  )
}

/** One, exactly: decides between "meter" and "meters". */
export function isOne(figure: Figure): boolean {
  return figure.whole === '1' && figure.decimals === undefined && !figure.vulgar
}

/** "747-400": no range runs downwards in figures of three digits, so these are names. */
export function isDesignation(first: Figure, other: Figure, mark: string): boolean {
  return (
    mark === '-' &&
    first.whole.length === 3 &&
    other.whole.length === 3 &&
    first.decimals === undefined &&
    other.decimals === undefined &&
    Number(first.whole) > Number(other.whole)
  )
}
