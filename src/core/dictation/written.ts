/** Numbers as they are written: grouping, decimal marks, fractions. */
import { readNumber, type SpokenNumber } from '../numerals/index.ts'

export interface NumberStyle {
  readonly decimal: '.' | ','
  readonly group: ',' | '.'
  /** From how many digits on groups are parted: 4 in English, 5 in German. */
  readonly groupFrom: number
}

export const englishStyle: NumberStyle = { decimal: '.', group: ',', groupFrom: 4 }
/** Duden and DIN 5008: groups of three from five digits on. */
export const germanStyle: NumberStyle = { decimal: ',', group: '.', groupFrom: 5 }

const vulgar: Readonly<Record<string, string>> = {
  '1/2': '½',
  '1/3': '⅓',
  '2/3': '⅔',
  '1/4': '¼',
  '3/4': '¾',
  '1/5': '⅕',
  '2/5': '⅖',
  '3/5': '⅗',
  '4/5': '⅘',
  '1/6': '⅙',
  '5/6': '⅚',
  '1/8': '⅛',
  '3/8': '⅜',
  '5/8': '⅝',
  '7/8': '⅞',
}

/** Plain digits with a point, as numerals give them, in a language's style. */
export function grouped(text: string, style: NumberStyle): string {
  const [whole = '', figures] = text.split('.')
  const sign = whole.startsWith('-') ? '-' : ''
  const digits = whole.slice(sign.length)
  const parted =
    digits.length >= style.groupFrom && !digits.startsWith('0')
      ? digits.replaceAll(/\B(?=(?:\d{3})+$)/g, style.group)
      : digits
  return sign + parted + (figures === undefined ? '' : style.decimal + figures)
}

/** “2½”, “¾”, “5/16”. */
export function fraction(number: SpokenNumber): string {
  const share = number.fraction
  if (!share) return number.text
  const part = `${share.over}/${share.under}`
  const sign = number.value < 0 ? '-' : ''
  const small = vulgar[part]
  if (share.whole === 0) return sign + (small ?? part)
  return sign + (small ? `${share.whole}${small}` : `${share.whole} ${part}`)
}

/** A number that is not said figure by figure. */
export function plain(number: SpokenNumber, style: NumberStyle): string {
  if (number.fraction) return fraction(number)
  if (number.scaled) return `${grouped(number.scaled.text, style)} ${number.scaled.scale}`
  return grouped(number.text, style)
}

export const two = (value: number): string => String(value).padStart(2, '0')

/** The figures of words that are one number throughout, a percentage included; undefined for others. */
export function numberOf(keys: readonly string[], language: 'en' | 'de'): string | undefined {
  const percent = /^(?:percent|prozent)$/.test(keys.at(-1) ?? '')
  const number = readNumber(percent ? keys.slice(0, -1) : keys, 0, language)
  if (!number || number.words !== keys.length - Number(percent)) return undefined
  const text =
    number.form === 'words' ? plain(number, language === 'de' ? germanStyle : englishStyle) : number.text
  return percent ? `${text}${language === 'de' ? '\u00a0' : ''}%` : text
}
